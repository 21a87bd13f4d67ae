# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removal of a bot that is left over: disabled first, which can be undone, and deleted after the days of grace.

Only where nothing that it owns is left, or may be deleted with it. Each step is in the ledger before it is done.
"""

from __future__ import annotations

import contextlib
import datetime

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.bots import Bots
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import private_client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.handover import Inventory, counted
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import region_clients
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Owned
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.confirmation import require_typed


class Removal:
    """One bot, on its way out."""

    def __init__(self, context: Context, client: Client, bot: Object) -> None:
        self._context, self._client, self.bot = context, client, bot
        self._journal = BotJournal(context.require_ledger_folder(), client.host)
        self._disabled_since = str(self._journal.of(bot).get("disabled", ""))
        self.changes: list[str] = []

    def set_status(self, status: str) -> None:
        if self.bot.get("status") == status:
            return
        self._do(f"set status to {status}", "disabled" if status == "disabled" else "enabled")
        if not self._context.check_mode:
            patch = [{"op": "replace", "path": "/status", "value": status}]
            self._client.request("PATCH", f"/api/v1/users/{self.bot['id']}", json=patch)
        self.bot["status"], self._disabled_since = status, region_clients.today()

    def waits(self) -> bool:
        """It is disabled, and that is all that is to be done today."""
        if self.bot.get("status") != "disabled":
            return False
        return self._context.params["state"] == "disabled" or self.due() > datetime.datetime.now(datetime.UTC)

    def awaits_deletion(self) -> bool:
        return self._context.params["state"] == "absent" and self.waits()

    def due(self) -> datetime.datetime:
        """When it may be deleted. One that was disabled by somebody else begins its grace when it is first seen."""
        if not self._disabled_since:
            if not self._context.check_mode:
                self._journal.record(self.bot, "disabled")
            self._disabled_since = region_clients.today()
        begun = datetime.datetime.fromisoformat(self._disabled_since)
        return begun + datetime.timedelta(days=self._context.params["grace_days"])

    def delete_content(self, content: list[tuple[Client, Owned]]) -> None:
        for client, each in reversed(content):
            self._do(f"delete {each.title}", "content_deleted")
            if not self._context.check_mode:
                each.delete(client)

    def delete(self) -> None:
        self._do("delete the bot", "deleted")
        if not self._context.check_mode:
            self._client.delete(f"/api/v1/users/{self.bot['id']}")

    def _do(self, change: str, step: str) -> None:
        self.changes.append(f"{self._client.label}: bot {users.client_id_of(self.bot)}: {change}")
        if not self._context.check_mode:
            self._journal.record(self.bot, step)


def _require_removable(bots: Bots, bot: Object, client: Client) -> None:
    kind = bots.kind_of(bot)
    if kind in ("current", "region_client", "tenant_client"):
        raise errors.ConfigurationError(
            f"{client.label}: {bot['subject']} is the bot of a client that is in use ({kind.replace('_', ' ')}): it "
            "stays.",
            **client.identity,
        )


def _require_empty(content: list[tuple[Client, Owned]], params: Object, client: Client, bot: Object) -> None:
    """Nothing is left, or what is left may be deleted, and can be."""
    if not content:
        return
    counts = ", ".join(f"{number} {name}" for name, number in counted(each for _client, each in content).items())
    what = f"{client.label}: {bot['subject']} still owns {counts}."
    if not params["delete_content"]:
        raise errors.ConfigurationError(
            f"{what} Hand it over with qlikfleet.cloud.owner, or say delete_content=true with confirm_alias.",
            **client.identity,
        )
    tenant = client.get("/api/v1/tenants/me")
    require_typed(params["confirm_alias"], tenant["hostnames"], f"{what} Deleting it cannot be undone.")
    fixed = [
        each.title
        for _client, each in content
        if not each.content.delete or not each.content.may_be_deleted(each.found)
    ]
    if fixed:
        raise errors.ConfigurationError(
            f"{what} This is not deleted here, so delete it by hand: {', '.join(fixed)}.", **client.identity
        )


def _run(context: Context) -> Object:
    params, client = context.params, context.client()
    bot = users.find(client, params["bot"])
    if not bot:
        return {"changed": False, "bot": {}}
    if not users.is_bot(bot):
        raise errors.ConfigurationError(f"{client.label}: {params['bot']} is a person, and this is about bots.")
    removal = Removal(context, client, bot)
    if params["state"] == "enabled":
        removal.set_status("active")
    elif not removal.waits():
        _require_removable(Bots(context, client), bot, client)
        _remove(context, client, removal)
    return _removed(removal)


def _remove(context: Context, client: Client, removal: Removal) -> None:
    with contextlib.ExitStack() as stack:
        private = None
        if not context.check_mode:
            private = stack.enter_context(private_client(client, context.clients.append))
        content = Inventory(client, removal.bot["id"], private=private).read()
        _require_empty(content, context.params, client, removal.bot)
        removal.set_status("disabled")
        if removal.waits():
            return
        removal.delete_content(content)
    # Last of all: as long as the bot is there, the next run finds the way here, and to what a stopped one left.
    removal.delete()


def _removed(removal: Removal) -> Object:
    about = {"id": removal.bot["id"], "client_id": users.client_id_of(removal.bot), "name": removal.bot.get("name", "")}
    text = "".join(f"{change}\n" for change in removal.changes)
    due = {"deletion_due": removal.due().strftime("%Y-%m-%dT%H:%M:%SZ")} if removal.awaits_deletion() else {}
    return {"changed": bool(removal.changes), "bot": about, "diff": {"before": "", "after": text}, **due}


BOT = Command(
    "bot",
    {
        "bot": {"type": "str", "required": True},
        "state": {"type": "str", "choices": ["disabled", "enabled", "absent"], "default": "disabled"},
        "grace_days": {"type": "int", "default": 30},
        "delete_content": {"type": "bool", "default": False},
        "confirm_alias": {"type": "str"},
        "earlier_clients": {"type": "list", "elements": "str"},
        "ledger": {"type": "path"},
    },
    _run,
    resolve=lambda context: {"ledger": context.ledger_folder() or None},
)
