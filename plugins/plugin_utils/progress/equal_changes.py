# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes that several tenants of a run have in common."""

from __future__ import annotations

import typing as t

# Maximum number of lines.
_MOST_LINES = 10


class EqualChanges:
    """Collects the changes of each tenant and groups them."""

    def __init__(self) -> None:
        self._tenants: set[str] = set()
        self._by_change: dict[str, set[str]] = {}

    def add(self, host: str, result: t.Mapping[str, t.Any]) -> None:
        """Add a result. Hidden results, and those of other modules, have no changes."""
        for each in result.get("results", [result]):
            changes = each.get("changes") if isinstance(each, dict) else None
            if changes is not None:
                self._tenants.add(host)
            for change in changes or ():
                self._by_change.setdefault(str(change), set()).add(host)

    def lines(self) -> list[str]:
        """Return a line for each change of more than one tenant, the most frequent first."""
        shared = sorted((-len(hosts), change) for change, hosts in self._by_change.items() if len(hosts) > 1)
        lines = [f"{change} {self._where(-count)}" for count, change in shared[:_MOST_LINES]]
        more = len(shared) - len(lines)
        return [*lines, f"and {more:,} more changes that tenants have in common"] if more else lines

    def _where(self, count: int) -> str:
        whole = len(self._tenants)
        return f"everywhere: {count:,} tenants" if count == whole else f"in {count:,} of {whole:,} tenants"
