# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Knowledge bases with their data sources, and assistants that answer from them."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.samples import example_of
from tests.integration.test_every_kind import Cloud, cloud, simulated

pytestmark = pytest.mark.newest_core
__all__ = ["cloud", "simulated"]
Object = dict[str, t.Any]
CONNECTION = example_of(KINDS["data_connection"])
NAME = "/".join(filter(None, (CONNECTION.get("space"), CONNECTION["name"])))


def _base(**source: t.Any) -> Object:
    whole = {"name": "S", "type": "file", "connection": NAME, "user": "auth0|anna", "folder": "guides", **source}
    return {"name": "Guides", "space": "Reports", "sources": [whole]}


def test_all_of_it_is_made_in_one_run(cloud: Cloud) -> None:
    assistant = {"name": "Help", "space": "Reports", "knowledge_bases": ["Guides"]}
    blueprint = {"data_connection": [CONNECTION], "knowledgebase": [_base()], "assistant": [assistant]}
    assert cloud.converge(blueprint).failures == []
    second, writes = cloud.writes_of(lambda: cloud.converge(blueprint))
    assert (second.failures, second.changes, writes) == ([], [], 0)


def test_a_source_changes_and_keeps_what_is_not_given(cloud: Cloud) -> None:
    cloud.converge({"data_connection": [CONNECTION], "knowledgebase": [_base(scope={"depth": 2, "max_size": 1000})]})
    changed = {"name": "Guides", "space": "Reports", "sources": [{"name": "S", "scope": {"depth": 3}}]}
    done, sent = cloud.writes_of(lambda: cloud.make(KINDS["knowledgebase"], changed))
    assert ([change.action for change in done.changes], sent) == (["update"], 1)
    (base,) = cloud.client.list("/api/v1/knowledgebases")
    (source,) = cloud.client.get(f"/api/v1/knowledgebases/{base['id']}")["datasources"]
    assert (source["fileConfig"]["scope"], source["fileConfig"]["folder"]) == ({"depth": 3, "maxSize": 1000}, "guides")
    assert cloud.make(KINDS["knowledgebase"], changed).changes == []


def test_an_assistant_gets_more_knowledge_and_never_less(cloud: Cloud) -> None:
    bases = [{"name": name, "space": "Reports"} for name in ("A", "B")]
    wanted = {"name": "Help", "space": "Reports", "knowledge_bases": ["A"]}
    cloud.converge({"knowledgebase": bases, "assistant": [wanted]})
    more = {**wanted, "knowledge_bases": ["A", "B"]}
    done, sent = cloud.writes_of(lambda: cloud.make(KINDS["assistant"], more))
    assert (len(done.changes), sent) == (1, 1)
    assert cloud.make(KINDS["assistant"], more).changes == []
    (failure,) = cloud.converge({"assistant": [wanted]}).failures
    assert "take nothing away" in failure["message"]
