# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where progress is shown: as a line now and then, or below Ansible's own output on a terminal."""

from __future__ import annotations

import os
import sys
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.fleet import FleetProgress
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.terminal import Terminal

_REDRAW_SECONDS = 0.5


class Screen(t.Protocol):
    """Shows tasks, each under a key; `pause` is how many seconds to let pass until one is shown again."""

    pause: float

    def show(self, key: t.Hashable, progress: FleetProgress, /) -> None: ...

    def hide(self, key: t.Hashable, /) -> None: ...


class Lines:
    """Among what Ansible writes."""

    def __init__(self, display: t.Any, pause: float) -> None:
        self._display, self.pause = display, pause

    def show(self, _key: t.Hashable, progress: FleetProgress) -> None:
        self._display.display(progress.line())

    def hide(self, _key: t.Hashable) -> None:
        """What was written stays."""


class Live:
    """Below what Ansible writes; lines where the library for it is missing."""

    def __init__(self, display: t.Any, instead: Lines) -> None:
        self._instead, self.pause = instead, _REDRAW_SECONDS
        self._gauge: t.Callable[[FleetProgress], str] | None = None
        self._stream = sys.stdout
        self._terminal = Terminal(display._lock)

    def show(self, key: t.Hashable, progress: FleetProgress) -> None:
        with self._terminal.lock:
            self._gauge = self._gauge or self._loaded()
            if self._gauge:
                self._terminal.put(key, self._gauge(progress))
                return
        self.pause = self._instead.pause
        self._instead.show(key, progress)

    def hide(self, key: t.Hashable) -> None:
        self._terminal.remove(key)

    def _loaded(self) -> t.Callable[[FleetProgress], str] | None:
        """Only when something is to be shown: loading takes longer than many a task."""
        from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress import gauge  # noqa: PLC0415

        return gauge.Gauge(self._stream) if gauge.available() else None


def is_terminal() -> bool:
    """Whether somebody looks on. AWX runs Ansible on a terminal of its own, and makes a log of what comes."""
    kind = os.environ.get("TERM", "")
    return sys.stdout.isatty() and kind not in ("", "dumb") and "AWX_ISOLATED_DATA_DIR" not in os.environ
