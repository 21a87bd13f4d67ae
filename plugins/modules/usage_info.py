#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell what a tenant uses of its licences, capacities and quotas."""

from __future__ import annotations

DOCUMENTATION = r"""
module: usage_info
short_description: Show what a tenant uses of its licences, capacities and quotas
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Returns the licences of the subscription and the assigned ones, the capacities of the current period, and the quotas
    of the tenant. Changes nothing.
  - Needs the role C(TenantAdmin). What the subscription does not have, or the client may not read, is in RV(not_read).
attributes:
  diff_mode:
    support: none
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
seealso:
  - module: qlikfleet.cloud.usage_report
  - module: qlikfleet.cloud.license_assignment
"""

EXAMPLES = r"""
- name: Read what the tenant uses
  qlikfleet.cloud.usage_info:
  register: usage

- name: Show the capacities
  ansible.builtin.debug:
    var: usage.consumption
"""

RETURN = r"""
licence:
  description: C(number), C(product), C(status) and C(valid) of the licence. Tenants of one entitlement have one number.
  returned: success
  type: dict
  sample: {"number": "9999000000001204", "product": "Qlik Sense Enterprise SaaS", "status": "Ok", "valid": "./."}
allotments:
  description: Licences of each type, with C(used) and C(limit) of the subscription.
  returned: success
  type: list
  elements: dict
  sample: [{"name": "professional", "unit": "assigned", "used": 15, "limit": 200, "overage": 0}]
assignments:
  description: Number of assigned licences of each type.
  returned: success
  type: dict
  sample: {"analyzer": 120, "professional": 15}
consumption:
  description:
    - Capacities of the current periods, with C(used) by this tenant, C(used_by_all) tenants of the entitlement, and
      their C(limit).
  returned: success
  type: list
  elements: dict
quotas:
  description: Quotas of the tenant. C(limit) is null if there is none.
  returned: success
  type: list
  elements: dict
  sample: [{"name": "app_mem_size", "unit": "bytes", "used": 0, "limit": 5368709120}]
not_read:
  description: Paths that could not be read, with the reason.
  returned: success
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.usage import USAGE_INFO


def main() -> None:
    run_module(USAGE_INFO)


if __name__ == "__main__":
    main()
