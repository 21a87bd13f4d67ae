#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Subscriptions and report tasks, which send charts, sheets and reports to users on a schedule."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_task
short_description: Manage sharing tasks
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Subscriptions and report tasks, which send charts, sheets and reports to users on a schedule.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the task.
      - Required, unless O(objects) is set.
    type: str
  type:
    description:
      - What is sent.
      - Cannot be changed later.
    type: str
    choices:
      - chart-monitoring
      - chart-sharing
      - sheet-sharing
      - template-sharing
  description:
    description:
      - Purpose of the task, at most 255 characters.
    type: str
  enabled:
    description:
      - Whether the task is enabled. A new task is.
    type: bool
  mail_text:
    description:
      - Message to the recipients, at most 280 characters.
      - Cannot be changed later.
    type: str
  templates:
    description:
      - Content to send. Copy it from a task that was created in an app, with M(qlikfleet.cloud.info).
    type: list
    elements: dict
    suboptions:
      type:
        description:
          - What is sent.
        type: str
        choices:
          - file
          - chart
          - story
          - sheet
          - multi-sheet
          - excel
          - pixel-perfect
          - html
          - powerpoint
          - word
      sub_type:
        description:
          - Format, such as V(pdf) or V(xlsx).
        type: str
      file_name:
        description:
          - Name of the file.
        type: str
      file_time_stamp:
        description:
          - Format of the time in that name, such as V(yyyy-MM-dd).
        type: str
      chart_data:
        description:
          - Chart, as Qlik has it.
        type: dict
      story_data:
        description:
          - Story, as Qlik has it.
        type: dict
      multi_sheet_data:
        description:
          - Sheets, as Qlik has them.
        type: list
        elements: dict
  users:
    description:
      - Subjects or emails of all recipients.
    type: list
    elements: str
  email_addresses:
    description:
      - Email addresses of other recipients.
    type: list
    elements: str
  schedule:
    description:
      - Schedule of the task.
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
  transport_channels:
    description:
      - Delivery methods, V(email) or V(sharepoint).
    type: list
    elements: str
  share_point_folder:
    description:
      - SharePoint folder to deliver to.
    type: str
  data_connection:
    description:
      - Connection to SharePoint, as V(Space/Connection).
    type: str
  tags:
    description:
      - All tags of the task.
    type: list
    elements: str
  email_content:
    description:
      - 'Texts of the mail: C(subject) and C(body).'
      - Cannot be changed later.
    type: dict
  was:
    description:
      - Former name of the sharing task. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the sharing task should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of sharing tasks instead of one. Each has options of this module, except connection options.
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
          - Patterns of sharing tasks to keep, such as V(sharing_task Legacy*).
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
  - A new task sends nothing before its scheduled time.
  - Qlik allows two tasks with the same name. The module fails if it finds two.
  - Needs access to the app; C(TenantAdmin) or C(AnalyticsAdmin) to see tasks of others.
  - 'Source: published specification of the API C(sharing-tasks).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Send the figures each Monday
  qlikfleet.cloud.sharing_task:
    name: Weekly figures
    type: sheet-sharing
    users: [auth0|anna]
    schedule:
      recurrence: [RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=8]
      timezone: Europe/Rome

- name: Pause during the holidays
  qlikfleet.cloud.sharing_task:
    name: Weekly figures
    enabled: false

- name: Remove the task
  qlikfleet.cloud.sharing_task:
    name: Weekly figures
    state: absent

- name: Remove the sharing task
  qlikfleet.cloud.sharing_task:
    name: Weekly figures
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
      description: Name of the task.
      returned: if Qlik returns it
      type: str
    type:
      description: What is sent.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the task, at most 255 characters.
      returned: if Qlik returns it
      type: str
    enabled:
      description: Whether the task is enabled. A new task is.
      returned: if Qlik returns it
      type: bool
    mail_text:
      description: Message to the recipients, at most 280 characters.
      returned: if Qlik returns it
      type: str
    templates:
      description: Content to send. Copy it from a task that was created in an app, with M(qlikfleet.cloud.info).
      returned: if Qlik returns it
      type: list
      elements: dict
    users:
      description: Subjects or emails of all recipients.
      returned: if Qlik returns it
      type: list
      elements: str
    email_addresses:
      description: Email addresses of other recipients.
      returned: if Qlik returns it
      type: list
      elements: str
    schedule:
      description: Schedule of the task.
      returned: if Qlik returns it
      type: dict
    transport_channels:
      description: Delivery methods, V(email) or V(sharepoint).
      returned: if Qlik returns it
      type: list
      elements: str
    share_point_folder:
      description: SharePoint folder to deliver to.
      returned: if Qlik returns it
      type: str
    data_connection:
      description: Connection to SharePoint, as V(Space/Connection).
      returned: if Qlik returns it
      type: str
    tags:
      description: All tags of the task.
      returned: if Qlik returns it
      type: list
      elements: str
    email_content:
      description: 'Texts of the mail: C(subject) and C(body).'
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.sharing_task import SHARING_TASK


def main() -> None:
    run_module(kind_command(SHARING_TASK))


if __name__ == "__main__":
    main()
