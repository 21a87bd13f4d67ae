# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections: what is in them, in which order they are filled and published, and what the index does not have yet."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clouds import Cloud

pytestmark = pytest.mark.newest_core
COLLECTION = KINDS["collection"]
Object = dict[str, t.Any]
SALES, FORECAST = {"name": "Reports/Sales"}, {"name": "Reports/Forecast"}


def _collection(*items: Object, **more: t.Any) -> Object:
    return {"name": "C", "items": list(items), **more}


def test_a_collection_is_published_once_it_has_items(cloud: Cloud) -> None:
    wanted = _collection(SALES, type="publicgoverned")
    done, sent = cloud.writes_of(lambda: cloud.make(COLLECTION, wanted))
    assert (len(done.changes), sent) == (2, 3)
    assert cloud.make(COLLECTION, wanted).changes == []
    (failure,) = cloud.converge({"collection": [{"name": "Empty", "type": "publicgoverned"}]}).failures
    assert "an empty collection cannot be published" in failure["message"]


def test_what_is_made_in_the_same_run_is_in_it_once_the_index_has_it(cloud: Cloud) -> None:
    cloud.client.list("/api/v1/items")
    cloud.simulator.conditions(unlisted=2)
    try:
        items = [SALES, {"type": "glossary", "name": "G"}, {"type": "automation", "name": "A"}]
        blueprint = {
            "collection": [_collection(*items, type="publicgoverned")],
            "glossary": [{"name": "G"}],
            "automation": [{"name": "A"}],
        }
        assert cloud.converge(blueprint).failures == []
    finally:
        cloud.simulator.conditions(unlisted=0)
    assert cloud.converge(blueprint).changes == []


def test_other_items_stay_unless_they_are_purged(cloud: Cloud) -> None:
    cloud.make(COLLECTION, _collection(SALES, FORECAST))
    assert cloud.make(COLLECTION, _collection(SALES)).changes == []
    (change,) = cloud.make(COLLECTION, _collection(SALES, purge_items=True)).changes
    assert (change.action, change.kind) == ("delete", "collection item")
    gone = cloud.make(COLLECTION, _collection({**SALES, "state": "absent"}))
    assert [each.action for each in gone.changes] == ["delete"]


def test_a_tag_and_a_collection_may_have_one_name(cloud: Cloud) -> None:
    blueprint: dict[str, list[Object]] = {"collection": [{"name": "C"}], "tag": [{"name": "C"}]}
    assert cloud.converge(blueprint).failures == []
    assert cloud.converge(blueprint).changes == []
    assert sorted(each["type"] for each in cloud.client.list("/api/v1/collections")) == ["private", "public"]


def test_what_is_not_in_the_collection_fails_alone(cloud: Cloud) -> None:
    """What can be added is, and the collection is not published."""
    cloud.simulator.faults([{"method": "POST", "path": "/api/v1/collections/*/items", "status": 403, "times": 1}])
    outcome = cloud.converge({"collection": [_collection(SALES, type="publicgoverned")]})
    assert [failure["object"] for failure in outcome.failures] == [
        "collection C: collection item app Reports/Sales",
        "collection C",
    ]
    assert "Skipped because collection item" in outcome.failures[1]["message"]
    assert len(cloud.make(COLLECTION, _collection(SALES, type="publicgoverned")).changes) == 2
