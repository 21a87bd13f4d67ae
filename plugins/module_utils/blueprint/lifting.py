# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find what the blueprints of many tenants have in common, and lift it into layers: the reverse of merging them.

Merging the layers again gives exactly the blueprint of each tenant. Options are lifted as a whole, and objects below
others object by object. A layer cannot take an option or an object away, so it only has those that each of its tenants
has. If a value is not the same everywhere, the layer has the usual one, and narrower layers override it.
"""

from __future__ import annotations

import typing as t
from collections import Counter
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.layers import Kinds, key_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object

_LEAST_GAIN = 2


@dataclass
class Lifted:
    """The blueprints of groups, and what is left to each tenant. A group or tenant with nothing is missing."""

    groups: dict[str, Blueprint] = field(default_factory=dict)
    tenants: dict[str, Blueprint] = field(default_factory=dict)


class _Place(t.NamedTuple):
    """A layer of several tenants, or the last layer of one. name: of the group or the tenant."""

    name: str
    members: frozenset[str]
    is_group: bool


# What each place has of one kind, or of one object.
_Parts = dict[_Place, list[Object]]


def lift(kinds: Kinds, blueprints: t.Mapping[str, Blueprint], groups: t.Mapping[str, t.Collection[str]]) -> Lifted:
    """Return the layers of valid blueprints, given by tenant.

    groups: the tenants of each group, the most general group first. A tenant's groups are merged in this order.
    """
    places = [_Place(name, frozenset(members), True) for name, members in groups.items()]
    places += [_Place(name, frozenset([name]), False) for name in blueprints]
    result = Lifted()
    for name in sorted({name for blueprint in blueprints.values() for name in blueprint}):
        things = {tenant: blueprint.get(name) or [] for tenant, blueprint in blueprints.items()}
        for place, parts in _objects(kinds[name], things, places).items():
            (result.groups if place.is_group else result.tenants).setdefault(place.name, {})[name] = parts
    return result


def _objects(kind: Kind, things: t.Mapping[str, list[Object]], places: list[_Place]) -> _Parts:
    """Return the objects of one kind in each place."""
    found: dict[t.Any, dict[str, Object]] = {}
    for tenant, objects in things.items():
        for thing in objects:
            found.setdefault(_identity(kind, thing), {})[tenant] = thing
    result: _Parts = {}
    for identity in sorted(found, key=str):
        for place, parts in _Object(kind, found[identity]).parts(places).items():
            result.setdefault(place, []).extend(parts)
    return result


def _identity(kind: Kind, thing: Object) -> t.Any:
    """Return the natural key, and how it is written, since a default can be given or left out."""
    return tuple(str(part) for part in key_of(kind, thing)), comparable(_key(kind, thing))


def _key(kind: Kind, thing: Object) -> Object:
    return {name: thing[name] for name in kind.key if name in thing}


class _Object:
    """One object of one or many tenants."""

    def __init__(self, kind: Kind, found: dict[str, Object]) -> None:
        self._kind, self._found = kind, found
        self._key = _key(kind, next(iter(found.values())))
        self._order = {option.name: number for number, option in enumerate(kind.fields)}
        below = {option.name: option for option in kind.below}
        names = {name for thing in found.values() for name in thing if name not in self._key}
        self._options = {name: _Option(found, name) for name in names - below.keys()}
        self._below = {name: below[name] for name in names & below.keys()}
        self._is_bare = all(len(thing) == len(self._key) for thing in found.values())
        self._present: set[str] = set()

    def parts(self, places: list[_Place]) -> _Parts:
        places = [place for place in places if place.members and place.members <= self._found.keys()]
        below = {name: self._children(option, places) for name, option in self._below.items()}
        result: _Parts = {}
        for place in places:
            part = {name: option.at(place) for name, option in self._options.items() if option.belongs_to(place)}
            part |= {name: children[place] for name, children in below.items() if place in children}
            if part or self._is_missing(place):
                self._present |= place.members
                result[place] = [self._key | dict(sorted(part.items(), key=lambda each: self._order.get(each[0], 0)))]
        return result

    def _children(self, option: Field, places: list[_Place]) -> _Parts:
        things = {tenant: thing.get(option.name) or [] for tenant, thing in self._found.items()}
        empty = {tenant for tenant, thing in self._found.items() if thing.get(option.name) == []}
        parts = _objects(t.cast(Kind, option.children), things, places)
        return parts | {place: [] for place in places if not place.is_group and place.name in empty}

    def _is_missing(self, place: _Place) -> bool:
        """Return whether no other place tells that the object exists."""
        missing = len(place.members - self._present)
        return bool(missing) if not place.is_group else self._is_bare and missing >= _LEAST_GAIN


class _Option:
    """One option of an object: the values that tenants want, and those that the places so far give them."""

    def __init__(self, found: dict[str, Object], name: str) -> None:
        self._values = {tenant: thing[name] for tenant, thing in found.items() if name in thing}
        self._wanted = {tenant: comparable(value) for tenant, value in self._values.items()}
        self._given: dict[str, t.Any] = {}

    def belongs_to(self, place: _Place) -> bool:
        if not place.members <= self._wanted.keys():
            return False
        usual = self._usual(place)
        differing = {tenant for tenant in place.members if self._wanted[tenant] != self._given.get(tenant)}
        if not place.is_group:
            return bool(differing)
        right = {tenant for tenant in place.members if self._wanted[tenant] == usual}
        gain = len(right & differing) - len(place.members - right - differing)
        return 2 * len(right) > len(place.members) and gain >= _LEAST_GAIN

    def at(self, place: _Place) -> t.Any:
        """Return the value as the place must write it, and note that its tenants now have it."""
        usual = self._usual(place)
        value = next(self._values[tenant] for tenant in place.members if self._wanted[tenant] == usual)
        unites = isinstance(value, (list, dict)) and not place.members.isdisjoint(self._given)
        self._given |= dict.fromkeys(place.members, usual)
        return {"override": value} if unites else value

    def _usual(self, place: _Place) -> t.Any:
        return Counter(self._wanted[tenant] for tenant in place.members).most_common(1)[0][0]


def comparable(value: t.Any) -> t.Any:
    """Return a hashable value that is equal only for equal values of the same types: true is not 1."""
    if isinstance(value, dict):
        return dict, tuple((name, comparable(value[name])) for name in sorted(value))
    if isinstance(value, list):
        return list, tuple(map(comparable, value))
    return type(value).__name__, value


def unordered(kinds: Kinds, blueprint: t.Mapping[str, list[Object]]) -> t.Any:
    """Return a blueprint for comparison: the order of objects, and of objects below others, has no meaning."""
    return {name: _set(kinds[name], things) for name, things in blueprint.items() if things}


def _set(kind: Kind, things: list[Object]) -> t.Any:
    below = {option.name: t.cast(Kind, option.children) for option in kind.below}
    return Counter(
        frozenset(
            (name, frozenset(_set(below[name], value).items()) if value and name in below else comparable(value))
            for name, value in thing.items()
        )
        for thing in things
    )
