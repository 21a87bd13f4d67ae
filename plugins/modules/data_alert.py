#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Data alerts, which tell users when the data of an app meets a condition."""

from __future__ import annotations

DOCUMENTATION = r"""
module: data_alert
short_description: Manage data alerts
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Data alerts, which tell users when the data of an app meets a condition.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the alert, at most 78 characters.
      - Required, unless O(objects) is set.
    type: str
  app:
    description:
      - App that has the data, as V(Space/App).
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  condition:
    description:
      - Condition in Qlik's format. Copy it from an alert that was created in an app, with M(qlikfleet.cloud.info).
        If it changes, Qlik gets a new condition without history.
    type: dict
    suboptions:
      headers:
        description:
          - Titles of the columns.
        type: list
        elements: str
      measures:
        description:
          - Measures, such as C(title) and C(qLibraryId) of one of the app.
        type: list
        elements: dict
      dimensions:
        description:
          - Dimensions, such as C(title), C(field) and C(qLibraryId) of one of the app.
        type: list
        elements: dict
      selections:
        description:
          - Selections that are made before.
        type: list
        elements: dict
      history:
        description:
          - 'Whether there is a history: C(enabled).'
        type: dict
      condition_data:
        description:
          - The condition itself, as an alert that was made in an app has it.
        type: dict
  description:
    description:
      - Purpose of the alert, at most 255 characters.
    type: str
  trigger:
    description:
      - 'When the condition is evaluated: with each reload of the app, or on a schedule.'
    type: str
    choices:
      - RELOAD
      - SCHEDULED
  schedule:
    description:
      - Times of the trigger V(SCHEDULED).
    type: dict
    suboptions:
      recurrence:
        description:
          - Times as RRULEs.
        type: list
        elements: str
      timezone:
        description:
          - Time zone of the times.
        type: str
      start_date_time:
        description:
          - Start of the schedule, in that time zone.
        type: str
      end_date_time:
        description:
          - End of the schedule, in that time zone.
        type: str
  users:
    description:
      - Subjects or emails of all recipients.
      - Cannot be changed later.
    type: list
    elements: str
  groups:
    description:
      - Names of all recipient groups.
      - Cannot be changed later.
    type: list
    elements: str
  enabled:
    description:
      - Whether a new alert is enabled. Qlik does not document how to enable an existing one.
      - Cannot be changed later.
    type: bool
  bookmark:
    description:
      - Id of the bookmark with the selections.
    type: str
  sheet:
    description:
      - Id of the sheet that the alert leads to.
      - Cannot be changed later.
    type: str
  was:
    description:
      - Former name of the data alert. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the data alert should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of data alerts instead of one. Each has options of this module, except connection options.
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
          - Patterns of data alerts to keep, such as V(data_alert Legacy*).
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
  - Qlik creates an alert in the background. The module waits for that.
  - Its condition is created before the alert, and deleted with it.
  - Needs access to the app; C(TenantAdmin) or C(AnalyticsAdmin) to see alerts of others.
  - 'Source: published specifications of the APIs C(data-alerts) and C(conditions).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Tell Anna when sales are low
  qlikfleet.cloud.data_alert:
    name: Low sales
    app: Reports/Sales
    trigger: RELOAD
    users: [auth0|anna]
    condition:
      headers: [Sum of sales]
      measures:
        - title: Sum of sales
          qLibraryId: PgQKNQ
      condition_data:
        threshold: 1000

- name: Check each morning
  qlikfleet.cloud.data_alert:
    name: Low sales
    app: Reports/Sales
    trigger: SCHEDULED
    schedule:
      recurrence: [RRULE:FREQ=DAILY;BYHOUR=8]
      timezone: Europe/Rome

- name: Remove the alert
  qlikfleet.cloud.data_alert:
    name: Low sales
    app: Reports/Sales
    state: absent

- name: Remove the data alert
  qlikfleet.cloud.data_alert:
    name: Low sales
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
      description: Name of the alert, at most 78 characters.
      returned: if Qlik returns it
      type: str
    app:
      description: App that has the data, as V(Space/App).
      returned: if Qlik returns it
      type: str
    condition:
      description: Condition in Qlik's format. Copy it from an alert that was created in an app, with M(qlikfleet.cloud.info).
        If it changes, Qlik gets a new condition without history.
      returned: if Qlik returns it
      type: dict
    description:
      description: Purpose of the alert, at most 255 characters.
      returned: if Qlik returns it
      type: str
    trigger:
      description: 'When the condition is evaluated: with each reload of the app, or on a schedule.'
      returned: if Qlik returns it
      type: str
    schedule:
      description: Times of the trigger V(SCHEDULED).
      returned: if Qlik returns it
      type: dict
    users:
      description: Subjects or emails of all recipients.
      returned: if Qlik returns it
      type: list
      elements: str
    groups:
      description: Names of all recipient groups.
      returned: if Qlik returns it
      type: list
      elements: str
    enabled:
      description: Whether a new alert is enabled. Qlik does not document how to enable an existing one.
      returned: if Qlik returns it
      type: bool
    bookmark:
      description: Id of the bookmark with the selections.
      returned: if Qlik returns it
      type: str
    sheet:
      description: Id of the sheet that the alert leads to.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_alert import DATA_ALERT


def main() -> None:
    run_module(kind_command(DATA_ALERT))


if __name__ == "__main__":
    main()
