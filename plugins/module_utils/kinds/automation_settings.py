# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of all automations. Source: the published specification "workflows-automations" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Whole

AUTOMATION_SETTINGS = Kind(
    name="automation_settings",
    doc="How many runs automations of the tenant can have at the same time.",
    path="/api/workflows/automations/settings",
    key=(),
    singleton=True,
    create=Whole("PUT"),
    update=Whole("PUT"),
    delete=None,
    needs="the role C(TenantAdmin) or C(AnalyticsAdmin)",
    source="published specification of the API C(workflows/automations)",
    fields=(
        Field(
            name="max_concurrent_runs_per_automation",
            doc="Most runs of one automation at the same time. An automation can have less.",
            type="int",
        ),
    ),
    examples="""
- name: Let an automation run ten times at once
  qlikfleet.cloud.automation_settings:
    max_concurrent_runs_per_automation: 10

- name: Let it run once at a time
  qlikfleet.cloud.automation_settings:
    max_concurrent_runs_per_automation: 1
""",
)
