#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Return the entries of the ledger."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ledger_info
short_description: List the tenants of the ledger, or show all that it has about one
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Returns the entries of the ledger. Sends no request to Qlik Cloud.
  - The playbook C(qlikfleet.cloud.ledger) prints them.
options:
  ledger:
    description:
      - Ledger. A folder, or C(postgresql://host/database), which needs the Python package C(psycopg).
      - It can also be set with the variable C(qlik_ledger) or the environment variable E(QLIK_CLOUD_LEDGER). Defaults
        to C(.qlik-ledger) beside the inventory.
    type: str
  name:
    description: Name of one tenant, as in the inventory. Defaults to a list of all.
    type: str
extends_documentation_fragment:
  - qlikfleet.cloud.attributes.controller
seealso:
  - module: qlikfleet.cloud.ledger
"""

EXAMPLES = r"""
- name: Read the ledger
  qlikfleet.cloud.ledger_info:
  run_once: true
  register: ledger

- name: Require that no creation is open
  ansible.builtin.assert:
    that: ledger.tenants.values() | selectattr('intent', 'defined') | length == 0
  run_once: true
"""

RETURN = r"""
place:
  description: Folder or database of the ledger, without a password.
  returned: success
  type: str
tenants:
  description: Entry of each tenant, by its name in the inventory.
  returned: if name is not set
  type: dict
lines:
  description: The same as text, a line for each tenant.
  returned: if name is not set
  type: list
  elements: str
  sample: ["acme-eu: active, a1b2c3.eu.qlikcloud.com, acme-eu.eu.qlikcloud.com"]
tenant:
  description: Entry of the tenant. Empty if the ledger does not know it.
  returned: if name is set
  type: dict
bots:
  description: Steps done to bots of the tenant, by the ids of their users.
  returned: if name is set
  type: dict
sent:
  description: Options of each object whose secrets the ledger has digests of.
  returned: if name is set
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.ledger import LEDGER_INFO


def main() -> None:
    run_module(LEDGER_INFO)


if __name__ == "__main__":
    main()
