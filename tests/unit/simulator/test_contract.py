# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every request and every answer is judged by the contract."""

from __future__ import annotations

import functools
import json
import re
import typing as t
from pathlib import Path

import pytest

from tests.simulator.contract import tenant_contract
from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

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
    with Simulator(fleet=fleet_file, strict=True) as simulator:
        answer = tenant(simulator).call(method, path, body)
        assert answer.status_code in (400, 404)
        (violation,) = simulator.counts()["violations"]
        assert fault in violation


def test_what_the_contract_does_not_name_is_counted_and_let_through(fleet_file: str) -> None:
    """Qlik ignores it, and so do the objects that come of it."""
    with Simulator(fleet=fleet_file) as simulator:
        caller = tenant(simulator)
        assert caller.call("GET", "/api/v1/spaces?colour=red").ok
        for path, body in {**PLAIN, "/api/v1/spaces": {"name": "A", "type": "shared"}}.items():
            made = caller.made(path, {**body, "colour": "red", "id": "mine", "ownerId": "nobody"})
            assert made["id"] != "mine"
            assert "colour" not in made
        assert len(simulator.counts()["violations"]) == 1 + len(PLAIN) + 1


@pytest.fixture(scope="module")
def probed(fleet_file: str) -> t.Iterator[Simulator]:
    """What is sent here leaves odd objects behind."""
    with Simulator(fleet=fleet_file, rate_scale=0) as simulator:
        yield simulator


def test_no_request_is_left_without_an_answer(probed: Simulator) -> None:
    """Each operation refuses or serves whatever a client sends: bodies as the contract wants them, and odd ones."""
    caller = tenant(probed)
    document = tenant_contract()
    for (method, path), operation in document.operations.items():
        if operation.body_schema is None or method == "GET":
            continue
        for body in _bodies(document, operation.body_schema):
            caller.call(method, re.sub(r"\{[^}]+\}", _existing(caller, path), path), body)
    caller.call("DELETE", "/api/v1/data-sets")
    assert probed.counts()["by_status"].get("500", 0) == 0


def test_a_form_is_served_or_refused(probed: Simulator) -> None:
    caller = tenant(probed)
    boundary = {"Content-Type": "multipart/form-data; boundary=x"}
    form = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nB\r\n--x--\r\n'
    for path in ("/api/v1/brands", "/api/v1/themes", "/api/v1/extensions", "/api/v1/data-files"):
        answer = caller.session.post(f"https://{caller.host}{path}", data=form, headers=boundary, timeout=30)
        assert answer.status_code in (400, 422, 501, 201), (path, answer.text)
    assert caller.call("GET", "/api/v1/items").ok


def test_a_fault_of_the_simulator_itself_is_an_answer_and_a_violation(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file) as simulator:
        caller = tenant(simulator)
        state = simulator.state()
        (found,) = (each for each in state["tenants"].values() if each["hostnames"][0] == caller.host)
        found["collections"]["spaces"] = {"odd": {}}
        simulator.load(state)
        caller = tenant(simulator)
        answer = caller.call("GET", "/api/v1/spaces")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (500, "HTTP-500")
        assert "GET" in simulator.counts()["answer_violations"][0]


def _bodies(document: t.Any, schema: t.Any) -> list[t.Any]:
    """The least that a schema takes; and of patches, each kind of change without and with an odd value."""
    least = _least(document, schema)
    if not isinstance(least, list):
        return [least]
    changes = [{"op": op, "path": "/name"} for op in ("replace", "add")]
    odd = [{"op": "replace", "path": path, "value": {}} for path in ("/name/a/b", "/data/5", "/attributes")]
    return [least, [], *([each] for each in (*changes, *odd))]


def _least(document: t.Any, schema: t.Any) -> t.Any:
    schema = document.resolved(schema)
    for forms in ("oneOf", "anyOf"):
        if forms in schema and "properties" not in schema:
            return _least(document, schema[forms][0])
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "array":
            return [_least(document, schema.get("items", {}))]
        case "string":
            return "a"
        case "boolean":
            return True
        case "number" | "integer":
            return 1
    properties = schema.get("properties", {})
    return {name: _least(document, properties.get(name, {})) for name in schema.get("required", ())}


@functools.cache
def _existing(caller: Caller, path: str) -> str:
    """The id of an object for the last variable of a path; none where the tenant has none and can make none."""
    collection = path.partition("/{")[0]
    found = caller.call("GET", collection)
    rows = found.json().get("data") if found.ok and isinstance(found.json(), dict) else None
    return str(rows[-1].get("id") or rows[-1].get("clientId") or "none") if rows else "none"


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
