# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which region clients there were: Qlik tells nobody, and a bot of an earlier one is known by nothing else.

A file of the ledger for each region (and subscription, where a fleet has several): ids and dates, never a secret.
"""

from __future__ import annotations

import time
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import Ledger


def today() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class ClientHistory:
    """The region clients of one region and subscription."""

    def __init__(self, ledger_folder: str, region: str, subscription: str | None = None) -> None:
        self._ledger = Ledger(Path(ledger_folder) / "region-clients")
        self._name = f"{region}-{subscription}" if subscription else region

    def read(self) -> Object:
        """{client_id, since, secret_since, earlier: [{client_id, since, until}]}; nothing is empty."""
        return self._ledger.read(self._name)

    @property
    def current(self) -> str:
        return str(self.read().get("client_id", ""))

    @property
    def earlier(self) -> list[str]:
        return [each["client_id"] for each in self.read().get("earlier", ())]

    def record(self, client_id: str, *, new_secret: bool) -> bool:
        """The client that was proven; whether that is news."""
        with self._ledger.locked(self._name):
            known = self.read()
            if known.get("client_id") == client_id and not new_secret:
                return False
            entry: Object = {"client_id": client_id, "secret_since": today(), "earlier": known.get("earlier", [])}
            if known.get("client_id") in (client_id, None):
                entry["since"] = known.get("since", today())
            else:
                entry["since"] = today()
                gone = {name: known[name] for name in ("client_id", "since") if name in known}
                entry["earlier"] = [*entry["earlier"], {**gone, "until": today()}]
            entry["earlier"] = [each for each in entry["earlier"] if each["client_id"] != client_id]
            self._ledger.write(self._name, entry)
            return True


def known_clients(ledger_folder: str) -> tuple[set[str], set[str]]:
    """Ids of all region clients that the ledger knows: those in use, and earlier ones."""
    folder = Path(ledger_folder) / "region-clients"
    if not ledger_folder or not folder.is_dir():
        return set(), set()
    entries: list[t.Any] = [Ledger(folder).read(path.stem) for path in folder.glob("*.json")]
    current = {entry["client_id"] for entry in entries}
    return current, {each["client_id"] for entry in entries for each in entry.get("earlier", ())} - current
