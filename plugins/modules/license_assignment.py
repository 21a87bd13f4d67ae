#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Licences that are assigned to users, in a user-based subscription."""

from __future__ import annotations

DOCUMENTATION = r"""
module: license_assignment
short_description: Manage licence assignments
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Licences that are assigned to users, in a user-based subscription.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  subject:
    description:
      - 'Subject of the user, who need not have signed in yet. Case does not matter: Qlik lists the bot of an OAuth
        client as C(QLIKBOT\ID).'
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  type:
    description:
      - Type of the assigned licence.
    type: str
    choices:
      - professional
      - analyzer
  state:
    description:
      - Whether the licence assignment should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of licence assignments instead of one. Each has options of this module, except connection options.
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
          - Patterns of licence assignments to keep, such as V(license_assignment Legacy*).
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
  - A hundred assignments take one request. If Qlik refuses some, such as for lack of licences, only those fail.
  - 'A capacity-based subscription has no assignments: its users are Basic or Full depending on what they do.'
  - Qlik can also assign licences itself, see M(qlikfleet.cloud.license_settings).
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(licenses), and changelog 49 for bots.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Assign Anna a professional licence
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    type: professional

- name: Change Anna to an analyzer licence
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    type: analyzer

- name: Free Anna's licence
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    state: absent

- name: Remove the licence assignment
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
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
    subject:
      description: 'Subject of the user, who need not have signed in yet. Case does not matter: Qlik lists the bot
        of an OAuth client as C(QLIKBOT\ID).'
      returned: if Qlik returns it
      type: str
    type:
      description: Type of the assigned licence.
      returned: if Qlik returns it
      type: str
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.license_assignment import LICENSE_ASSIGNMENT


def main() -> None:
    run_module(kind_command(LICENSE_ASSIGNMENT))


if __name__ == "__main__":
    main()
