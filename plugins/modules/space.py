#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Spaces, where apps and data are shared, and their members."""

from __future__ import annotations

DOCUMENTATION = r"""
module: space
short_description: Manage spaces
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Spaces, where apps and data are shared, and their members.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the space, unique in the tenant, case-sensitive.
      - Required, unless O(objects) is set.
    type: str
  type:
    description:
      - Type of the space; required to create it.
      - Cannot be changed later.
    type: str
    choices:
      - shared
      - managed
      - data
  description:
    description:
      - Purpose of the space.
    type: str
  owner:
    description:
      - Subject or email of the owner. Defaults to the bot user of the OAuth client, which creates the space.
    type: str
  purge_members:
    description:
      - Whether to remove members that are not listed.
    type: bool
    default: false
  members:
    description:
      - Members of the space. Other members are kept, unless O(purge_members) is set.
    type: list
    elements: dict
    suboptions:
      type:
        description:
          - Type of the member. V(bot) is the user of an OAuth client, which can also be added as V(user).
          - Cannot be changed later.
        type: str
        default: user
        choices:
          - user
          - group
          - bot
      name:
        description:
          - Subject or email of a user, name of a group, client id or client name of a bot.
          - Cannot be changed later.
        type: str
        required: true
      roles:
        description:
          - All roles of the member in the space. A shared space has V(consumer), V(dataconsumer), V(facilitator),
            V(producer), V(codeveloper). A managed space has V(consumer), V(contributor), V(dataconsumer), V(facilitator),
            V(operator), V(publisher), V(basicconsumer). A data space has V(consumer), V(dataconsumer), V(facilitator),
            V(operator), V(producer), V(publisher), V(datapreview).
        type: list
        elements: str
        choices:
          - basicconsumer
          - codeveloper
          - consumer
          - contributor
          - dataconsumer
          - datapreview
          - facilitator
          - operator
          - producer
          - publisher
      state:
        description:
          - Whether the space member should exist.
        type: str
        choices:
          - present
          - absent
        default: present
  content:
    description:
      - What to do with the content of a removed space. Qlik refuses to delete a space that is not empty, which
        is V(refuse), the default. V(delete) deletes apps, automations, data files, data connections, data sets,
        glossaries, assistants and knowledge bases with it. V(move) moves apps, automations, data files and data
        connections to O(content_to). If the space has other content, nothing is done.
    type: str
    choices:
      - refuse
      - delete
      - move
  content_to:
    description:
      - Space to move the content to, with O(content=move).
    type: str
  was:
    description:
      - Former name of the space. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the space should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of spaces instead of one. Each has options of this module, except connection options.
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
          - Patterns of spaces to keep, such as V(space Legacy*).
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
  - The owner of a space is not one of its members.
  - Needs the role C(TenantAdmin), or the scope C(admin.spaces).
  - 'Source: published specification of the API C(spaces), and the page C(Space roles).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Create a space for the finance apps
  qlikfleet.cloud.space:
    name: Finance
    type: shared
    description: Apps of the finance department
    members:
      - type: group
        name: Analysts
        roles: [consumer]

- name: Allow analysts to edit apps there, and remove other members
  qlikfleet.cloud.space:
    name: Finance
    members:
      - type: group
        name: Analysts
        roles: [consumer, producer]
    purge_members: true

- name: Remove the space, and move its content to another one
  qlikfleet.cloud.space:
    name: Finance
    state: absent
    content: move
    content_to: Reports

- name: Remove the space
  qlikfleet.cloud.space:
    name: Finance
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
      description: Name of the space, unique in the tenant, case-sensitive.
      returned: if Qlik returns it
      type: str
    type:
      description: Type of the space; required to create it.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the space.
      returned: if Qlik returns it
      type: str
    owner:
      description: Subject or email of the owner. Defaults to the bot user of the OAuth client, which creates the
        space.
      returned: if Qlik returns it
      type: str
    content:
      description: What to do with the content of a removed space. Qlik refuses to delete a space that is not empty,
        which is V(refuse), the default. V(delete) deletes apps, automations, data files, data connections, data
        sets, glossaries, assistants and knowledge bases with it. V(move) moves apps, automations, data files and
        data connections to O(content_to). If the space has other content, nothing is done.
      returned: if Qlik returns it
      type: str
    content_to:
      description: Space to move the content to, with O(content=move).
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.space import SPACE


def main() -> None:
    run_module(kind_command(SPACE))


if __name__ == "__main__":
    main()
