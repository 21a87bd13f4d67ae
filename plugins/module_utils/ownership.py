# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand-over: all that one user owns goes to another, type by type, and what is left is told with what to do."""

from __future__ import annotations

import contextlib
import typing as t
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils import errors, users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content import Content, Owned, Receiver, owned
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content_types import CONTENT_TYPES
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.private_content import private_client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.task import Command, Context

_THREADS = 8
_NAMES = tuple(content.name for content in CONTENT_TYPES)


def counted(found: t.Iterable[Owned]) -> dict[str, int]:
    """How much of each type."""
    return dict(Counter(each.content.name for each in found))


@dataclass
class Inventory:
    """All that a user owns; what is private only where there is a client that sees it."""

    client: Client
    user: str
    contents: t.Sequence[Content] = CONTENT_TYPES
    private: Client | None = None

    def read(self) -> list[tuple[Client, Owned]]:
        """Each object, with the client that may give it away. Private content comes first: tasks work on it."""
        hidden = [content.private() for content in self.contents if content.has_private] if self.private else []
        seen = owned(self.client, self.contents, self.user)
        if not self.private:
            return [(self.client, each) for each in seen]
        private = owned(self.private, hidden, self.user)
        known = {(each.content.name, each.id) for each in private}
        return [
            *((self.private, each) for each in private),
            *((self.client, each) for each in seen if (each.content.name, each.id) not in known),
        ]


@dataclass
class HandOver:
    """From one user to another."""

    inventory: Inventory
    receiver: Receiver
    caller: str
    accept_losses: bool
    refused: dict[tuple[str, str], str] = field(default_factory=dict)

    def obstacle(self, content: Content) -> str:
        """Why objects of a type do not go, nothing where they do."""
        if not content.give or (content.only_to_caller and self.receiver.id != self.caller):
            return content.advice
        if content.costs and not self.accept_losses:
            return f"It would lose {content.costs}: say automations=true to hand it over all the same."
        return ""

    def run(self, found: list[tuple[Client, Owned]]) -> None:
        """In the order of the types; objects of one type side by side."""
        self.inventory.client.progress.expect(self.inventory.client.host, len(found))
        with ThreadPoolExecutor(_THREADS) as pool:
            for content in dict.fromkeys(each.content.name for _client, each in found):
                going = [pair for pair in found if pair[1].content.name == content]
                list(pool.map(self._give, *zip(*going, strict=True)))

    def _give(self, client: Client, each: Owned) -> None:
        give = each.content.give
        if give and not self.obstacle(each.content):
            try:
                give(client, each.found, self.receiver)
            except errors.QlikError as error:
                self.refused[each.content.name, each.id] = error.message
        client.progress.advance()

    def left(self) -> list[Object]:
        """What the old owner still has, by listing again."""
        return [
            {
                **each.shown(),
                "reason": self.refused.get((each.content.name, each.id))
                or self.obstacle(each.content)
                or each.content.advice
                or "Qlik said yes, and it has its old owner all the same.",
            }
            for _client, each in self.inventory.read()
        ]


def _chosen(params: Object) -> list[Content]:
    left_out = params["except_types"] or ()
    return [
        content
        for content in CONTENT_TYPES
        if content.name not in left_out and (not params["types"] or content.name in params["types"])
    ]


def _giver(client: Client, wanted: str) -> Object:
    """A user that was deleted still owns, and only its id is left to name it by."""
    return users.find(client, wanted) or {"id": wanted, "subject": wanted, "name": wanted}


def _run(context: Context) -> Object:
    params, client = context.params, context.client()
    me = users.myself(client)
    giver = _giver(client, params["from_user"])
    taker = users.existing(client, params["to_user"]) if params["to_user"] else me
    if giver["id"] == taker["id"]:
        raise errors.ConfigurationError(f"{client.host}: {params['from_user']} has it already: name another to_user.")
    with contextlib.ExitStack() as stack:
        private = None
        if params["private_content"] and not context.check_mode:
            private = stack.enter_context(private_client(client, context.clients.append))
        inventory = Inventory(client, giver["id"], _chosen(params), private)
        receiver = Receiver(taker["id"], str(taker.get("name", "")))
        hand_over = HandOver(inventory, receiver, me["id"], params["automations"])
        found = inventory.read()
        going = [each for _client, each in found if not hand_over.obstacle(each.content)]
        if context.check_mode:
            left = [
                {**each.shown(), "reason": hand_over.obstacle(each.content)}
                for _client, each in found
                if hand_over.obstacle(each.content)
            ]
            return _result(going, left, hand_over, params)
        hand_over.run(found)
        _give_objects(private or client, params["app_objects"] or (), receiver, hand_over)
        left = hand_over.left()
        still = {(each["type"], each["id"]) for each in left}
        return _result([each for each in going if (each.content.name, each.id) not in still], left, hand_over, params)


def _give_objects(client: Client, objects: t.Iterable[Object], receiver: Receiver, hand_over: HandOver) -> None:
    """Sheets, stories and bookmarks: Qlik lists them through its engine only, so they are named."""
    for each in objects:
        path = f"/api/v1/apps/{each['app_id']}/objects/{each['object_id']}/actions/change-owner"
        try:
            client.request("POST", path, json={"ownerId": receiver.id})
        except errors.QlikError as error:
            hand_over.refused["app_object", each["object_id"]] = error.message


def _result(given: list[Owned], left: list[Object], hand_over: HandOver, params: Object) -> Object:
    objects = [
        each for each in params["app_objects"] or () if ("app_object", each["object_id"]) not in hand_over.refused
    ]
    result: Object = {
        "changed": bool(given or objects),
        "given": [each.shown() for each in given]
        + [{"type": "app_object", "id": each["object_id"], "name": each["object_id"]} for each in objects],
        "counts": counted(given),
        "left": left,
    }
    if hand_over.refused:
        host, whole = hand_over.inventory.client.host, len(hand_over.refused)
        first = next(iter(hand_over.refused.values()))
        result |= {
            "failed": True,
            "msg": f"{host}: {whole} objects were not handed over; run again, or see left. The first: {first}",
        }
    return result


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
