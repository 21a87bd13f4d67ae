# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of sharing. Source: the published specification "sharing-tasks" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch

SHARING_SETTINGS = Kind(
    name="sharing_settings",
    doc="Whether users of the tenant can share charts and subscribe to reports.",
    path="/api/v1/sharing-tasks/settings",
    key=(),
    singleton=True,
    create=Patch(),
    delete=None,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="enable_sharing", wire="enable-sharing", doc="Whether charts and sheets can be shared.", type="bool"
        ),
        Field(
            name="enable_report_subscription",
            wire="enable-report-subscription",
            doc="Whether users can subscribe to reports by email. Qlik changes it in the background, and has "
            "announced its removal.",
            type="bool",
        ),
    ),
    notes=("Whether the licence of the tenant includes reports is not a setting: Qlik decides on it.",),
    examples="""
- name: Forbid sharing by email
  qlikfleet.cloud.sharing_settings:
    enable_sharing: false
    enable_report_subscription: false

- name: Allow sharing charts again
  qlikfleet.cloud.sharing_settings:
    enable_sharing: true
""",
)
