#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Automations of Qlik Automate, with their blocks and schedules."""

from __future__ import annotations

DOCUMENTATION = r"""
module: automation
short_description: Manage automations
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Automations of Qlik Automate, with their blocks and schedules.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the automation.
      - Required, unless O(objects) is set.
    type: str
  description:
    description:
      - What the automation is for.
    type: str
  workspace:
    description:
      - Blocks of the automation, as an export of Qlik Automate has them in C(workspace). Members without a value
        count as if they were not there, since Qlik leaves some out and writes others in another way.
    type: dict
  schedules:
    description:
      - All its schedules.
    type: list
    elements: dict
    suboptions:
      interval:
        description:
          - Seconds from one run to the next, a multiple of 60.
        type: int
      recurrence:
        description:
          - When it runs, as an RRULE, instead of an interval.
        type: str
      start_at:
        description:
          - When the schedule begins, such as V(2026-12-01 06:00:00).
        type: str
      stop_at:
        description:
          - When the schedule ends.
        type: str
      timezone:
        description:
          - Time zone of both, such as V(Europe/Stockholm).
        type: str
  max_concurrent_runs:
    description:
      - How many runs there can be at the same time.
    type: int
  space:
    description:
      - Shared space that the automation is in. Defaults to the personal space of the caller.
    type: str
  enabled:
    description:
      - Whether it can run. A new automation can.
    type: bool
  owner:
    description:
      - Subject or email of its owner. Another owner has neither its history nor its connections, and chooses connections
        again. Defaults to the caller, who creates it.
    type: str
  was:
    description:
      - Former name of the automation. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the automation should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of automations instead of one. Each has options of this module, except connection options.
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
          - Patterns of automations to keep, such as V(automation Legacy*).
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
  - Blocks name connections by their ids, which differ from tenant to tenant.
  - The lookup plugin C(qlikfleet.cloud.object) returns the id of a connection by its name.
  - The schedules of an automation of somebody else are not visible without the scope C(admin.automations).
  - 'A start is no state: see M(qlikfleet.cloud.automation_run).'
  - Qlik does not forbid two automations of one name; the module fails where it finds two.
  - Needs the role C(AutomationCreator); for automations of others the scope C(admin.automations).
  - 'Source: published specification of the API C(workflows/automations), the page C(Deploy an automation to a tenant),
    and changelogs 147, 241 and 255.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Refresh the extracts each night
  qlikfleet.cloud.automation:
    name: Refresh extracts
    workspace:
      blocks:
        - id: 3B1A6F52-8B9A-4D5C-9A49-2C3B1D5E7F10
          type: StartBlock
          name: Start
          inputs:
            - id: run_mode
              value: scheduled
              type: select
      variables: []
    schedules:
      - interval: 86400
        start_at: "2026-12-01 02:00:00"
        timezone: Europe/Stockholm

- name: It rests for a while
  qlikfleet.cloud.automation:
    name: Refresh extracts
    enabled: false

- name: Remove the automation
  qlikfleet.cloud.automation:
    name: Refresh extracts
    state: absent

- name: Remove the automation
  qlikfleet.cloud.automation:
    name: Refresh extracts
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
      description: Name of the automation.
      returned: if Qlik returns it
      type: str
    description:
      description: What the automation is for.
      returned: if Qlik returns it
      type: str
    workspace:
      description: Blocks of the automation, as an export of Qlik Automate has them in C(workspace). Members without
        a value count as if they were not there, since Qlik leaves some out and writes others in another way.
      returned: if Qlik returns it
      type: dict
    schedules:
      description: All its schedules.
      returned: if Qlik returns it
      type: list
      elements: dict
    max_concurrent_runs:
      description: How many runs there can be at the same time.
      returned: if Qlik returns it
      type: int
    space:
      description: Shared space that the automation is in. Defaults to the personal space of the caller.
      returned: if Qlik returns it
      type: str
    enabled:
      description: Whether it can run. A new automation can.
      returned: if Qlik returns it
      type: bool
    owner:
      description: Subject or email of its owner. Another owner has neither its history nor its connections, and
        chooses connections again. Defaults to the caller, who creates it.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation import AUTOMATION


def main() -> None:
    run_module(kind_command(AUTOMATION))


if __name__ == "__main__":
    main()
