#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Subscriptions and report tasks, which send charts, sheets and reports to users at some time."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_task
short_description: Manage sharing tasks
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Subscriptions and report tasks, which send charts, sheets and reports to users at some time.
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
      - What the task is for, at most 255 characters.
    type: str
  enabled:
    description:
      - Whether it sends something. A new task does.
    type: bool
  mail_text:
    description:
      - Message that comes along, at most 280 characters.
      - Cannot be changed later.
    type: str
  templates:
    description:
      - What is sent. Take it from a task that was made in an app, with M(qlikfleet.cloud.info).
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
          - Format of it, such as V(pdf) or V(xlsx).
        type: str
      file_name:
        description:
          - Name of the file.
        type: str
      file_time_stamp:
        description:
          - Form of the time in that name, such as V(yyyy-MM-dd).
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
      - Subjects or emails of all users who get it.
    type: list
    elements: str
  email_addresses:
    description:
      - Addresses of others who get it.
    type: list
    elements: str
  schedule:
    description:
      - When it is sent.
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
          - When they begin, in that time zone.
        type: str
      end_date_time:
        description:
          - When they end, in that time zone.
        type: str
  transport_channels:
    description:
      - Ways that it is sent, V(email) or V(sharepoint).
    type: list
    elements: str
  share_point_folder:
    description:
      - Folder of SharePoint that it is put into.
    type: str
  data_connection:
    description:
      - Connection to SharePoint, as V(Space/Connection).
    type: str
  tags:
    description:
      - All its tags.
    type: list
    elements: str
  email_content:
    description:
      - 'Texts of the mail: C(subject) and C(body).'
      - Cannot be changed later.
    type: dict
  was:
    description:
      - Former name of the sharing task. An object that still has it is renamed instead of another one created.
      - An object that is renamed already is left as it is.
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
      - A list of sharing tasks instead of one. Each has options of this module, not those of the connection.
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
          - Patterns of sharing tasks that stay, such as V(sharing_task Legacy*).
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
  - A new task sends nothing until its time comes.
  - Qlik does not forbid two tasks of one name; the module fails where it finds two.
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

- name: Rest in the holidays
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
  description: The object after the task, in the words of the options. Empty if it is absent.
  returned: success
  type: dict
  contains:
    name:
      description: Name of the task.
      returned: if Qlik answers it
      type: str
    type:
      description: What is sent.
      returned: if Qlik answers it
      type: str
    description:
      description: What the task is for, at most 255 characters.
      returned: if Qlik answers it
      type: str
    enabled:
      description: Whether it sends something. A new task does.
      returned: if Qlik answers it
      type: bool
    mail_text:
      description: Message that comes along, at most 280 characters.
      returned: if Qlik answers it
      type: str
    templates:
      description: What is sent. Take it from a task that was made in an app, with M(qlikfleet.cloud.info).
      returned: if Qlik answers it
      type: list
      elements: dict
    users:
      description: Subjects or emails of all users who get it.
      returned: if Qlik answers it
      type: list
      elements: str
    email_addresses:
      description: Addresses of others who get it.
      returned: if Qlik answers it
      type: list
      elements: str
    schedule:
      description: When it is sent.
      returned: if Qlik answers it
      type: dict
    transport_channels:
      description: Ways that it is sent, V(email) or V(sharepoint).
      returned: if Qlik answers it
      type: list
      elements: str
    share_point_folder:
      description: Folder of SharePoint that it is put into.
      returned: if Qlik answers it
      type: str
    data_connection:
      description: Connection to SharePoint, as V(Space/Connection).
      returned: if Qlik answers it
      type: str
    tags:
      description: All its tags.
      returned: if Qlik answers it
      type: list
      elements: str
    email_content:
      description: 'Texts of the mail: C(subject) and C(body).'
      returned: if Qlik answers it
      type: dict
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.sharing_task import SHARING_TASK


def main() -> None:
    run_module(kind_command(SHARING_TASK))


if __name__ == "__main__":
    main()
