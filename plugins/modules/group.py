#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Groups of users, created here or taken over from the identity provider."""

from __future__ import annotations

DOCUMENTATION = r"""
module: group
short_description: Manage groups
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Groups of users, created here or taken over from the identity provider.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the group, unique in the tenant, case-sensitive.
      - Required, unless O(objects) is set.
    type: str
  provider_type:
    description:
      - Where the group comes from. Name and description of V(idp) groups cannot be changed. Qlik defaults to V(idp).
      - Cannot be changed later.
    type: str
    choices:
      - idp
      - custom
  description:
    description:
      - Purpose of the group.
    type: str
  assigned_roles:
    description:
      - 'Names of the roles that members have. The list is complete: other roles are removed.'
    type: list
    elements: str
  was:
    description:
      - Former name of the group. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the group should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of groups instead of one. Each has options of this module, except connection options.
      - The tenant's list is read once, and changes are written by several threads.
    type: list
    elements: dict
  purge:
    description:
      - Removes objects that are not in O(objects). Objects that Qlik made, and those that the run uses, are kept.
      - Without it, other objects are left alone.
    type: dict
    suboptions:
      what:
        description:
          - Whether to remove only objects that this OAuth client created, or all.
        type: str
        choices:
          - created_by_this_client
          - all
        default: created_by_this_client
      except:
        description:
          - Patterns of groups to keep, such as V(group Legacy*).
        type: list
        elements: str
        default: []
      at_most:
        description:
          - If there are more objects to remove than this, nothing is removed.
        type: int
        default: 10
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - A tenant has at most 10,000 groups.
  - Roles of the system group C(com.qlik.Everyone) are set with M(qlikfleet.cloud.group_settings).
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(groups).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
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

- name: Remove the group
  qlikfleet.cloud.group:
    name: Analysts
    state: absent
"""

RETURN = r"""
id:
  description: Id of the object. In check mode, the id of a new object is not known yet.
  returned: if the object exists afterwards
  type: str
  sample: 507f191e810c19729de860ea
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    name:
      description: Name of the group, unique in the tenant, case-sensitive.
      returned: if Qlik returns it
      type: str
    provider_type:
      description: Where the group comes from. Name and description of V(idp) groups cannot be changed. Qlik defaults
        to V(idp).
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the group.
      returned: if Qlik returns it
      type: str
    assigned_roles:
      description: 'Names of the roles that members have. The list is complete: other roles are removed.'
      returned: if Qlik returns it
      type: list
      elements: str
objects:
  description: With O(objects), C(id) and C(object) of each, in the same order.
  returned: if objects is set
  type: list
  elements: dict
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.group import GROUP


def main() -> None:
    run_module(kind_command(GROUP))


if __name__ == "__main__":
    main()
