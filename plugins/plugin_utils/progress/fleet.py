# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress of a task on all its tenants, in numbers and in words."""

from __future__ import annotations

import time
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Step


class FleetProgress:
    """Progress of one task. The changes of a tenant count once they are planned."""

    def __init__(self, what: str, hosts: t.Iterable[str], clock: t.Callable[[], float] = time.monotonic) -> None:
        self.what, self._hosts, self._clock = what, set(hosts), clock
        self._began = clock()
        self._steps: dict[str, Step] = {}
        self._ended: set[str] = set()
        self._failed = 0
        self.running: set[str] = set()

    def start(self, host: str) -> None:
        self._hosts.add(host)
        self.running.add(host)

    def tell(self, host: str, step: Step) -> None:
        self._steps[host] = step

    def end(self, host: str, *, failed: bool) -> None:
        self.running.discard(host)
        self._ended.add(host)
        self._failed += failed

    @property
    def complete(self) -> bool:
        return self._ended >= self._hosts

    @property
    def share(self) -> float:
        """Return the completed share, from 0 to 1. All tenants have the same weight."""
        begun = (self._steps[host] for host in self.running if host in self._steps)
        parts = (step.done / step.whole for step in begun if step.whole)
        return (len(self._ended) + sum(parts)) / max(1, len(self._hosts))

    @property
    def tenants(self) -> str:
        failed = f" ({self._failed:,} failed)" if self._failed else ""
        return f"{len(self._ended):,} of {len(self._hosts):,} tenants{failed}"

    @property
    def changes(self) -> str:
        done, whole = sum(step.done for step in self._steps.values()), sum(step.whole for step in self._steps.values())
        return f"{done:,} of {whole:,} changes" if whole else ""

    @property
    def waits(self) -> str:
        waits = self._waits()
        return f"{len(waits):,} waiting for limits (up to {duration(max(waits))})" if waits else ""

    @property
    def left(self) -> str:
        """Estimate the time left from the time so far. It is at least any wait, and the time that the limits take."""
        share = self.share
        if not share:
            return ""
        seconds = (self._clock() - self._began) / share * (1 - share)
        return f"about {duration(max(seconds, *self._waits(), *self._limits(), 0))} left"

    def line(self) -> str:
        return f"{self.what}: " + ", ".join(filter(None, (self.tenants, self.changes, self.waits, self.left)))

    def _limits(self) -> list[float]:
        """Return the seconds that the limits make the remaining changes of each tenant take."""
        now = self._clock()
        return [self._steps[host].limited_until - now for host in self.running if host in self._steps]

    def _waits(self) -> list[float]:
        """Return the remaining wait of each waiting tenant."""
        now = self._clock()
        waits = (self._steps[host].waits_until - now for host in self.running if host in self._steps)
        return [seconds for seconds in waits if seconds > 0]


def duration(seconds: float) -> str:
    """Return a duration with a suitable precision."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
