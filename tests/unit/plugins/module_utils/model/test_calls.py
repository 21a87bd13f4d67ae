# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call to the engine is one that its published schema has, with so many parameters."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Call
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work
from tests.tools import sent

Object = dict[str, t.Any]
SCHEMA = json.loads((Path(__file__).resolve().parents[4] / "contract/qix.json").read_text(encoding="utf-8"))["types"]
OBJECTS = [name for name in SCHEMA if name.startswith("Generic")]
TYPES = ("sheet", "measure", "dimension", "variable", "bookmark")
CHILDREN = {"qChildren": [{"qInfo": {"qId": "a", "qType": "chart"}}]}


def _require_known(calls: list[list[t.Any]]) -> None:
    assert calls
    for call in (Call(*each) for each in calls):
        kinds = ["Doc"] if call.on is None else OBJECTS
        declared = [SCHEMA[kind][call.method]["in"] for kind in kinds if call.method in SCHEMA[kind]]
        assert declared, call.method
        needed = [name for name in declared[0] if not name.endswith("?")]
        assert len(needed) <= len(call.params) <= len(declared[0]), call.method
        assert call.on is None or calls[call.on][0] in [*SCHEMA["Doc"]], "an object is one that the app has answered"


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("name", sent.SAID)
def test_calls_of_each_write(name: str, type_: str) -> None:
    kind = sent.SAID[name]
    for properties in ({}, CHILDREN):
        thing: Object = {"type": type_, "name": "One", "properties": properties, "published": True}
        work = Work(kind=kind, path=("/app", "an-app"), identifier="an-id", sent=thing, found=thing)
        for write in filter(None, (kind.create, kind.update, kind.delete)):
            for changed in (["properties", "published"], ["published"]):
                for request in write(Work(**{**vars(work), "changed": changed})):
                    assert (request.method, request.accept) == ("QIX", "saved")
                    _require_known(request.body)


@pytest.mark.parametrize("name", sent.SAID)
def test_calls_of_a_reading(name: str) -> None:
    said: list[tuple[str, int, bool]] = []

    def say(method: str, *params: t.Any, on: Object | None = None) -> Object:
        said.append((method, len(params), on is not None))
        item = {"qInfo": {"qId": "an-id", "qType": "t"}, "qName": "One", "qData": {"title": "One"}, "qMeta": {}}
        lists = ("qAppObjectList", "qMeasureList", "qDimensionList", "qVariableList", "qBookmarkList")
        return {
            "qLayout": {each: {"qItems": [item]} for each in lists},
            "qPropEntry": {"qProperty": {}},
            "qProp": {},
            "qInfos": [],
        }

    converse = sent.SAID[name].listing.converse
    assert converse
    found = converse(say, [{"type": type_, "name": "One", "id": "an-id"} for type_ in TYPES])
    assert len(found) == len(TYPES)
    assert len(converse(say, None)) >= len(TYPES)
    for method, number, of_object in said:
        kinds = OBJECTS if of_object else ["Doc"]
        assert any(len(SCHEMA[kind].get(method, {"in": [None] * 99})["in"]) == number for kind in kinds), method
