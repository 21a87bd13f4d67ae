#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Disable or delete a bot that is left over."""

from __future__ import annotations

DOCUMENTATION = r"""
module: bot
short_description: Disable or delete a left-over bot
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Removes a bot only if it owns nothing, including content in personal spaces, or if its content may be deleted with
    it. The bot is disabled first, which you can undo, and deleted after some days.
  - Never touches the bots of the client of this task, of region clients in use, of clients in the tenant's list,
    and of the organization client.
  - Frees the bot's licence when it deletes the bot, as far as Qlik reports and permits it.
  - Writes each step to the ledger before it is done.
options:
  bot:
    description:
      - Id of the client that the bot belonged to, or subject or id of its user.
    type: str
    required: true
  state:
    description:
      - V(disabled) disables the bot.
      - V(absent) disables the bot, and deletes it when it has been disabled for O(grace_days). Run it again then.
      - V(enabled) enables the bot again.
    type: str
    choices: [disabled, enabled, absent]
    default: disabled
  grace_days:
    description:
      - Days between disabling and deleting.
    type: int
    default: 30
  delete_content:
    description:
      - Whether to delete the content of the bot with it. You cannot undo this, and it requires O(confirm_alias).
    type: bool
    default: false
  confirm_alias:
    description:
      - The tenant's alias or hostname, typed again.
    type: str
  handed_over:
    description:
      - Ids of objects that M(qlikfleet.cloud.owner) returned as given in check mode. In check mode they count as
        handed over; otherwise they are ignored.
    type: list
    elements: str
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
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Remove the bot of a client that was deleted in My Qlik, after two weeks
  qlikfleet.cloud.bot:
    bot: "{{ left_over_client_id }}"
    state: absent
    grace_days: 14
"""

RETURN = r"""
bot:
  description: Id, client and name of the bot. Empty if the bot does not exist.
  returned: success
  type: dict
deletion_due:
  description: When the bot may be deleted.
  returned: when it is disabled and its grace has not ended
  type: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot import BOT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(BOT)


if __name__ == "__main__":
    main()
