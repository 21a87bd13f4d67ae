#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the exports of many tenants as layers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: export_layers
short_description: Write the exports of many tenants as layers of a blueprint
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Finds what the exports of many tenants have in common, and writes it once, to the layers of their groups. Each
    tenant keeps a file with its own objects and options.
  - The layers of a tenant merge to exactly its export, so a converge with them plans no change.
  - An object or option is in the layer of a group if all tenants of the group have it. If their values differ, the
    layer has the value of most of them, and narrower layers override it.
  - Sends no request. The role P(qlikfleet.cloud.export#role) exports the tenants first.
options:
  exports:
    description:
      - For each tenant, the path of the C(blueprint.yml) that M(qlikfleet.cloud.export) has written.
    type: dict
    required: true
  groups:
    description:
      - The hosts of each group, as in the variable C(groups) of Ansible.
      - The layer V(fleet) belongs to the group V(all). Another layer, such as V(ring), belongs to groups whose name
        begins with it, such as C(ring_canary).
    type: dict
    required: true
  layers:
    description:
      - Names of the layers above the tenants, the most general first, in the order of O(qlikfleet.cloud.blueprint#module:layers).
    type: list
    elements: str
    default: [fleet, region, ring, customer]
  dest:
    description:
      - Folder to write C(group_vars) and C(host_vars) to. It must have no exports of other tenants, which would share
        the layers.
      - Files of an earlier export are replaced or removed. A C(blueprint.yml) of a group that no export has written is
        an error.
    type: path
    required: true
attributes:
  diff_mode:
    support: full
extends_documentation_fragment:
  - qlikfleet.cloud.attributes.controller
seealso:
  - module: qlikfleet.cloud.export
  - module: qlikfleet.cloud.blueprint
"""

EXAMPLES = r"""
- name: Read the tenant
  qlikfleet.cloud.export:
  register: export

- name: Write all tenants as layers
  qlikfleet.cloud.export_layers:
    exports: "{{ dict(ansible_play_hosts | zip(ansible_play_hosts | map('extract', hostvars, ['export', 'dest']))) }}"
    groups: "{{ groups }}"
    dest: "{{ inventory_dir }}/exported"
  run_once: true
"""

RETURN = r"""
parts:
  description: Files with the blueprints of groups and tenants.
  returned: success
  type: list
  elements: str
  sample: ["/srv/fleet/exported/group_vars/all/blueprint.yml", "/srv/fleet/exported/host_vars/acme-eu/blueprint.yml"]
lines:
  description: Number of lines of all exports together, and of the files with the layers.
  returned: success
  type: dict
  sample: {"exported": 3120, "written": 274}
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export_layers import EXPORT_LAYERS


def main() -> None:
    run_module(EXPORT_LAYERS)


if __name__ == "__main__":
    main()
