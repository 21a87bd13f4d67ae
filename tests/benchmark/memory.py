# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peak memory of an Ansible process and of the workers that it forks, as the kernel tells it."""

from __future__ import annotations

import threading
import typing as t
from pathlib import Path

_EVERY_SECONDS = 0.05


class Peaks:
    """Watches a process and its children while the block lasts."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.parent = self.worker = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Peaks:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            self.parent = max(self.parent, _peak_mib(self._pid))
            try:
                children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text(encoding="ascii").split()
            except OSError:
                return
            self.worker = max([self.worker, *(_peak_mib(int(child)) for child in children)])


def _peak_mib(pid: int) -> float:
    """0 where the process has ended by now."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    lines: t.Iterator[str] = (line for line in text.splitlines() if line.startswith("VmHWM"))
    return int(next(lines, "VmHWM: 0 kB").split()[1]) / 1024
