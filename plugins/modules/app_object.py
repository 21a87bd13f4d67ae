#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Objects of apps: sheets, master items, variables and bookmarks, as one file of properties each."""

from __future__ import annotations

DOCUMENTATION = r"""
module: app_object
short_description: Manage objects of apps
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - 'Objects of apps: sheets, master items, variables and bookmarks, as one file of properties each.'
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  app:
    description:
      - App that contains the object, such as V(Finance/Sales). For a personal app, its name alone.
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  type:
    description:
      - 'Type of the object: V(sheet), V(measure), V(dimension), V(variable), V(bookmark), V(masterobject), or any
        other type that a client of the engine uses.'
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  name:
    description:
      - Title of the object, or name of the variable.
      - Required, unless O(objects) is set.
    type: str
  id:
    description:
      - Id of the object. Charts refer to master items by id. An object with this id matches, whatever its title.
        Defaults to the id in the properties; without one, the engine assigns it.
      - Cannot be changed later.
    type: str
  file:
    description:
      - 'JSON file with the properties, as C(qlik app unbuild) and the developer hub write them: one object, a sheet
        with its charts, or a list of objects. From a list, the object with this name or id is used.'
    type: path
  properties:
    description:
      - Properties of the object. They override those of O(file). Properties that are not given keep their value.
        A list is merged item by item if it has the same length, and replaced otherwise.
    type: dict
  published:
    description:
      - Whether all users of the app see the object. Variables are always visible.
    type: bool
  was:
    description:
      - Former name of the object of an app. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the object of an app should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of objects of apps instead of one. Each has options of this module, except connection options.
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
          - Patterns of objects of apps to keep, such as V(app_object Legacy*).
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
  - The Python package C(websockets), release 15.0 or later, must be installed where the task runs.
  - The engine is reached over C(wss://), through the same proxy as the API. The app is opened without its data.
  - All changes to one app are made in one session, and the app is saved once.
  - A property that is empty, false or 0 equals one that the engine does not return.
  - A new bookmark has no selections, because the engine takes them from the session.
  - If two objects have the same title, set O(id).
  - 'Needs the right to edit the app: its bot owns it, or edits in its space.'
  - 'Source: published pages C(JSON-RPC API), C(Open an app without data) and C(app unbuild), and the schema of
    npm C(enigma.js) 2.15.0.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Revenue is computed in one way
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: measure
    name: Revenue
    properties:
      qMeasure:
        qLabel: Revenue
        qDef: Sum(Amount)
      qMetaDef:
        description: Without tax
        tags: [finance]

- name: Returned goods are no revenue
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: measure
    name: Revenue
    properties:
      qMeasure:
        qDef: Sum({<Returned={0}>} Amount)

- name: The overview is the sheet in git, with all its charts
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: sheet
    name: Overview
    file: files/sales/objects/overview.json
    published: true

- name: Charts refer to the margin by this id
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: measure
    name: Margin
    id: margin
    properties:
      qMeasure:
        qDef: Sum(Amount) - Sum(Cost)

- name: Remove the object of an app
  qlikfleet.cloud.app_object:
    name: Revenue
    type: measure
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
    app:
      description: App that contains the object, such as V(Finance/Sales). For a personal app, its name alone.
      returned: if Qlik returns it
      type: str
    type:
      description: 'Type of the object: V(sheet), V(measure), V(dimension), V(variable), V(bookmark), V(masterobject),
        or any other type that a client of the engine uses.'
      returned: if Qlik returns it
      type: str
    name:
      description: Title of the object, or name of the variable.
      returned: if Qlik returns it
      type: str
    id:
      description: Id of the object. Charts refer to master items by id. An object with this id matches, whatever
        its title. Defaults to the id in the properties; without one, the engine assigns it.
      returned: if Qlik returns it
      type: str
    file:
      description: 'JSON file with the properties, as C(qlik app unbuild) and the developer hub write them: one
        object, a sheet with its charts, or a list of objects. From a list, the object with this name or id is used.'
      returned: if Qlik returns it
      type: str
    properties:
      description: Properties of the object. They override those of O(file). Properties that are not given keep
        their value. A list is merged item by item if it has the same length, and replaced otherwise.
      returned: if Qlik returns it
      type: dict
    published:
      description: Whether all users of the app see the object. Variables are always visible.
      returned: if Qlik returns it
      type: bool
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.app_object import APP_OBJECT


def main() -> None:
    run_module(kind_command(APP_OBJECT))


if __name__ == "__main__":
    main()
