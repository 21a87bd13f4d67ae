#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Custom roles: named sets of scopes that users and groups are given."""

from __future__ import annotations

DOCUMENTATION = r"""
module: role
short_description: Manage roles
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - 'Custom roles: named sets of scopes that users and groups are given.'
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the role, unique in the tenant.
    type: str
    required: true
  description:
    description:
      - What the role is for.
    type: str
  assigned_scopes:
    description:
      - Scopes that the role gives. Order does not matter.
    type: list
    elements: str
  state:
    description:
      - Whether the role should exist.
    type: str
    choices:
      - present
      - absent
    default: present
extends_documentation_fragment:
  - qlikfleet.cloud.connection
notes:
  - A role can be deleted once no user and no group has it.
  - A tenant has at most 500 custom roles.
"""

EXAMPLES = r"""
- name: Auditors may read the audit log
  qlikfleet.cloud.role:
    name: Auditor
    description: Reads the audit log
    assigned_scopes:
      - audits:read
"""

RETURN = r"""
diff:
  description: The object before and after.
  returned: always
  type: list
  elements: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.role import ROLE


def main() -> None:
    run_module(kind_command(ROLE))


if __name__ == "__main__":
    main()
