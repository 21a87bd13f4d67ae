#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prove a region client, and make it known to the ledger."""

from __future__ import annotations

DOCUMENTATION = r"""
module: region_client
short_description: Prove a region client, and record it in the ledger
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Region clients are created by hand in My Qlik, and no API lists current or earlier ones. The ledger therefore
    records each proven client with its id, its start date, the date of its secret, and its bots. From then on the
    client is refused in other regions before anything is sent, and bots of replaced clients are recognised as left
    over.
  - The ledger has a fingerprint of the secret, to recognise a new one.
  - Requests a token at the register host of the region and in each named tenant, and returns the bot user that the
    client has there.
  - The module fails if the client lacks one of the four scopes of region clients. It warns about additional scopes,
    except C(user_default) and C(offline_access), which every client can have.
  - It requests scopes that region clients lack, C(admin.apps) and C(admin.automations), and warns if Qlik says that
    it grants them. A token answer that does not list its scopes proves nothing.
  - A client of another region, a wrong secret and a refused tenant each have their own error message.
options:
  tenants:
    description:
      - Hostnames of tenants of the region. Hostnames without a tenant, and deactivated tenants, are reported and do
        not count against the client.
    type: list
    elements: str
  refused_in:
    description:
      - Codes of other regions, whose register hosts must refuse to issue a token.
    type: list
    elements: str
  subscription:
    description:
      - The subscription of the client, if the fleet has several in the region.
      - It can also be set with the host variable C(qlik_subscription).
    type: str
  ledger:
    description:
      - Ledger. A folder, or C(postgresql://host/database) for machines that share no disk, which needs the Python
        package C(psycopg).
      - It can also be set with the variable C(qlik_ledger) or the environment variable E(QLIK_CLOUD_LEDGER). Defaults
        to C(.qlik-ledger) beside the inventory.
    type: str
attributes:
  diff_mode:
    support: none
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Prove the region client, and record it in the ledger
  qlikfleet.cloud.region_client:
    region: eu
    tenants:
      - "{{ qlik_hostname }}"
"""

RETURN = r"""
region:
  description: Code of the region.
  returned: success
  type: str
register_host:
  description: The host that creates tenants of the region.
  returned: success
  type: str
client_id:
  description: Id of the client.
  returned: success
  type: str
scopes:
  description: Scopes of the client at the register host, as far as Qlik reports them.
  returned: success
  type: list
  elements: str
refused_in:
  description: The regions that refused the client, as they must.
  returned: success
  type: list
  elements: str
tenants:
  description: For each tenant C(state), which is V(active), V(deactivated) or V(missing). An active one also has its id
    and the client's bot user.
  returned: success
  type: list
  elements: dict
recreated:
  description: Whether the ledger knew another client of the region. Its bots are left over in the tenants.
  returned: success
  type: bool
earlier_client_ids:
  description: Ids of earlier clients of the region.
  returned: success
  type: list
  elements: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.region_client import REGION_CLIENT


def main() -> None:
    run_module(REGION_CLIENT)


if __name__ == "__main__":
    main()
