#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Collections of apps and other items, private or for all users of the tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: collection
short_description: Manage collections
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Collections of apps and other items, private or for all users of the tenant.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the collection.
      - Required, unless O(objects) is set.
    type: str
  type:
    description:
      - 'Who sees it: only its owner with V(private), all users with V(publicgoverned). Without items it is private.'
    type: str
    choices:
      - private
      - publicgoverned
  description:
    description:
      - Purpose of the collection.
    type: str
  purge_items:
    description:
      - Whether to remove items that are not listed.
    type: bool
    default: false
  items:
    description:
      - Items of the collection. Other items are kept, unless O(purge_items) is set.
    type: list
    elements: dict
    suboptions:
      type:
        description:
          - Type of the item.
          - Cannot be changed later.
        type: str
        default: app
        choices:
          - app
          - automation
          - glossary
      name:
        description:
          - Name of the item, such as V(Finance/Sales) for an app in a space.
          - Cannot be changed later.
        type: str
        required: true
      state:
        description:
          - Whether the collection item should exist.
        type: str
        choices:
          - present
          - absent
        default: present
  was:
    description:
      - Former name of the collection. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the collection should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of collections instead of one. Each has options of this module, except connection options.
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
          - Patterns of collections to keep, such as V(collection Legacy*).
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
  - A new item is added when the index of the tenant has it.
  - Tags, which are collections of the type C(public), are not included, see M(qlikfleet.cloud.tag).
  - Qlik allows two collections with the same name. The module fails if it finds two.
  - Needs the role C(TenantAdmin) or the scope C(admin.collections.publicgoverned) for one that all users see.
  - 'Source: published specification of the API C(collections).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Publish a collection for the end of the month
  qlikfleet.cloud.collection:
    name: Month end
    type: publicgoverned
    items:
      - name: Reports/Sales
      - name: Reports/Forecast

- name: Describe the collection
  qlikfleet.cloud.collection:
    name: Month end
    description: What finance looks at when a month is over

- name: Remove the collection, but not its items
  qlikfleet.cloud.collection:
    name: Month end
    state: absent

- name: Remove the collection
  qlikfleet.cloud.collection:
    name: Month end
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
      description: Name of the collection.
      returned: if Qlik returns it
      type: str
    type:
      description: 'Who sees it: only its owner with V(private), all users with V(publicgoverned). Without items
        it is private.'
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the collection.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.collection import COLLECTION


def main() -> None:
    run_module(kind_command(COLLECTION))


if __name__ == "__main__":
    main()
