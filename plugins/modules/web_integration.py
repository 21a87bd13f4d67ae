#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Web integrations, which let a website of yours embed content of the tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: web_integration
short_description: Manage web integrations
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Web integrations, which let a website of yours embed content of the tenant.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the web integration.
    type: str
    required: true
  valid_origins:
    description:
      - Origins, such as V(https://portal.example.com), that may embed content. Order does not matter.
    type: list
    elements: str
  state:
    description:
      - Whether the web integration should exist.
    type: str
    choices:
      - present
      - absent
    default: present
extends_documentation_fragment:
  - qlikfleet.cloud.connection
notes:
  - Qlik does not forbid two web integrations of one name; the module fails where it finds two.
"""

EXAMPLES = r"""
- name: The customer portal may embed sheets
  qlikfleet.cloud.web_integration:
    name: Customer portal
    valid_origins:
      - https://portal.example.com
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.web_integration import WEB_INTEGRATION


def main() -> None:
    run_module(kind_command(WEB_INTEGRATION))


if __name__ == "__main__":
    main()
