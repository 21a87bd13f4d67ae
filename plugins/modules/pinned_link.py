#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Links that all users of the tenant see in the navigation bar."""

from __future__ import annotations

DOCUMENTATION = r"""
module: pinned_link
short_description: Manage pinned links
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Links that all users of the tenant see in the navigation bar.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Title of the link, at most 50 characters.
      - Required, unless O(objects) is set.
    type: str
  link:
    description:
      - Address of the link. It begins with V(https://).
    type: str
  was:
    description:
      - Former name of the pinned link. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the pinned link should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of pinned links instead of one. Each has options of this module, except connection options.
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
          - Patterns of pinned links to keep, such as V(pinned_link Legacy*).
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
  - A tenant has at most 50 pinned links.
  - Users see the links in the order in which they were created, and Qlik cannot move one.
  - A blueprint creates new links in its own order, below the existing ones.
  - To change the order, remove the links and run again.
  - Qlik may allow two links with the same name. The module fails if it finds two.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(ui-config).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Link to the service desk
  qlikfleet.cloud.pinned_link:
    name: Service desk
    link: https://desk.example.com

- name: Change the address of the service desk
  qlikfleet.cloud.pinned_link:
    name: Service desk
    link: https://help.example.com

- name: Remove the pinned link
  qlikfleet.cloud.pinned_link:
    name: Service desk
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
      description: Title of the link, at most 50 characters.
      returned: if Qlik returns it
      type: str
    link:
      description: Address of the link. It begins with V(https://).
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.pinned_link import PINNED_LINK


def main() -> None:
    run_module(kind_command(PINNED_LINK))


if __name__ == "__main__":
    main()
