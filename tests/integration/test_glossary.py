# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Glossaries: categories within categories, terms that name each other, and what is verified."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clouds import Cloud

pytestmark = pytest.mark.newest_core
GLOSSARY = KINDS["glossary"]
Object = dict[str, t.Any]


def _term(name: str, *related: str, **more: t.Any) -> Object:
    return {"name": name, "related_terms": [{"type": "seeAlso", "term": each} for each in related], **more}


def test_terms_that_name_each_other_are_created_first_and_related_then(cloud: Cloud) -> None:
    terms = [_term("A", "B", status="verified"), _term("B", "A")]
    wanted = {"name": "G", "terms": terms}
    done, sent = cloud.writes_of(lambda: cloud.make(GLOSSARY, wanted))
    assert ([change.action for change in done.changes], sent) == (["create"] * 3, 6)
    again, more = cloud.writes_of(lambda: cloud.make(GLOSSARY, wanted))
    assert (again.changes, more) == ([], 0)


def test_one_name_below_two_categories_is_two_categories(cloud: Cloud) -> None:
    """Whatever their order, and a term names one of them by its way."""
    categories = [
        {"name": "Costs", "parent": "Sales"},
        {"name": "Costs", "parent": "Research/Basic"},
        {"name": "Basic", "parent": "Research"},
        {"name": "Research"},
        {"name": "Sales"},
    ]
    wanted = {"name": "G", "categories": categories, "terms": [_term("A", categories=["Research/Basic/Costs"])]}
    done, sent = cloud.writes_of(lambda: cloud.make(GLOSSARY, wanted))
    assert sent == len(done.changes) == 7
    assert cloud.make(GLOSSARY, wanted).changes == []


def test_a_term_names_a_category_that_the_task_does_not_list(cloud: Cloud) -> None:
    cloud.make(GLOSSARY, {"name": "G", "categories": [{"name": "Sales"}]})
    wanted = {"name": "G", "terms": [_term("A", categories=["Sales"])]}
    assert len(cloud.make(GLOSSARY, wanted).changes) == 1
    assert cloud.make(GLOSSARY, wanted).changes == []
    purging = {**wanted, "categories": [], "purge_categories": True}
    assert cloud.make(GLOSSARY, purging).changes == []
    (failure,) = cloud.converge({"glossary": [{"name": "G", "terms": [_term("A", categories=["Sale"])]}]}).failures
    assert "There is no glossary category 'Sale'" in failure["message"]


def test_a_term_is_renamed_with_what_is_related_to_it(cloud: Cloud) -> None:
    cloud.make(GLOSSARY, {"name": "G", "terms": [_term("A", "B"), _term("B")]})
    wanted = {"name": "G", "terms": [_term("C", was="B"), _term("A", "C")]}
    done, sent = cloud.writes_of(lambda: cloud.make(GLOSSARY, wanted))
    assert ([change.action for change in done.changes], sent) == (["update"], 1)
    assert cloud.make(GLOSSARY, wanted).changes == []


def test_links_of_a_term_stay_when_it_changes(cloud: Cloud) -> None:
    made = cloud.make(GLOSSARY, {"name": "G", "terms": [_term("A")]}).ids
    app = cloud.client.request("POST", "/api/v1/apps", json={"attributes": {"name": "Sales"}})["attributes"]["id"]
    term = f"/api/v1/glossaries/{made['glossary G']}/terms/{made['glossary G: glossary term A']}"
    link = {"type": "definition", "resourceId": app, "resourceType": "app"}
    cloud.client.request("POST", f"{term}/links", json=link)
    cloud.make(GLOSSARY, {"name": "G", "terms": [_term("A", description="Changed")]})
    (kept,) = cloud.client.get(term)["linksTo"]
    assert link.items() <= kept.items()


def test_an_overview_is_text_or_what_the_editor_keeps(cloud: Cloud) -> None:
    cloud.make(GLOSSARY, {"name": "G", "overview": "One\nTwo"})
    kept = (
        '[{"children": [{"text": "One"}], "type": "paragraph"}, {"type": "paragraph", "children": [{"text": "Two"}]}]'
    )
    for same in (kept, "One\nTwo"):
        assert cloud.make(GLOSSARY, {"name": "G", "overview": same}).changes == []
    heading = '[{"type": "heading", "children": [{"text": "One"}]}]'
    assert len(cloud.make(GLOSSARY, {"name": "G", "overview": heading}).changes) == 1
    assert cloud.make(GLOSSARY, {"name": "G", "overview": heading}).changes == []


def test_who_is_no_steward_is_told_what_to_do(cloud: Cloud) -> None:
    cloud.simulator.variations("steward-only")
    try:
        (failure,) = cloud.converge({"glossary": [{"name": "G"}]}).failures
    finally:
        cloud.simulator.variations()
    assert "Only a steward can create glossaries" in failure["message"]
