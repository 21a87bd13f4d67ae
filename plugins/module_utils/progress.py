# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Says now and then how far long work has come; short work is silent."""

from __future__ import annotations

import threading
import time
import typing as t

_EVERY_SECONDS = 10.0


class Progress:
    """Counts what is done of a whole."""

    def __init__(
        self, what: str, whole: int, announce: t.Callable[[str], None], clock: t.Callable[[], float] = time.monotonic
    ) -> None:
        self._what, self._whole, self._announce, self._clock = what, whole, announce, clock
        self._lock = threading.Lock()
        self._done = 0
        self._began = self._told = clock()

    def advance(self) -> None:
        """One more is done."""
        with self._lock:
            self._done += 1
            now = self._clock()
            if now - self._told < _EVERY_SECONDS or self._done == self._whole:
                return
            self._told = now
            left = (now - self._began) / self._done * (self._whole - self._done)
        self._announce(f"{self._what}: {self._done} of {self._whole} changes done, about {left:.0f} s left")
