# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of groups."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, as_references, ids_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch

# The id that the system group com.qlik.Everyone has in every tenant.
_EVERYONE = "000000000000000000000001"

GROUP_SETTINGS = Kind(
    name="group_settings",
    doc="Settings of groups, and the roles that every user of the tenant has.",
    path="/api/v1/groups/settings",
    key=(),
    singleton=True,
    plural="group settings",
    create=Patch(),
    delete=None,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="auto_create_groups",
            doc="Whether to create groups that the identity provider names when a member signs in.",
            type="bool",
        ),
        Field(
            name="sync_idp_groups",
            doc="Whether users belong to the groups that the identity provider names. Qlik has deprecated it: "
            "O(auto_create_groups) is enough.",
            type="bool",
        ),
        Field(
            name="everyone_roles",
            doc="Names of the roles that every user has, as a member of the system group C(com.qlik.Everyone). "
            "The list is complete: other roles are removed.",
            wire=f"systemGroups/{_EVERYONE}/assignedRoles",
            type="list",
            elements="str",
            reference="role",
            read=ids_of,
            write=as_references,
        ),
    ),
    notes=("These settings always exist, so they cannot be deleted.",),
    examples="""
- name: Take groups from the identity provider, and allow everybody to create spaces
  qlikfleet.cloud.group_settings:
    auto_create_groups: true
    everyone_roles: [SharedSpaceCreator, PrivateAnalyticsContentCreator]

- name: Ignore groups of the identity provider
  qlikfleet.cloud.group_settings:
    auto_create_groups: false

- name: Remove the roles of all users
  qlikfleet.cloud.group_settings:
    everyone_roles: []
""",
)
