# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bots: which of them is ours, which belong to living clients, which are left over, and what each owns.

A region client that is deleted in My Qlik leaves its bot in every tenant, an administrator that may own content. No
list of Qlik's tells that: a region client is in no tenant's list, so absence from it proves nothing. What the ledger
knows as an earlier region client is orphaned; what nobody knows is reported, and touched only by name.
"""

from __future__ import annotations

import contextlib
import datetime
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import NAME as PRIVATE_CONTENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import private_client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.handover import Inventory, counted
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import region_clients
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.amounts import amount

ORPHANED, UNKNOWN, TEMPORARY = "orphaned", "unknown", "temporary"


class Bots:
    """The bots of one tenant."""

    def __init__(self, context: Context, client: Client) -> None:
        self._client = client
        self.me = str(users.myself(client)["id"])
        self._tenant_clients = {each["clientId"]: each for each in client.list("/api/v1/oauth-clients", limit=100)}
        known = region_clients.histories(context.ledger_folder())
        self._region_clients = {entry["client_id"] for entry in known}
        earlier = {each["client_id"] for entry in known for each in entry["earlier"]}
        folder = context.ledger_folder()
        self._journal = BotJournal(folder, client.host).read() if folder else {}
        retired = {entry["client_id"] for entry in self._journal.values() if "client_deleted" in entry}
        self._earlier = (earlier | retired | set(context.params["earlier_clients"] or ())) - self._region_clients

    def kind_of(self, bot: Object) -> str:
        """What its client is."""
        identifier = users.client_id_of(bot)
        if bot["id"] == self.me:
            return "current"
        if bot.get("name") == PRIVATE_CONTENT:
            return TEMPORARY
        if identifier in self._tenant_clients:
            return "tenant_client"
        if identifier in self._region_clients:
            return "region_client"
        return ORPHANED if identifier in self._earlier else UNKNOWN

    def clients(self) -> list[Object]:
        """The clients of the tenant itself; one that nobody used yet has no bot."""
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
        """What is known of a bot."""
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
        }

    def _tokens(self, bot: Object) -> list[Object]:
        return self._client.list("/api/v1/oauth-tokens", userId=bot["id"], limit=100)


def _days_since(moment: str) -> int | None:
    """Whole days; None where it is not known. Qlik writes milliseconds, the ledger does not."""
    try:
        begun = datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (datetime.datetime.now(datetime.UTC) - begun).days


def _to_do(told: Object, params: Object) -> list[str]:
    """What somebody should see to."""
    found = [line for bot in told["bots"] for line in _about(bot, params["grace_days"])]
    most_days = params["secret_days"]
    for client in told["clients"]:
        oldest = max((age for made in client["secrets_created"] if (age := _days_since(made)) is not None), default=0)
        if oldest > most_days:
            name = f"{client['name']} ({client['client_id']})"
            found.append(f"A secret of the client {name} is {amount(oldest, 'day')} old: rotate it.")
    age = _days_since(str(told["region_client"].get("secret_since", "")))
    if age is not None and age > most_days:
        found.append(f"The secret of the region client is {amount(age, 'day')} old: refresh it.")
    return found


def _about(bot: Object, grace_days: int) -> t.Iterator[str]:
    """What there is to do about one bot."""
    name, works = f"{bot['name']} ({bot['client_id']})", bot["status"] != "disabled"
    if works and bot["kind"] == ORPHANED:
        yield f"The bot {name} is left over and {_owns(bot)}."
    if works and bot["kind"] == UNKNOWN:
        yield f"Nobody knows whose bot {name} is; it {_owns(bot)}. Or name its client in earlier_clients."
    if bot["kind"] == TEMPORARY:
        yield f"A run that was stopped left the bot {name}: the next one with private_content removes it."
    disabled = _days_since(bot["disabled"])
    if disabled is not None and disabled >= grace_days:
        yield f"The bot {name} has been disabled for {amount(disabled, 'day')}: delete it."


def _owns(bot: Object) -> str:
    """What becomes of what a bot that is left over owns."""
    if "content" not in bot:
        return "owns what was not asked for: see what it is"
    whole, fixed = len(bot["content"]), sum(bool(each["advice"]) for each in bot["content"])
    if not whole:
        return "owns nothing: remove it"
    objects, them = amount(whole, "object"), "it" if whole == 1 else "them"
    if fixed == whole:
        return f"owns {objects} that Qlik gives to nobody else: see to {them}, and remove the bot"
    rest = f", see to {fixed} that Qlik gives to nobody else" if fixed else ""
    return f"owns {objects}: hand {them} over{rest}, and remove the bot"


def _region_client(context: Context, client: Client) -> Object:
    """What the ledger knows of the client of the tenant's region."""
    folder = context.ledger_folder()
    if not folder:
        return {}
    known = region_clients.ClientHistory(folder, client.region, context.option("subscription", client.region)).read()
    return {name: value for name, value in known.items() if name not in ("bots", "secret")}


def _content(client: Client, bot: Object, private: Client | None) -> Object:
    """What a bot owns, each with what to do where no hand-over can give it away."""
    found = [each for _client, each in Inventory(client, bot["id"], private=private).read()]
    stays = [each.content.give is None or not each.content.may_go(each.found) for each in found]
    content = [
        {**each.shown(), "advice": each.content.advice if stay else ""} for each, stay in zip(found, stays, strict=True)
    ]
    return {"counts": counted(found), "content": content}


def _run_info(context: Context) -> Object:
    params, client = context.params, context.client()
    bots = Bots(context, client)
    listed = [bots.shown(bot) for bot in users.bots(client)]
    wanted = {"all": None, "orphans": (ORPHANED, UNKNOWN), "none": ()}[params["content"]]
    asked = [bot for bot in listed if wanted is None or bot["kind"] in wanted]
    look_inside = params["private_content"] and not context.check_mode
    with contextlib.ExitStack() as stack:
        private = None
        if look_inside and (asked or any(bot["kind"] == TEMPORARY for bot in listed)):
            private = stack.enter_context(private_client(client, context.clients.append))
            listed = [bot for bot in listed if bot["kind"] != TEMPORARY]
        for bot in asked:
            bot.update(_content(client, bot, private))
    tenant = client.get("/api/v1/tenants/me")
    told = {
        "tenant": {"hostname": client.host, "alias": tenant["hostnames"][-1], "name": tenant["name"]},
        "region": client.region,
        "region_client": _region_client(context, client),
        "clients": [each for each in bots.clients() if each["name"] != PRIVATE_CONTENT],
        "bots": listed,
        "private_content": look_inside,
    }
    return {**told, "to_do": _to_do(told, params)}


BOT_INFO = Command(
    "bot_info",
    {
        "content": {"type": "str", "choices": ["orphans", "all", "none"], "default": "orphans"},
        "private_content": {"type": "bool", "default": False},
        "secret_days": {"type": "int", "default": 365, "no_log": False},
        "grace_days": {"type": "int", "default": 30},
        "subscription": {"type": "str"},
        "earlier_clients": {"type": "list", "elements": "str"},
        "ledger": {"type": "path"},
    },
    _run_info,
    resolve=lambda context: {"ledger": context.ledger_folder() or None},
)
