#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep variables in a file that Ansible Vault encrypts."""

from __future__ import annotations

DOCUMENTATION = r"""
module: vaulted_variables
short_description: Store variables in a file that Ansible Vault encrypts
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Stores secrets of OAuth clients beside the inventory, in C(group_vars) and C(host_vars), where Ansible reads
    them by itself.
  - The whole file, or each value in it, is encrypted with a vault password of this run. The file is replaced at once,
    and readable by its owner only. Other variables in it are kept; comments are lost.
  - The file is always on the controller, even if the task is delegated.
options:
  path:
    description:
      - The file. It is created if it does not exist. A file that is not encrypted is refused, unless O(encrypt=values).
    type: path
    required: true
  variables:
    description:
      - Variables to store. Without them, the module only reports the contents of the file, and checks that it
        can be written.
    type: dict
  absent:
    description:
      - Names of variables to remove. A file without variables is removed.
    type: list
    elements: str
  vault_id:
    description:
      - The vault id to encrypt with, if you have several. Defaults to the one that C(ansible-vault) would use.
    type: str
  encrypt:
    description:
      - What to encrypt.
      - V(file) encrypts the file as a whole.
      - V(values) encrypts each stored value by itself, as C(ansible-vault encrypt_string) does, and leaves other
        variables of the file as they are. Inventory sources of AWX need this, since they have no vault password. A file
        that is encrypted as a whole is converted.
    type: str
    choices: [file, values]
    default: file
extends_documentation_fragment:
  - qlikfleet.cloud.attributes.controller
"""

EXAMPLES = r"""
- name: Store the tenant client beside the variables of the tenant
  qlikfleet.cloud.vaulted_variables:
    path: "{{ inventory_dir }}/host_vars/{{ inventory_hostname }}/qlik_client.yml"
    variables:
      qlik_client_id: "{{ client.client_id }}"
      qlik_client_secret: "{{ client.client_secret }}"
  vars:
    client:
      client_id: "{{ lookup('ansible.builtin.env', 'QLIK_CLOUD_EU_CLIENT_ID') }}"
      client_secret: "{{ lookup('ansible.builtin.env', 'QLIK_CLOUD_EU_CLIENT_SECRET') }}"
"""

RETURN = r"""
path:
  description: The file.
  returned: success
  type: str
names:
  description: Names of all variables in it.
  returned: success
  type: list
  elements: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.vaulted_variables import VAULTED_VARIABLES


def main() -> None:
    run_module(VAULTED_VARIABLES)


if __name__ == "__main__":
    main()
