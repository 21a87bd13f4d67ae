#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Apps: imported from a file, published, and their load scripts."""

from __future__ import annotations

DOCUMENTATION = r"""
module: app
short_description: Manage apps
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - 'Apps: imported from a file, published, and their load scripts.'
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the app. Qlik permits two of one name; the module does not.
      - Required, unless O(objects) is set.
    type: str
  space:
    description:
      - Name of the space of the object. Defaults to the personal space of its owner.
    type: str
  description:
    description:
      - What the app is for.
    type: str
  file:
    description:
      - Exported app, a C(.qvf) file. A relative path is beside the file that has it, else beside the fleet file,
        else where C(ansible.builtin.copy) looks. One of more than 8 MiB is uploaded in pieces, and an upload that
        was cut goes on where it stopped.
      - Qlik never returns it.
    type: path
  published:
    description:
      - Whether the O(file) becomes a published app, as apps of managed spaces are. A new file replaces the content
        of that app, which keeps its id and what users made in it.
      - Cannot be changed later.
    type: bool
  source:
    description:
      - App of the same tenant that this one is published from, as V(Space/App). It is published again, into the
        same app, if the source was changed or reloaded after that.
    type: str
  data:
    description:
      - 'Which data the app has after another version: that of the new version, or what it has. Qlik defaults to
        V(source).'
    type: str
    choices:
      - source
      - target
  script:
    description:
      - File with the whole load script. It is found as O(file) is.
    type: path
  script_edits:
    description:
      - Replacements in the load script that the app has, one after the other. They are made again after each new
        O(file).
    type: list
    elements: dict
    suboptions:
      regexp:
        description:
          - Regular expression of Python; V(^) and V($) match at each line. It must not match what it is replaced
            by.
        type: str
        required: true
      replace:
        description:
          - Text instead, in which a backslash and 1 stand for the first group.
        type: str
        required: true
  usage:
    description:
      - What a new app without a file is for. Qlik defaults to V(ANALYTICS).
      - Cannot be changed later.
    type: str
    choices:
      - ANALYTICS
      - DATA_PREPARATION
      - DATAFLOW_PREP
      - SINGLE_TABLE_PREP
      - DIRECT_QUERY_MODE
  owner:
    description:
      - Subject or email of the owner. Defaults to the bot of the client.
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
      - Former name of the app. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the app should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of apps instead of one. Each has options of this module, except connection options.
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
          - Patterns of apps to keep, such as V(app Legacy*).
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
  - Qlik tells no checksum of an app. A file is sent again if its SHA-256 is not the one that was sent last.
  - The ledger remembers that. Without a ledger a file is sent with the creation alone, and a warning says so.
  - What somebody changes in an app in the tenant is not found, except its description, owner and script.
  - A file of an app that is not published is imported with the mode C(autoreplace), as Qlik's examples do.
  - Qlik's specification calls that mode internal. If Qlik makes another app instead, the task names both.
  - 'To use documented operations only, publish apps: O(published) or O(source).'
  - A source that the same run changes is published by the next run, since Qlik tells then that it is newer.
  - 'Name and space identify the app: with another space it is another app.'
  - Qlik sets the thumbnail of an app in its engine alone, and a file brings its media.
  - Data alerts, subscriptions and notes of an app that is deleted are deleted with it.
  - M(qlikfleet.cloud.app_export) writes an app to a file.
  - Needs a role in the space that can edit its apps, or publish there; the scope C(admin.apps) for personal spaces.
  - 'Source: published specifications of the APIs C(apps), C(items) and C(temp-contents) of 2026-07-24, and Qlik''s
    published examples for the mode C(autoreplace).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Users of the space see the app
  qlikfleet.cloud.app:
    name: Sales
    description: Made by the finance team
    file: files/sales.qvf

- name: The script is kept in git
  qlikfleet.cloud.app:
    name: Sales
    script: files/sales.qvs

- name: Read from the database of this tenant
  qlikfleet.cloud.app:
    name: Sales
    script_edits:
      - regexp: "^SET vServer=.*$"
        replace: "SET vServer='eu.example.com';"

- name: The app is no longer used
  qlikfleet.cloud.app:
    name: Sales
    state: absent

- name: Remove the app
  qlikfleet.cloud.app:
    name: Sales
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
      description: Name of the app. Qlik permits two of one name; the module does not.
      returned: if Qlik returns it
      type: str
    space:
      description: Name of the space of the object. Defaults to the personal space of its owner.
      returned: if Qlik returns it
      type: str
    description:
      description: What the app is for.
      returned: if Qlik returns it
      type: str
    file:
      description: Exported app, a C(.qvf) file. A relative path is beside the file that has it, else beside the
        fleet file, else where C(ansible.builtin.copy) looks. One of more than 8 MiB is uploaded in pieces, and
        an upload that was cut goes on where it stopped.
      returned: if Qlik returns it
      type: str
    published:
      description: Whether the O(file) becomes a published app, as apps of managed spaces are. A new file replaces
        the content of that app, which keeps its id and what users made in it.
      returned: if Qlik returns it
      type: bool
    source:
      description: App of the same tenant that this one is published from, as V(Space/App). It is published again,
        into the same app, if the source was changed or reloaded after that.
      returned: if Qlik returns it
      type: str
    data:
      description: 'Which data the app has after another version: that of the new version, or what it has. Qlik
        defaults to V(source).'
      returned: if Qlik returns it
      type: str
    script:
      description: File with the whole load script. It is found as O(file) is.
      returned: if Qlik returns it
      type: str
    script_edits:
      description: Replacements in the load script that the app has, one after the other. They are made again after
        each new O(file).
      returned: if Qlik returns it
      type: list
      elements: dict
    usage:
      description: What a new app without a file is for. Qlik defaults to V(ANALYTICS).
      returned: if Qlik returns it
      type: str
    owner:
      description: Subject or email of the owner. Defaults to the bot of the client.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.app import APP


def main() -> None:
    run_module(kind_command(APP))


if __name__ == "__main__":
    main()
