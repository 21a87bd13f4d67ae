# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks: chains of them, who owns what was changed, and what Qlik refuses."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clouds import Cloud

pytestmark = pytest.mark.newest_core
TASK = KINDS["task"]
Object = dict[str, t.Any]
DAILY = {"trigger": "time", "recurrence": "RRULE:FREQ=DAILY", "enabled": True}
NIGHTLY = {"name": "Nightly", "app": "Reports/Sales", **DAILY}


def _after(upstream: str, **more: t.Any) -> Object:
    return {"name": "Then", "app": "Reports/Forecast", "trigger": "task", "after": upstream, **more}


def _edited(cloud: Cloud, title: str, edit: t.Callable[[Object], None]) -> None:
    """Change what the simulator has of an object, as somebody else would."""
    state, (found,) = cloud.simulator.state(), cloud.client.list("/api/scheduling/tasks", filter=f'name eq "{title}"')
    edit(cloud.collection(state, found["id"])[found["id"]])
    cloud.simulator.load(state)


def test_a_chain_is_made_from_its_beginning_whatever_its_order(cloud: Cloud) -> None:
    last = {**_after("Reports/Forecast/Then"), "name": "Last", "app": "Reports/Sales", "after_status": "any"}
    blueprint = {"task": [last, _after("Reports/Sales/Nightly", after_status="failed"), NIGHTLY]}
    assert cloud.converge(blueprint).failures == []
    assert cloud.converge(blueprint).changes == []
    found = {each["name"]: each for each in cloud.client.list("/api/scheduling/tasks")}
    about = {
        each["contextAttributeName"]: each["contextAttributeValue"]
        for each in found["Then"]["events"][0]["correlation"]
    }
    assert (about["id"], about["status"]) == (found["Nightly"]["id"], "FAILED")
    again = cloud.make(TASK, _after("Reports/Sales/Nightly", after_status="failed"))
    assert again.changes == []


def test_tasks_that_wait_for_each_other_are_refused(cloud: Cloud) -> None:
    circle = [
        _after("Reports/Sales/Other"),
        {**_after("Reports/Forecast/Then"), "name": "Other", "app": "Reports/Sales"},
    ]
    with pytest.raises(errors.ConfigurationError, match="Circular dependency"):
        cloud.converge({"task": circle})
    assert cloud.client.writes_sent == 0


def test_the_diff_tells_who_owns_a_task_that_is_changed(cloud: Cloud) -> None:
    cloud.make(TASK, NIGHTLY)
    me = cloud.client.get("/api/v1/users/me")
    (anna,) = (each["id"] for each in cloud.client.list("/api/v1/users") if each["subject"] == "auth0|anna")
    _edited(cloud, "Nightly", lambda task: task["metadata"].update(ownerId=anna))
    assert cloud.make(TASK, NIGHTLY).changes == []
    (change,) = cloud.make(TASK, {**NIGHTLY, "timezone": "Europe/Rome"}).changes
    assert (change.before["owner"], change.after["owner"]) == ("auth0|anna", me["subject"])
    (found,) = cloud.client.list("/api/scheduling/tasks")
    assert found["metadata"]["ownerId"] == me["id"]
    (change,) = cloud.make(TASK, {**NIGHTLY, "timezone": "Europe/London"}).changes
    assert "owner" not in change.after


def test_a_task_that_qlik_has_disabled_is_enabled_again(cloud: Cloud) -> None:
    cloud.make(TASK, NIGHTLY)

    def disable(task: Object) -> None:
        task["enabled"] = False
        task["metadata"]["disabledCode"] = "CONSECUTIVE-FAILURES"

    _edited(cloud, "Nightly", disable)
    assert len(cloud.make(TASK, NIGHTLY).changes) == 1
    (found,) = cloud.client.list("/api/scheduling/tasks")
    assert "disabledCode" not in found["metadata"]


def test_who_is_no_member_of_the_space_is_told_so(cloud: Cloud) -> None:
    cloud.client.request("PATCH", _space(cloud), json=[_owner_of(cloud)])
    cloud.simulator.variations("membership-to-reload")
    try:
        (failure,) = cloud.converge({"task": [NIGHTLY]}).failures
    finally:
        cloud.simulator.variations()
    assert "being an administrator is not enough" in failure["message"]


def _space(cloud: Cloud) -> str:
    (found,) = (each["id"] for each in cloud.client.list("/api/v1/spaces") if each["name"] == "Reports")
    return f"/api/v1/spaces/{found}"


def _owner_of(cloud: Cloud) -> Object:
    (anna,) = (each["id"] for each in cloud.client.list("/api/v1/users") if each["subject"] == "auth0|anna")
    return {"op": "replace", "path": "/ownerId", "value": anna}


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"trigger": "dataset"}, "uses no data set that a pipeline makes"),
        ({"trigger": "task"}, "A new task with the trigger task needs after."),
        ({"name": "Année", **DAILY}, "the name or the description is not valid"),
        ({**DAILY, "timezone": "Europe/Paradise"}, "the schedule was rejected"),
        ({"recurrence": "RRULE:FREQ=DAILY"}, "creating it requires trigger"),
    ],
)
def test_what_cannot_be_a_task_says_why(cloud: Cloud, wanted: Object, message: str) -> None:
    (failure,) = cloud.converge({"task": [{"name": "T", "app": "Reports/Sales", **wanted}]}).failures
    assert message in failure["message"]


def test_options_of_another_trigger_are_refused(cloud: Cloud) -> None:
    with pytest.raises(errors.ConfigurationError, match="a task with the trigger time has no after"):
        cloud.converge({"task": [{**NIGHTLY, "after": "Reports/Sales/Other"}]})
