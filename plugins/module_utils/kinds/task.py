# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that reload apps."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Owned, Ownership, Receiver, Tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch, Work

_PATH = "/api/scheduling/tasks"
_SCHEDULE = {"recurrence": "recurrence", "timezone": "timezone", "start_at": "startDateTime", "end_at": "endDateTime"}
_AFTER = {"after": "onTaskId", "after_status": "onTaskStatus"}
# The operation that makes a task with each trigger, and the options that only this one has.
_TRIGGERS: dict[str, tuple[str, dict[str, str]]] = {
    "time": ("on-time-schedule", _SCHEDULE),
    "task": ("on-task-event", _AFTER),
    "dataset": ("on-dataset-updated", {}),
}
_ALWAYS = {"name": "name", "description": "description", "enabled": "enabled"}


def _told(task: Object) -> Object:
    """A task with its trigger in the words of the options, instead of the events of its definition."""
    events = task.get("events") or []
    upstream = [each for each in events if each.get("source") == "system-events.task" and each.get("correlation")]
    if any(each.get("source") == "dataset.updated" for each in events):
        return {**task, "events": "dataset"}
    if not upstream:
        return {**task, "events": "time"}
    about = {each["contextAttributeName"]: each.get("contextAttributeValue") for each in upstream[0]["correlation"]}
    status = str(about.get("status") or "any").lower()
    return {**task, "events": "task", "onTaskId": about.get("id"), "onTaskStatus": status}


def _named(names: t.Sequence[str]) -> Object:
    """Ask for what can be the name of the task in each text, such as C in A/B/C: each of them can have a slash."""
    parts = [name.split("/") for name in names]
    ends = dict.fromkeys("/".join(each[start:]) for each in parts for start in range(min(1, len(each) - 1), len(each)))
    return {"filter": " or ".join(f'name eq "{end}"' for end in ends)}


def _create(work: Work) -> list[Request]:
    operation, own = _TRIGGERS.get(work.sent["trigger"], _TRIGGERS["time"])
    needed = {"time": "recurrence", "task": "after"}.get(work.sent["trigger"])
    if needed and not work.sent.get(needed):
        raise ConfigurationError(f"A new task with the trigger {work.sent['trigger']} needs {needed}.")
    body = {wire: work.sent[name] for name, wire in {**_ALWAYS, **own}.items() if work.sent.get(name) is not None}
    path = (*work.path, "resources", work.sent["app"], "actions/reload", operation)
    return [Request("POST", path, body, makes=work.makes)]


def _faults(wanted: Object) -> list[str]:
    """Each trigger has options of its own."""
    trigger = wanted.get("trigger")
    others = [name for each, (_way, own) in _TRIGGERS.items() for name in own if trigger not in (each, None)]
    return [f"a task with the trigger {trigger} has no {name}" for name in others if wanted.get(name) is not None]


def _give(client: Tenant, each: Owned, _receiver: Receiver) -> None:
    """Whoever changes a task becomes its owner; one that lost its owner or app on the way is switched on again."""
    lost = str((each.found.get("metadata") or {}).get("disabledCode", "")).startswith("OWNER-")
    enabled = bool(each.found.get("enabled")) or lost
    client.request("PATCH", each.at, json=[{"op": "replace", "path": "/enabled", "value": enabled}])


