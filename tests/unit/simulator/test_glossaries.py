# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Glossaries of the simulator: what it refuses, and what goes with what is deleted."""

from __future__ import annotations

import pytest

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant


@pytest.fixture
def caller(shared: Simulator) -> Caller:
    return tenant(shared, 15)


@pytest.fixture
def glossary(caller: Caller) -> str:
    return f"/api/v1/glossaries/{caller.made('/api/v1/glossaries', {'name': 'G'})['id']}"


def test_names_of_categories_are_unique_below_one_parent(caller: Caller, glossary: str) -> None:
    parent = caller.made(f"{glossary}/categories", {"name": "A"})["id"]
    assert caller.call("POST", f"{glossary}/categories", {"name": "A"}).status_code == 400
    caller.made(f"{glossary}/categories", {"name": "A", "parentId": parent})
    assert caller.call("POST", f"{glossary}/categories", {"name": "B", "parentId": "none"}).status_code == 400


def test_a_category_goes_with_all_below_it_and_terms_lose_them(caller: Caller, glossary: str) -> None:
    parent = caller.made(f"{glossary}/categories", {"name": "A"})["id"]
    below = caller.made(f"{glossary}/categories", {"name": "B", "parentId": parent})["id"]
    other = caller.made(f"{glossary}/categories", {"name": "C"})["id"]
    term = caller.made(f"{glossary}/terms", {"name": "T", "categories": [below, other]})["id"]
    assert caller.call("DELETE", f"{glossary}/categories/{parent}").status_code == 204
    assert [each["id"] for each in caller.call("GET", f"{glossary}/categories").json()["data"]] == [other]
    assert caller.call("GET", f"{glossary}/terms/{term}").json()["categories"] == [other]


def test_a_put_clears_what_it_leaves_out(caller: Caller, glossary: str) -> None:
    first = caller.made(f"{glossary}/terms", {"name": "A"})["id"]
    related = {"relatesTo": [{"termId": first, "type": "isA"}]}
    term = caller.made(f"{glossary}/terms", {"name": "B", "description": "d", "tags": ["t"], **related})
    assert caller.call("GET", f"{glossary}/terms/{first}").json()["referredRelations"] == [
        {"termId": term["id"], "type": "isA"}
    ]
    changed = caller.call("PUT", f"{glossary}/terms/{term['id']}", {"name": "B"}).json()
    assert (changed["description"], changed["tags"], changed["relatesTo"], changed["revision"]) == ("", [], [], 1)
    assert caller.call("DELETE", glossary).status_code == 204
    assert caller.call("GET", f"{glossary}/terms").status_code == 404


def test_only_a_steward_changes_what_is_verified(shared: Simulator, caller: Caller, glossary: str) -> None:
    term = f"{glossary}/terms/{caller.made(f'{glossary}/terms', {'name': 'A'})['id']}"
    status = f"{term}/actions/change-status"
    assert caller.call("POST", f"{status}?status=good").status_code == 400
    assert caller.call("POST", f"{status}?status=verified").json()["status"]["type"] == "verified"
    shared.variations("steward-only")
    try:
        assert caller.call("PUT", term, {"name": "A"}).status_code == 403
        assert caller.call("POST", "/api/v1/glossaries", {"name": "G"}).status_code == 403
    finally:
        shared.variations()
    assert caller.call("PUT", term, {"name": "A"}).status_code == 200
