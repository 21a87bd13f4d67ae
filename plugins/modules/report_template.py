#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Templates for reports of an app."""

from __future__ import annotations

DOCUMENTATION = r"""
module: report_template
short_description: Manage report templates
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Templates for reports of an app.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the template, at most 255 characters.
      - Required, unless O(objects) is set.
    type: str
  description:
    description:
      - Purpose of the template, at most 255 characters.
    type: str
  file:
    description:
      - File with the template, in Excel, PowerPoint, Word, HTML or pixel-perfect format. A relative path is relative
        to the file that sets it, else to the fleet file, else searched as by C(ansible.builtin.copy).
      - Qlik never returns it.
    type: path
  app:
    description:
      - App of the reports, as V(Space/App). Defaults to the app that the file names.
      - Cannot be changed later.
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
      - Former name of the report template. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the report template should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of report templates instead of one. Each has options of this module, except connection options.
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
          - Patterns of report templates to keep, such as V(report_template Legacy*).
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
  - Qlik does not forbid two templates of one name; the module fails where it finds two.
  - Needs access to the app that the reports are made from.
  - 'Source: published specification of the API C(report-templates).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Upload the monthly report
  qlikfleet.cloud.report_template:
    name: Sales by month
    app: Reports/Sales
    file: files/sales-by-month.xlsx

- name: Describe the template
  qlikfleet.cloud.report_template:
    name: Sales by month
    description: For the meeting of the first Monday

- name: Remove the template
  qlikfleet.cloud.report_template:
    name: Sales by month
    state: absent

- name: Remove the report template
  qlikfleet.cloud.report_template:
    name: Sales by month
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
      description: Name of the template, at most 255 characters.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the template, at most 255 characters.
      returned: if Qlik returns it
      type: str
    file:
      description: File with the template, in Excel, PowerPoint, Word, HTML or pixel-perfect format. A relative
        path is relative to the file that sets it, else to the fleet file, else searched as by C(ansible.builtin.copy).
      returned: if Qlik returns it
      type: str
    app:
      description: App of the reports, as V(Space/App). Defaults to the app that the file names.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.report_template import REPORT_TEMPLATE


def main() -> None:
    run_module(kind_command(REPORT_TEMPLATE))


if __name__ == "__main__":
    main()
