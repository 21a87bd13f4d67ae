# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of work on a tenant: how much of it is done, and what it waits for; short work is silent."""

from __future__ import annotations

import threading
import time
import typing as t

_EVERY_SECONDS = 10.0
# A shorter wait is not worth a word.
_WAIT_SECONDS = 2.0


class Step(t.NamedTuple):
    """How far the work has come; until when it waits for limits is on `time.monotonic`, which all processes share."""

    done: int = 0
    whole: int = 0
    waits_until: float = 0.0


def quiet(message: str) -> None:
    """Tells nobody."""


class Progress:
    """Of one task on one tenant, with all its threads.

    A listener is told of every step, and shows it in its own way. Where there is none, a line is announced now and
    then. Waits are announced in both cases.
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
        self._host = ""
        self._began = self._told = self._told_until = 0.0

    def expect(self, host: str, changes: int) -> None:
        """So many changes are to be made; where there are none, there is nothing to tell."""
        if not changes:
            return
        with self._lock:
            if not self._step.whole:
                self._host, self._began, self._told = host, self._clock(), self._clock()
            self._set(whole=self._step.whole + changes)

    def advance(self) -> None:
        """One more is done."""
        with self._lock:
            self._set(done=self._step.done + 1)
            line = "" if self._listener else self._line()
        if line:
            self._announce(line)

    def wait(self, host: str, seconds: float, why: str, *, limit: bool) -> None:
        """A thread begins to wait, for a limit or for something else; others that wait as long say no more."""
        until = self._clock() + seconds
        with self._lock:
            if seconds < _WAIT_SECONDS or until <= self._told_until + 1:
                return
            self._told_until = until
            if limit:
                self._set(waits_until=until)
        self._announce(f"{host}: waiting {seconds:.0f} s ({why})")

    def _set(self, **values: t.Any) -> None:
        self._step = self._step._replace(**values)
        if self._listener:
            self._listener(self._step)

    def _line(self) -> str:
        """What is said now; nothing where it was said a moment ago, or where all is done."""
        now, (done, whole, _until) = self._clock(), self._step
        if now - self._told < _EVERY_SECONDS or done >= whole:
            return ""
        self._told = now
        left = (now - self._began) / done * (whole - done)
        return f"{self._host}: {done} of {whole} changes done, about {left:.0f} s left"
