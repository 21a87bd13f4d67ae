# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that reload apps, after the published specification "scheduling-tasks" of 2026-07-24, changelogs 135 and 262,
and the reference pages of the command line tool of 2026-11-16.

How the server defines a task that it makes itself is not published: the definitions here have what the specification
says of each member.
"""

from __future__ import annotations

import datetime
import re
import typing as t
import zoneinfo

from answers import Answer, Refused
from operations import Call, behaves
from ownership import app_of, changed, made, may_use_app, narrowed
from patching import patched
from world import Object, now

_PATH, _ITEM = "/api/scheduling/tasks", "/api/scheduling/tasks/{id}"
_RELOAD = f"{_PATH}/resources/{{id}}/actions/reload"
_NAME = re.compile(r"[A-Za-z0-9 ./_\\()-]{1,100}")
_MOST_OF_AN_APP = 10
_STATUSES = ("succeeded", "failed", "any")


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    found = narrowed("tasks", list(call.tenant.objects("tasks").values()), call.request.query)
    resource = call.request.query.get("resourceId")
    return call.listed([each for each in found if resource in (None, each["resourceId"])], "page")


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    return _stored(call, call.body)


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    return call.shown(call.existing("tasks"))


@behaves("PUT", _ITEM)
def _replace(call: Call) -> Answer:
    """What is left out is as in a new one; the app follows from the states."""
    old = call.existing("tasks")
    app = app_of(call.body.get("states")) or old["resourceId"]
    kept = {"id": old["id"], "metadata": old["metadata"], "enabled": False, "resourceId": app}
    return _changed(call, old, {**kept, **call.body})


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    """RFC 6902: what is replaced must be there."""
    old = call.existing("tasks")
    for operation in call.body:
        if operation["op"] in ("replace", "remove") and not _has(old, operation["path"]):
            raise Refused(400, "CHO-001", f"there is no {operation['path']}")
    return _changed(call, old, patched(old, call.body))


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    identifier = call.existing("tasks")["id"]
    del call.tenant.objects("tasks")[identifier]
    call.tenant.collections.pop(f"tasks/{identifier}/runs", None)
    return 204, {}, None


def _has(task: Object, path: str) -> bool:
    inside: t.Any = {"enabled": False, **task}
    for name in path.strip("/").split("/"):
        if isinstance(inside, list):
            inside = inside[int(name)] if name.isdigit() and int(name) < len(inside) else None
        else:
            inside = inside.get(name)
        if inside is None:
            return False
    return True


def _changed(call: Call, old: Object, new: Object) -> Answer:
    _require_good(new)
    task = changed("tasks", new, call.tenant, call.caller)
    if old["enabled"] and not task["enabled"]:
        task["metadata"]["disabledCode"] = "MANUALLY"
    call.tenant.objects("tasks")[old["id"]] = task
    return call.shown(task)


# Tasks whose definition the server makes.


@behaves("POST", f"{_RELOAD}/on-time-schedule")
def _on_time(call: Call) -> Answer:
    names = ("recurrence", "timezone", "startDateTime", "endDateTime")
    schedule = {name: call.body[name] for name in names if call.body.get(name)}
    return _defined(call, {"start": {"stateName": "reload", "schedule": {"timezone": "UTC", **schedule}}}, [])


@behaves("POST", f"{_RELOAD}/on-task-event")
def _on_task(call: Call) -> Answer:
    status = call.body.get("onTaskStatus", "succeeded")
    upstream = call.tenant.objects("tasks").get(call.body["onTaskId"])
    if status not in _STATUSES:
        raise Refused(400, "CHO-001", "onTaskStatus is succeeded, failed or any")
    if upstream is None:
        raise Refused(400, "CHO-016", "there is no task onTaskId")
    about = {"id": upstream["id"], "appId": upstream["resourceId"], "spaceId": upstream["metadata"].get("spaceId", "")}
    about |= {} if status == "any" else {"status": status.upper()}
    return _defined(call, {}, [_event("system-events.task", "com.qlik.v1.task.run.finished", about)])


@behaves("POST", f"{_RELOAD}/on-dataset-updated")
def _on_dataset(call: Call) -> Answer:
    """Apps use data sets of pipelines here if their name has the word pipeline."""
    app = call.tenant.objects("apps").get(call.variables["id"], {}).get("attributes", {})
    for task in call.tenant.objects("tasks").values():
        sources = {each.get("source") for each in task.get("events") or ()}
        if task["resourceId"] == call.variables["id"] and "dataset.updated" in sources:
            raise Refused(409, "CHO-031", "the app has such a task")
    if app and "pipeline" not in app.get("name", "").lower():
        raise Refused(422, "CHO-030", "the app uses no data set of a pipeline")
    event = _event("dataset.updated", "com.qlik/active-analytics-orch", {"datasetId": call.world.hexadecimal(24)})
    return _defined(call, {}, [event])


def _event(source: str, type_: str, about: dict[str, str]) -> Object:
    correlation = [
        {"contextAttributeName": name, "contextAttributeValue": value} for name, value in about.items() if value
    ]
    return {"name": "trigger", "source": source, "type": type_, "correlation": correlation}


def _defined(call: Call, definition: Object, events: list[Object]) -> Answer:
    action = {
        "name": "app.reload",
        "functionRef": {"refName": "app.reload", "arguments": {"appId": call.variables["id"]}},
    }
    state = {"name": "reload", "type": "EVENT", "end": True}
    state["onEvents"] = [{"eventRefs": ["trigger"], "actions": [action]}]
    facts = {name: call.body[name] for name in ("name", "description", "enabled") if name in call.body}
    more = {"events": events} if events else {}
    return _stored(call, {**facts, **definition, **more, "specVersion": "0.8", "states": [state]})


def _stored(call: Call, definition: Object) -> Answer:
    """A new task of the caller."""
    _require_good(definition)
    app = app_of(definition.get("states"))
    if not may_use_app(call.tenant, app, call.caller):
        raise Refused(403, "CHO-003", "the app does not exist, or may not be reloaded")
    store = call.tenant.objects("tasks")
    if sum(each["resourceId"] == app for each in store.values()) >= _MOST_OF_AN_APP:
        raise Refused(422, "CHO-014", f"an app has at most {_MOST_OF_AN_APP} tasks")
    identifier = call.world.hexadecimal(24)
    store[identifier] = made("tasks", {**definition, "id": identifier}, call.tenant, call.caller)
    return call.shown(store[identifier])


def _require_good(task: Object) -> None:
    if not _NAME.fullmatch(task["name"]) or len(task.get("description") or "") > 1024:
        raise Refused(400, "CHO-001", "the name or the description is not valid")
    schedule = ((task.get("start") or {}).get("schedule") or {}) if isinstance(task.get("start"), dict) else {}
    if not isinstance(schedule, dict) or not schedule:
        return
    begins, ends = schedule.get("startDateTime"), schedule.get("endDateTime")
    rules = (
        str(schedule.get("recurrence", "RRULE:")).startswith("RRULE:"),
        schedule.get("timezone", "UTC") in zoneinfo.available_timezones(),
        not ends or not begins or ends > begins,
        not ends or ends[:10] >= datetime.datetime.now(datetime.UTC).date().isoformat(),
    )
    if not all(rules):
        raise Refused(400, "CHO-017", "the schedule was rejected")


# Runs.


@behaves("POST", f"{_ITEM}/actions/start")
def _start(call: Call) -> Answer:
    task = call.existing("tasks")
    if not may_use_app(call.tenant, task["resourceId"], task["metadata"]["ownerId"]):
        raise Refused(403, "CHO-003", "the owner of the task may not reload the app")
    run = {"id": call.world.hexadecimal(24), "status": "SUCCEEDED", "startedAt": now(), "endedAt": now()}
    run |= {"workerId": call.world.hexadecimal(24), "workerType": "reloads", "executedAs": task["metadata"]["ownerId"]}
    run["triggeredBy"] = call.request.query.get("source", "manual")
    call.tenant.objects(f"tasks/{task['id']}/runs")[run["id"]] = run
    return call.shown({"message": "Task started successfully"})


@behaves("GET", f"{_ITEM}/runs")
def _runs(call: Call) -> Answer:
    found = call.tenant.objects(f"tasks/{call.existing('tasks')['id']}/runs")
    return call.listed(list(reversed(found.values())), "page")


@behaves("GET", f"{_ITEM}/runs/last")
def _last_run(call: Call) -> Answer:
    found = list(call.tenant.objects(f"tasks/{call.existing('tasks')['id']}/runs").values())
    if not found:
        raise Refused(404, "CHO-004", "the task has never run")
    return call.shown(found[-1])
