#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Disable or delete a bot that is left over."""

from __future__ import annotations

DOCUMENTATION = r"""
module: bot
short_description: Disable or delete a bot that is left over
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - A bot is removed only when a list of all that it could own is empty, in personal spaces too, or when its content may
    be deleted with it. It is disabled first, which can be undone, and deleted after some days.
  - The bot of the client that this task works as, of a region client in use, of a client in the tenant's list, and of
    the organization client are never touched.
  - A licence that is assigned to the bot is freed when it is deleted, as far as Qlik tells and permits.
  - Each step is in the ledger before it is done.
options:
  bot:
    description:
      - Id of the client that the bot was of, or subject or id of its user.
    type: str
    required: true
  state:
    description:
      - V(disabled) disables it.
      - V(absent) disables it, and deletes it when it has been disabled for O(grace_days); run it again then.
      - V(enabled) enables it again.
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
      - Whether what it owns is deleted with it. This cannot be undone, and asks for O(confirm_alias).
    type: bool
    default: false
  confirm_alias:
    description:
      - The tenant's alias or hostname, typed again.
    type: str
  handed_over:
    description:
      - Ids of objects that M(qlikfleet.cloud.owner) returned in check mode as given. In check mode they count as handed
        over; otherwise they are ignored.
    type: list
    elements: str
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
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: The bot of the client that was deleted in My Qlik goes, in two weeks
  qlikfleet.cloud.bot:
    bot: "{{ left_over_client_id }}"
    state: absent
    grace_days: 14
"""

RETURN = r"""
bot:
  description: Id, client and name of the bot; empty where there is none.
  returned: success
  type: dict
deletion_due:
  description: When it may be deleted, where it waits for that.
  returned: when it is disabled and its grace has not ended
  type: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot import BOT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(BOT)


if __name__ == "__main__":
    main()
