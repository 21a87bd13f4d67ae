# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate limits: per user, tenant and tier, over five minutes (published page "Rate limiting")."""

from __future__ import annotations

import math
import time

from answers import Refused

_MINUTES = 5
PER_MINUTE = {1: 1000, 2: 100}


class Limits:
    """Fixed windows; `scale` shortens them, and 0 switches the limits off."""

    def __init__(self, scale: float) -> None:
        self._seconds = 60 * _MINUTES * scale
        self._windows: dict[tuple[str, str, int], tuple[float, int]] = {}

    def take(self, tenant: str, user: str, method: str) -> None:
        """Counts a request; one too many blocks the whole tier until the window ends."""
        if not self._seconds:
            return
        tier = 1 if method == "GET" else 2
        key, now = (tenant, user, tier), time.monotonic()
        began, count = self._windows.get(key, (now, 0))
        if now - began >= self._seconds:
            began, count = now, 0
        if count >= PER_MINUTE[tier] * _MINUTES:
            wait = max(1, math.ceil(began + self._seconds - now))
            raise Refused(429, "HTTP-429", "API rate limit reached.", **{"Retry-After": str(wait)})
        self._windows[key] = began, count + 1
