#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an automation."""

from __future__ import annotations

DOCUMENTATION = r"""
module: automation_run
short_description: Run an automation
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Runs an automation, waits for the end and fails if the run fails.
  - To run an automation at some time, see the schedules of M(qlikfleet.cloud.automation).
options:
  automation:
    description:
      - Name of the automation.
    type: str
    required: true
  wait:
    description:
      - Whether to wait for the end.
    type: bool
    default: true
  timeout:
    description:
      - Seconds to wait. The run continues afterwards.
    type: int
    default: 3600
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: none
    details: Each task starts another run.
notes:
  - The caller must own the automation, or have a role in its space that may run it.
  - "Source: published specification of the API C(workflows/automations)."
seealso:
  - module: qlikfleet.cloud.automation
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Refresh the extracts now
  qlikfleet.cloud.automation_run:
    automation: Refresh extracts

- name: Start the export without waiting
  qlikfleet.cloud.automation_run:
    automation: Export
    wait: false
"""

RETURN = r"""
run:
  description: The run, as Qlik last answered it.
  returned: success, not in check mode
  type: dict
  sample:
    id: d452d100-9b0b-11ec-b199-8323e1031c3e
    status: finished
    startTime: "2026-11-27T06:00:00.000Z"
    stopTime: "2026-11-27T06:02:10.000Z"
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.runs import AUTOMATION_RUN


def main() -> None:
    run_module(AUTOMATION_RUN)


if __name__ == "__main__":
    main()
