#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Settings of groups, and the roles that every user of the tenant has."""

from __future__ import annotations

DOCUMENTATION = r"""
module: group_settings
short_description: Manage group settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Settings of groups, and the roles that every user of the tenant has.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  auto_create_groups:
    description:
      - Whether to create groups that the identity provider names when a member signs in.
    type: bool
  sync_idp_groups:
    description:
      - 'Whether users belong to the groups that the identity provider names. Qlik has deprecated it: O(auto_create_groups)
        is enough.'
    type: bool
  everyone_roles:
    description:
      - 'Names of the roles that every user has, as a member of the system group C(com.qlik.Everyone). The list
        is complete: other roles are removed.'
    type: list
    elements: str
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - These settings always exist, so they cannot be deleted.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(groups).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
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
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    auto_create_groups:
      description: Whether to create groups that the identity provider names when a member signs in.
      returned: if Qlik returns it
      type: bool
    sync_idp_groups:
      description: 'Whether users belong to the groups that the identity provider names. Qlik has deprecated it:
        O(auto_create_groups) is enough.'
      returned: if Qlik returns it
      type: bool
    everyone_roles:
      description: 'Names of the roles that every user has, as a member of the system group C(com.qlik.Everyone).
        The list is complete: other roles are removed.'
      returned: if Qlik returns it
      type: list
      elements: str
diff:
  description: The object before and after.
  returned: in diff mode
  type: list
  elements: dict
failure:
  description: Reason for a failure, as data.
  returned: failure
  type: dict
  contains:
    status:
      description: HTTP status of the answer.
      returned: if Qlik answered
      type: int
    code:
      description: Error code of the answer.
      returned: if Qlik answered
      type: str
    detail:
      description: Explanation in the answer.
      returned: if Qlik answered
      type: str
    trace_id:
      description: Id that Qlik's support can find the request with.
      returned: if Qlik answered
      type: str
    tenant:
      description: Name of the tenant in the inventory, or its hostname.
      returned: if the failure is about one
      type: str
    host:
      description: Hostname of the tenant.
      returned: if the failure is about one
      type: str
    object:
      description: Object or request that failed.
      returned: if the failure is about one
      type: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.group_settings import GROUP_SETTINGS


def main() -> None:
    run_module(kind_command(GROUP_SETTINGS))


if __name__ == "__main__":
    main()
