#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy the ledger to another place, or make it forget a tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ledger
short_description: Copy the ledger to another place, or forget a tenant
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Copies the entries of the ledger to another place, such as from a folder to a database, or deletes the entries of a
    tenant. Sends no request to Qlik Cloud.
  - M(qlikfleet.cloud.tenant) makes the entries, and M(qlikfleet.cloud.ledger_info) returns them.
  - The playbook C(qlikfleet.cloud.ledger) uses it.
options:
  ledger:
    description:
      - Ledger. A folder, or C(postgresql://host/database), which needs the Python package C(psycopg).
      - It can also be set with the variable C(qlik_ledger) or the environment variable E(QLIK_CLOUD_LEDGER). Defaults
        to C(.qlik-ledger) beside the inventory.
    type: str
  copy_to:
    description:
      - Folder or C(postgresql://) URL of the ledger to copy to. Entries that it has already are left unchanged.
      - If it has another entry under the same name, nothing is copied.
      - The earlier ledger is left unchanged. Do not use it again.
    type: str
  name:
    description:
      - Name of the tenant to forget, as in the inventory.
      - A tenant is refused while its creation is open, since only the ledger knows that it may exist.
    type: str
  state:
    description: What happens to the entries of O(name).
    type: str
    choices: [absent]
    default: absent
  confirm_alias:
    description: Alias or hostname of the tenant to forget, or its name in the ledger, as a confirmation.
    type: str
attributes:
  diff_mode:
    support: full
extends_documentation_fragment:
  - qlikfleet.cloud.attributes.controller
seealso:
  - module: qlikfleet.cloud.ledger_info
"""

EXAMPLES = r"""
- name: Copy the ledger to a folder, or in the same way to a database
  qlikfleet.cloud.ledger:
    copy_to: "{{ inventory_dir }}/ledger-copy"
  run_once: true

- name: Forget a tenant that Qlik has deleted
  qlikfleet.cloud.ledger:
    name: dune-eu
    confirm_alias: dune-eu
    state: absent
  run_once: true
"""

RETURN = r"""
changes:
  description: Entries that were copied or deleted.
  returned: success
  type: list
  elements: str
  sample: [forget secret-digests/acme-eu, forget acme-eu]
diff:
  description: The same as text.
  returned: in diff mode
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.ledger import LEDGER


def main() -> None:
    run_module(LEDGER)


if __name__ == "__main__":
    main()
