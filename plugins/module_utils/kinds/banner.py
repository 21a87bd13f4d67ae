# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The banner of a tenant. Source: the published specification "banners" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.times import utc
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Whole

_UPSERT = Whole("POST", "actions/upsert")
_TIME = "A time with an offset counts as it says; one without is in UTC."

BANNER = Kind(
    name="banner",
    doc="The announcement that all users of the tenant see at the top of the page for a time.",
    path="/api/v1/banners",
    key=(),
    singleton=True,
    create=_UPSERT,
    update=_UPSERT,
    delete=None,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="type",
            doc="Kind of announcement, which decides on the colour of the banner.",
            choices=("info", "warning", "error", "resolved"),
            required=True,
        ),
        Field(name="enabled", doc="Whether users see the banner.", type="bool", required=True),
        Field(name="text", wire="message", doc="Text of the banner.", required=True),
        Field(
            name="start_time",
            doc=f"Start of the time in which users see it, such as V(2026-12-05T18:00:00Z). {_TIME}",
            required=True,
            same=utc,
            write=utc,
        ),
        Field(name="end_time", doc=f"End of that time. {_TIME}", required=True, same=utc, write=utc),
        Field(name="link_enabled", doc="Whether the banner has a link.", type="bool", required=True),
        Field(name="link_url", doc="Address of the link.", clear="null"),
        Field(name="link_label", doc="Text of the link.", clear="null"),
    ),
    notes=(
        "The first time, O(type), O(enabled), O(text), O(start_time), O(end_time) and O(link_enabled) must be set.",
        "Qlik cannot delete a banner. To take it down, set O(enabled) to V(false).",
    ),
    examples="""
- name: Announce the maintenance at the weekend
  qlikfleet.cloud.banner:
    type: warning
    enabled: true
    text: The tenant is maintained on Saturday evening.
    start_time: "2026-12-04T08:00:00Z"
    end_time: "2026-12-05T22:00:00Z"
    link_enabled: true
    link_url: https://status.example.com
    link_label: Status page

- name: Announce that it took longer
  qlikfleet.cloud.banner:
    text: The maintenance lasts until Sunday noon.
    end_time: "2026-12-06T12:00:00Z"

- name: Take the banner down
  qlikfleet.cloud.banner:
    enabled: false
""",
)
