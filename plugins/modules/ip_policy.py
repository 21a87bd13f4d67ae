#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""IP policies, which list the addresses that may access the tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ip_policy
short_description: Manage IP policies
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - IP policies, which list the addresses that may access the tenant.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the policy.
      - Required, unless O(objects) is set.
    type: str
  allowed_ips:
    description:
      - Public IPv4 addresses and ranges (CIDR), such as V(61.254.213.0/24). Order does not matter.
    type: list
    elements: str
  enabled:
    description:
      - Whether the policy is enabled. Once one is enabled, the tenant can only be accessed from addresses of enabled
        policies. Qlik defaults to V(false).
    type: bool
  was:
    description:
      - Former name of the IP policy. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the IP policy should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of IP policies instead of one. Each has options of this module, except connection options.
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
          - Patterns of IP policies to keep, such as V(ip_policy Legacy*).
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
  - The address that Ansible reaches Qlik from must be in an enabled policy. Qlik refuses to lock you out.
  - When the last enabled policy is disabled or removed, the tenant can be accessed from everywhere.
  - IPv6 is not supported. Qlik allows two policies with the same name; the module fails if it finds two.
  - Needs the role C(TenantAdmin), or the scope C(admin.ip-policies).
  - 'Source: published specification of the API C(core/ip-policies).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Allow access only from the offices
  qlikfleet.cloud.ip_policy:
    name: Offices
    allowed_ips: [61.254.213.0/24, 22.46.216.142]
    enabled: true

- name: Allow access from everywhere again
  qlikfleet.cloud.ip_policy:
    name: Offices
    enabled: false

- name: Remove the IP policy
  qlikfleet.cloud.ip_policy:
    name: Offices
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
      description: Name of the policy.
      returned: if Qlik returns it
      type: str
    allowed_ips:
      description: Public IPv4 addresses and ranges (CIDR), such as V(61.254.213.0/24). Order does not matter.
      returned: if Qlik returns it
      type: list
      elements: str
    enabled:
      description: Whether the policy is enabled. Once one is enabled, the tenant can only be accessed from addresses
        of enabled policies. Qlik defaults to V(false).
      returned: if Qlik returns it
      type: bool
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.ip_policy import IP_POLICY


def main() -> None:
    run_module(kind_command(IP_POLICY))


if __name__ == "__main__":
    main()
