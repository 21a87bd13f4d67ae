# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command of Ansible with all its processes: workers are sessions of their own, so no group has them all."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import typing as t
from pathlib import Path

# What looking at a process that has ended raises.
_ENDED = (FileNotFoundError, ProcessLookupError)


def with_descendants(pid: int) -> list[int]:
    """A process and those that it started; nothing where it has ended by now."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except _ENDED:
        return []
    return [pid, *(descendant for child in children for descendant in with_descendants(int(child)))]


def command_lines(pid: int) -> list[str]:
    """Of a process and those that it started, without those that end in the same moment."""
    found = []
    for each in with_descendants(pid):
        with contextlib.suppress(*_ENDED):
            found.append(Path(f"/proc/{each}/cmdline").read_text(encoding="utf-8"))
    return found


def kill(process: subprocess.Popen[t.Any]) -> None:
    """All of them, at once."""
    # It is stopped first, so that it makes no more of them meanwhile.
    os.kill(process.pid, signal.SIGSTOP)
    for pid in with_descendants(process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
