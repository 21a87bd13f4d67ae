# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Describe a tenant as a blueprint like one written by a person: with names instead of ids, and without defaults."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import StoredFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object, Secret
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import compare
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import (
    Catalogue,
    Index,
    Key,
    identifier_of,
    indexed,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner

# Objects below others, by the option that names them and the id of the object above.
Below = t.Mapping[tuple[str, str], list[Object]]
_ABSENT = object()


@dataclass(frozen=True)
class Unknown:
    """Placeholder for a secret, which Qlik does not return. name: of the variable for it."""

    name: str


@dataclass(frozen=True)
class File:
    """Placeholder for a file at Qlik. at: path of its content. name: a file name that is unique in its kind."""

    kind: str
    name: str
    at: str


@dataclass
class Description:
    """A blueprint, and the parts of the tenant that it cannot describe.

    blueprint: leaves can be `Unknown` or a `File`.
    secrets: for each variable the object and the option that need it.
    left_out: {object, reason} for everything that is not in the blueprint.
    """

    blueprint: Blueprint = field(default_factory=dict)
    secrets: dict[str, Object] = field(default_factory=dict)
    left_out: list[Object] = field(default_factory=list)


def describe(
    kinds: dict[str, Kind], lists: dict[str, list[Object]], below: Below, names: t.Iterable[str]
) -> Description:
    """Return the objects of the named kinds, sorted by name. Other lists provide the names of references."""
    describer = _Describer(kinds, lists, below)
    for name in names:
        things = describer.objects(kinds[name], lists.get(name, []), (), "")
        if things:
            describer.result.blueprint[name] = things
    return describer.result


class _Place(t.NamedTuple):
    """The described object: the API's answer, its options, and its name."""

    kind: Kind
    found: Object
    thing: Object
    scope: Key
    title: str


class _Describer:
    def __init__(self, kinds: dict[str, Kind], lists: dict[str, list[Object]], below: Below) -> None:
        self._catalogue = Catalogue(kinds, lists, {})
        self._planner = Planner(self._catalogue)
        self._kinds, self._below = kinds, below
        self._only_here = {
            (name, self._catalogue.name(name, identifier_of(kinds[name], each)))
            for name, things in lists.items()
            for each in things
            if kinds[name].only_here(each)
        }
        self.result = Description()

    def objects(self, kind: Kind, found: list[Object], scope: Key, above: str) -> list[Object]:
        index: Index = {(): found} if kind.singleton else indexed(kind, found, self._catalogue, scope)
        told = []
        for key in sorted(index, key=lambda key: [str(part) for part in key]):
            title = above + kind.title(key)
            things = [each for each in index[key] if not kind.only_here(each)]
            if len(things) > 1:
                self._leave_out(title, f"{len(things)} objects have this name")
            elif things and kind.protected(things[0]):
                self._leave_out(title, "Qlik made it or needs it unchanged")
            elif things:
                told += self._object(kind, things[0], key, scope, title)
        return told

    def _leave_out(self, title: str, reason: str) -> None:
        self.result.left_out.append({"object": title, "reason": reason})

    def _object(self, kind: Kind, found: Object, key: Key, scope: Key, title: str) -> list[Object]:
        place = _Place(kind, found, self._planner.readable(kind, found, scope), scope, title)
        thing: Object = {}
        for option in kind.fields:
            value = _ABSENT if option.unless in thing else self._option(place, option, (*scope, *key))
            if value is not _ABSENT:
                thing[option.name] = value
            elif _is_needed(kind, option):
                return []
        return [] if kind.singleton and not thing else [thing]

    def _option(self, place: _Place, option: Field, inner: Key) -> t.Any:
        """Return the value of one option, or a marker if it can be omitted."""
        if option.children:
            things = self._below.get((option.name, identifier_of(place.kind, place.found)), [])
            self._catalogue.add(option.children, things, (), inner)
            return self.objects(option.children, things, inner, f"{place.title}: ") or _ABSENT
        if option.is_readable:
            return self._value(place, option)
        if option.secret and option.required:
            return self._secret(place.title, option.name)
        if option.secret:
            self._leave_out(f"{place.title}: {option.name}", "a secret, which Qlik does not answer: it may be set")
        return _ABSENT

    def _value(self, place: _Place, option: Field) -> t.Any:
        value = place.thing[option.name]
        if isinstance(value, StoredFile):
            return self._file(place, option)
        if value is None or _goes_without_saying(place.kind, option, value):
            return _ABSENT
        if option.reference and not isinstance(value, list):
            return value if self._is_known(place, option, value) else _ABSENT
        if option.reference:
            return sorted(each for each in value if self._is_known(place, option, each)) or _ABSENT
        return self._told(option, value, place.title, option.name)

    def _file(self, place: _Place, option: Field) -> t.Any:
        if not option.download:
            self._leave_out(f"{place.title}: {option.name}", "its content is not exported")
            return _ABSENT
        path = f"{place.kind.path}/{identifier_of(place.kind, place.found)}/{option.download}"
        owner = place.kind.text_of(place.kind.key_of(place.thing))
        name = owner if len(place.kind.files) == 1 else f"{owner} {option.name}"
        return File(place.kind.name, f"{name}{option.ending}", path)

    def _is_known(self, place: _Place, option: Field, name: t.Any) -> bool:
        """Tell whether another tenant can have the referenced object. Content belongs to its bot by default."""
        target = option.kind_of_reference(place.thing)
        if (target, name) in self._only_here:
            return False
        if target in self._kinds and self._catalogue.find(target, name, place.scope) is None:
            reason = f"it refers to the {target} {name}, which does not exist"
            self._leave_out(f"{place.title}: {option.name}", reason)
            return False
        return True

    def _told(self, option: Field, value: t.Any, title: str, place: str) -> t.Any:
        """Return a value without insignificant members, and with variables for hidden values."""
        if isinstance(value, Secret):
            return self._secret(title, place)
        if isinstance(value, list):
            parts = [self._told(option, part, title, f"{place} {number}") for number, part in enumerate(value, 1)]
            return parts if option.ordered or option.options else sorted(parts, key=str)
        if isinstance(value, dict) and option.options:
            members = {each.name: each for each in option.options}
            return {
                name: self._told(members[name], part, title, f"{place} {name}")
                for name, part in value.items()
                if part is not None
            }
        return value

    def _secret(self, title: str, place: str) -> Unknown:
        name = re.sub(r"[^a-z0-9]+", "_", f"secret {title} {place}".lower()).strip("_")
        self.result.secrets[name] = {"object": title, "option": place}
        return Unknown(name)


def _goes_without_saying(kind: Kind, option: Field, value: t.Any) -> bool:
    """Tell whether an object that is created without the option has this value. Settings are described in full."""
    if kind.singleton or (option.name in kind.key and option.default is None):
        return False
    return compare.equal(option, value, option.empty if option.default is None else option.default)


def _is_needed(kind: Kind, option: Field) -> bool:
    """Tell whether an object cannot be declared without the option."""
    is_key = option.name in kind.key and option.default is None and option.missing is None
    return is_key or (option.required and option.is_readable)
