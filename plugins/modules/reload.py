#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reload an app."""

from __future__ import annotations

DOCUMENTATION = r"""
module: reload
short_description: Reload an app
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Reloads an app, waits for the end, and shows the end of the log if the reload fails.
  - If the app is already being reloaded, the module waits for that reload and does not start another one.
  - To reload an app at some time, see M(qlikfleet.cloud.task).
options:
  app:
    description:
      - App to reload, such as V(Finance/Sales) for one in a space, or V(Sales) for one in the personal space.
    type: str
    required: true
  partial:
    description:
      - Whether to run only the parts of the script that are marked for it.
    type: bool
  variables:
    description:
      - Variables of the load script, at most 20, names and values of at most 256 characters each.
    type: dict
  weight:
    description:
      - Weight of the reload among others, from 1 to 10.
    type: int
  wait:
    description:
      - Whether to wait for the end.
    type: bool
    default: true
  timeout:
    description:
      - Seconds to wait. The reload continues afterwards, and another task waits for it again.
    type: int
    default: 3600
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: none
    details: Each task reloads the app, unless it is being reloaded.
notes:
  - The caller needs a role in the space of the app that may reload it. Being an administrator is not enough.
  - "Source: published specification of the API C(reloads)."
seealso:
  - module: qlikfleet.cloud.task
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Reload sales
  qlikfleet.cloud.reload:
    app: Finance/Sales

- name: Reload one year without waiting
  qlikfleet.cloud.reload:
    app: Finance/Sales
    partial: true
    variables:
      vYear: "2026"
    wait: false
  register: started
"""

RETURN = r"""
run:
  description: The reload, as Qlik last answered it.
  returned: success, not in check mode
  type: dict
  sample:
    id: 65f1c3f1d9d1a10001c0ffee
    status: SUCCEEDED
    startTime: "2026-11-27T06:00:00.000Z"
    endTime: "2026-11-27T06:02:10.000Z"
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.runs import RELOAD


def main() -> None:
    run_module(RELOAD)


if __name__ == "__main__":
    main()
