# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress on a terminal. Loaded only when there is something to show, since loading is slow."""

from __future__ import annotations

import typing as t

from ansible.utils.color import ANSIBLE_COLOR

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.fleet import FleetProgress

try:
    from rich.console import Console, Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text
except ImportError:
    Console = None  # type: ignore[assignment, misc]

_WIDTH = 40


class Gauge:
    """Render progress as text, in the current width of the terminal."""

    def __init__(self, stream: t.TextIO) -> None:
        self._console = Console(file=stream, no_color=not ANSIBLE_COLOR, highlight=False)

    def __call__(self, progress: FleetProgress) -> str:
        first = Table.grid(padding=(0, 1))
        share = ProgressBar(1, progress.share, width=_WIDTH, complete_style="cyan", finished_style="cyan")
        first.add_row(Text(progress.what, "bold"), share, Text(progress.left))
        second = Text(", ").join(
            text for text in (Text(progress.tenants), Text(progress.changes), Text(progress.waits, "yellow")) if text
        )
        with self._console.capture() as captured:
            self._console.print(Group(first, second))
        return captured.get().rstrip("\n")


def available() -> bool:
    return Console is not None
