# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command bot."""

from __future__ import annotations

import contextlib

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import bot_removal, users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.bot_removal import Removal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import private_client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot_info import BOTS_SPEC, bots_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.job import require_lasting_ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.owned import Inventory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _run(context: Context) -> Object:
    require_lasting_ledger(context)
    params, client = context.params, context.client()
    bot = users.find(client, params["bot"])
    if not bot:
        return {"changed": False, "bot": {}}
    if not users.is_bot(bot):
        raise errors.ConfigurationError(
            f"{client.label}: {params['bot']} is not a bot. This module manages bots only.", **client.identity
        )
    removal = _removal(context, client, bot)
    if params["state"] == "enabled":
        removal.set_status("active")
    elif not removal.waits():
        bot_removal.require_removable(bots_of(context, client), bot, client)
        _remove(context, client, removal)
    return removal.result()


def _removal(context: Context, client: Client, bot: Object) -> Removal:
    return Removal(
        client,
        bot,
        BotJournal(context.require_ledger(), client.host),
        deletes=context.params["state"] == "absent",
        grace_days=context.params["grace_days"],
        check_mode=context.check_mode,
    )


def _remove(context: Context, client: Client, removal: Removal) -> None:
    params = context.params
    with contextlib.ExitStack() as stack:
        private = None
        if not context.check_mode:
            private = stack.enter_context(private_client(client, context.clients.append))
        content = Inventory(client, removal.bot["id"], private=private).read()
        if context.check_mode:
            content = [pair for pair in content if pair[1].id not in (params["handed_over"] or ())]
        confirmed = {"may_delete": params["delete_content"], "confirm_alias": params["confirm_alias"]}
        bot_removal.require_empty(content, client, removal.bot, **confirmed)
        removal.set_status("disabled")
        if removal.waits():
            return
        removal.delete_content(content)
    # Delete the bot last: while it exists, the next run continues here and finds leftovers of a stopped run.
    removal.delete()


BOT = Command(
    "bot",
    {
        "bot": {"type": "str", "required": True},
        "state": {"type": "str", "choices": ["disabled", "enabled", "absent"], "default": "disabled"},
        "grace_days": {"type": "int", "default": 30},
        "delete_content": {"type": "bool", "default": False},
        "confirm_alias": {"type": "str"},
        "handed_over": {"type": "list", "elements": "str"},
        **BOTS_SPEC,
    },
    _run,
    resolve=lambda context: {
        "ledger": context.ledger_place() or None,
        "organization_client_id": context.option("organization_client_id"),
    },
)
