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

from ansible_collections.qlikfleet.cloud.plugins.module_utils import client_history, errors, users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.bot_journal import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.confirmation import require_typed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content import Owned, filled
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ownership import Inventory, counted
from ansible_collections.qlikfleet.cloud.plugins.module_utils.private_content import private_client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.task import Command, Context

ORPHANED, UNKNOWN = "orphaned", "unknown"


class Bots:
    """The bots of one tenant."""

    def __init__(self, context: Context, client: Client) -> None:
        self._client = client
        self.me = str(users.myself(client)["id"])
        self._tenant_clients = {each["clientId"]: each for each in client.list("/api/v1/oauth-clients", limit=100)}
        known = client_history.histories(context.ledger_folder())
        self._region_clients = {entry["client_id"] for entry in known}
        earlier = {each["client_id"] for entry in known for each in entry["earlier"]}
        folder = context.ledger_folder()
        retired = BotJournal(folder, client.host).retired() if folder else set()
        self._earlier = (earlier | retired | set(context.params["earlier_clients"] or ())) - self._region_clients

    def kind_of(self, bot: Object) -> str:
        """What its client is."""
        identifier = users.client_id_of(bot)
        if bot["id"] == self.me:
            return "current"
        if identifier in self._tenant_clients:
            return "tenant_client"
        if identifier in self._region_clients:
            return "region_client"
        return ORPHANED if identifier in self._earlier else UNKNOWN

    def shown(self, bot: Object) -> Object:
        """What is known of a bot."""
        identifier = users.client_id_of(bot)
        client = self._tenant_clients.get(identifier, {})
        uses = [token["lastUsed"] for token in self._tokens(bot) if token.get("lastUsed")]
        return {
            "id": bot["id"],
            "client_id": identifier,
            "name": bot.get("name", ""),
            "status": bot.get("status", ""),
            "kind": self.kind_of(bot),
            "roles": sorted(role.get("name", role["id"]) for role in bot.get("assignedRoles") or ()),
            "created": bot.get("createdAt", ""),
            "last_used": max(uses, default=""),
            # Dates of secrets are told of tenant clients only.
            "secrets_created": sorted(each.get("createdAt", "") for each in client.get("clientSecrets", ())),
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


def _to_do(listed: list[Object], region_client: Object, most_days: int) -> list[str]:
    """What somebody should see to."""
    found = []
    for bot in listed:
        about = f"{bot['name']} ({bot['client_id']})"
        owns = sum(bot.get("counts", {}).values())
        if bot["kind"] == ORPHANED and bot["status"] != "disabled":
            found.append(f"The bot {about} is left over and owns {owns} objects: hand them over, and remove it.")
        if bot["kind"] == UNKNOWN and bot["status"] != "disabled":
            found.append(f"Nobody knows whose bot {about} is; it owns {owns} objects. Name its client, or remove it.")
        ages = [age for made in bot["secrets_created"] if (age := _days_since(made)) is not None]
        if max(ages, default=0) > most_days:
            found.append(f"A secret of the client {about} is {max(ages)} days old: rotate it.")
    age = _days_since(str(region_client.get("secret_since", "")))
    if age is not None and age > most_days:
        found.append(f"The secret of the region client is {age} days old: refresh it.")
    return found


def _region_client(context: Context, client: Client) -> Object:
    """What the ledger knows of the client of the tenant's region."""
    folder = context.ledger_folder()
    if not folder:
        return {}
    known = client_history.ClientHistory(folder, client.region, context.option("subscription", client.region)).read()
    return {name: value for name, value in known.items() if name not in ("bots", "secret")}


def _run_info(context: Context) -> Object:
    params, client = context.params, context.client()
    bots, listed = Bots(context, client), []
    with contextlib.ExitStack() as stack:
        private = None
        if params["private_content"] and not context.check_mode:
            private = stack.enter_context(private_client(client, context.clients.append))
        for bot in users.bots(client):
            if private and users.client_id_of(bot) == private.credentials.client_id:
                continue
            about = bots.shown(bot)
            if params["content"] == "all" or (params["content"] == "orphans" and about["kind"] in (ORPHANED, UNKNOWN)):
                found = [each for _client, each in Inventory(client, bot["id"], private=private).read()]
                about |= {"counts": counted(found), "content": [each.shown() for each in found]}
            listed.append(about)
    region_client, tenant = _region_client(context, client), client.get("/api/v1/tenants/me")
    return {
        "tenant": {"hostname": client.host, "alias": tenant["hostnames"][-1], "name": tenant["name"]},
        "region": client.region,
        "region_client": region_client,
        "bots": listed,
        "private_content": bool(private),
        "to_do": _to_do(listed, region_client, params["secret_days"]),
    }


BOT_INFO = Command(
    "bot_info",
    {
        "content": {"type": "str", "choices": ["orphans", "all", "none"], "default": "orphans"},
        "private_content": {"type": "bool", "default": False},
        "secret_days": {"type": "int", "default": 365, "no_log": False},
        "subscription": {"type": "str"},
        "earlier_clients": {"type": "list", "elements": "str"},
        "ledger": {"type": "path"},
    },
    _run_info,
    resolve=lambda context: {"ledger": context.ledger_folder() or None},
)


class Removal:
    """One bot, on its way out: disabled first, deleted after the days of grace."""

    def __init__(self, context: Context, client: Client, bot: Object) -> None:
        self._context, self._client, self.bot = context, client, bot
        self._journal = BotJournal(context.require_ledger_folder(), client.host)
        self.changes: list[str] = []

    def set_status(self, status: str) -> None:
        if self.bot.get("status") == status:
            return
        self._do(f"set status to {status}", "disabled" if status == "disabled" else "enabled")
        if not self._context.check_mode:
            patch = [{"op": "replace", "path": "/status", "value": status}]
            self._client.request("PATCH", f"/api/v1/users/{self.bot['id']}", json=patch)
            self.bot["status"] = status

    def waits(self) -> bool:
        """It is disabled, and that is all that is to be done today."""
        if self.bot.get("status") != "disabled":
            return False
        return self._context.params["state"] == "disabled" or self.due() > datetime.datetime.now(datetime.UTC)

    def awaits_deletion(self) -> bool:
        return self._context.params["state"] == "absent" and self.waits()

    def due(self) -> datetime.datetime:
        """When it may be deleted. One that was disabled by somebody else begins its grace when it is first seen."""
        since = self._journal.of(self.bot).get("disabled")
        if not since:
            if not self._context.check_mode:
                self._journal.record(self.bot, "disabled")
            since = client_history.today()
        begun = datetime.datetime.strptime(since, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)
        return begun + datetime.timedelta(days=self._context.params["grace_days"])

    def delete(self, content: list[tuple[Client, Owned]]) -> None:
        for client, each in reversed(content):
            self._do(f"delete {each.title}", "content_deleted")
            if not self._context.check_mode:
                client.request("DELETE", filled(each.content.delete, each.found))
        self._do("delete the bot", "deleted")
        if not self._context.check_mode:
            self._client.request("DELETE", f"/api/v1/users/{self.bot['id']}")

    def _do(self, change: str, step: str) -> None:
        self.changes.append(f"{self._client.host}: bot {users.client_id_of(self.bot)}: {change}")
        if not self._context.check_mode:
            self._journal.record(self.bot, step)


def _require_removable(bots: Bots, bot: Object, host: str) -> None:
    kind = bots.kind_of(bot)
    if kind in ("current", "region_client", "tenant_client"):
        raise errors.ConfigurationError(
            f"{host}: {bot['subject']} is the bot of a client that is in use ({kind.replace('_', ' ')}): it stays.",
            tenant=host,
        )


def _require_empty(content: list[tuple[Client, Owned]], params: Object, client: Client, bot: Object) -> None:
    """Nothing is left, or what is left may be deleted, and can be."""
    if not content:
        return
    counts = ", ".join(f"{number} {name}" for name, number in counted(each for _client, each in content).items())
    what = f"{client.host}: {bot['subject']} still owns {counts}."
    if not params["delete_content"]:
        raise errors.ConfigurationError(
            f"{what} Hand it over with qlikfleet.cloud.owner, or say delete_content=true with confirm_alias.",
            tenant=client.host,
        )
    tenant = client.get("/api/v1/tenants/me")
    require_typed(params["confirm_alias"], tenant["hostnames"], f"{what} Deleting it cannot be undone.")
    fixed = [each.title for _client, each in content if not each.content.delete]
    if fixed:
        raise errors.ConfigurationError(
            f"{what} Qlik has no way to delete {', '.join(fixed)} through its API: delete it by hand.",
            tenant=client.host,
        )


def _run(context: Context) -> Object:
    params, client = context.params, context.client()
    bot = users.find(client, params["bot"])
    if not bot:
        return {"changed": False, "bot": {}}
    if not str(bot["subject"]).startswith(users.BOT_PREFIX):
        raise errors.ConfigurationError(f"{client.host}: {params['bot']} is a person, and this is about bots.")
    removal = Removal(context, client, bot)
    if params["state"] == "enabled":
        removal.set_status("active")
    elif not removal.waits():
        _require_removable(Bots(context, client), bot, client.host)
        with contextlib.ExitStack() as stack:
            private = None
            if not context.check_mode:
                private = stack.enter_context(private_client(client, context.clients.append))
            content = Inventory(client, bot["id"], private=private).read()
            _require_empty(content, params, client, bot)
            removal.set_status("disabled")
            if params["state"] == "absent" and not removal.waits():
                removal.delete(content)
    return _removed(removal)


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
