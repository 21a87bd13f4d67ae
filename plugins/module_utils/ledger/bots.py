# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Journal of steps done to bots, written before each step, in one entry of the ledger for each tenant."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import today
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

PART = "bots"


class BotJournal:
    """The bots of one tenant, by the id of their user: {client_id, <step>: <when>}."""

    def __init__(self, ledger_place: str, hostname: str) -> None:
        self._ledger, self._hostname = Ledger(ledger_place, PART), hostname

    def read(self) -> Object:
        return self._ledger.read(self._hostname)

    def of(self, bot: Object) -> Object:
        return t.cast(Object, self.read().get(bot["id"], {}))

    def record(self, bot: Object, client_id: str, step: str) -> None:
        """Record a step durably. Enabling a bot resets its grace period."""
        with self._ledger.locked(self._hostname):
            known = {name: value for name, value in self.of(bot).items() if (name, step) != ("disabled", "enabled")}
            entry = {**known, "client_id": client_id, step: today()}
            self._ledger.write(self._hostname, {**self.read(), bot["id"]: entry})
