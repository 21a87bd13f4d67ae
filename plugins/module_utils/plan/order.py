# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dependencies between kinds, and between objects that are to be created."""

from __future__ import annotations

import graphlib

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending, pendings
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change


def ordered(kinds: dict[str, Kind]) -> list[str]:
    """Return the names of the kinds, each after those that it refers to, except in circular references."""
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name not in kinds:
            return
        seen.add(name)
        for target in sorted(kinds[name].kinds_mentioned):
            visit(target)
        order.append(name)

    for name in sorted(kinds):
        visit(name)
    return order


def require_no_cycle(changes: list[Change]) -> None:
    """Refuse circular references: objects that each need the id of another one to be created."""
    makers = {change.makes: change for change in changes if change.makes}
    graph = {
        change.title: [makers[pending].title for pending in sorted(_needed(change), key=str) if pending in makers]
        for change in makers.values()
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        raise ConfigurationError(
            f"Circular dependency: {' needs '.join(reversed(error.args[1]))}. Remove one of the references, run once, "
            "then add it back."
        ) from None


def _needed(change: Change) -> set[Pending]:
    """Return the objects that must exist before this one. References that are set afterwards do not count."""
    needed: set[Pending] = set()
    for request in change.requests:
        needed |= pendings(request)
        if request.makes == change.makes:
            break
    return needed
