#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Connections of automations to other systems."""

from __future__ import annotations

DOCUMENTATION = r"""
module: automation_connection
short_description: Manage automation connections
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Connections of automations to other systems.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the connection.
      - Required, unless O(objects) is set.
    type: str
  connector:
    description:
      - Name of the connector that it is made from, such as V(Airtable).
      - Cannot be changed later.
    type: str
  params:
    description:
      - Values of the parameters of the connector, by their names. Those that are not given stay.
      - Qlik never returns it.
    type: dict
  space:
    description:
      - Shared space that the connection is in. Defaults to the personal space of the caller.
    type: str
  owner:
    description:
      - Subject or email of its owner. Defaults to the caller, who creates it.
    type: str
  update_secrets:
    description:
      - When to send values and files that Qlik never returns to an existing object.
      - With V(when_changed), if they differ from the last ones, of which the ledger keeps salted digests. Without
        a ledger, nothing is sent, and the module warns. V(always) sends them in each run, V(on_create) never.
      - The variable C(qlik_update_secrets) of the host can also set it. Defaults to V(when_changed).
    type: str
    choices:
      - when_changed
      - always
      - on_create
  was:
    description:
      - Former name of the automation connection. An object with this name is renamed, instead of creating another
        one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the automation connection should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of automation connections instead of one. Each has options of this module, except connection options.
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
          - Patterns of automation connections to keep, such as V(automation_connection Legacy*).
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
  - 'A connection that asks a person to sign in has no parameters: its owner connects it in Qlik Automate.'
  - Qlik does not forbid two connections of one name; the module fails where it finds two.
  - Needs the role C(AutomationCreator); the scope C(admin.automations) alone is not enough.
  - 'Source: published specification of the API C(workflows/automation-connections), and the help page on managing
    automations.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Automations read from Airtable
  qlikfleet.cloud.automation_connection:
    name: Plans
    connector: Airtable
    params:
      API Key: "{{ airtable_key }}"

- name: Others of the team may use it
  qlikfleet.cloud.automation_connection:
    name: Plans
    owner: auth0|anna

- name: Remove the connection
  qlikfleet.cloud.automation_connection:
    name: Plans
    state: absent

- name: Remove the automation connection
  qlikfleet.cloud.automation_connection:
    name: Plans
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
      description: Name of the connection.
      returned: if Qlik returns it
      type: str
    connector:
      description: Name of the connector that it is made from, such as V(Airtable).
      returned: if Qlik returns it
      type: str
    params:
      description: Values of the parameters of the connector, by their names. Those that are not given stay.
      returned: if Qlik returns it
      type: dict
    space:
      description: Shared space that the connection is in. Defaults to the personal space of the caller.
      returned: if Qlik returns it
      type: str
    owner:
      description: Subject or email of its owner. Defaults to the caller, who creates it.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation_connection import AUTOMATION_CONNECTION


def main() -> None:
    run_module(kind_command(AUTOMATION_CONNECTION))


if __name__ == "__main__":
    main()
