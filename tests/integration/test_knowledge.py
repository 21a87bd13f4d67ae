# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Knowledge bases with their data sources, and assistants that answer from them."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.runs import KNOWLEDGEBASE_SYNC
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clouds import Cloud
from tests.integration.samples import example_of

pytestmark = pytest.mark.newest_core
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


def _sync(cloud: Cloud, **options: t.Any) -> Object:
    return cloud.run(KNOWLEDGEBASE_SYNC, knowledgebase="Guides", source="S", **options)


def _indexed(cloud: Cloud) -> list[Object]:
    (base,) = cloud.client.list("/api/v1/knowledgebases")
    (source,) = cloud.client.get(f"/api/v1/knowledgebases/{base['id']}")["datasources"]
    return list(cloud.client.list(f"/api/v1/knowledgebases/{base['id']}/datasources/{source['id']}/histories"))


def test_a_source_is_indexed_and_its_end_waited_for(cloud: Cloud) -> None:
    cloud.converge({"data_connection": [CONNECTION], "knowledgebase": [_base()]})
    assert _sync(cloud, check=True) == {"changed": True}
    assert _indexed(cloud) == []
    first = _sync(cloud, wait=False)
    second = _sync(cloud)
    assert (second["changed"], second["run"]["status"]) == (False, "completed")
    assert second["run"]["id"] == first["run"]["id"]
    assert _sync(cloud)["changed"]
    assert len(_indexed(cloud)) == 2


def test_files_that_cannot_be_indexed_are_counted_with_a_sample(cloud: Cloud) -> None:
    cloud.converge({"data_connection": [CONNECTION], "knowledgebase": [_base(folder="broken")]})
    result = _sync(cloud)
    assert result["failed"]
    assert "sync of knowledgebase Guides: S ended with the status completedWithError" in result["msg"]
    assert "1 x file_not_found prices.pdf" in result["msg"]


def test_a_source_that_there_is_not_is_named(cloud: Cloud) -> None:
    cloud.converge({"knowledgebase": [{"name": "Guides", "space": "Reports"}]})
    assert "There is no knowledgebase source 'S'" in _sync(cloud)["msg"]
