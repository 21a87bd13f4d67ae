# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Screens for progress: occasional lines, or a display below Ansible's own output on a terminal."""

from __future__ import annotations

import os
import sys
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.fleet import FleetProgress
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.terminal import Terminal

_REDRAW_SECONDS = 0.5


class Screen(t.Protocol):
    """Show tasks, each under a key. `pause` is the number of seconds between two displays of one task."""

    pause: float

    def show(self, key: t.Hashable, progress: FleetProgress, /) -> None: ...

    def hide(self, key: t.Hashable, /) -> None: ...


class Lines:
    """Print lines between Ansible's own output."""

    def __init__(self, display: t.Any, pause: float) -> None:
        self._display, self.pause = display, pause

    def show(self, _key: t.Hashable, progress: FleetProgress) -> None:
        self._display.display(progress.line())

    def hide(self, _key: t.Hashable) -> None:
        """Do nothing: printed lines stay."""


class Live:
    """Draw below Ansible's own output, or print lines if the library is missing."""

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
        """Load the library only when something is shown, since loading takes longer than many tasks."""
        from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress import gauge  # noqa: PLC0415

        return gauge.Gauge(self._stream) if gauge.available() else None


def is_terminal() -> bool:
    """Return whether a person watches. AWX runs Ansible on its own terminal, and logs the output."""
    kind = os.environ.get("TERM", "")
    return sys.stdout.isatty() and kind not in ("", "dumb") and "AWX_ISOLATED_DATA_DIR" not in os.environ
