#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""How many runs automations of the tenant can have at the same time."""

from __future__ import annotations

DOCUMENTATION = r"""
module: automation_settings
short_description: Manage automation settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - How many runs automations of the tenant can have at the same time.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  max_concurrent_runs_per_automation:
    description:
      - Most runs of one automation at the same time. An automation can have less.
    type: int
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - Needs the role C(TenantAdmin) or C(AnalyticsAdmin).
  - 'Source: published specification of the API C(workflows/automations).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Let an automation run ten times at once
  qlikfleet.cloud.automation_settings:
    max_concurrent_runs_per_automation: 10

- name: Let it run once at a time
  qlikfleet.cloud.automation_settings:
    max_concurrent_runs_per_automation: 1
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    max_concurrent_runs_per_automation:
      description: Most runs of one automation at the same time. An automation can have less.
      returned: if Qlik returns it
      type: int
diff:
  description: The object before and after.
  returned: in diff mode
  type: list
  elements: dict
failure:
  description: Reason for a failure, as data.
  returned: failure
  type: dict
  contains:
    status:
      description: HTTP status of the answer.
      returned: if Qlik answered
      type: int
    code:
      description: Error code of the answer.
      returned: if Qlik answered
      type: str
    detail:
      description: Explanation in the answer.
      returned: if Qlik answered
      type: str
    trace_id:
      description: Id that Qlik's support can find the request with.
      returned: if Qlik answered
      type: str
    tenant:
      description: Name of the tenant in the inventory, or its hostname.
      returned: if the failure is about one
      type: str
    host:
      description: Hostname of the tenant.
      returned: if the failure is about one
      type: str
    object:
      description: Object or request that failed.
      returned: if the failure is about one
      type: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation_settings import AUTOMATION_SETTINGS


def main() -> None:
    run_module(kind_command(AUTOMATION_SETTINGS))


if __name__ == "__main__":
    main()
