# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every request and every answer is judged by the contract."""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

import pytest

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import tenant

pytestmark = pytest.mark.newest_core

DOCUMENT = json.loads((Path(__file__).resolve().parents[2] / "contract/qlik-cloud-openapi.json").read_text("utf-8"))
OPERATIONS = [
    (method.upper(), path, raw["operationId"])
    for path, methods in DOCUMENT["paths"].items()
    for method, raw in methods.items()
    if method != "parameters"
]
# Made by the contract alone, each with what its creation must have.
PLAIN: dict[str, t.Any] = {
    "/api/v1/collections": {"name": "A", "type": "public"},
    "/api/v1/glossaries": {"name": "A"},
    "/api/v1/webhooks": {"name": "A", "url": "https://hooks.example.com", "eventTypes": []},
}


def test_every_operation_is_known_and_answers(shared: Simulator) -> None:
    """Served, refused for what it lacks, or 501 with its name: nothing breaks, and nothing is unknown."""
    caller = tenant(shared)
    assert len(OPERATIONS) > 700
    for method, path, name in OPERATIONS:
        answer = caller.call(method, re.sub(r"\{[^}]+\}", "none", path))
        assert answer.status_code in (200, 201, 204, 301, 302, 400, 404, 501), (method, path, answer.text)
        if answer.status_code == 501:
            assert name in answer.text
        assert "unknown operation" not in answer.text
    assert shared.counts()["answer_violations"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "fault"),
    [
        ("GET", "/api/v1/nothing", None, "unknown operation"),
        ("PUT", "/api/v1/tenants/me", None, "unknown operation"),
        ("GET", "/api/v1/spaces?colour=red", None, "unknown parameters ['colour']"),
        ("GET", "/api/v1/spaces?limit=many", None, "parameter limit is not a number"),
        ("POST", "/api/v1/spaces", {"name": "A"}, '"type" is a required property'),
        ("POST", "/api/v1/spaces", {"name": 1, "type": "shared"}, "is not of type"),
        ("POST", "/api/v1/spaces", {"name": "A", "type": "shared", "colour": "red"}, "Additional properties"),
        (
            "POST",
            "/api/v1/webhooks",
            {"name": "A", "url": "https://a.example", "colour": "red"},
            "Additional properties",
        ),
    ],
)
def test_a_violation_is_refused_and_counted(fleet_file: str, method: str, path: str, body: t.Any, fault: str) -> None:
    with Simulator(fleet=fleet_file) as simulator:
        answer = tenant(simulator).call(method, path, body)
        assert answer.status_code in (400, 404)
        (violation,) = simulator.counts()["violations"]
        assert fault in violation


@pytest.mark.parametrize("path", PLAIN)
def test_plain_collections_are_made_listed_read_changed_and_deleted(shared: Simulator, path: str) -> None:
    caller, other = tenant(shared, 1), tenant(shared, 2)
    made = caller.made(path, PLAIN[path])
    assert made["name"] == "A"
    assert [each["id"] for each in caller.call("GET", path).json()["data"]] == [made["id"]]
    assert other.call("GET", path).json()["data"] == []
    item = f"{path}/{made['id']}"
    assert caller.call("PATCH", item, [{"op": "replace", "path": "/name", "value": "B"}]).ok
    assert caller.call("GET", item).json()["name"] == "B"
    assert other.call("GET", item).status_code == 404
    assert caller.call("DELETE", item).status_code == 204
    assert caller.call("GET", item).status_code == 404
    assert shared.counts()["answer_violations"] == []


def test_what_lives_below_another_object_needs_it(shared: Simulator) -> None:
    caller = tenant(shared, 3)
    glossary = caller.made("/api/v1/glossaries", {"name": "A"})["id"]
    term = caller.made(f"/api/v1/glossaries/{glossary}/terms", {"name": "T"})
    assert caller.call("GET", f"/api/v1/glossaries/{glossary}/terms/{term['id']}").json()["name"] == "T"
    assert caller.call("POST", "/api/v1/glossaries/none/terms", {"name": "T"}).status_code == 404


def test_pages_are_followed_by_their_links(shared: Simulator) -> None:
    caller = tenant(shared, 4)
    for number in range(25):
        caller.made("/api/v1/glossaries", {"name": f"G{number}"})
    found, path = [], "/api/v1/glossaries?limit=10"
    while path:
        body = caller.call("GET", path).json()
        found.append([each["name"] for each in body["data"]])
        path = body["links"].get("next", {}).get("href", "").partition(caller.host)[2]
    assert [len(page) for page in found] == [10, 10, 5]
    assert caller.call("GET", "/api/v1/glossaries?limit=101").status_code == 400
