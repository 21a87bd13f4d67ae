# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand-over: give all content of one user to another, type by type, and report the rest with advice.

After an interruption, the next run continues with the remaining content.
"""

from __future__ import annotations

import itertools
import time
import typing as t
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.owned import Inventory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Give, Owned, Receiver
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.amounts import amount

_THREADS = 8
# Seconds between checks of content that should have its new owner.
_PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_LATE = "Qlik accepted the change, but the object still has its previous owner."


def counted(found: t.Iterable[Owned]) -> dict[str, int]:
    """Return the number of objects of each type."""
    return dict(Counter(each.type for each in found))


@dataclass
class HandOver:
    """One hand-over from one user to another."""

    inventory: Inventory
    receiver: Receiver
    caller: str
    accept_losses: bool
    refused: dict[tuple[str, str], str] = field(default_factory=dict)

    def obstacle(self, each: Owned) -> str:
        """Return why an object cannot go, or nothing."""
        ownership = each.ownership
        taken = not ownership.only_to_caller or self.receiver.id == self.caller
        if not each.can_go or not taken:
            return ownership.advice
        if ownership.costs and not self.accept_losses:
            return f"It would lose {ownership.costs}: set automations=true to hand it over anyway."
        return ""

    def run(self, found: list[tuple[Client, Owned]]) -> list[Owned]:
        """Hand over in the order of the types, objects of one type concurrently. Return the content that is left."""
        going = [pair for pair in found if not self.obstacle(pair[1])]
        self.inventory.client.expect(len(going))
        with ThreadPoolExecutor(_THREADS) as pool:
            for _type, pairs in itertools.groupby(going, key=lambda pair: pair[1].type):
                list(pool.map(self._give, *zip(*pairs, strict=True)))
            accepted = [pair for pair in going if pair[1].key not in self.refused]
            list(pool.map(self._release, *zip(*accepted, strict=True)) if accepted else ())
        return self._left({each.key for _client, each in accepted if each.key not in self.refused})

    def _give(self, client: Client, each: Owned) -> None:
        self._change(t.cast(Give, each.ownership.give), client, each)
        client.progress.advance()

    def _release(self, client: Client, each: Owned) -> None:
        if each.ownership.release:
            self._change(each.ownership.release, client, each)

    def _change(self, change: Give, client: Client, each: Owned) -> None:
        try:
            change(client, each, self.receiver)
        except errors.QlikError as error:
            self.refused[each.key] = error.message

    def _left(self, accepted: set[tuple[str, str]]) -> list[Owned]:
        """List the content again. Wait for accepted changes, since Qlik's index can be late."""
        pauses = list(_PAUSES)
        while True:
            left = [each for _client, each in self.inventory.read()]
            late = [each for each in left if each.key in accepted and not each.ownership.unsure]
            if not late or not pauses:
                self.refused |= {each.key: _LATE for each in late}
                return left
            time.sleep(pauses.pop(0))

    def reason(self, each: Owned) -> str:
        """Return why an object is left with its old owner, or what to do about it."""
        return self.refused.get(each.key) or self.obstacle(each) or each.ownership.advice


def give_app_objects(
    client: Client, objects: t.Iterable[Object], receiver: Receiver, hand_over: HandOver
) -> list[Object]:
    """Hand over sheets, stories and bookmarks. Only Qlik's engine lists them, so the caller names them."""
    given = []
    for each in objects:
        path = f"/api/v1/apps/{each['app_id']}/objects/{each['object_id']}/actions/change-owner"
        try:
            client.request("POST", path, json={"ownerId": receiver.id})
            given.append(each)
        except errors.QlikError as error:
            hand_over.refused["app_object", each["object_id"]] = error.message
    return given


def summary(hand_over: HandOver, found: list[Owned], left: list[Owned], objects: t.Iterable[Object]) -> Object:
    """Return the result of a hand-over. An object that is not left was given, even if an answer was lost."""
    still = {each.key for each in left}
    given = [each for each in found if each.key not in still]
    shown = [each.shown() for each in given]
    shown += [{"type": "app_object", "id": each["object_id"], "name": each["object_id"]} for each in objects]
    label = hand_over.inventory.client.label
    lines = [f"{label}: hand over {each['type']} {each['name']}\n" for each in shown]
    refused = [why for key, why in hand_over.refused.items() if key in still or key[0] == "app_object"]
    result: Object = {
        "changed": bool(shown),
        "diff": {"before": "", "after": "".join(lines)},
        "given": shown,
        "counts": counted(given),
        "afterwards": [
            {**each.shown(), "what": each.ownership.afterwards} for each in given if each.ownership.afterwards
        ],
        "left": [{**each.shown(), "reason": hand_over.reason(each)} for each in left],
    }
    if refused:
        result["failed"] = True
        failed = amount(len(refused), "object")
        result["msg"] = f"{label}: could not hand over {failed}; run again, or see left. The first: {refused[0]}"
    return result
