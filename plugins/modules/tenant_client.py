#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a client of a tenant, and give it a new secret."""

from __future__ import annotations

DOCUMENTATION = r"""
module: tenant_client
short_description: Create a tenant client, and give it a new secret
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Creates a client in one tenant, for automation without a region client, or for scopes that region clients lack.
  - The secret is shown once, in the result, which is not printed. Store it, prove it, and only then remove the others
    with O(only_secret), so that the client always has a working one. P(qlikfleet.cloud.tenant_client#role) does so.
  - For the clients of other applications see M(qlikfleet.cloud.oauth_client).
options:
  client_name:
    description:
      - Name of the client in the tenant.
    type: str
    default: qlikfleet.cloud
  allowed_scopes:
    description:
      - Scopes of the client, set when it is created.
    type: list
    elements: str
    default: [admin_classic, admin.apps, admin.automations]
  new_secret:
    description:
      - Whether an existing client gets another secret. If it has five, the most that Qlik permits, the oldest one
        that is not O(secret_in_use) is removed for it.
    type: bool
    default: false
  secret_in_use:
    description:
      - Hint of the secret in use, as returned in RV(secret_hint).
    type: str
  only_secret:
    description:
      - Hint of the secret to keep. All others are removed.
    type: str
  ledger:
    description:
      - Ledger, which records the bot of a removed client as left over.
      - A folder, or C(postgresql://host/database) for machines that share no disk, which needs the Python package
        C(psycopg).
      - It can also be set with the variable C(qlik_ledger) or the environment variable E(QLIK_CLOUD_LEDGER). Defaults
        to C(.qlik-ledger) beside the inventory.
    type: str
  state:
    description:
      - V(absent) deletes the client. Its bot stays, see M(qlikfleet.cloud.bot).
    type: str
    choices: [present, absent]
    default: present
attributes:
  diff_mode:
    support: none
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Create a tenant client
  qlikfleet.cloud.tenant_client:
    client_name: Nightly jobs
    allowed_scopes: [admin_classic]
  register: tenant_client

- name: Remove all secrets except the stored one
  qlikfleet.cloud.tenant_client:
    client_name: Nightly jobs
    only_secret: "{{ tenant_client.secret_hint | default(omit) }}"
"""

RETURN = r"""
client_id:
  description: Id of the client.
  returned: success
  type: str
client_secret:
  description: The secret, which Qlik shows once.
  returned: when the client was made, or got another secret
  type: str
secret_hint:
  description: Part of the secret that Qlik shows from then on.
  returned: when the client was made, or got another secret
  type: str
region_client_id:
  description: Id of the client of the tenant's region and subscription. Empty if none is known.
  returned: success
  type: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.tenant_client import TENANT_CLIENT


def main() -> None:
    run_module(TENANT_CLIENT)


if __name__ == "__main__":
    main()
