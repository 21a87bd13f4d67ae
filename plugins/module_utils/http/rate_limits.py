# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request limits: keep requests below what Qlik permits, so that a refusal is the exception.

Published page "Rate limiting": 1,000 reads and 100 writes a minute for each user of a tenant. Some endpoints have a
limit of their own. All users of a tenant together have half of what they would have alone. Requests are counted over
five minutes. After one request too many, Qlik refuses all requests of that tier for a while.
"""

from __future__ import annotations

import collections
import fnmatch
import math
import re
import threading
import time
import typing as t

WINDOW_SECONDS = 300.0
_MINUTES = 5
# The rest is for others who use the same client, and for clocks that differ.
_SHARE = 0.98
# Each refusal lowers the budget: others write too, or the limit is lower than published.
_AFTER_REFUSAL = 0.7
# Each user adds this part of a user's limits to those of the tenant.
_TENANT_SHARE = 0.5


class Tier(t.NamedTuple):
    """Requests that Qlik counts together. `of_tenant`: the limit also applies to the tenant as a whole."""

    name: str
    per_minute: int
    of_tenant: bool = False


READ, WRITE = Tier("read", 1000, True), Tier("write", 100, True)
# Endpoints with a limit of their own: method, path, requests a minute (x-qlik-tier of the published specifications).
SPECIAL = (
    ("POST", "/api/v1/reports", 10),
    ("POST", "/api/v1/data-qualities/computations", 10),
    ("POST", "/api/data-governance/data-qualities/computations", 10),
    ("POST", "/api/data-governance/data-products/*/actions/compute-datasets-data-quality", 10),
    ("GET", "/api/v1/lineage-graphs/*", 20),
    ("POST", "/api/v1/reloads", 50),
    ("POST", "/api/v1/reloads/*/actions/cancel", 50),
    ("GET", "/api/v1/di-projects/*/runtime/state*", 120),
    ("POST", "/api/v1/users/actions/filter", 200),
    ("POST", "/api/v1/groups/actions/filter", 200),
    ("POST", "/api/v1/automl-deployments/*/realtime-predictions", 300),
    ("*", "/api/v1/apps/*/insight-analyses*", 500),
    ("*", "/api/v1/tasks*", 600),
    ("PUT", "/api/v1/data-files/*", 800),
    ("*", "/api/v1/temp-contents/files*", 800),
    ("GET", "/api/v1/audits*", 1000),
)
_PATTERNS = [
    (re.compile(fnmatch.translate(f"{method} {path}")), Tier(f"{method} {path}", per_minute))
    for method, path, per_minute in SPECIAL
]


def tier_of(method: str, path: str) -> Tier:
    """Return the tier of a request."""
    request = f"{method} {path.partition('?')[0]}"
    special = next((tier for pattern, tier in _PATTERNS if pattern.match(request)), None)
    return special or (READ if method == "GET" else WRITE)


class _Budget:
    """One tier: when its requests of the last five minutes were sent, and how many are permitted."""

    def __init__(self, tier: Tier) -> None:
        self.permitted = tier.per_minute * _MINUTES * _SHARE
        self.sent: collections.deque[float] = collections.deque()
        self.closed_until = 0.0


class Pace:
    """Count requests to one host with one client, for all threads.

    A new tenant has one user, and then permits half. `permit` sets the number of users.
    """

    def __init__(
        self, window: float = WINDOW_SECONDS, users: int = 1, clock: t.Callable[[], float] = time.monotonic
    ) -> None:
        self._window, self._clock = window, clock
        self._lock = threading.Lock()
        self._budgets: dict[Tier, _Budget] = {}
        self.permit(users)

    def permit(self, users: int) -> None:
        """Set the number of users. With two or more, each has its whole limit."""
        self._of_tenant = min(1.0, users * _TENANT_SHARE)

    @property
    def halved(self) -> bool:
        """Return whether the tenant is assumed to have a single user."""
        return self._of_tenant < 1

    def take(self, tier: Tier) -> float:
        """Count a request and return 0, or return the seconds to wait before asking again."""
        with self._lock:
            now, budget = self._clock(), self._budget(tier)
            if now < budget.closed_until:
                return budget.closed_until - now
            while budget.sent and budget.sent[0] <= now - self._window:
                budget.sent.popleft()
            if len(budget.sent) >= self._capacity(budget, tier):
                # Never 0, which would mean that the request was counted.
                return max(budget.sent[0] + self._window - now, 0.001)
            budget.sent.append(now)
            return 0.0

    def forecast(self, tier: Tier, number: int) -> float:
        """Return after how many seconds the last of so many further requests may be sent."""
        with self._lock:
            now, budget = self._clock(), self._budget(tier)
            sent = [each for each in budget.sent if each > now - self._window]
            start = max(now, budget.closed_until)
            late = number - self._capacity(budget, tier) + len(sent)
            if late <= 0:
                return start - now
            windows, place = divmod(late - 1, self._capacity(budget, tier))
            before = sent[place] if place < len(sent) else start
            return max(start, before + self._window) - now + windows * self._window

    def refused(self, tier: Tier, seconds: float) -> None:
        """Close a tier for some seconds, because Qlik refused one of its requests."""
        with self._lock:
            budget = self._budget(tier)
            if self._clock() < budget.closed_until:
                return  # another thread has reported it already
            budget.closed_until = self._clock() + seconds
            budget.permitted = max(1.0, budget.permitted * _AFTER_REFUSAL)
            # Qlik starts counting again then.
            budget.sent.clear()

    def _capacity(self, budget: _Budget, tier: Tier) -> int:
        """Return how many requests of a tier may be sent within the window."""
        return max(1, math.ceil(budget.permitted * (self._of_tenant if tier.of_tenant else 1)))

    def _budget(self, tier: Tier) -> _Budget:
        return self._budgets.setdefault(tier, _Budget(tier))
