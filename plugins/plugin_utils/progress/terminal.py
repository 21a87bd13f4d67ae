# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that stays below Ansible's output on a terminal, and can be removed without a trace."""

from __future__ import annotations

import sys
import threading
import typing as t

_UP = "\x1b[A"
_CLEAR = "\r\x1b[J"


class Terminal:
    """The last lines of the terminal.

    Ansible's own text passes unchanged: the lines are removed before it and restored after it, unless it stops in the
    middle of a line. All output holds the lock of Ansible's display, which Ansible also holds when it forks a worker.
    So no worker is forked while another thread is in here, with library locks taken or a module half loaded.
    """

    def __init__(self, lock: threading.RLock) -> None:
        self.lock, self._stream = lock, sys.stdout
        self._texts: dict[t.Any, str] = {}
        self._height = 0
        self._in_line = False
        # Replace the streams now, before there are workers: a thread that already looked up sys.stdout would
        # bypass a later replacement.
        sys.stdout = t.cast(t.TextIO, _Above(sys.stdout, self))
        if sys.stderr.isatty():
            sys.stderr = t.cast(t.TextIO, _Above(sys.stderr, self))

    def put(self, key: t.Hashable, text: str) -> None:
        with self.lock:
            self._texts[key] = text
            self._send(self._taken_away() + self._put_back())

    def remove(self, key: t.Hashable) -> None:
        with self.lock:
            if self._texts.pop(key, None) is not None:
                self._send(self._taken_away() + self._put_back())

    def write_above(self, stream: t.TextIO, text: str) -> int:
        with self.lock:
            self._send(self._taken_away())
            written = stream.write(text)
            if text:
                self._in_line = not text.endswith("\n")
            self._send(self._put_back())
            return written

    def _taken_away(self) -> str:
        height, self._height = self._height, 0
        return _UP * height + _CLEAR if height else ""

    def _put_back(self) -> str:
        text = "" if self._in_line else "".join(f"{text}\n" for text in self._texts.values())
        self._height = text.count("\n")
        return text

    def _send(self, text: str) -> None:
        """Write everything at once, to avoid flicker."""
        if text:
            self._stream.write(text)
            self._stream.flush()


class _Above:
    """Standard output or standard error, for their writers."""

    def __init__(self, stream: t.TextIO, terminal: Terminal) -> None:
        self._stream, self._terminal = stream, terminal

    def write(self, text: str) -> int:
        return self._terminal.write_above(self._stream, text)

    def __getattr__(self, name: str) -> t.Any:
        return getattr(self._stream, name)
