# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python programs without the time that their imports take: each runs in a fork of a process that has imported them.

A program has its own process, folder, environment, arguments and streams, as if it had been started.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import typing as t
from pathlib import Path

_SERVER = Path(__file__).with_name("warm_server.py")
# The largest request, in bytes: a command with its environment.
_LARGEST = 1 << 17


class Forked:
    """A program that runs in a fork: those parts of `subprocess.Popen` that tests use."""

    def __init__(self, report: socket.socket) -> None:
        self._report, self._text = report, ""
        self.returncode: int | None = None
        self.pid = int(self._line())

    def _line(self) -> str:
        while "\n" not in self._text:
            received = self._report.recv(64).decode()
            if not received:
                raise RuntimeError("the process that programs are forked from has ended")
            self._text += received
        line, _newline, self._text = self._text.partition("\n")
        return line

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            self._report.settimeout(timeout)
            try:
                self.returncode = int(self._line())
            except TimeoutError:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from None
            self._report.close()
        return self.returncode

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Warm:
    """A process that has imported what `sort` of program needs, in this folder and with this environment."""

    def __init__(self, sort: str, *, cwd: Path | None = None, environment: dict[str, str] | None = None) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, str(_SERVER), str(theirs.fileno()), sort]
        self._process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
        )
        theirs.close()

    def start(
        self, command: list[str], *, cwd: Path, environment: t.Mapping[str, str], stdout: int, stderr: int
    ) -> Forked:
        """Run a file of Python with arguments; its input is empty."""
        request = json.dumps({"command": command, "cwd": str(cwd), "environment": dict(environment)}).encode()
        assert len(request) < _LARGEST, "the environment is too large"
        report, theirs = socket.socketpair()
        with theirs, Path(os.devnull).open("rb") as empty:
            socket.send_fds(self._control, [request], [empty.fileno(), stdout, stderr, theirs.fileno()])
        return Forked(report)

    def run(
        self, command: list[str], *, cwd: Path, environment: t.Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a file of Python to its end."""
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            streams = {"stdout": stdout.fileno(), "stderr": stderr.fileno()}
            status = self.start(command, cwd=cwd, environment=environment, **streams).wait()
            texts = []
            for stream in (stdout, stderr):
                stream.seek(0)
                texts.append(stream.read().decode())
        return subprocess.CompletedProcess(command, status, *texts)

    def close(self) -> None:
        self._control.close()
        self._process.wait()
