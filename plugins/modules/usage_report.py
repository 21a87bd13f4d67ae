#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what tenants use as a table."""

from __future__ import annotations

DOCUMENTATION = r"""
module: usage_report
short_description: Write what many tenants use as a table
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Writes files from the results of M(qlikfleet.cloud.usage_info). Sends no request.
options:
  usages:
    description: The result of M(qlikfleet.cloud.usage_info) for each tenant, by name.
    type: dict
    required: true
  dest:
    description:
      - Files to write, relative to the fleet file. The ending selects the format.
      - C(.csv) is a table with a row for each measure of each tenant. C(.json) is for other programs.
    type: list
    elements: path
    required: true
extends_documentation_fragment:
  - qlikfleet.cloud.attributes.controller
seealso:
  - module: qlikfleet.cloud.usage_info
"""

EXAMPLES = r"""
- name: Read what the tenant uses
  qlikfleet.cloud.usage_info:
  register: usage

- name: Write a table of all tenants
  qlikfleet.cloud.usage_report:
    usages: "{{ dict(ansible_play_hosts | zip(ansible_play_hosts | map('extract', hostvars, 'usage'))) }}"
    dest:
      - usage.csv
  run_once: true
"""

RETURN = r"""
dest:
  description: The files.
  returned: success
  type: list
  elements: str
licences:
  description: The tenants of each licence number, which share its entitlement.
  returned: success
  type: dict
  sample: {"9999000000001204": ["acme-eu", "birch-eu"]}
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.usage import USAGE_REPORT


def main() -> None:
    run_module(USAGE_REPORT)


if __name__ == "__main__":
    main()
