# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of data alerts. Source: the published specification "data-alerts" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Whole

DATA_ALERT_SETTINGS = Kind(
    name="data_alert_settings",
    doc="Whether users of the tenant can have data alerts.",
    path="/api/v1/data-alerts/settings",
    key=(),
    singleton=True,
    create=Whole("PUT"),
    update=Whole("PUT"),
    delete=None,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="enable_data_alerting",
            wire="enable-data-alerting",
            doc="Whether the tenant has data alerts. The licence must include them.",
            type="bool",
        ),
    ),
    notes=(
        "Qlik turns the triggers of all alerts on or off in the background.",
        "Until that is done, Qlik refuses another change with status 409: run again later.",
    ),
    examples="""
- name: Turn data alerts off
  qlikfleet.cloud.data_alert_settings:
    enable_data_alerting: false

- name: Turn data alerts on
  qlikfleet.cloud.data_alert_settings:
    enable_data_alerting: true
""",
)
