# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""History of region clients: Qlik does not list them, and only this history identifies bots of earlier ones.

The ledger has an entry for each region, and subscription if a fleet has several, with ids, dates and fingerprints of
secrets.
"""

from __future__ import annotations

import hashlib
import time

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_PART = "region-clients"


def today() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def fingerprint(secret: str) -> str:
    """Return a fingerprint of a secret. It is truncated, of 64 random digits, and cannot be reversed."""
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


class ClientHistory:
    """The region clients of one region and subscription."""

    def __init__(self, ledger_place: str, region: str, subscription: str | None = None) -> None:
        self._ledger, self._region = Ledger(ledger_place, _PART), region
        self._name = f"{region}-{subscription}" if subscription else region

    def read(self) -> Object:
        """Return {client_id, since, fingerprint, secret_since, bots, earlier: [{client_id, since, until}]}, or nothing.

        fingerprint: of its secret. bots: the client's user in each tenant where it was seen, by tenant id.
        """
        return self._ledger.read(self._name)

    @property
    def current(self) -> str:
        return str(self.read().get("client_id", ""))

    @property
    def earlier(self) -> list[str]:
        return [each["client_id"] for each in self.read().get("earlier", ())]

    def record(self, client_id: str, secret: str, bots: Object) -> None:
        """Record the proven client. If it differs from the previous one, that becomes an earlier one."""
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


def histories(ledger_place: str) -> list[Object]:
    """Return the histories of all region clients."""
    return Ledger(ledger_place, _PART).entries() if ledger_place else []


def regions_of(ledger_place: str, client_id: str) -> set[str]:
    """Return the regions of a known region client."""
    return {entry["region"] for entry in histories(ledger_place) if entry["client_id"] == client_id}
