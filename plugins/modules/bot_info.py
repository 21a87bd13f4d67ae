#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List the bots of a tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: bot_info
short_description: List the bots of a tenant and what they own
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - A bot is the user that an OAuth client works as. Qlik creates it when the client is first used in a tenant, and
    leaves it there when a region client is deleted. It is an administrator and may own content.
  - Returns the kind of each bot. V(current) is the bot of this task. V(tenant_client) belongs to a client in the
    tenant's list, V(region_client) to a region client that the ledger lists as in use, and V(organization_client)
    to the client of O(organization_client_id). V(orphaned) belongs to an earlier client in the ledger. V(temporary)
    was created by an interrupted run to look into personal spaces.
  - All other bots are V(unknown). No tenant lists region clients, so a client that is missing from the list proves
    nothing.
options:
  content:
    description:
      - Which bots to list the content of. It takes about 25 requests for each bot, and one for each app and space.
      - V(orphans) means orphaned and unknown bots.
    type: str
    choices: [orphans, all, none]
    default: orphans
  private_content:
    description:
      - Whether to look into personal spaces too. This needs a scope that region clients lack. A tenant client with
        that scope is therefore created, used, and removed with its bot, even if the task fails. Not in check mode.
    type: bool
    default: false
  secret_days:
    description:
      - Days after which a secret is listed in RV(to_do). The date comes from the ledger for a region client, and from
        Qlik for a tenant client.
    type: int
    default: 365
  grace_days:
    description:
      - Days after which a bot that M(qlikfleet.cloud.bot) disabled is listed in RV(to_do) for deletion.
    type: int
    default: 30
  subscription:
    description:
      - The subscription of the tenant, if the fleet has several in its region.
      - It can also be set with the host variable C(qlik_subscription).
    type: str
  earlier_clients:
    description:
      - Ids of region clients that were deleted in My Qlik before this ledger knew them. Their bots are orphaned.
    type: list
    elements: str
  organization_client_id:
    description:
      - Id of the organization-level OAuth client, whose bot is in use.
      - It can also be set with the variable C(qlik_organization_client_id) or the environment variable
        E(QLIK_CLOUD_ORGANIZATION_CLIENT_ID).
    type: str
  ledger:
    description:
      - Ledger, which records the region clients of the fleet, and the steps done to their bots.
      - A folder, or C(postgresql://host/database) for machines that share no disk, which needs the Python package
        C(psycopg).
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
- name: List the bots of the tenant
  qlikfleet.cloud.bot_info:
    content: none
  register: found

- name: List the content of left-over bots, including personal spaces
  qlikfleet.cloud.bot_info:
    private_content: true
"""

RETURN = r"""
tenant:
  description: C(hostname), C(alias) and C(name) of the tenant.
  returned: success
  type: dict
region:
  description: Region of the tenant.
  returned: success
  type: str
region_client:
  description: The ledger's entry for the region client, with C(client_id), C(since), C(secret_since) and C(earlier).
  returned: success
  type: dict
clients:
  description: The tenant clients, with C(secrets_created). No tenant lists region clients.
  returned: success
  type: list
  elements: dict
to_do:
  description: Open work. Empty if there is none.
  returned: success
  type: list
  elements: str
private_content:
  description: Whether personal spaces were looked into.
  returned: success
  type: bool
bots:
  description:
    - Each bot, with C(kind), C(status), C(roles), C(last_used) as far as Qlik reports it, and C(licences), the
      types of its licence assignments, empty if Qlik does not report them.
    - C(disabled) is the time at which M(qlikfleet.cloud.bot) disabled it.
    - C(counts) and C(content) are returned if requested, with C(advice) on content that cannot be handed over.
  returned: success
  type: list
  elements: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot_info import BOT_INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(BOT_INFO)


if __name__ == "__main__":
    main()
