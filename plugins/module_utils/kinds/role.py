# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom roles, and the scopes of User Default."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim

ROLE = Kind(
    name="role",
    doc="Custom roles: named sets of scopes for users and groups. Of Qlik's own roles, only C(UserDefault), which "
    "every user has, can have other scopes.",
    path="/api/v1/roles",
    creator="createdBy",
    listing=Listing(find=scim("name")),
    protected=lambda found: found.get("type") == "default",
    fields=(
        Field(name="name", doc="Name of the role, unique in the tenant."),
        Field(name="description", doc="Purpose of the role."),
        Field(
            name="assigned_scopes",
            doc="Scopes that the role gives. Order does not matter.",
            type="list",
            elements="str",
        ),
    ),
    needs="the role C(TenantAdmin)",
    source="published specification of the API C(roles), and the page C(Custom roles) for C(UserDefault)",
    notes=(
        "A role can be deleted when no user and no group has it.",
        "A tenant has at most 500 custom roles.",
        "Name and description of a role that Qlik made cannot be changed, and it cannot be deleted.",
    ),
    examples="""
- name: Allow auditors to read the audit log
  qlikfleet.cloud.role:
    name: Auditor
    description: Reads the audit log
    assigned_scopes:
      - audits:read

- name: Allow auditors to read the members of spaces too
  qlikfleet.cloud.role:
    name: Auditor
    assigned_scopes:
      - audits:read
      - spaces:read

- name: Give every user only the scope for the audit log
  qlikfleet.cloud.role:
    name: UserDefault
    assigned_scopes:
      - audits:read
""",
)
