# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What refers to what: kinds to kinds, and objects that are to be made to others that are."""

from __future__ import annotations

import graphlib

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.reconcile import Change, Pending, pendings


def ordered(kinds: dict[str, Kind]) -> list[str]:
    """Names of the kinds, each after those that it refers to, as far as they do not refer to each other."""
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for target in sorted(referred_kinds(kinds[name])):
            visit(target)
        order.append(name)

    for name in sorted(kinds):
        visit(name)
    return order


def referred_kinds(kind: Kind, given: list[Object] | None = None) -> set[str]:
    """The kinds that these objects refer to; without objects, all that the kind may refer to."""
    targets: set[str] = set()
    for option in kind.fields:
        values = [thing[option.name] for thing in given or [] if thing.get(option.name) is not None]
        if option.children:
            children = [child for value in values for child in value]
            targets |= referred_kinds(option.children, None if given is None else children)
        elif option.reference and callable(option.reference):
            targets |= {"user", "group"} if given is None else {option.reference(thing) for thing in given}
        elif option.reference and (given is None or values):
            targets.add(str(option.reference))
    return targets


def require_no_cycle(changes: list[Change]) -> None:
    """Objects of which each needs the id of another one to be made can never be made."""
    makers = {change.makes: change for change in changes if change.makes}
    graph = {
        change.title: [makers[pending].title for pending in sorted(_needed(change), key=str) if pending in makers]
        for change in makers.values()
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        raise ConfigurationError(
            f"None of them can be made first: {' needs '.join(reversed(error.args[1]))}. Leave out what one of them "
            "says of another, make them, and add it then."
        ) from None


def _needed(change: Change) -> set[Pending]:
    """What must be there before the object is; what is set afterwards does not count."""
    needed: set[Pending] = set()
    for request in change.requests:
        needed |= pendings(request)
        if request.method == "POST":
            break
    return needed
