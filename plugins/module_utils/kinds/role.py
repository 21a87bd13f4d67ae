# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom roles."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Field, Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim

ROLE = Kind(
    name="role",
    doc="Custom roles: named sets of scopes that users and groups are given.",
    path="/api/v1/roles",
    creator="createdBy",
    listing=Listing(find=scim("name")),
    protected=lambda found: found.get("type") == "default",
    fields=(
        Field(name="name", doc="Name of the role, unique in the tenant."),
        Field(name="description", doc="What the role is for."),
        Field(
            name="assigned_scopes",
            doc="Scopes that the role gives. Order does not matter.",
            type="list",
            elements="str",
        ),
    ),
    notes=("A role can be deleted once no user and no group has it.", "A tenant has at most 500 custom roles."),
    examples="""
- name: Auditors may read the audit log
  qlikfleet.cloud.role:
    name: Auditor
    description: Reads the audit log
    assigned_scopes:
      - audits:read
""",
)
