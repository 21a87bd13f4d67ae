#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Assistants, which answer questions from knowledge bases."""

from __future__ import annotations

DOCUMENTATION = r"""
module: assistant
short_description: Manage assistants
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Assistants, which answer questions from knowledge bases.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the assistant.
      - Required, unless O(objects) is set.
    type: str
  space:
    description:
      - Space of the assistant.
      - Cannot be changed later.
    type: str
  title:
    description:
      - Title that users see. Defaults to the name.
    type: str
  description:
    description:
      - Purpose of the assistant.
    type: str
  welcome_message:
    description:
      - Message at the start of a conversation.
    type: str
  knowledge_bases:
    description:
      - Names of the knowledge bases that it answers from. Qlik can add some, but not remove any.
    type: list
    elements: str
  tags:
    description:
      - Tags of the assistant. Qlik can add some, but not remove any.
    type: list
    elements: str
  default_prompt_type:
    description:
      - Whether a question can follow up on earlier ones.
      - Cannot be changed later.
    type: str
    choices:
      - thread
      - oneshot
  custom_properties:
    description:
      - Further properties, such as messages for errors, as Qlik has them.
      - Cannot be changed later.
    type: dict
  was:
    description:
      - Former name of the assistant. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the assistant should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of assistants instead of one. Each has options of this module, except connection options.
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
          - Patterns of assistants to keep, such as V(assistant Legacy*).
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
  - Qlik does not forbid two assistants of one name; the module fails where it finds two.
  - Needs a role in the space that may create assistants, or the scope C(admin.assistants).
  - 'Source: published specification of the API C(assistants).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Create an assistant for the sales team
  qlikfleet.cloud.assistant:
    name: Sales help
    space: Reports
    welcome_message: Ask me about our products.

- name: Change the welcome message
  qlikfleet.cloud.assistant:
    name: Sales help
    welcome_message: Ask me about our products and prices.

- name: Remove the assistant
  qlikfleet.cloud.assistant:
    name: Sales help
    state: absent

- name: Remove the assistant
  qlikfleet.cloud.assistant:
    name: Sales help
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
      description: Name of the assistant.
      returned: if Qlik returns it
      type: str
    space:
      description: Space of the assistant.
      returned: if Qlik returns it
      type: str
    title:
      description: Title that users see. Defaults to the name.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the assistant.
      returned: if Qlik returns it
      type: str
    welcome_message:
      description: Message at the start of a conversation.
      returned: if Qlik returns it
      type: str
    knowledge_bases:
      description: Names of the knowledge bases that it answers from. Qlik can add some, but not remove any.
      returned: if Qlik returns it
      type: list
      elements: str
    tags:
      description: Tags of the assistant. Qlik can add some, but not remove any.
      returned: if Qlik returns it
      type: list
      elements: str
    default_prompt_type:
      description: Whether a question can follow up on earlier ones.
      returned: if Qlik returns it
      type: str
    custom_properties:
      description: Further properties, such as messages for errors, as Qlik has them.
      returned: if Qlik returns it
      type: dict
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.assistant import ASSISTANT


def main() -> None:
    run_module(kind_command(ASSISTANT))


if __name__ == "__main__":
    main()
