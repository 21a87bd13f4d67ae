# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the events of a tenant were read, in the ledger, so that a restart continues there."""

from __future__ import annotations

import datetime
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

PART = "events"


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def written(moment: datetime.datetime) -> str:
    """Return a moment as Qlik writes it, with milliseconds."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


class Cursor:
    """The newest event that was read, and those shortly before it, since Qlik may list an event late.

    overlap: how late, in seconds. The entry of the ledger is {begun, since, seen: {id of an event: its time}}, where
    `begun` is the moment of the first start.
    """

    def __init__(self, ledger_place: str, name: str, overlap: float) -> None:
        self._ledger, self._name = Ledger(ledger_place, PART), name
        self._overlap = datetime.timedelta(seconds=overlap)
        entry = self._ledger.read(name)
        self._begun = read(entry["begun"]) if entry else now()
        self._since = read(entry["since"]) if entry else self._begun
        self._seen: dict[str, str] = entry.get("seen", {})
        if not entry:
            self.keep([])

    @property
    def interval(self) -> str:
        """Return the interval to list. Its end is in the future, in case the clocks differ."""
        begin = max(self._begun, self._since - self._overlap)
        return f"{written(begin)}/{written(now() + datetime.timedelta(hours=1))}"

    def unseen(self, events: t.Iterable[Object]) -> list[Object]:
        """Return the events that were not read before, the oldest first."""
        new = {event["id"]: event for event in events if event["id"] not in self._seen}
        return sorted(new.values(), key=lambda event: read(event["eventTime"]))

    def keep(self, events: t.Collection[Object]) -> None:
        """Remember durably that events were read."""
        seen = self._seen | {event["id"]: event["eventTime"] for event in events}
        self._since = max([self._since, *(read(event["eventTime"]) for event in events)])
        self._seen = {name: when for name, when in seen.items() if read(when) >= self._since - self._overlap}
        entry = {"begun": written(self._begun), "since": written(self._since), "seen": self._seen}
        with self._ledger.locked(self._name):
            self._ledger.write(self._name, entry)
