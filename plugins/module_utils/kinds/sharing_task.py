# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subscriptions and report tasks."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.recipients import recipients
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, patching
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import without_blanks
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Post, Work

_RECIPIENTS = ("users", "email_addresses")


def _addresses(found: t.Any) -> list[str]:
    """Return addresses as texts. Answers also have their delivery state."""
    return [each if isinstance(each, str) else each["value"] for each in found or ()]


def _create(work: Work) -> list[Request]:
    """Do not run a new task right away, which is Qlik's default."""
    (request,) = Post()(work)
    body = {"state": {}, "templates": [], **request.body, "executeOnCreation": False}
    return [Request("POST", request.path, body, makes=request.makes)]


def _update(work: Work) -> list[Request]:
    """Patch each changed path, with all recipients as one value."""
    whole = work.values(lambda option: option.name in _RECIPIENTS).get("recipients")
    names = {
        "/recipients" if name in _RECIPIENTS else f"/{work.kind.field(name).api_name}": name for name in work.changed
    }
    entries = [
        {"op": "replace", "path": path, "value": whole if path == "/recipients" else work.sent[name]}
        for path, name in names.items()
    ]
    return [Request("PATCH", work.at(), entries)]


def _raw(name: str, doc: str, type_: str = "dict", **more: t.Any) -> Field:
    elements = "dict" if type_ == "list" else None
    return Field(name=name, doc=doc, type=type_, elements=elements, same=without_blanks, **more)


_TEMPLATE = (
    Field(
        name="type",
        doc="What is sent.",
        choices=(
            "file",
            "chart",
            "story",
            "sheet",
            "multi-sheet",
            "excel",
            "pixel-perfect",
            "html",
            "powerpoint",
            "word",
        ),
    ),
    Field(name="sub_type", doc="Format, such as V(pdf) or V(xlsx)."),
    Field(name="file_name", doc="Name of the file."),
    Field(name="file_time_stamp", doc="Format of the time in that name, such as V(yyyy-MM-dd)."),
    _raw("chart_data", "Chart, as Qlik has it."),
    _raw("story_data", "Story, as Qlik has it."),
    _raw("multi_sheet_data", "Sheets, as Qlik has them.", "list"),
)

SHARING_TASK = Kind(
    name="sharing_task",
    doc="Subscriptions and report tasks, which send charts, sheets and reports to users on a schedule.",
    path="/api/v1/sharing-tasks",
    listing=Listing(rows="sharingTasks"),
    create=_create,
    update=_update,
    creator="createdBy",
    ownership=Ownership(query={"owner": "{user}"}, owner="owner", give=patching),
    needs="access to the app; C(TenantAdmin) or C(AnalyticsAdmin) to see tasks of others",
    fields=(
        Field(name="name", doc="Name of the task."),
        Field(
            name="type",
            doc="What is sent.",
            choices=("chart-monitoring", "chart-sharing", "sheet-sharing", "template-sharing"),
            required=True,
            immutable=True,
        ),
        Field(name="description", doc="Purpose of the task, at most 255 characters."),
        Field(name="enabled", doc="Whether the task is enabled. A new task is.", type="bool", missing=True),
        Field(
            name="mail_text",
            wire="message",
            doc="Message to the recipients, at most 280 characters.",
            immutable=True,
        ),
        Field(
            name="templates",
            doc="Content to send. Copy it from a task that was created in an app, with M(qlikfleet.cloud.info).",
            type="list",
            elements="dict",
            options=_TEMPLATE,
        ),
        recipients()[0],
        Field(
            name="email_addresses",
            doc="Email addresses of other recipients.",
            wire="recipients/emailAddresses",
            type="list",
            elements="str",
            read=_addresses,
        ),
        Field(
            name="schedule",
            doc="Schedule of the task.",
            wire="scheduleOptions",
            type="dict",
            options=(
                Field(name="recurrence", doc="Times as RRULEs.", type="list", elements="str"),
                Field(name="timezone", doc="Time zone of the times."),
                Field(name="start_date_time", doc="Start of the schedule, in that time zone."),
                Field(name="end_date_time", doc="End of the schedule, in that time zone."),
            ),
        ),
        Field(
            name="transport_channels",
            doc="Delivery methods, V(email) or V(sharepoint).",
            type="list",
            elements="str",
        ),
        Field(name="share_point_folder", doc="SharePoint folder to deliver to."),
        Field(
            name="data_connection",
            doc="Connection to SharePoint, as V(Space/Connection).",
            wire="dataConnectionID",
            reference="data_connection",
        ),
        Field(name="tags", doc="All tags of the task.", type="list", elements="str"),
        _raw("email_content", "Texts of the mail: C(subject) and C(body).", immutable=True),
    ),
    notes=(
        "A new task sends nothing before its scheduled time.",
        "Qlik allows two tasks with the same name. The module fails if it finds two.",
    ),
    examples="""
- name: Send the figures each Monday
  qlikfleet.cloud.sharing_task:
    name: Weekly figures
    type: sheet-sharing
    users: [auth0|anna]
    schedule:
      recurrence: [RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=8]
      timezone: Europe/Rome

- name: Pause during the holidays
  qlikfleet.cloud.sharing_task:
    name: Weekly figures
    enabled: false

- name: Remove the task
  qlikfleet.cloud.sharing_task:
    name: Weekly figures
    state: absent
""",
)
