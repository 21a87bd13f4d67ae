# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connectors of automations, which Qlik has for all tenants."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim

AUTOMATION_CONNECTOR = Kind(
    name="automation_connector",
    doc="Connectors that connections of automations are made from. They are Qlik's own.",
    path="/api/workflows/automation-connectors",
    read_only=True,
    listing=Listing(find=scim("name", at_once=1)),
    fields=(
        Field(name="name", doc="Name of the connector."),
        Field(name="description", doc="What the connector leads to."),
        Field(name="billable", doc="Whether its use is billed.", type="bool"),
    ),
)
