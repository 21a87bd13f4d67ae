#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Data files that apps load, and their folders."""

from __future__ import annotations

DOCUMENTATION = r"""
module: data_file
short_description: Manage data files
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Data files that apps load, and their folders.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the file with its folders, such as V(sales/2026.csv). It is unique in its space.
      - Required, unless O(objects) is set.
    type: str
  space:
    description:
      - Name of the space of the object. Defaults to the personal space of its owner.
    type: str
  file:
    description:
      - File with the content. A relative path is beside the file that has it, else beside the fleet file, else
        where C(ansible.builtin.copy) looks. One of more than 8 MiB is uploaded in pieces, and an upload that was
        cut goes on where it stopped.
    type: path
  folder:
    description:
      - Whether it is a folder. Folders in the name of a file need no entry of their own.
      - Cannot be changed later.
    type: bool
  owner:
    description:
      - Subject or email of the owner. Whoever uploads a file owns it, so it is given again after that. What is
        in a folder cannot be given.
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
      - Former name of the data file. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the data file should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of data files instead of one. Each has options of this module, except connection options.
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
          - Patterns of data files to keep, such as V(data_file Legacy*).
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
  - Qlik tells the size of a file and no checksum. Another size is always found.
  - Another content of the same size is found if the ledger remembers the SHA-256 of what was sent last.
  - Without a ledger it is not found, and a warning says so.
  - A folder is deleted with all that is in it. A purge deletes files alone.
  - 'Name and space identify the file: with another space it is another file.'
  - Needs the right to edit the space; O(owner) needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(core/data-files).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Apps of the personal space load the budget
  qlikfleet.cloud.data_file:
    name: budget.csv
    file: files/budget.csv

- name: The budget was corrected, and Anna owns it
  qlikfleet.cloud.data_file:
    name: budget.csv
    file: files/budget-corrected.csv
    owner: auth0|anna

- name: There is a folder for exports
  qlikfleet.cloud.data_file:
    name: exports
    folder: true

- name: The budget is no longer needed
  qlikfleet.cloud.data_file:
    name: budget.csv
    state: absent

- name: Remove the data file
  qlikfleet.cloud.data_file:
    name: budget.csv
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
      description: Name of the file with its folders, such as V(sales/2026.csv). It is unique in its space.
      returned: if Qlik returns it
      type: str
    space:
      description: Name of the space of the object. Defaults to the personal space of its owner.
      returned: if Qlik returns it
      type: str
    file:
      description: File with the content. A relative path is beside the file that has it, else beside the fleet
        file, else where C(ansible.builtin.copy) looks. One of more than 8 MiB is uploaded in pieces, and an upload
        that was cut goes on where it stopped.
      returned: if Qlik returns it
      type: str
    folder:
      description: Whether it is a folder. Folders in the name of a file need no entry of their own.
      returned: if Qlik returns it
      type: bool
    owner:
      description: Subject or email of the owner. Whoever uploads a file owns it, so it is given again after that.
        What is in a folder cannot be given.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_file import DATA_FILE


def main() -> None:
    run_module(kind_command(DATA_FILE))


if __name__ == "__main__":
    main()
