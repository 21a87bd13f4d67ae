# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automations of Qlik Automate."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, acting
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, without_blanks
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Action, Put, switch


def _told(found: Object) -> Object:
    """An automation without schedules that never run, which Qlik adds for how its first block begins."""
    schedules = found.get("schedules")
    kept = [each for each in schedules or () if each.get("interval") != -1]
    return found if schedules is None else {**found, "schedules": kept}


def _is_on(state: t.Any) -> bool:
    return bool(state != "disabled")


AUTOMATION = Kind(
    name="automation",
    doc="Automations of Qlik Automate, with their blocks and schedules.",
    path="/api/workflows/automations",
    listing=Listing(query={"listAll": "true"}, find=scim("name", at_once=1), form=_told, detail=""),
    update=Put(),
    ownership=Ownership(
        query={"filter": 'ownerId eq "{user}"'},
        give=acting("POST", "actions/change-owner", "userId"),
        costs="its history and its connections",
        afterwards="Its new owner chooses its connections again.",
    ),
    advice={403: "Only its owner changes an automation, or a client with the scope admin.automations."},
    needs="the role C(AutomationCreator); for automations of others the scope C(admin.automations)",
    source="published specification of the API C(workflows/automations), the page C(Deploy an automation to a tenant), "
    "and changelogs 147, 241 and 255",
    fields=(
        Field(name="name", doc="Name of the automation."),
        Field(name="description", doc="What the automation is for."),
        Field(
            name="workspace",
            doc="Blocks of the automation, as an export of Qlik Automate has them in C(workspace). Members without a "
            "value count as if they were not there, since Qlik leaves some out and writes others in another way.",
            type="dict",
            read=lambda stored: stored or None,
            same=without_blanks,
        ),
        Field(
            name="schedules",
            doc="All its schedules.",
            type="list",
            elements="dict",
            options=(
                Field(name="interval", doc="Seconds from one run to the next, a multiple of 60.", type="int"),
                Field(name="recurrence", doc="When it runs, as an RRULE, instead of an interval."),
                Field(name="start_at", doc="When the schedule begins, such as V(2026-12-01 06:00:00)."),
                Field(name="stop_at", doc="When the schedule ends."),
                Field(name="timezone", doc="Time zone of both, such as V(Europe/Stockholm)."),
            ),
        ),
        Field(name="max_concurrent_runs", doc="How many runs there can be at the same time.", type="int", missing=1),
        Field(
            name="space",
            doc="Shared space that the automation is in. Defaults to the personal space of the caller.",
            wire="spaceId",
            reference="space",
            changed_by=Action("POST", "actions/change-space", "spaceId"),
        ),
        Field(
            name="enabled",
            doc="Whether it can run. A new automation can.",
            wire="state",
            type="bool",
            missing=True,
            read=_is_on,
            via=switch("actions/enable", "actions/disable"),
        ),
        Field(
            name="owner",
            doc="Subject or email of its owner. Another owner has neither its history nor its connections, and chooses "
            "connections again. Defaults to the caller, who creates it.",
            wire="ownerId",
            reference="user",
            via=Action("POST", "actions/change-owner", "userId"),
        ),
    ),
    notes=(
        "Blocks name connections by their ids, which differ from tenant to tenant.",
        "The lookup plugin C(qlikfleet.cloud.object) returns the id of a connection by its name.",
        "The schedules of an automation of somebody else are not visible without the scope C(admin.automations).",
        "A start is no state: see M(qlikfleet.cloud.automation_run).",
        "Qlik does not forbid two automations of one name; the module fails where it finds two.",
    ),
    examples="""
- name: Refresh the extracts each night
  qlikfleet.cloud.automation:
    name: Refresh extracts
    workspace:
      blocks:
        - id: 3B1A6F52-8B9A-4D5C-9A49-2C3B1D5E7F10
          type: StartBlock
          name: Start
          inputs:
            - id: run_mode
              value: scheduled
              type: select
      variables: []
    schedules:
      - interval: 86400
        start_at: "2026-12-01 02:00:00"
        timezone: Europe/Stockholm

- name: It rests for a while
  qlikfleet.cloud.automation:
    name: Refresh extracts
    enabled: false

- name: Remove the automation
  qlikfleet.cloud.automation:
    name: Refresh extracts
    state: absent
""",
)
