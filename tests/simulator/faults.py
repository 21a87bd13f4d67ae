# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults by rule: what goes wrong on the way, and when."""

from __future__ import annotations

import asyncio
import fnmatch
import random
import typing as t
from dataclasses import dataclass, field


@dataclass
class Fault:
    """Matches requests by method, host and path (wildcards); skips `after` of them, then strikes `times`.

    probability: strikes that part of what it matches, as `--seed` decides.
    action: `status` answers with it, `reset` closes the connection, `truncate` does so in the middle of the answer,
    `cut` does so when half of the request's body has come in, which takes effect;
    `hold` answers nothing until it is released (a client sees a time-out); before or after the request takes effect.
    """

    method: str = "*"
    host: str = "*"
    path: str = "*"
    after: int = 0
    times: int = 1
    action: str = "status"
    status: int = 500
    code: str = "HTTP-500"
    when: str = "before"
    headers: dict[str, str] = field(default_factory=dict)
    probability: float = 1.0

    def __post_init__(self) -> None:
        if self.action not in ("status", "reset", "truncate", "cut", "hold") or self.when not in ("before", "after"):
            raise ValueError(f"there is no fault {self.action} {self.when}")

    def strikes(self, method: str, host: str, path: str, chance: random.Random) -> bool:
        pairs = ((method, self.method), (host, self.host), (path, self.path))
        if self.times < 1 or not all(fnmatch.fnmatch(value, pattern) for value, pattern in pairs):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.probability < 1 and chance.random() >= self.probability:
            return False
        self.times -= 1
        return True


class Faults:
    """The rules in force, and the requests that are held."""

    def __init__(self, seed: int | None) -> None:
        self._chance = random.Random(seed)
        self.rules: list[Fault] = []
        self.held = 0
        self._release = asyncio.Event()

    def set(self, rules: list[dict[str, t.Any]]) -> None:
        self.rules = [Fault(**rule) for rule in rules]

    def find(self, method: str, host: str, path: str) -> Fault | None:
        return next((rule for rule in self.rules if rule.strikes(method, host, path, self._chance)), None)

    async def hold(self) -> None:
        self.held += 1
        try:
            await self._release.wait()
        finally:
            self.held -= 1

    def release(self) -> None:
        self._release.set()
        self._release = asyncio.Event()
