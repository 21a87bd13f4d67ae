# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of other objects in the options of an object, at any depth."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

Rename = t.Callable[[str, t.Any], t.Any]


class Mention(t.NamedTuple):
    """One reference: its option, and the kind and name of the referenced object."""

    option: str
    kind: str
    name: str


def renamed(option: Field, value: t.Any, thing: Object, rename: Rename) -> t.Any:
    """Return a value in which each reference is replaced: `rename` is given its kind and the name or id."""
    if value is None or not option.refers:
        return value
    if isinstance(value, list):
        return [renamed(option, part, thing, rename) for part in value]
    if option.options:
        parts = {each.name: each for each in option.options}
        return {name: renamed(parts[name], part, value, rename) for name, part in value.items()}
    return rename(option.kind_of_reference(thing), value)


def mentions(kind: Kind, thing: Object) -> t.Iterator[Mention]:
    """Yield each reference of a wanted object and of those below it. An absent one has only those in its key."""
    absent = thing.get("state") == "absent"
    for option in (*map(kind.field, kind.key), *kind.at_deletion) if absent else kind.referring:
        value = thing.get(option.name)
        if value is None:
            continue
        if option.children:
            for child in value:
                yield from mentions(option.children, child)
            continue
        found: list[tuple[str, t.Any]] = []
        renamed(option, value, thing, _noting(found))
        yield from (Mention(option.name, target, name) for target, name in found if name != "")


def _noting(found: list[tuple[str, t.Any]]) -> Rename:
    def note(target: str, name: t.Any) -> t.Any:
        found.append((target, name))
        return name

    return note
