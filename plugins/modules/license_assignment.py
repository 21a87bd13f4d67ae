#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Licences that users are assigned, in a subscription by users."""

from __future__ import annotations

DOCUMENTATION = r"""
module: license_assignment
short_description: Manage licence assignments
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Licences that users are assigned, in a subscription by users.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  subject:
    description:
      - 'Subject of the user, who need not have signed in yet. Upper and lower case make no difference: Qlik lists
        the bot of an OAuth client as C(QLIKBOT\ID).'
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  type:
    description:
      - What the user is assigned.
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
      - A list of licence assignments instead of one. Each has options of this module, not those of the connection.
      - The list of the tenant is read once, and what changes is written by several threads.
    type: list
    elements: dict
  purge:
    description:
      - Removes what O(objects) does not name. What Qlik made, and what the run works with, stays.
      - Without it, other objects keep what they have.
    type: dict
    suboptions:
      what:
        description:
          - Whether only objects are removed that this OAuth client made, or all.
        type: str
        choices:
          - created_by_this_client
          - all
        default: created_by_this_client
      except:
        description:
          - Patterns of licence assignments that stay, such as V(license_assignment Legacy*).
        type: list
        elements: str
        default: []
      at_most:
        description:
          - Nothing is removed if there are more than these.
        type: int
        default: 10
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - A hundred assignments take one request. Those that Qlik refuses, such as for want of licences, fail alone.
  - 'A subscription by capacity has no assignments: there users are Basic or Full by what they do.'
  - Qlik may assign licences itself, see M(qlikfleet.cloud.license_settings).
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(licenses), and changelog 49 for bots.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Anna makes apps
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    type: professional

- name: Anna reads apps from now on
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    type: analyzer

- name: Anna has left
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
  description: The object after the task, in the words of the options. Empty if it is absent.
  returned: success
  type: dict
  contains:
    subject:
      description: 'Subject of the user, who need not have signed in yet. Upper and lower case make no difference:
        Qlik lists the bot of an OAuth client as C(QLIKBOT\ID).'
      returned: if Qlik answers it
      type: str
    type:
      description: What the user is assigned.
      returned: if Qlik answers it
      type: str
objects:
  description: With O(objects), for each of them in their order C(id) and C(object).
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
