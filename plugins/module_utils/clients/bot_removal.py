# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removal of a left-over bot: disable it first, which can be undone, and delete it after the grace period.

A bot is removed only if nothing that it owns is left, or its content may be deleted with it. The ledger records each
step before it is done.
"""

from __future__ import annotations

import datetime

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.bots import IN_USE, Bots
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.licences import Licences
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.handover import counted
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.owned import delete
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import region_clients
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Owned
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.confirmation import require_typed


class Removal:
    """The removal of one bot."""

    def __init__(
        self, client: Client, bot: Object, journal: BotJournal, *, deletes: bool, grace_days: int, check_mode: bool
    ) -> None:
        self._client, self.bot, self._journal = client, bot, journal
        self._deletes, self._grace_days, self._check_mode = deletes, grace_days, check_mode
        self._disabled_since = str(journal.of(bot).get("disabled", ""))
        self.changes: list[str] = []

    def set_status(self, status: str) -> None:
        if self.bot.get("status") == status:
            return
        self._do(f"set status to {status}", "disabled" if status == "disabled" else "enabled")
        if not self._check_mode:
            patch = [{"op": "replace", "path": "/status", "value": status}]
            self._client.request("PATCH", f"/api/v1/users/{self.bot['id']}", json=patch)
        self.bot["status"], self._disabled_since = status, region_clients.today()

    def waits(self) -> bool:
        """Return whether the bot is disabled and nothing else is to be done today."""
        if self.bot.get("status") != "disabled":
            return False
        return not self._deletes or self.due() > datetime.datetime.now(datetime.UTC)

    def awaits_deletion(self) -> bool:
        return self._deletes and self.waits()

    def due(self) -> datetime.datetime:
        """Return when it may be deleted. If somebody else disabled it, the grace period begins at first sight."""
        if not self._disabled_since:
            if not self._check_mode:
                self._record("disabled")
            self._disabled_since = region_clients.today()
        begun = datetime.datetime.fromisoformat(self._disabled_since)
        return begun + datetime.timedelta(days=self._grace_days)

    def delete_content(self, content: list[tuple[Client, Owned]]) -> None:
        for client, each in reversed(content):
            self._do(f"delete {each.title}", "content_deleted")
            if not self._check_mode:
                delete(client, each)

    def delete(self) -> None:
        """Free the licence of the bot and delete its user."""
        licences = Licences(self._client)
        if found := licences.of(self.bot):
            self._do("free its licence", "licence_freed")
            if not self._check_mode:
                licences.free(found)
        self._do("delete the bot", "deleted")
        if not self._check_mode:
            self._client.delete(f"/api/v1/users/{self.bot['id']}")

    def result(self) -> Object:
        """Return the result of the module."""
        about = {"id": self.bot["id"], "client_id": users.client_id_of(self.bot), "name": self.bot.get("name", "")}
        text = "".join(f"{change}\n" for change in self.changes)
        due = {"deletion_due": self.due().strftime("%Y-%m-%dT%H:%M:%SZ")} if self.awaits_deletion() else {}
        return {"changed": bool(self.changes), "bot": about, "diff": {"before": "", "after": text}, **due}

    def _do(self, change: str, step: str) -> None:
        self.changes.append(f"{self._client.label}: bot {users.client_id_of(self.bot)}: {change}")
        if not self._check_mode:
            self._record(step)

    def _record(self, step: str) -> None:
        self._journal.record(self.bot, users.client_id_of(self.bot), step)


def require_removable(bots: Bots, bot: Object, client: Client) -> None:
    """Refuse to remove the bot of a client that is in use."""
    kind = bots.kind_of(bot)
    if kind in IN_USE:
        raise errors.ConfigurationError(
            f"{client.label}: {bot['subject']} is the bot of a client that is in use ({kind.replace('_', ' ')}): it "
            "stays.",
            **client.identity,
        )


def require_empty(
    content: list[tuple[Client, Owned]], client: Client, bot: Object, *, may_delete: bool, confirm_alias: str | None
) -> None:
    """Require that nothing is left, or that what is left may be deleted, and can be."""
    if not content:
        return
    counts = ", ".join(f"{number} {name}" for name, number in counted(each for _client, each in content).items())
    what = f"{client.label}: {bot['subject']} still owns {counts}."
    if not may_delete:
        raise errors.ConfigurationError(f"{what} {_advice([each for _client, each in content])}", **client.identity)
    tenant = client.get("/api/v1/tenants/me")
    require_typed(confirm_alias, tenant["hostnames"], f"{what} Deleting it cannot be undone.")
    fixed = [each.title for _client, each in content if not each.can_be_deleted]
    if fixed:
        raise errors.ConfigurationError(
            f"{what} The following must be deleted manually: {', '.join(fixed)}.", **client.identity
        )


def _advice(content: list[Owned]) -> str:
    """Return what to do with content: Qlik cannot hand over every type of it."""
    goes = [each for each in content if each.can_go]
    stays = {each.type: each.ownership.advice for each in content if each not in goes}
    fixed = "; ".join(f"{name}: {advice.rstrip('.')}" for name, advice in stays.items())
    advice = ["Hand it over with qlikfleet.cloud.owner (bots_hand_over=true in the role)."] if goes else []
    advice += [f"Qlik cannot hand over {fixed}."] if fixed else []
    names = "(in the role: bots_delete_content, bots_confirm_aliases)"
    return " ".join([*advice, f"To delete content with the bot, set delete_content=true and confirm_alias {names}."])
