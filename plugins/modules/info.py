#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List the objects of a kind."""

from __future__ import annotations

DOCUMENTATION = r"""
module: info
short_description: List the objects of a kind
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Lists the objects of one kind in a tenant. The result uses the option names of the kind's own module.
  - Values that Qlik never returns, such as secrets, are not included.
options:
  kind:
    description: Name of the kind, such as V(space). Each has a module of the same name.
    type: str
    required: true
  filter:
    description:
      - Conditions that an object must meet, by option. All of them must be met.
      - A text can be a pattern, such as V(Finance*). In a list, one member must be equal to the value.
      - The cheapest filter is the natural key alone, such as C(name), without a pattern, if the API supports it.
    type: dict
  fields:
    description:
      - Options to return. Defaults to all options that the list returns.
      - Objects below another one, such as C(members) of a space, are read only if they are named here. This costs a
        request for each object.
    type: list
    elements: str
  names:
    description:
      - Whether to return names of other objects, such as roles and owners. The lists of their kinds are read for
        that.
      - With V(false), ids are returned.
    type: bool
    default: true
attributes:
  diff_mode:
    support: none
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
seealso:
  - module: qlikfleet.cloud.api
  - plugin: qlikfleet.cloud.object
    plugin_type: lookup
"""

EXAMPLES = r"""
- name: List all roles
  qlikfleet.cloud.info:
    kind: role
  register: roles

- name: List managed spaces of the finance department, with their members
  qlikfleet.cloud.info:
    kind: space
    filter:
      type: managed
      name: Finance*
    fields: [name, owner, members]
  register: spaces

- name: List disabled users
  qlikfleet.cloud.info:
    kind: user
    filter:
      status: disabled
    fields: [subject, email]
    names: false
  register: disabled
"""

RETURN = r"""
objects:
  description: The objects, each with its C(id) and the requested options.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 507f191e810c19729de860ea
      name: Finance
      type: managed
failure:
  description: Reason for a failure, as data, as other modules return it.
  returned: failure
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.info import INFO


def main() -> None:
    run_module(INFO)


if __name__ == "__main__":
    main()
