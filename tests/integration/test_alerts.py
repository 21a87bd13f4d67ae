# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data alerts with their conditions."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clouds import Cloud
from tests.integration.samples import example_of

pytestmark = pytest.mark.newest_core
ALERT = KINDS["data_alert"]
WANTED = example_of(ALERT)
Object = dict[str, t.Any]


def _conditions(cloud: Cloud) -> dict[str, Object]:
    (tenant,) = cloud.simulator.state()["tenants"].values()
    return t.cast("dict[str, Object]", tenant["collections"].get("conditions", {}))


def test_an_alert_is_there_when_the_task_ends(cloud: Cloud) -> None:
    cloud.make(ALERT, WANTED)
    (found,) = cloud.client.list("/api/v1/data-alerts", rows="tasks")
    assert "status" not in found
    assert list(_conditions(cloud)) == [found["conditionId"]]


def test_another_condition_takes_the_place_of_the_old_one(cloud: Cloud) -> None:
    cloud.make(ALERT, WANTED)
    (old,) = _conditions(cloud)
    changed = {**WANTED, "condition": {"condition_data": {"threshold": 2000}}, "description": "Lower"}
    done, sent = cloud.writes_of(lambda: cloud.make(ALERT, changed))
    assert (len(done.changes), sent) == (1, 4)
    (new,) = _conditions(cloud)
    assert new != old
    kept = _conditions(cloud)[new]["dataCondition"]
    assert (kept["headers"], kept["conditionData"]) == (["Sum of sales"], {"threshold": 2000})
    assert cloud.make(ALERT, changed).changes == []


def test_the_condition_goes_with_its_alert(cloud: Cloud) -> None:
    cloud.make(ALERT, WANTED)
    cloud.make(ALERT, {"name": WANTED["name"], "app": WANTED["app"], "state": "absent"})
    assert _conditions(cloud) == {}


def test_a_user_who_gets_it_with_a_group_is_not_one_of_the_users(cloud: Cloud) -> None:
    made = cloud.make(ALERT, WANTED)
    state, identifier = cloud.simulator.state(), made.ids["data_alert Low sales Reports/Sales"]
    (bert,) = (each["id"] for each in cloud.client.list("/api/v1/users") if each["subject"] == "auth0|bert")
    alert = cloud.collection(state, identifier)[identifier]
    alert["recipients"]["userIds"].append({"value": bert, "groups": ["g"]})
    cloud.simulator.load(state)
    assert cloud.make(ALERT, WANTED).changes == []


def test_a_time_needs_a_schedule(cloud: Cloud) -> None:
    with pytest.raises(errors.ConfigurationError, match="needs schedule"):
        cloud.converge({"data_alert": [{**WANTED, "trigger": "SCHEDULED"}]})
