# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests are kept below what Qlik permits, so that being refused is the exception.

Published page "Rate limiting": 1,000 reads and 100 writes a minute for each user of a tenant, some endpoints have a
limit of their own, and all users of a tenant together have half of what they would have alone; counted over five
minutes. Who asks once too often has all requests of that tier refused for a while.
"""

from __future__ import annotations

import collections
import fnmatch
import re
import threading
import time
import typing as t

WINDOW_SECONDS = 300.0
_MINUTES = 5
# A little is left for what others do with the same client, and for clocks that differ.
_SHARE = 0.98
# What is left of the budget each time that Qlik refuses: others write too, or the limit is lower than published.
_AFTER_REFUSAL = 0.7
# The part of a user's limits that each user adds to those of the tenant.
_TENANT_SHARE = 0.5


class Tier(t.NamedTuple):
    """Requests that are counted together. `of_tenant`: the tenant as a whole is limited too."""

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
    """Which limit counts for a request."""
    request = f"{method} {path.partition('?')[0]}"
    special = next((tier for pattern, tier in _PATTERNS if pattern.match(request)), None)
    return special or (READ if method == "GET" else WRITE)


class _Budget:
    """One tier: when its requests of the last five minutes were sent, and how many there may be."""

    def __init__(self, tier: Tier) -> None:
        self.permitted = tier.per_minute * _MINUTES * _SHARE
        self.sent: collections.deque[float] = collections.deque()
        self.closed_until = 0.0


class Pace:
    """Counts what was sent to one host with one client; shared by all threads that do so.

    A tenant has one user at first, and then permits half. `permit` tells how many it has.
    """

    def __init__(
        self, window: float = WINDOW_SECONDS, users: int = 1, clock: t.Callable[[], float] = time.monotonic
    ) -> None:
        self._window, self._clock = window, clock
        self._lock = threading.Lock()
        self._budgets: dict[Tier, _Budget] = {}
        self.permit(users)

    def permit(self, users: int) -> None:
        """How many users the tenant has; from two on, each has its whole limit."""
        self._of_tenant = min(1.0, users * _TENANT_SHARE)

    @property
    def halved(self) -> bool:
        """Whether the tenant is taken for one with a single user."""
        return self._of_tenant < 1

    def take(self, tier: Tier) -> float:
        """0, and the request is counted; or how many seconds to wait before asking again."""
        with self._lock:
            now, budget = self._clock(), self._budget(tier)
            if now < budget.closed_until:
                return budget.closed_until - now
            while budget.sent and budget.sent[0] <= now - self._window:
                budget.sent.popleft()
            if len(budget.sent) >= budget.permitted * (self._of_tenant if tier.of_tenant else 1):
                # Never 0, which would mean that it was counted: a clock is not exact to the last bit.
                return max(budget.sent[0] + self._window - now, 0.001)
            budget.sent.append(now)
            return 0.0

    def refused(self, tier: Tier, seconds: float) -> None:
        """Qlik refused a request of the tier, and wants to be asked again after so many seconds."""
        with self._lock:
            budget = self._budget(tier)
            if self._clock() < budget.closed_until:
                return  # another thread has told it already
            budget.closed_until = self._clock() + seconds
            budget.permitted = max(1.0, budget.permitted * _AFTER_REFUSAL)
            # Qlik counts anew from then on.
            budget.sent.clear()

    def _budget(self, tier: Tier) -> _Budget:
        return self._budgets.setdefault(tier, _Budget(tier))
