# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress of work on a tenant: changes done, waits, time left. Short work is silent."""

from __future__ import annotations

import threading
import time
import typing as t

_EVERY_SECONDS = 10.0
# Shorter waits are not reported.
_WAIT_SECONDS = 2.0


class Step(t.NamedTuple):
    """State of the work. Times are those of `time.monotonic`, which all processes share.

    waits_until: end of the present wait for a request limit.
    limited_until: the earliest time at which the limits permit the last change.
    """

    done: int = 0
    whole: int = 0
    waits_until: float = 0.0
    limited_until: float = 0.0


def quiet(message: str) -> None:
    """Report nothing."""


def unlimited(_changes: int) -> float:
    """Return how long the request limits make so many changes take: no time."""
    return 0.0


class Progress:
    """Progress of one task on one tenant, with all its threads.

    A listener takes every step and shows it in its own way. Without one, a line is announced now and then. Waits are
    announced in both cases.
    """

    def __init__(
        self,
        announce: t.Callable[[str], None] = quiet,
        listener: t.Callable[[Step], None] | None = None,
        clock: t.Callable[[], float] = time.monotonic,
    ) -> None:
        self._announce, self._listener, self._clock = announce, listener, clock
        self._lock = threading.Lock()
        self._step = Step()
        self._label = ""
        self._forecast: t.Callable[[int], float] = unlimited
        self._began = self._told = self._told_until = 0.0

    def expect(self, label: str, changes: int, forecast: t.Callable[[int], float] = unlimited) -> None:
        """Add changes that will be made. `forecast`: seconds that the limits make so many of them take."""
        if not changes:
            return
        with self._lock:
            if not self._step.whole:
                self._label, self._began, self._told = label, self._clock(), self._clock()
            self._forecast = forecast
            self._set(whole=self._step.whole + changes)

    def advance(self) -> None:
        """Count one change as done."""
        with self._lock:
            self._set(done=self._step.done + 1)
            line = "" if self._listener else self._line()
        if line:
            self._announce(line)

    def wait(self, label: str, seconds: float, why: str, *, limit: bool) -> None:
        """Report that a thread begins to wait. Other threads that wait as long report nothing more."""
        until = self._clock() + seconds
        with self._lock:
            if seconds < _WAIT_SECONDS or until <= self._told_until + 1:
                return
            self._told_until = until
            if limit:
                self._set(waits_until=until)
        self._announce(f"{label}: waiting {seconds:.0f} s ({why})")

    def _set(self, **values: t.Any) -> None:
        step = self._step._replace(**values)
        limits = self._forecast(step.whole - step.done) if step.done < step.whole else 0.0
        self._step = step._replace(limited_until=self._clock() + limits if limits else 0.0)
        if self._listener:
            self._listener(self._step)

    def _line(self) -> str:
        """Return what to announce now: nothing just after the last line, or when all is done."""
        now, step = self._clock(), self._step
        if now - self._told < _EVERY_SECONDS or step.done >= step.whole:
            return ""
        self._told = now
        left = max((now - self._began) / step.done * (step.whole - step.done), step.limited_until - now)
        return f"{self._label}: {step.done} of {step.whole} changes done, about {left:.0f} s left"
