# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command of Ansible with all its processes: workers are sessions of their own, so no group has them all."""

from __future__ import annotations

import os
import signal
import subprocess
import typing as t
from pathlib import Path


def with_descendants(pid: int) -> list[int]:
    """A process and those that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(descendant for child in children for descendant in with_descendants(int(child)))]


def kill(process: subprocess.Popen[t.Any]) -> None:
    """All of them, at once."""
    for pid in with_descendants(process.pid):
        os.kill(pid, signal.SIGKILL)
    process.wait()
