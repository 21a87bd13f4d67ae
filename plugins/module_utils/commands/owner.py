# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command owner."""

from __future__ import annotations

import contextlib

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import (
    private_client,
    sees_private_content,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.handover import (
    HandOver,
    give_app_objects,
    summary,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.owned import Inventory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.owned import OWNED
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Receiver, type_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_NAMES = tuple(map(type_of, OWNED))


def _chosen(params: Object) -> list[Kind]:
    names = (set(params["types"] or _NAMES)) - set(params["except_types"] or ())
    return [kind for kind in OWNED if type_of(kind) in names]


def _giver(client: Client, wanted: str) -> Object:
    """Return the present owner. A deleted user still owns objects, and can only be found by id."""
    return users.find(client, wanted) or {"id": wanted, "subject": wanted, "name": wanted}


def _private(context: Context, client: Client, stack: contextlib.ExitStack) -> Client | None:
    """Return a client that sees personal spaces, if they are to be looked into."""
    if not context.params["private_content"] or context.check_mode:
        return None
    if context.option("client") == "tenant" and sees_private_content(client):
        return client
    return stack.enter_context(private_client(client, context.clients.append))


def _run(context: Context) -> Object:
    params, client = context.params, context.client()
    me = users.myself(client)
    giver = _giver(client, params["from_user"])
    taker = users.existing(client, params["to_user"]) if params["to_user"] else me
    if giver["id"] == taker["id"]:
        raise errors.ConfigurationError(
            f"{client.label}: from_user and to_user are the same user ({params['from_user']}): it has it already.",
            **client.identity,
        )
    receiver = Receiver(taker["id"], str(taker.get("name", "")), users.is_bot(taker))
    objects = params["app_objects"] or ()
    with contextlib.ExitStack() as stack:
        private = _private(context, client, stack)
        inventory = Inventory(client, giver["id"], _chosen(params), private)
        hand_over = HandOver(inventory, receiver, me["id"], params["automations"])
        found = inventory.read()
        if context.check_mode:
            left = [each for _client, each in found if hand_over.obstacle(each)]
        else:
            left = hand_over.run(found)
            objects = give_app_objects(private or client, objects, receiver, hand_over)
    result = summary(hand_over, [each for _client, each in found], left, objects)
    return result | ({} if "status" in giver or found else {"warnings": [_nobody(client, params["from_user"])]})


def _nobody(client: Client, wanted: str) -> str:
    return f"{client.label}: user {wanted} not found, and nothing is owned by a deleted user with that id."


OWNER = Command(
    "owner",
    {
        "from_user": {"type": "str", "required": True},
        "to_user": {"type": "str"},
        "types": {"type": "list", "elements": "str", "choices": list(_NAMES)},
        "except_types": {"type": "list", "elements": "str", "choices": list(_NAMES)},
        "automations": {"type": "bool", "default": False},
        "private_content": {"type": "bool", "default": False},
        "app_objects": {
            "type": "list",
            "elements": "dict",
            "options": {
                "app_id": {"type": "str", "required": True},
                "object_id": {"type": "str", "required": True},
            },
        },
    },
    _run,
)
