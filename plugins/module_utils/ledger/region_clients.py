# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which region clients there were: Qlik tells nobody, and a bot of an earlier one is known by nothing else.

A file of the ledger for each region (and subscription, where a fleet has several): ids, dates, and what tells one
secret from another without being one.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_FOLDER = "region-clients"


def today() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def fingerprint(secret: str) -> str:
    """Tells whether a secret is the same as before. It is cut, and of 64 random digits, so nothing leads back to it."""
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


class ClientHistory:
    """The region clients of one region and subscription."""

    def __init__(self, ledger_folder: str, region: str, subscription: str | None = None) -> None:
        self._ledger, self._region = Ledger(Path(ledger_folder) / _FOLDER), region
        self._name = f"{region}-{subscription}" if subscription else region

    def read(self) -> Object:
        """{client_id, since, fingerprint, secret_since, bots, earlier: [{client_id, since, until}]}; nothing is empty.

        fingerprint: of its secret. bots: the client's user in each tenant where it was seen, by the id of the tenant.
        """
        return self._ledger.read(self._name)

    @property
    def current(self) -> str:
        return str(self.read().get("client_id", ""))

    @property
    def earlier(self) -> list[str]:
        return [each["client_id"] for each in self.read().get("earlier", ())]

    def record(self, client_id: str, secret: str, bots: Object) -> None:
        """The client that was proven; another one than before makes that one an earlier one."""
        with self._ledger.locked(self._name):
            known = self.read()
            earlier, since = known.get("earlier", []), known.get("since", today())
            seen = known.get("bots", {})
            if known.get("client_id") not in (client_id, None):
                earlier = [*earlier, {"client_id": known["client_id"], "since": since, "until": today()}]
                since, seen = today(), {}
            entry = {
                "region": self._region,
                "client_id": client_id,
                "since": since,
                "fingerprint": secret,
                "secret_since": known["secret_since"] if known.get("fingerprint") == secret else today(),
                "bots": {**seen, **bots},
                "earlier": [each for each in earlier if each["client_id"] != client_id],
            }
            self._ledger.write(self._name, entry)


def histories(ledger_folder: str) -> list[Object]:
    """What the ledger knows of all region clients."""
    return Ledger(Path(ledger_folder) / _FOLDER).entries() if ledger_folder else []


def regions_of(ledger_folder: str, client_id: str) -> set[str]:
    """The regions that a client is known as the region client of."""
    return {entry["region"] for entry in histories(ledger_folder) if entry["client_id"] == client_id}
