# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the index of items. Source: the published specification "items" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch

ITEM_SETTINGS = Kind(
    name="item_settings",
    doc="Settings for apps and other items in the hub.",
    path="/api/v1/items/settings",
    key=(),
    singleton=True,
    create=Patch(),
    delete=None,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="usage_metrics_enabled",
            doc="Whether the hub shows how often an item is used. Qlik defaults to V(true).",
            type="bool",
        ),
    ),
    examples="""
- name: Do not show how often an app is opened
  qlikfleet.cloud.item_settings:
    usage_metrics_enabled: false

- name: Show how often an app is opened
  qlikfleet.cloud.item_settings:
    usage_metrics_enabled: true
""",
)
