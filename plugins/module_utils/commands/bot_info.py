# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command bot_info."""

from __future__ import annotations

import contextlib

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import bots, users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.bots import Bots
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import NAME, private_client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import ClientHistory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

BOTS_SPEC: Object = {
    "earlier_clients": {"type": "list", "elements": "str"},
    "organization_client_id": {"type": "str"},
    "ledger": {"type": "str"},
}


def bots_of(context: Context, client: Client) -> Bots:
    """Return the bots of a tenant, with the data of the options and the ledger."""
    organization_client = str(context.option("organization_client_id") or "")
    return Bots(client, context.ledger_place(), context.params["earlier_clients"] or (), organization_client)


def _region_client(context: Context, client: Client) -> Object:
    """Return the ledger's entry for the region client of the tenant."""
    place = context.ledger_place()
    if not place:
        return {}
    known = ClientHistory(place, client.region, context.option("subscription", client.region)).read()
    return {name: value for name, value in known.items() if name not in ("bots", "fingerprint")}


def _list(context: Context, client: Client, found: Bots) -> list[Object]:
    """Return the bots, with the content of the requested ones."""
    params = context.params
    listed = [found.shown(bot) for bot in users.bots(client)]
    wanted = {"all": None, "orphans": (bots.ORPHANED, bots.UNKNOWN), "none": ()}[params["content"]]
    asked = [bot for bot in listed if wanted is None or bot["kind"] in wanted]
    with contextlib.ExitStack() as stack:
        private = None
        if _looks_inside(context) and (asked or any(bot["kind"] == bots.TEMPORARY for bot in listed)):
            private = stack.enter_context(private_client(client, context.clients.append))
            listed = [bot for bot in listed if bot["kind"] != bots.TEMPORARY]
        for bot in asked:
            bot.update(bots.content_of(client, bot, private))
    return listed


def _looks_inside(context: Context) -> bool:
    return bool(context.params["private_content"]) and not context.check_mode


def _run(context: Context) -> Object:
    params, client = context.params, context.client()
    found = bots_of(context, client)
    listed = _list(context, client, found)
    tenant = client.get("/api/v1/tenants/me")
    told = {
        "tenant": {"hostname": client.host, "alias": tenant["hostnames"][-1], "name": tenant["name"]},
        "region": client.region,
        "region_client": _region_client(context, client),
        "clients": [each for each in found.clients() if each["name"] != NAME],
        "bots": listed,
        "private_content": _looks_inside(context),
    }
    days = {name: params[name] for name in ("secret_days", "grace_days")}
    return {**told, "to_do": bots.to_do(told, **days)}


BOT_INFO = Command(
    "bot_info",
    {
        "content": {"type": "str", "choices": ["orphans", "all", "none"], "default": "orphans"},
        "private_content": {"type": "bool", "default": False},
        "secret_days": {"type": "int", "default": 365, "no_log": False},
        "grace_days": {"type": "int", "default": 30},
        "subscription": {"type": "str"},
        **BOTS_SPEC,
    },
    _run,
    resolve=lambda context: {
        "ledger": context.ledger_place() or None,
        "organization_client_id": context.option("organization_client_id"),
    },
)
