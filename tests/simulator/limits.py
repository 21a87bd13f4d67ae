# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate limits (published page "Rate limiting"; the figures are in tests/contract/rate-limits.json).

A user has so many requests of each tier in five minutes, a tenant as a whole half of that for each of its users, and
some endpoints have a limit of their own. Who asks once too often has the whole tier closed until the window ends.
"""

from __future__ import annotations

import fnmatch
import functools
import json
import math
import time
from dataclasses import dataclass, field
from pathlib import Path

from answers import Refused

_FIGURES = json.loads((Path(__file__).resolve().parent.parent / "contract/rate-limits.json").read_text("utf-8"))
_MINUTES: int = _FIGURES["window_minutes"]
_SHARE: float = _FIGURES["tenant_share_of_a_user"]


@functools.cache
def tier_of(method: str, path: str) -> tuple[str, int]:
    """The name of the tier of a request, and its requests a minute: tier 1, tier 2, or an endpoint's own."""
    for special in _FIGURES["special"]:
        if special["method"] in ("*", method) and fnmatch.fnmatch(path, special["path"]):
            return f"{special['method']} {special['path']}", special["per_minute"]
    tier = "1" if method == "GET" else "2"
    return tier, _FIGURES["per_minute"][tier]


@dataclass
class Limits:
    """Fixed windows. `scale` shortens them, and 0 switches the limits off; `share` is the part of a limit in force."""

    scale: float
    share: float = 1.0
    _windows: dict[tuple[str, str, str], tuple[float, int]] = field(default_factory=dict)

    def take(self, tenant: str, users: int, user: str, method: str, path: str) -> None:
        """Counts a request, or refuses it. Without users it counts for nobody else, as requests for a token do."""
        if not self.scale:
            return
        tier, per_minute = tier_of(method, path)
        permitted = per_minute * _MINUTES * self.share
        self._count((tenant, user, tier), permitted)
        if users and tier in _FIGURES["per_minute"]:
            self._count((tenant, "", tier), permitted * users * _SHARE)

    def _count(self, key: tuple[str, str, str], permitted: float) -> None:
        seconds, moment = 60 * _MINUTES * self.scale, time.monotonic()
        began, count = self._windows.get(key, (moment, 0))
        if moment - began >= seconds:
            began, count = moment, 0
        if count >= permitted:
            wait = max(1, math.ceil(began + seconds - moment))
            raise Refused(429, "HTTP-429", "API rate limit reached.", **{"Retry-After": str(wait)})
        self._windows[key] = began, count + 1
