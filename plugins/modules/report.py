#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the files of a report."""

from __future__ import annotations

DOCUMENTATION = r"""
module: report
short_description: Write the files of a report
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Only their owner may read them. Each is replaced as a whole, so that whoever reads it has the old one or the new one.
  - It is for files of the controller, wherever the task is delegated to, and starts no process of its own.
options:
  folder:
    description:
      - Where the files are. It is made where there is none, for its owner alone.
    type: path
    required: true
  files:
    description:
      - Text of each file by its name.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Which tenants there are
  qlikfleet.cloud.report:
    folder: "{{ inventory_dir }}/reports"
    files:
      tenants.txt: "{{ ansible_play_hosts_all | join('\n') }}"
  run_once: true
"""

RETURN = r"""
paths:
  description: The files.
  returned: success
  type: list
  elements: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.report import REPORT


def main() -> None:
    run_module(REPORT)


if __name__ == "__main__":
    main()
