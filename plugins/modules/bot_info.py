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
  - A bot is the user that an OAuth client works as. Qlik makes it when the client is first used in a tenant, and leaves
    it there when a region client is deleted, an administrator that may own content.
  - Tells which bot is whose. V(current) works in this task; V(tenant_client) belongs to a client in the tenant's list;
    V(region_client) to a region client that the ledger knows as in use;
    V(organization_client) to that of O(organization_client_id); V(orphaned) to one that it knows as an earlier
    one. V(unknown) is every other, since a region client is in no tenant's list, so that absence from it proves nothing.
    V(temporary) was made to look into personal spaces, by a run that was stopped.
options:
  content:
    description:
      - Of which bots to list what they own. It takes about 25 requests for each bot, and one for each app and space.
      - V(orphans) means orphaned and unknown ones.
    type: str
    choices: [orphans, all, none]
    default: orphans
  private_content:
    description:
      - Whether to look into personal spaces too, which takes a scope that region clients lack. A client of the tenant
        with that scope is made, used, and removed with its bot, whatever happens. Not in check mode.
    type: bool
    default: false
  secret_days:
    description:
      - Days after which a secret is old enough to be in RV(to_do). Of a region client the ledger knows the date, of a
        client of the tenant Qlik does.
    type: int
    default: 365
  grace_days:
    description:
      - Days after which a bot that M(qlikfleet.cloud.bot) disabled is in RV(to_do), since it is time to delete it.
    type: int
    default: 30
  subscription:
    description:
      - The subscription of the tenant, where the fleet has several in its region.
      - The variable C(qlik_subscription) of the host gives it too.
    type: str
  earlier_clients:
    description:
      - Ids of region clients that were deleted in My Qlik before this ledger knew them. Their bots are orphaned.
    type: list
    elements: str
  organization_client_id:
    description:
      - Id of the organization-level OAuth client, whose bot is one that is in use.
      - It can also be set with the variable C(qlik_organization_client_id) or with
        E(QLIK_CLOUD_ORGANIZATION_CLIENT_ID).
    type: str
  ledger:
    description:
      - Folder of the ledger, which knows the region clients of the fleet, and what was done with their bots.
      - The variable C(qlik_ledger) gives it too. Without both it is C(.qlik-ledger) beside the inventory.
    type: path
attributes:
  diff_mode:
    support: none
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: The bots of the tenant
  qlikfleet.cloud.bot_info:
    content: none
  register: found

- name: What the bots own that are left over, in personal spaces too
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
  description: What the ledger knows of the region's client, C(client_id), C(since), C(secret_since) and C(earlier).
  returned: success
  type: dict
clients:
  description: The clients of the tenant itself, with C(secrets_created). Region clients are in no tenant's list.
  returned: success
  type: list
  elements: dict
to_do:
  description: What somebody should see to; empty where all is well.
  returned: success
  type: list
  elements: str
private_content:
  description: Whether personal spaces were looked into.
  returned: success
  type: bool
bots:
  description: Each bot, with C(kind), C(status), C(disabled) since when if M(qlikfleet.cloud.bot) did it, C(roles),
    C(last_used) where Qlik tells it, C(licences) as types of its licence assignments, empty where Qlik does not tell
    them, and C(counts) and C(content) where they were asked for, with C(advice) on what no
    hand-over can give to anybody.
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
