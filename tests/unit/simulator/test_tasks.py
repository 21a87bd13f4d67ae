# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of the simulator, with the error codes of their reference pages."""

from __future__ import annotations

import typing as t

import pytest

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

TASKS = "/api/scheduling/tasks"


@pytest.fixture
def caller(shared: Simulator) -> Caller:
    return tenant(shared, 16)


def _app(caller: Caller, name: str = "Sales") -> str:
    return str(caller.made("/api/v1/apps", {"attributes": {"name": name}})["attributes"]["id"])


def _path(app: str, trigger: str) -> str:
    return f"{TASKS}/resources/{app}/actions/reload/{trigger}"


def _daily(caller: Caller, app: str, **more: t.Any) -> t.Any:
    return caller.made(_path(app, "on-time-schedule"), {"name": "T", "recurrence": "RRULE:FREQ=DAILY", **more})


def _code(answer: t.Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["code"]


def test_a_task_is_disabled_until_it_is_enabled_and_says_why_it_is_not(caller: Caller) -> None:
    task = _daily(caller, _app(caller))
    assert (task["enabled"], task["start"]["schedule"]["timezone"]) == (False, "UTC")
    for enabled, code in ((True, None), (False, "MANUALLY"), (True, None)):
        patch = [{"op": "replace", "path": "/enabled", "value": enabled}]
        changed = caller.call("PATCH", f"{TASKS}/{task['id']}", patch).json()
        assert (changed["enabled"], changed["metadata"].get("disabledCode")) == (enabled, code)


def test_what_is_replaced_must_be_there(caller: Caller) -> None:
    task = f"{TASKS}/{_daily(caller, _app(caller))['id']}"
    entry = {"path": "/start/schedule/endDateTime", "value": "2099-01-01T00:00:00"}
    assert _code(caller.call("PATCH", task, [{"op": "replace", **entry}])) == (400, "CHO-001")
    assert caller.call("PATCH", task, [{"op": "add", **entry}]).status_code == 200


def test_an_app_has_ten_tasks_and_one_for_its_data(caller: Caller) -> None:
    app, pipeline = _app(caller), _app(caller, "Pipeline")
    for _number in range(10):
        _daily(caller, app)
    body = {"name": "T", "recurrence": "RRULE:FREQ=DAILY"}
    assert _code(caller.call("POST", _path(app, "on-time-schedule"), body)) == (422, "CHO-014")
    assert _code(caller.call("POST", _path(app, "on-dataset-updated"), {"name": "D"})) == (422, "CHO-030")
    caller.made(_path(pipeline, "on-dataset-updated"), {"name": "D"})
    assert _code(caller.call("POST", _path(pipeline, "on-dataset-updated"), {"name": "D"})) == (409, "CHO-031")


def test_a_chain_names_the_task_before_and_its_app(caller: Caller) -> None:
    app = _app(caller)
    first = _daily(caller, app)
    path = _path(_app(caller), "on-task-event")
    second = caller.made(path, {"name": "S", "onTaskId": first["id"], "onTaskStatus": "any"})
    about = {each["contextAttributeName"]: each["contextAttributeValue"] for each in second["events"][0]["correlation"]}
    assert about == {"id": first["id"], "appId": app}
    assert _code(caller.call("POST", path, {"name": "S", "onTaskId": "none"})) == (400, "CHO-016")
    assert _code(caller.call("POST", _path("none", "on-task-event"), {"name": "S", "onTaskId": first["id"]})) == (
        403,
        "CHO-003",
    )


def test_the_last_run_is_there_once_the_task_was_started(caller: Caller) -> None:
    task = f"{TASKS}/{_daily(caller, _app(caller))['id']}"
    assert caller.call("GET", f"{task}/runs/last").status_code == 404
    assert caller.call("POST", f"{task}/actions/start?source=night").status_code == 200
    assert caller.call("GET", f"{task}/runs/last").json()["triggeredBy"] == "night"
    assert len(caller.call("GET", f"{task}/runs").json()["data"]) == 1
