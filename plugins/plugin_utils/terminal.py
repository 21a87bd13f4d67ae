# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that stays below everything that Ansible writes on a terminal, and leaves no trace when it goes."""

from __future__ import annotations

import sys
import threading
import typing as t

_UP = "\x1b[A"
_CLEAR = "\r\x1b[J"


class Terminal:
    """The last lines of the terminal.

    Ansible's own text passes unchanged: the lines are taken away before it and put back after it, unless it stops in
    the middle of a line. All is done with the lock of Ansible's display, which Ansible holds when it forks a worker:
    no worker is forked while another thread is in here, with locks of a library taken or a module half loaded.
    """

    def __init__(self, lock: threading.RLock) -> None:
        self.lock, self._stream = lock, sys.stdout
        self._texts: dict[t.Any, str] = {}
        self._height = 0
        self._in_line = False
        # Now, when there are no workers, and not when there is something to show: a thread that has looked up
        # sys.stdout already would write to it beside the point.
        sys.stdout = t.cast(t.TextIO, _Above(sys.stdout, self))
        if sys.stderr.isatty():
            sys.stderr = t.cast(t.TextIO, _Above(sys.stderr, self))

    def put(self, key: t.Hashable, text: str) -> None:
        with self.lock:
            self._texts[key] = text
            self._redraw()

    def remove(self, key: t.Hashable) -> None:
        with self.lock:
            if self._texts.pop(key, None) is not None:
                self._redraw()

    def write_above(self, stream: t.TextIO, text: str) -> int:
        with self.lock:
            self._erase()
            written = stream.write(text)
            if text:
                self._in_line = not text.endswith("\n")
            self._draw()
            return written

    def _redraw(self) -> None:
        self._erase()
        self._draw()
        self._stream.flush()

    def _erase(self) -> None:
        if self._height:
            self._stream.write(_UP * self._height + _CLEAR)
            self._stream.flush()
            self._height = 0

    def _draw(self) -> None:
        if self._texts and not self._in_line:
            text = "".join(f"{text}\n" for text in self._texts.values())
            self._stream.write(text)
            self._stream.flush()
            self._height = text.count("\n")


class _Above:
    """Standard output or standard error, as whoever writes there knows it."""

    def __init__(self, stream: t.TextIO, terminal: Terminal) -> None:
        self._stream, self._terminal = stream, terminal

    def write(self, text: str) -> int:
        return self._terminal.write_above(self._stream, text)

    def __getattr__(self, name: str) -> t.Any:
        return getattr(self._stream, name)
