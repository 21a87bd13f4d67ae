# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity: the name of an object, and the object of a name.

The one place that computes natural keys of found objects. A name is the text of a natural key: `Sales`, or
`Finance/Sales` for kinds that are unique in a space.
"""

from __future__ import annotations

import difflib
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import AmbiguousError, ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending, Segment
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.compare import canonical
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.order import ordered

# Objects of a tenant by natural key.
Index = dict[tuple[t.Any, ...], list[Object]]
Key = tuple[t.Any, ...]


class _Names:
    """The names of one kind, of objects below one parent."""

    def __init__(self) -> None:
        self.ids: dict[str, Segment] = {}
        self.names: dict[t.Any, str] = {}
        self.twice: set[str] = set()
        self.removed: set[str] = set()
        # By the identity of the found object, which is kept so that no other one can get it.
        self.keys: dict[int, tuple[Object, Key]] = {}


class Catalogue:
    """Names to ids and back, for objects of the tenant and of the blueprint."""

    def __init__(self, kinds: dict[str, Kind], found: dict[str, list[Object]], wanted: dict[str, list[Object]]) -> None:
        self._names: dict[tuple[str, Key], _Names] = {}
        for name in ordered(kinds):
            if name in found or name in wanted:
                self.add(kinds[name], found.get(name, ()), wanted.get(name, ()))

    def add(self, kind: Kind, found: t.Iterable[Object], wanted: t.Iterable[Object], scope: Key = ()) -> None:
        """Add the objects of a kind, or those below one parent. Objects that they refer to must already be known."""
        if kind.singleton:
            return
        names = self._names.setdefault((kind.name, scope), _Names())
        found = _parents_first(kind, found, lambda thing: identifier_of(kind, thing), Field.from_api)
        for thing in found:
            self._add_found(kind, names, thing, scope)
        for thing in found:
            self._add_aliases(kind, names, thing)
        written = _parents_first(kind, wanted, lambda thing: kind.text_of(kind.key_of(thing)), _given)
        for thing in written:
            self._add_wanted(kind, names, thing, scope)

    def _add_found(self, kind: Kind, names: _Names, thing: Object, scope: Key) -> None:
        key = self.key_of_found(kind, thing, scope)
        names.keys[id(thing)] = thing, key
        text, identifier = kind.text_of(key), identifier_of(kind, thing)
        names.names[identifier] = text
        names.twice |= {text} & names.ids.keys()
        names.ids[text] = identifier

    def _add_aliases(self, kind: Kind, names: _Names, thing: Object) -> None:
        identifier = identifier_of(kind, thing)
        for alias in kind.also_named(thing):
            if names.ids.setdefault(alias, identifier) != identifier:
                names.twice.add(alias)

    def _add_wanted(self, kind: Kind, names: _Names, thing: Object, scope: Key) -> None:
        key = self.key_as_written(kind, thing, scope)
        text = kind.text_of(key)
        before = kind.text_of(self.key_as_written(kind, kind.as_it_was(thing), scope)) if thing.get("was") else text
        if thing.get("state") == "absent":
            names.removed.add(text)
        elif text not in names.ids and before in names.ids:
            names.ids[text] = names.ids[before]
        elif text not in names.ids:
            pending = Pending(kind.name, (*scope, *key))
            names.names[pending] = text
            for alias in (text, *kind.also_named(thing)):
                names.ids.setdefault(alias, pending)

    def key_as_written(self, kind: Kind, thing: Object, scope: Key = ()) -> Key:
        """Return the natural key, with unknown references as written. Those are reported with other faults."""
        try:
            return self.key_of_wanted(kind, thing, scope)
        except (AmbiguousError, ConfigurationError):
            return kind.key_of(thing)

    def key_of_found(self, kind: Kind, found: Object, scope: Key = ()) -> Key:
        """Return the natural key of an object of the tenant, its references by name."""
        if kind.singleton:
            return ()
        _thing, known = self._of(kind.name, scope).keys.get(id(found), (found, None))
        if known is not None:
            return known
        thing = {option.name: option.from_api(found) for option in kind.key_fields}
        return self._key(kind, thing, lambda target, value: self.name(target, value, scope))

    def key_of_wanted(self, kind: Kind, wanted: Object, scope: Key = ()) -> Key:
        """Return the natural key of a wanted object, its references by their canonical names."""
        return self._key(kind, wanted, lambda target, value: self.canonical(target, value, scope))

    def _key(self, kind: Kind, thing: Object, name: t.Callable[[str, t.Any], str]) -> Key:
        parts = []
        for option in map(kind.field, kind.key):
            value = thing.get(option.name, option.default)
            if option.reference and value not in (None, ""):
                value = name(option.kind_of_reference(thing), value)
            parts.append(canonical(option, value))
        return tuple(parts)

    def _of(self, kind: str, scope: Key) -> _Names:
        """Return the names below one parent, or of the whole tenant for kinds without one."""
        return self._names.get((kind, scope)) or self._names.get((kind, ())) or _Names()

    def identifier(self, kind: str, name: str, scope: Key = ()) -> Segment:
        names = self._of(kind, scope)
        if name in names.twice:
            raise AmbiguousError(
                f"More than one {kind} is named {name}. Rename one, or name it by its key.", object=name
            )
        if name not in names.ids:
            raise ConfigurationError(f"There is no {kind} {name!r} in the tenant, and none is declared.", object=name)
        return names.ids[name]

    def find(self, kind: str, name: str, scope: Key = ()) -> Segment | None:
        return self._of(kind, scope).ids.get(name)

    def fault(self, kind: str, name: str) -> str:
        """Return the fault of a reference, or nothing."""
        names = self._of(kind, ())
        if name in names.removed:
            return f"the {kind} {name!r} is removed by the same blueprint"
        if name in names.ids:
            return ""
        close = difflib.get_close_matches(str(name), names.ids, n=1)
        meant = f"; did you mean {close[0]!r}?" if close else ""
        return f"there is no {kind} {name!r} in the tenant, and none is declared{meant}"

    def name(self, kind: str, identifier: t.Any, scope: Key = ()) -> str:
        """Return the name of an id, or the id itself if it is unknown."""
        return str(self._of(kind, scope).names.get(identifier, identifier))

    def canonical(self, kind: str, name: str, scope: Key = ()) -> str:
        return self.name(kind, self.identifier(kind, name, scope), scope)

    def learn(self, made: Pending, identifier: str) -> None:
        """Add the id of an object that was created."""
        for (kind, scope), names in self._names.items():
            if kind == made.kind and made.key[: len(scope)] == scope and made in names.names:
                names.names[identifier] = names.names[made]


def _given(option: Field, wanted: Object) -> t.Any:
    return wanted.get(option.name)


def _parents_first(
    kind: Kind, things: t.Iterable[Object], name: t.Callable[[Object], str], value: t.Callable[[Field, Object], t.Any]
) -> list[Object]:
    """Sort things so that each comes after the one its natural key begins with, such as a category after its parent.

    name: the name of a thing in the keys below it. value: returns the value of an option.
    """
    above = next((option for option in map(kind.field, kind.key) if option.reference == kind.name), None)
    if above is None:
        return list(things)
    things = list(things)
    parents = {name(thing): value(above, thing) for thing in things}

    def depth(each: t.Any) -> int:
        level = 0
        while each in parents and level <= len(parents):
            each, level = parents[each], level + 1
        return level

    return sorted(things, key=lambda thing: depth(name(thing)))


def indexed(kind: Kind, found: t.Iterable[Object], catalogue: Catalogue, scope: Key = ()) -> Index:
    """Return the objects of a kind by natural key."""
    index: Index = {}
    for thing in found:
        index.setdefault(catalogue.key_of_found(kind, thing, scope), []).append(thing)
    return index


def match(kind: Kind, found: Index, key: Key) -> Object | None:
    """Return the object with this natural key. Raise an error if there are two."""
    hits = found.get(() if kind.singleton else key, [])
    if len(hits) > 1:
        ids = ", ".join(identifier_of(kind, hit) for hit in hits)
        raise AmbiguousError(f"{len(hits)} objects have this name (ids {ids}). Delete or rename one.")
    return hits[0] if hits else None


def identifier_of(kind: Kind, found: Object) -> str:
    return str(found.get(kind.identifier) or "")
