#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Whether users are assigned licences when they sign in for the first time."""

from __future__ import annotations

DOCUMENTATION = r"""
module: license_settings
short_description: Manage license settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Whether users are assigned licences when they sign in for the first time.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  auto_assign_professional:
    description:
      - Whether new users are assigned professional access while the licence has some left. Without any left they
        are assigned analyzer capacity, if there is some.
    type: bool
  auto_assign_analyzer:
    description:
      - Whether new users are assigned analyzer access while the licence has some left. Without any left they are
        assigned analyzer capacity, if there is some.
    type: bool
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - These settings always exist, so they cannot be deleted.
  - 'In a capacity-based subscription they have no effect: users are Basic or Full depending on what they do.'
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(licenses).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Assign only analyzer access automatically
  qlikfleet.cloud.license_settings:
    auto_assign_professional: false
    auto_assign_analyzer: true

- name: Assign nothing automatically
  qlikfleet.cloud.license_settings:
    auto_assign_professional: false
    auto_assign_analyzer: false

- name: Assign professional access again, and leave analyzer access unchanged
  qlikfleet.cloud.license_settings:
    auto_assign_professional: true
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    auto_assign_professional:
      description: Whether new users are assigned professional access while the licence has some left. Without any
        left they are assigned analyzer capacity, if there is some.
      returned: if Qlik returns it
      type: bool
    auto_assign_analyzer:
      description: Whether new users are assigned analyzer access while the licence has some left. Without any left
        they are assigned analyzer capacity, if there is some.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.license_settings import LICENSE_SETTINGS


def main() -> None:
    run_module(kind_command(LICENSE_SETTINGS))


if __name__ == "__main__":
    main()
