# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bots: which client each belongs to, which are left over, and what each owns.

A region client that is deleted in My Qlik leaves its bot in every tenant, an administrator that may own content. Qlik
does not list such bots: a region client is in no tenant's list of clients, so a missing entry proves nothing. The bot
of an earlier region client of the ledger is orphaned. An unknown bot is reported, and touched only by name.
"""

from __future__ import annotations

import datetime
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.licences import Licences
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import NAME as PRIVATE_CONTENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.handover import counted
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.owned import Inventory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import region_clients
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.amounts import amount

ORPHANED, UNKNOWN, TEMPORARY, ORGANIZATION = "orphaned", "unknown", "temporary", "organization_client"
# Kinds of clients that are in use: their bots stay.
IN_USE = ("current", "region_client", "tenant_client", ORGANIZATION)


class Bots:
    """The bots of one tenant."""

    def __init__(
        self, client: Client, ledger_place: str, earlier: t.Iterable[str] = (), organization_client: str = ""
    ) -> None:
        """Read the data of the tenant and the ledger.

        earlier: ids of region clients that the ledger does not know. organization_client: id of the client that reads
        the organization's list of tenants.
        """
        self._client, self._organization_client = client, organization_client
        self.me = str(users.myself(client)["id"])
        self._tenant_clients = {each["clientId"]: each for each in client.list("/api/v1/oauth-clients", limit=100)}
        known = region_clients.histories(ledger_place)
        self._region_clients = {entry["client_id"] for entry in known}
        replaced = {each["client_id"] for entry in known for each in entry["earlier"]}
        self._journal = BotJournal(ledger_place, client.host).read() if ledger_place else {}
        retired = {entry["client_id"] for entry in self._journal.values() if "client_deleted" in entry}
        self._earlier = (replaced | retired | set(earlier)) - self._region_clients
        self._licences = Licences(client)

    def kind_of(self, bot: Object) -> str:
        """Return which kind of client the bot belongs to."""
        identifier = users.client_id_of(bot)
        if bot["id"] == self.me:
            return "current"
        if bot.get("name") == PRIVATE_CONTENT:
            return TEMPORARY
        if identifier in self._tenant_clients:
            return "tenant_client"
        if identifier in self._region_clients:
            return "region_client"
        if self._organization_client and identifier == self._organization_client:
            return ORGANIZATION
        return ORPHANED if identifier in self._earlier else UNKNOWN

    def clients(self) -> list[Object]:
        """Return the clients of the tenant itself. A client that nobody has used has no bot."""
        return [
            {
                "client_id": identifier,
                "name": client.get("clientName", ""),
                "type": client.get("appType", ""),
                "secrets_created": sorted(each.get("createdAt", "") for each in client.get("clientSecrets", ())),
            }
            for identifier, client in self._tenant_clients.items()
        ]

    def shown(self, bot: Object) -> Object:
        """Return the known data of a bot."""
        uses = [token["lastUsed"] for token in self._tokens(bot) if token.get("lastUsed")]
        return {
            "id": bot["id"],
            "client_id": users.client_id_of(bot),
            "name": bot.get("name", ""),
            "status": bot.get("status", ""),
            "kind": self.kind_of(bot),
            "roles": sorted(role.get("name", role["id"]) for role in bot.get("assignedRoles") or ()),
            "created": bot.get("createdAt", ""),
            "disabled": self._journal.get(bot["id"], {}).get("disabled", "") if bot.get("status") == "disabled" else "",
            "last_used": max(uses, default=""),
            "licences": sorted(each["type"] for each in self._licences.of(bot)),
        }

    def _tokens(self, bot: Object) -> list[Object]:
        return self._client.list("/api/v1/oauth-tokens", userId=bot["id"], limit=100)


def _days_since(moment: str) -> int | None:
    """Return whole days, or None if the moment is not known. Qlik writes milliseconds, the ledger does not."""
    try:
        begun = datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (datetime.datetime.now(datetime.UTC) - begun).days


def to_do(told: Object, *, secret_days: int, grace_days: int) -> list[str]:
    """Return the open work."""
    found = [line for bot in told["bots"] for line in _about(bot, grace_days)]
    for client in told["clients"]:
        oldest = max((age for made in client["secrets_created"] if (age := _days_since(made)) is not None), default=0)
        if oldest > secret_days:
            name = f"{client['name']} ({client['client_id']})"
            found.append(f"A secret of the client {name} is {amount(oldest, 'day')} old: rotate it.")
    age = _days_since(str(told["region_client"].get("secret_since", "")))
    if age is not None and age > secret_days:
        found.append(f"The secret of the region client is {amount(age, 'day')} old: refresh it.")
    return found


def _about(bot: Object, grace_days: int) -> t.Iterator[str]:
    """Yield the open work for one bot."""
    name, works = f"{bot['name']} ({bot['client_id']})", bot["status"] != "disabled"
    if works and bot["kind"] == ORPHANED:
        yield f"The bot {name} is left over and {_owns(bot)}."
    if works and bot["kind"] == UNKNOWN:
        yield (
            f"The client of the bot {name} is not known; it {_owns(bot)}. If a deleted region client made it, name "
            "it in bots_earlier_clients (earlier_clients of the modules). To remove this bot only: bots_named."
        )
    if bot["kind"] == TEMPORARY:
        yield f"A run that was stopped left the bot {name}: the next one with private_content removes it."
    disabled = _days_since(bot["disabled"])
    if disabled is not None and disabled >= grace_days:
        yield f"The bot {name} has been disabled for {amount(disabled, 'day')}: delete it."


def _owns(bot: Object) -> str:
    """Return what to do with the content of a left-over bot."""
    if "content" not in bot:
        return "may own content, which was not requested: check it"
    whole, fixed = len(bot["content"]), sum(bool(each["advice"]) for each in bot["content"])
    if not whole:
        return "owns nothing: remove it"
    objects, them = amount(whole, "object"), "it" if whole == 1 else "them"
    if fixed == whole:
        return f"owns {objects} that Qlik cannot hand over: follow the advice for {them}, and remove the bot"
    rest = f", follow the advice for {fixed} that Qlik cannot hand over" if fixed else ""
    return f"owns {objects}: hand {them} over{rest}, and remove the bot"


def content_of(client: Client, bot: Object, private: Client | None) -> Object:
    """Return the content of a bot, each object with advice if it cannot be handed over."""
    found = [each for _client, each in Inventory(client, bot["id"], private=private).read()]
    content = [{**each.shown(), "advice": "" if each.can_go else each.ownership.advice} for each in found]
    return {"counts": counted(found), "content": content}
