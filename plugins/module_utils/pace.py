# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests are kept below what Qlik permits, so that being refused is the exception.

Published page "Rate limiting": 1,000 reads and 100 writes a minute for each user of a tenant, counted over five
minutes. Who asks once too often has all requests of that tier refused for a while.
"""

from __future__ import annotations

import collections
import threading
import time
import typing as t

WINDOW_SECONDS = 300.0
_PER_WINDOW = {"read": 5000, "write": 500}
# A little is left for what others do with the same client, and for clocks that differ.
_SHARE = 0.98
# What is left of the budget each time that Qlik refuses: others write too, or the limit is lower than published.
_AFTER_REFUSAL = 0.7


class Pace:
    """Counts what was sent to one tenant with one client; shared by all threads that do so."""

    def __init__(self, window: float = WINDOW_SECONDS, clock: t.Callable[[], float] = time.monotonic) -> None:
        self._window, self._clock = window, clock
        self._lock = threading.Lock()
        self._budget = {tier: number * _SHARE for tier, number in _PER_WINDOW.items()}
        self._sent: dict[str, collections.deque[float]] = {tier: collections.deque() for tier in _PER_WINDOW}
        self._closed = dict.fromkeys(_PER_WINDOW, 0.0)

    @staticmethod
    def tier(method: str) -> str:
        return "read" if method == "GET" else "write"

    def take(self, tier: str) -> float:
        """0, and the request is counted; or how many seconds to wait before asking again."""
        with self._lock:
            now, sent = self._clock(), self._sent[tier]
            if now < self._closed[tier]:
                return self._closed[tier] - now
            while sent and sent[0] <= now - self._window:
                sent.popleft()
            if len(sent) >= self._budget[tier]:
                # Never 0, which would mean that it was counted: a clock is not exact to the last bit.
                return max(sent[0] + self._window - now, 0.001)
            sent.append(now)
            return 0.0

    def refused(self, tier: str, seconds: float) -> None:
        """Qlik refused a request of the tier, and wants to be asked again after so many seconds."""
        with self._lock:
            if self._clock() < self._closed[tier]:
                return  # another thread has told it already
            self._closed[tier] = self._clock() + seconds
            self._budget[tier] = max(1.0, self._budget[tier] * _AFTER_REFUSAL)
            # Qlik counts anew from then on.
            self._sent[tier].clear()
