# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watch one running task: read the reports of its workers from time to time, and show them."""

from __future__ import annotations

import threading

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress import steps
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.fleet import FleetProgress
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.screen import Screen


class Watch:
    """Run a thread that sleeps until there is something to show. A task that ends before costs nothing more.

    Workers never use it, so the state of the inherited lock does not matter.
    """

    def __init__(self, progress: FleetProgress, screen: Screen, temporary: str, task: str, after: float) -> None:
        self._progress, self._screen, self._temporary, self._task = progress, screen, temporary, task
        self._lock, self._over = threading.Lock(), threading.Event()
        self.thread = threading.Thread(target=self._run, args=(after,), daemon=True)
        self.thread.start()

    def start(self, host: str) -> None:
        with self._lock:
            self._progress.start(host)

    def end(self, host: str, *, failed: bool) -> None:
        with self._lock:
            self._read(host)
            steps.forget(self._temporary, self._task, host)
            self._progress.end(host, failed=failed)
            if self._progress.complete:
                self._over.set()
            if not self._progress.running:
                self._screen.hide(self)

    def close(self) -> None:
        """Stop showing the task."""
        with self._lock:
            self._over.set()
            self._screen.hide(self)

    @property
    def over(self) -> bool:
        return self._over.is_set()

    def _run(self, pause: float) -> None:
        while not self._over.wait(pause):
            self._show()
            pause = self._screen.pause

    def _show(self) -> None:
        with self._lock:
            # The task may have ended while this thread waited for the lock.
            if self.over or not self._progress.running:
                return
            for host in self._progress.running:
                self._read(host)
            self._screen.show(self, self._progress)

    def _read(self, host: str) -> None:
        self._progress.tell(host, steps.read(self._temporary, self._task, host))
