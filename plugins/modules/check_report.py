#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the findings of many tenants to files."""

from __future__ import annotations

DOCUMENTATION = r"""
module: check_report
short_description: Write what checks of many tenants have found to files
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Writes files from the results of M(qlikfleet.cloud.check). Sends no request.
options:
  checks:
    description: The result of M(qlikfleet.cloud.check) for each tenant, by name.
    type: dict
    required: true
  dest:
    description:
      - Files to write. The ending selects the format.
      - C(.sarif) is the Static Analysis Results Interchange Format 2.1.0, which code hosts show beside the lines of the
        blueprint. C(.json) is for other programs.
    type: list
    elements: path
    required: true
extends_documentation_fragment:
  - qlikfleet.cloud.attributes.controller
seealso:
  - module: qlikfleet.cloud.check
"""

EXAMPLES = r"""
- name: Check the tenant
  qlikfleet.cloud.check:
    of: [blueprint]
    blueprint:
      content_security_policy:
        - origin: "*.example.com"
          name: Any server
  register: checked

- name: Write findings for the code host
  qlikfleet.cloud.check_report:
    checks: "{{ dict(ansible_play_hosts | zip(ansible_play_hosts | map('extract', hostvars, 'checked'))) }}"
    dest:
      - "{{ inventory_dir }}/rules.sarif"
  run_once: true
"""

RETURN = r"""
dest:
  description: The written files.
  returned: success
  type: list
  elements: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.check_report import CHECK_REPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(CHECK_REPORT)


if __name__ == "__main__":
    main()
