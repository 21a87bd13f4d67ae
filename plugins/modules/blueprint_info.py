#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell what a tenant's blueprint is, and from which layers it comes."""

from __future__ import annotations

DOCUMENTATION = r"""
module: blueprint_info
short_description: Show the merged blueprint of a tenant, and the layers of each value
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Merges the layers of a host, as M(qlikfleet.cloud.blueprint) does, and returns the layers that each value comes
    from. Sends no request.
  - The playbook C(qlikfleet.cloud.show) prints it.
options:
  layers:
    description:
      - Names of layers, as in M(qlikfleet.cloud.blueprint).
    type: list
    elements: str
attributes:
  check_mode:
    description: Whether the task can say what would change without changing it.
    support: full
  diff_mode:
    description: Whether the task can show what changes.
    support: none
  idempotent:
    description: Whether the task changes nothing the second time.
    support: full
  platform:
    description: Where the task runs.
    platforms: posix
    support: full
"""

EXAMPLES = r"""
- name: Merge the blueprint of this tenant
  qlikfleet.cloud.blueprint_info:
    layers: [fleet, tenant]
  vars:
    qlik_blueprint_fleet:
      role:
        - name: Auditor
          assigned_scopes: [audits:read]
    qlik_blueprint_tenant:
      role:
        - name: Auditor
          assigned_scopes: [users:read]
  register: blueprint

- name: Show the layers of each value
  ansible.builtin.debug:
    var: blueprint.lines
"""

RETURN = r"""
blueprint:
  description: The merged blueprint.
  returned: success
  type: dict
lines:
  description: The same as lines of YAML, each option with the layers that its value comes from as a comment.
  returned: success
  type: list
  elements: str
  sample:
    - "role:"
    - "  - name: \"Auditor\"  # tenant"
    - "    assigned_scopes: [\"audits:read\", \"users:read\"]  # fleet, tenant"
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import BLUEPRINT_INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(BLUEPRINT_INFO)


if __name__ == "__main__":
    main()
