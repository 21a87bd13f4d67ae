# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every declared option is one that the published contract has, where it is sent."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch

pytestmark = pytest.mark.every_core

CONTRACT = Path(__file__).resolve().parents[4] / "contract"
DOCUMENT = json.loads((CONTRACT / "qlik-cloud-openapi.json").read_text(encoding="utf-8"))
SCHEMAS = DOCUMENT["components"]["schemas"] | json.loads((CONTRACT / "corrections.json").read_text(encoding="utf-8"))
CHILDREN = {field.children.name: field.children for kind in KINDS.values() for field in kind.fields if field.children}
ALL = KINDS | CHILDREN


def _resolved(schema: dict[str, t.Any]) -> dict[str, t.Any]:
    while "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _operation(kind: Kind, method: str, *, item: bool) -> dict[str, t.Any]:
    """By its path, whatever the contract names the variables in it."""
    wanted = [part if not part.startswith("{") else "{}" for part in kind.path.split("/")]
    wanted += ["{}"] if item and not kind.singleton else []
    for path, methods in DOCUMENT["paths"].items():
        if [part if not part.startswith("{") else "{}" for part in path.split("/")] == wanted and method in methods:
            return t.cast(dict[str, t.Any], methods[method])
    raise AssertionError(f"the contract has no {method} of {'/'.join(wanted)}")


def _body(operation: dict[str, t.Any]) -> dict[str, t.Any]:
    return _resolved(operation["requestBody"]["content"]["application/json"]["schema"])


def _properties(schema: dict[str, t.Any]) -> set[str]:
    parts = [_resolved(part) for part in schema.get("allOf", ())]
    return set(schema.get("properties", {})).union(*(_properties(part) for part in parts))


def _named_values(schema: dict[str, t.Any]) -> list[str]:
    """The values that a schema names; none where it leaves them open."""
    return schema.get("enum") or ([schema["const"]] if "const" in schema else [])


@pytest.mark.parametrize("name", ALL)
def test_what_is_sent_with_a_creation(name: str) -> None:
    kind = ALL[name]
    sent = {field.api_name for field in kind.fields if not field.children and not field.after_create}
    assert sent - _properties(_body(_operation(kind, "post", item=False))) == set()


@pytest.mark.parametrize("name", ALL)
def test_what_is_sent_with_a_change(name: str) -> None:
    kind = ALL[name]
    # A natural key changes where an object is renamed.
    fixed = {field.name for field in kind.fields if field.immutable or field.write_only or field.children}
    changed = {field.api_name for field in kind.fields if field.name not in fixed}
    if isinstance(kind.update, Patch):
        operation = _resolved(_body(_operation(kind, "patch", item=True))["items"])
        parts = [operation, *map(_resolved, operation.get("anyOf", operation.get("oneOf", ())))]
        properties = [part["properties"] for part in parts if "properties" in part]
        paths = [path for each in properties for path in _named_values(_resolved(each["path"]))]
        # Where the contract leaves paths open it says nothing of them.
        assert not paths or {kind.update.prefix + each for each in changed} - set(paths) == set()
        operations = [op for each in properties for op in _named_values(_resolved(each["op"]))]
        assert not operations or kind.update.op in operations
    else:
        assert changed - _properties(_body(_operation(kind, "put", item=True))) == set()


@pytest.mark.parametrize("name", ALL)
def test_choices_are_those_of_the_contract(name: str) -> None:
    body = _body(_operation(ALL[name], "post", item=False))
    for field in ALL[name].fields:
        allowed = _resolved(body.get("properties", {}).get(field.api_name, {})).get("enum")
        if field.choices and allowed and not field.after_create:
            assert set(field.choices) <= set(allowed), field.name
