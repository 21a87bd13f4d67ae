#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Whether users of the tenant can share charts and subscribe to reports."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sharing_settings
short_description: Manage sharing settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Whether users of the tenant can share charts and subscribe to reports.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  enable_sharing:
    description:
      - Whether charts and sheets can be shared.
    type: bool
  enable_report_subscription:
    description:
      - Whether users can subscribe to reports by email. Qlik changes it in the background, and has announced its
        removal.
    type: bool
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - 'Whether the licence of the tenant includes reports is not a setting: Qlik decides on it.'
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(sharing-tasks).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Forbid sharing by email
  qlikfleet.cloud.sharing_settings:
    enable_sharing: false
    enable_report_subscription: false

- name: Allow sharing charts again
  qlikfleet.cloud.sharing_settings:
    enable_sharing: true
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    enable_sharing:
      description: Whether charts and sheets can be shared.
      returned: if Qlik returns it
      type: bool
    enable_report_subscription:
      description: Whether users can subscribe to reports by email. Qlik changes it in the background, and has announced
        its removal.
      returned: if Qlik returns it
      type: bool
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.sharing_settings import SHARING_SETTINGS


def main() -> None:
    run_module(kind_command(SHARING_SETTINGS))


if __name__ == "__main__":
    main()
