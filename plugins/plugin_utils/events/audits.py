# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit events of all tenants of a fleet, each once: a tenant's list is read again and again, from where it ended."""

from __future__ import annotations

import asyncio
import logging
import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import QlikError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.events import Cursor
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.events.fleet import contexts

_LOG = logging.getLogger(__name__)
# Tenants that are read at a time.
_AT_ONCE = 10


class Queue(t.Protocol):
    """What ansible-rulebook gives a source."""

    async def put(self, event: Object) -> None: ...


async def main(queue: Queue, arguments: Object) -> None:
    """Put events on the queue until the task is cancelled. The source documents the arguments."""
    fleet = await asyncio.to_thread(contexts, arguments)
    overlap, own = float(arguments.get("overlap", 300)), bool(arguments.get("own_events", False))
    watches = [
        Watch(name, context, Cursor(context.require_ledger(), name, overlap), own_events=own)
        for name, context in fleet.items()
    ]
    places = asyncio.Semaphore(_AT_ONCE)

    async def step(watch: Watch) -> None:
        async with places:
            await watch.step(queue)

    while True:
        await asyncio.gather(*(step(watch) for watch in watches))
        await asyncio.sleep(float(arguments.get("interval", 60)))


@dataclass
class Watch:
    """The events of one tenant."""

    name: str
    context: Context
    cursor: Cursor
    own_events: bool
    _me: str = field(default="", init=False)

    async def step(self, queue: Queue) -> None:
        """Put new events on the queue. A tenant that fails is logged, and read again in the next round."""
        try:
            events = await asyncio.to_thread(self._read)
            for event in events:
                if self.own_events or event.get("userId") != self._me:
                    await queue.put(shown(self.name, event))
            # A run that is killed before this puts them again: an event is never lost.
            if events:
                await asyncio.to_thread(self.cursor.keep, events)
        except QlikError as error:
            _LOG.error("%s: events cannot be read: %s", self.name, error.message)

    def _read(self) -> list[Object]:
        client = self.context.client()
        self.context.clients.clear()
        self._me = self._me or str(client.get("/api/v1/users/me")["id"])
        found = client.list("/api/v1/audits", eventTime=self.cursor.interval, sort="+eventTime", limit=100)
        return self.cursor.unseen(found)


def shown(name: str, event: t.Mapping[str, t.Any]) -> Object:
    """Return an event for rules: what happened where, without its data, which can have names and values of users.

    meta.hosts limits the playbook of a rule to the tenant.
    """
    extensions = event.get("extensions") or {}
    known = {
        "tenant": name,
        "id": event.get("id") or event.get("eventId"),
        "type": event.get("eventType") or event.get("type"),
        "time": event.get("eventTime") or event.get("time"),
        "source": event.get("source"),
        "user": event.get("userId") or event.get("userid") or extensions.get("userId"),
        "resource": extensions.get("topLevelResourceId") or event.get("toplevelresourceid"),
        "space": extensions.get("spaceId") or event.get("spaceid"),
    }
    return {"qlik": {key: value for key, value in known.items() if value}, "meta": {"hosts": [name]}}
