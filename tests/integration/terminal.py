# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command at a terminal, and somebody who answers its prompts."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
import typing as t
from pathlib import Path

from tests.integration.processes import kill

# A terminal belongs to the first process of a session that asks for it.
_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
_PATIENCE = 120
# What Ansible shows when it has read a line.
_TAKEN = b"ok: ["


class Terminal:
    """Runs one command while the block lasts, and keeps all that it shows.

    A command that waits for somebody would wait for ever: after a while it is killed, with all that it started.
    """

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        self._keyboard, line = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *command],
            cwd=folder,
            env=environment,
            stdin=line,
            stdout=line,
            stderr=line,
            start_new_session=True,
        )
        os.close(line)
        self._shown = b""
        self._end = time.monotonic() + _PATIENCE

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._process.poll() is None:
            kill(self._process)
        os.close(self._keyboard)

    def answer(self, prompt: str, answer: str) -> None:
        """Types once the prompt is there and listens, for what comes before that is shown.

        It throws away what comes while it gets ready, so the line is typed again while it listens.
        """
        seen = len(self._shown)
        self._read_until(lambda: prompt.encode() in self._shown[seen:])
        self._read_until(lambda: self._listens)
        typed = len(self._shown)
        while _TAKEN not in self._shown[typed:]:
            if self._listens:
                os.write(self._keyboard, answer.encode() + b"\r")
            self._read_until(lambda: _TAKEN in self._shown[typed:], patience=2)

    def end(self) -> tuple[int, str]:
        """Exit status, and all that was shown."""
        self._read_until(lambda: self._process.poll() is not None)
        while self._read():
            pass
        return self._process.returncode, self._shown.decode()

    @property
    def _listens(self) -> bool:
        """To each key, not to lines."""
        return not termios.tcgetattr(self._keyboard)[3] & termios.ICANON

    def _read_until(self, done: t.Callable[[], bool], patience: float = _PATIENCE) -> None:
        deadline = time.monotonic() + patience
        while not done() and time.monotonic() < deadline:
            if not self._read():
                assert self._process.poll() is None or done(), self._shown.decode()
            assert time.monotonic() < self._end, self._shown.decode()

    def _read(self) -> bool:
        """Whether there was something within a moment."""
        if not select.select([self._keyboard], [], [], 0.05)[0]:
            return False
        try:
            found = os.read(self._keyboard, 65536)
        except OSError:  # the other end was closed
            return False
        self._shown += found
        return bool(found)