TASK = Kind(
    name="task",
    doc="Tasks that reload an app: at some time, after another task, or with new data.",
    path=_PATH,
    key=("name", "app"),
    listing=Listing(form=_told, find=Find(query=_named, at_once=5, can_ask=lambda name: not set('"\\') & set(name))),
    create=_create,
    update=Patch("add"),
    taken_over="metadata.ownerId",
    faults=_faults,
    ownership=Ownership(
        query={"filter": 'ownerId eq "{user}"'},
        owner="metadata.ownerId",
        give=_give,
        only_to_caller=True,
        advice="A task goes to whoever changes it: run again as the user who is to have it.",
    ),
    advice={
        403: "The caller needs to be a member of the space of the app who may reload it; being an administrator is not "
        "enough.",
        409: "An app has one task with the trigger dataset, and this one has it already.",
        422: "The app has as many tasks as it can have, or uses no data set that a pipeline makes.",
    },
    needs="a role in the space of the app that may reload it, which an administrator has no more than others",
    source="published specification of the API C(scheduling/tasks), changelogs 135 and 262, and the reference pages of "
    "C(qlik-cli) of 2026-11-16",
    fields=(
        Field(name="name", doc="Name of the task: at most 100 letters without accents, digits, blanks and some marks."),
        Field(
            name="app",
            doc="App that is reloaded, such as V(Finance/Sales) for one in a space.",
            wire="resourceId",
            reference="app",
            immutable=True,
        ),
        Field(
            name="trigger",
            doc="What starts the task: a V(time), another V(task) that ends, or a V(dataset) that a pipeline of Qlik "
            "Talend Cloud has loaded.",
            wire="events",
            choices=("time", "task", "dataset"),
            required=True,
            immutable=True,
        ),
        Field(name="description", doc="What the task is for.", clear="remove"),
        Field(name="enabled", doc="Whether the trigger starts it. A new task is disabled.", type="bool"),
        Field(
            name="recurrence",
            doc="When a V(time) comes again, as an RRULE such as V(RRULE:FREQ=DAILY;BYHOUR=6;BYMINUTE=0).",
            wire="start/schedule/recurrence",
        ),
        Field(
            name="timezone",
            doc="Time zone of the recurrence, such as V(Europe/Rome).",
            wire="start/schedule/timezone",
            missing="UTC",
        ),
        Field(
            name="start_at",
            doc="When the recurrence begins, such as V(2026-12-01T06:00:00).",
            wire="start/schedule/startDateTime",
            clear="remove",
        ),
        Field(name="end_at", doc="When the recurrence ends.", wire="start/schedule/endDateTime", clear="remove"),
        Field(
            name="after",
            doc="Task whose end starts this one, with its app: V(Finance/Sales/Reload sales). If that task is deleted, "
            "this one never runs again.",
            wire="onTaskId",
            reference="task",
            immutable=True,
        ),
        Field(
            name="after_status",
            doc="How the other task has to end.",
            wire="onTaskStatus",
            choices=("succeeded", "failed", "any"),
            missing="succeeded",
            immutable=True,
        ),
    ),
    notes=(
        "Whoever changes a task becomes its owner, and the task runs with the rights of its owner. The diff tells it.",
        "Qlik disables tasks whose owner or app is gone: a task that is wanted enabled is enabled again.",
        "An app with a task has no reload task of the old kind any more.",
        "A start is no state: see M(qlikfleet.cloud.reload).",
    ),
    examples="""
- name: Reload sales each morning
  qlikfleet.cloud.task:
    name: Reload sales
    app: Reports/Sales
    trigger: time
    recurrence: RRULE:FREQ=DAILY;BYHOUR=6;BYMINUTE=0
    timezone: Europe/Rome
    enabled: true

- name: Reload sales in the evening
  qlikfleet.cloud.task:
    name: Reload sales
    app: Reports/Sales
    recurrence: RRULE:FREQ=DAILY;BYHOUR=20;BYMINUTE=0

- name: Mean the evening in London
  qlikfleet.cloud.task:
    name: Reload sales
    app: Reports/Sales
    timezone: Europe/London

- name: Reload the forecast after that
  qlikfleet.cloud.task:
    name: Reload forecast
    app: Reports/Forecast
    trigger: task
    after: Reports/Sales/Reload sales
    enabled: true

- name: Remove the task
  qlikfleet.cloud.task:
    name: Reload forecast
    app: Reports/Forecast
    state: absent
""",
)
