# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data alerts and their conditions."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.recipients import recipients
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Owned, Ownership, Receiver, Tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending, Request, Segment
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, without_blanks
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Delete, Patch, Work

_CONDITIONS = "/api/v1/conditions"
_ID = "condition.dataCondition.conditionBase.id"


def _part(name: str, doc: str, type_: str = "list") -> Field:
    elements = "dict" if type_ == "list" else None
    return Field(name=name, doc=doc, type=type_, elements=elements, same=without_blanks)


_CONDITION = (
    Field(name="headers", doc="Titles of the columns.", type="list", elements="str", ordered=True),
    _part("measures", "Measures, such as C(title) and C(qLibraryId) of one of the app."),
    _part("dimensions", "Dimensions, such as C(title), C(field) and C(qLibraryId) of one of the app."),
    _part("selections", "Selections that are made before."),
    _part("history", "Whether there is a history: C(enabled).", "dict"),
    _part("condition_data", "The condition itself, as an alert that was made in an app has it.", "dict"),
)


def _told(found: Object) -> Object:
    """Return an alert with its condition, which only a request for that alert returns."""
    response = found.get("conditionResponse") or {}
    condition = (response.get("condition") or response).get("dataCondition")
    return {**found, "dataCondition": condition} if condition else found


def _new_condition(work: Work) -> tuple[Request, Segment]:
    """Return the creation of the condition, and the id that it will have."""
    made = Pending("condition", (work.sent["name"], work.sent["app"]))
    base = {"type": "data", "appId": work.sent["app"], "bookmarkId": work.sent.get("bookmark")}
    base = {name: value for name, value in base.items() if value}
    data = {**work.sent["condition"], "conditionBase": base}
    body = {"type": "data", "dataCondition": data}
    return Request("POST", (_CONDITIONS,), body, makes=made, id_at=_ID), made


def _create(work: Work) -> list[Request]:
    first, made = _new_condition(work)
    body = work.values(lambda option: option.name != "condition")
    body = {**body, "conditionId": made, "recipients": {"userIds": [], **body.get("recipients", {})}}
    return [first, Request("POST", work.path, body, makes=work.makes, accept="later")]


def _update(work: Work) -> list[Request]:
    """Create a new condition, and delete the old one."""
    entries = [name for name in work.changed if name != "condition"]
    requests = Patch()(replace(work, changed=entries)) if entries else []
    if "condition" not in work.changed:
        return requests
    first, made = _new_condition(work)
    patch = [{"op": "replace", "path": "/conditionId", "value": made}]
    return [*requests, first, Request("PATCH", work.at(), patch), *_without_condition(work)]


def _without_condition(work: Work) -> list[Request]:
    old = work.found.get("conditionId")
    return [Request("DELETE", (_CONDITIONS, old))] if old else []


def _delete(work: Work) -> list[Request]:
    return [*Delete()(work), *_without_condition(work)]


def _give(client: Tenant, each: Owned, receiver: Receiver) -> None:
    patch = [
        {"op": "replace", "path": f"/{name}", "value": value}
        for name, value in (("ownerId", receiver.id), ("ownerName", receiver.name))
    ]
    client.request("PATCH", each.at, json=patch)


def _faults(wanted: Object) -> list[str]:
    is_late = wanted.get("trigger") == "SCHEDULED" and not wanted.get("schedule")
    return ["an alert with the trigger SCHEDULED needs schedule"] if is_late else []


DATA_ALERT = Kind(
    name="data_alert",
    doc="Data alerts, which tell users when the data of an app meets a condition.",
    path="/api/v1/data-alerts",
    key=("name", "app"),
    listing=Listing(rows="tasks", detail="/condition", form=_told),
    create=_create,
    update=_update,
    delete=_delete,
    faults=_faults,
    settled=lambda found: found.get("status") != "creating",
    ownership=Ownership(query={"ownerId": "{user}"}, give=_give),
    needs="access to the app; C(TenantAdmin) or C(AnalyticsAdmin) to see alerts of others",
    source="published specifications of the APIs C(data-alerts) and C(conditions)",
    fields=(
        Field(name="name", doc="Name of the alert, at most 78 characters."),
        Field(name="app", doc="App that has the data, as V(Space/App).", wire="appId", reference="app", immutable=True),
        Field(
            name="condition",
            doc="Condition in Qlik's format. Copy it from an alert that was created in an app, with "
            "M(qlikfleet.cloud.info). If it changes, Qlik gets a new condition without history.",
            wire="dataCondition",
            type="dict",
            required=True,
            options=_CONDITION,
        ),
        Field(name="description", doc="Purpose of the alert, at most 255 characters."),
        Field(
            name="trigger",
            doc="When the condition is evaluated: with each reload of the app, or on a schedule.",
            wire="triggerType",
            choices=("RELOAD", "SCHEDULED"),
            required=True,
        ),
        Field(
            name="schedule",
            doc="Times of the trigger V(SCHEDULED).",
            wire="scheduleOptions",
            type="dict",
            options=(
                Field(name="recurrence", doc="Times as RRULEs.", type="list", elements="str"),
                Field(name="timezone", doc="Time zone of the times."),
                Field(name="start_date_time", doc="Start of the schedule, in that time zone."),
                Field(name="end_date_time", doc="End of the schedule, in that time zone."),
            ),
        ),
        *recipients(immutable=True),
        Field(
            name="enabled",
            doc="Whether a new alert is enabled. Qlik does not document how to enable an existing one.",
            type="bool",
            missing=True,
            immutable=True,
        ),
        Field(name="bookmark", doc="Id of the bookmark with the selections.", wire="bookmarkId"),
        Field(name="sheet", doc="Id of the sheet that the alert leads to.", wire="sheetId", immutable=True),
    ),
    notes=(
        "Qlik creates an alert in the background. The module waits for that.",
        "Its condition is created before the alert, and deleted with it.",
    ),
    examples="""
- name: Tell Anna when sales are low
  qlikfleet.cloud.data_alert:
    name: Low sales
    app: Reports/Sales
    trigger: RELOAD
    users: [auth0|anna]
    condition:
      headers: [Sum of sales]
      measures:
        - title: Sum of sales
          qLibraryId: PgQKNQ
      condition_data:
        threshold: 1000

- name: Check each morning
  qlikfleet.cloud.data_alert:
    name: Low sales
    app: Reports/Sales
    trigger: SCHEDULED
    schedule:
      recurrence: [RRULE:FREQ=DAILY;BYHOUR=8]
      timezone: Europe/Rome

- name: Remove the alert
  qlikfleet.cloud.data_alert:
    name: Low sales
    app: Reports/Sales
    state: absent
""",
)
