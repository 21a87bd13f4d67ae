# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, as_references, ids_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch

GROUP = Kind(
    name="group",
    doc="Groups of users, created here or taken over from the identity provider.",
    path="/api/v1/groups",
    creator="createdBy",
    update=Patch(prefix=""),
    listing=Listing(find=scim("name"), special={"com.qlik.Everyone": {"systemGroups": "true"}}),
    protected=lambda found: found.get("id") == "000000000000000000000001",
    needs="the role C(TenantAdmin)",
    fields=(
        Field(name="name", doc="Name of the group, unique in the tenant, case-sensitive."),
        Field(
            name="provider_type",
            doc="Where the group comes from. Name and description of V(idp) groups cannot be changed. "
            "Qlik defaults to V(idp).",
            choices=("idp", "custom"),
            immutable=True,
        ),
        Field(name="description", doc="Purpose of the group."),
        Field(
            name="assigned_roles",
            doc="Names of the roles that members have. The list is complete: other roles are removed.",
            type="list",
            elements="str",
            reference="role",
            read=ids_of,
            write=as_references,
        ),
    ),
    notes=(
        "A tenant has at most 10,000 groups.",
        "Roles of the system group C(com.qlik.Everyone) are set with M(qlikfleet.cloud.group_settings).",
    ),
    examples="""
- name: Allow analysts to create spaces
  qlikfleet.cloud.group:
    name: Analysts
    provider_type: custom
    assigned_roles:
      - SharedSpaceCreator

- name: Allow analysts to create automations too
  qlikfleet.cloud.group:
    name: Analysts
    description: Everybody who builds apps
    assigned_roles:
      - SharedSpaceCreator
      - AutomationCreator
""",
)
