#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what differs in many tenants to files."""

from __future__ import annotations

DOCUMENTATION = r"""
module: drift_report
short_description: Write what differs in many tenants to files
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Writes a page and other files from the results of M(qlikfleet.cloud.blueprint) in check mode. Sends no request.
  - A tenant without a result, or whose comparison failed, is an error in the report, and never clean.
options:
  results:
    description:
      - For each tenant, by name, the result of M(qlikfleet.cloud.blueprint) in check mode with
        O(qlikfleet.cloud.blueprint#module:report=full).
    type: dict
    required: true
  regions:
    description:
      - Region of each tenant, by name. The page can filter by it.
    type: dict
    default: {}
  groups:
    description:
      - Groups of each tenant, by name, such as its ring. The page can filter by them.
    type: dict
    default: {}
  previous:
    description:
      - An earlier report in JSON. The report then says since when each difference is there, and what is new or gone.
      - A file that does not exist is ignored, since the first run has none.
    type: path
  dest:
    description:
      - Files to write. The ending selects the format.
      - C(.html) is a page that needs no network, C(.md) is Markdown for a pull request, C(.json) is for other programs,
        and C(.xml) is JUnit for CI, with a test case for each tenant.
    type: list
    elements: path
    required: true
attributes:
  idempotent:
    support: none
    details: Each report has its time.
extends_documentation_fragment:
  - qlikfleet.cloud.attributes.controller
seealso:
  - module: qlikfleet.cloud.blueprint
"""

EXAMPLES = r"""
- name: Compare the tenant
  qlikfleet.cloud.blueprint:
    blueprint:
      space:
        - name: Archive
          type: shared
    report: full
  check_mode: true
  register: compared

- name: Write the page of all tenants
  qlikfleet.cloud.drift_report:
    results: "{{ dict(ansible_play_hosts | zip(ansible_play_hosts | map('extract', hostvars, 'compared'))) }}"
    dest:
      - "{{ inventory_dir }}/drift.html"
  run_once: true
"""

RETURN = r"""
dest:
  description: The written files.
  returned: success
  type: list
  elements: str
status:
  description: The worst status of a tenant, one of V(clean), V(drift), V(incomplete) and V(error).
  returned: success
  type: str
tenants:
  description: The status of each tenant, by name.
  returned: success
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.drift_report import DRIFT_REPORT


def main() -> None:
    run_module(DRIFT_REPORT)


if __name__ == "__main__":
    main()
