#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Tasks that reload an app: at some time, after another task, or with new data."""

from __future__ import annotations

DOCUMENTATION = r"""
module: task
short_description: Manage tasks
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - 'Tasks that reload an app: at some time, after another task, or with new data.'
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - 'Name of the task: at most 100 letters without accents, digits, blanks and some marks.'
      - Required, unless O(objects) is set.
    type: str
  app:
    description:
      - App that is reloaded, such as V(Finance/Sales) for one in a space.
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  trigger:
    description:
      - 'What starts the task: a V(time), another V(task) that ends, or a V(dataset) that a pipeline of Qlik Talend
        Cloud has loaded.'
      - Cannot be changed later.
    type: str
    choices:
      - time
      - task
      - dataset
  description:
    description:
      - What the task is for.
    type: str
  enabled:
    description:
      - Whether the trigger starts it. A new task is disabled.
    type: bool
  recurrence:
    description:
      - When a V(time) comes again, as an RRULE such as V(RRULE:FREQ=DAILY;BYHOUR=6;BYMINUTE=0).
    type: str
  timezone:
    description:
      - Time zone of the recurrence, such as V(Europe/Rome).
    type: str
  start_at:
    description:
      - When the recurrence begins, such as V(2026-12-01T06:00:00).
    type: str
  end_at:
    description:
      - When the recurrence ends.
    type: str
  after:
    description:
      - 'Task whose end starts this one, with its app: V(Finance/Sales/Reload sales). If that task is deleted, this
        one never runs again.'
      - Cannot be changed later.
    type: str
  after_status:
    description:
      - How the other task has to end.
      - Cannot be changed later.
    type: str
    choices:
      - succeeded
      - failed
      - any
  was:
    description:
      - Former name of the task. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the task should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of tasks instead of one. Each has options of this module, except connection options.
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
          - Patterns of tasks to keep, such as V(task Legacy*).
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
  - Whoever changes a task becomes its owner, and the task runs with the rights of its owner. The diff tells it.
  - 'Qlik disables tasks whose owner or app is gone: a task that is wanted enabled is enabled again.'
  - An app with a task has no reload task of the old kind any more.
  - 'A start is no state: see M(qlikfleet.cloud.reload).'
  - Needs a role in the space of the app that may reload it, which an administrator has no more than others.
  - 'Source: published specification of the API C(scheduling/tasks), changelogs 135 and 262, and the reference pages
    of C(qlik-cli) of 2026-11-16.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Reload sales each morning
  qlikfleet.cloud.task:
    name: Reload sales
    app: Reports/Sales
    trigger: time
    recurrence: RRULE:FREQ=DAILY;BYHOUR=6;BYMINUTE=0
    timezone: Europe/Rome
    enabled: true

- name: Reload sales in the evening
  qlikfleet.cloud.task:
    name: Reload sales
    app: Reports/Sales
    recurrence: RRULE:FREQ=DAILY;BYHOUR=20;BYMINUTE=0

- name: Mean the evening in London
  qlikfleet.cloud.task:
    name: Reload sales
    app: Reports/Sales
    timezone: Europe/London

- name: Reload the forecast after that
  qlikfleet.cloud.task:
    name: Reload forecast
    app: Reports/Forecast
    trigger: task
    after: Reports/Sales/Reload sales
    enabled: true

- name: Remove the task
  qlikfleet.cloud.task:
    name: Reload forecast
    app: Reports/Forecast
    state: absent

- name: Remove the task
  qlikfleet.cloud.task:
    name: Reload sales
    app: Reports/Sales
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
      description: 'Name of the task: at most 100 letters without accents, digits, blanks and some marks.'
      returned: if Qlik returns it
      type: str
    app:
      description: App that is reloaded, such as V(Finance/Sales) for one in a space.
      returned: if Qlik returns it
      type: str
    trigger:
      description: 'What starts the task: a V(time), another V(task) that ends, or a V(dataset) that a pipeline
        of Qlik Talend Cloud has loaded.'
      returned: if Qlik returns it
      type: str
    description:
      description: What the task is for.
      returned: if Qlik returns it
      type: str
    enabled:
      description: Whether the trigger starts it. A new task is disabled.
      returned: if Qlik returns it
      type: bool
    recurrence:
      description: When a V(time) comes again, as an RRULE such as V(RRULE:FREQ=DAILY;BYHOUR=6;BYMINUTE=0).
      returned: if Qlik returns it
      type: str
    timezone:
      description: Time zone of the recurrence, such as V(Europe/Rome).
      returned: if Qlik returns it
      type: str
    start_at:
      description: When the recurrence begins, such as V(2026-12-01T06:00:00).
      returned: if Qlik returns it
      type: str
    end_at:
      description: When the recurrence ends.
      returned: if Qlik returns it
      type: str
    after:
      description: 'Task whose end starts this one, with its app: V(Finance/Sales/Reload sales). If that task is
        deleted, this one never runs again.'
      returned: if Qlik returns it
      type: str
    after_status:
      description: How the other task has to end.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.task import TASK


def main() -> None:
    run_module(kind_command(TASK))


if __name__ == "__main__":
    main()
