# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the state of a tenant that a plan needs, concurrently: lists first, then details of named objects."""

from __future__ import annotations

import collections
import contextlib
import typing as t
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.qix import talk
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import (
    find_objects,
    is_unplaced,
    list_objects,
    placed,
    special_objects,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, identifier_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.compare import canonical
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.references import mentions

# Objects below others, by the option that names them and the id of the object above.
Below = dict[tuple[str, str], list[Object]]
# Requests at once to a tenant. A connection costs more than a request, and the eight kinds with the members of ten
# spaces are read as fast by 6 as by 8. Where many objects have something below them, connections pay.
# The number of objects that may have something below them, and the readers from there on.
_READERS = ((500, 32), (60, 16), (0, 6))
_READERS_OF_ALL = 16


@dataclass
class Found:
    """The objects of the relevant kinds in a tenant. Paths of the kinds have the id of the tenant."""

    kinds: dict[str, Kind]
    lists: dict[str, list[Object]]
    below: Below = field(default_factory=dict)


def speaks_of(thing: Object, option: Field) -> bool:
    """Tell whether a wanted object names objects below it."""
    return thing.get(option.name) is not None and thing.get("state") != "absent"


def concerns(kind: Kind, thing: Object, option: Field) -> bool:
    """Tell whether a wanted object names objects below it, or other objects refer to those."""
    child = t.cast(Kind, option.children).name
    present = thing.get("state") != "absent"
    return speaks_of(thing, option) or (present and any(each.kind == child for each in mentions(kind, thing)))


def read(client: Client, kinds: dict[str, Kind], blueprint: Blueprint, whole: t.Iterable[str]) -> Found:
    """Return the objects that the blueprint names or refers to. Kinds of `whole` are read to the end of their lists."""
    parents = sum(len(things) for name, things in blueprint.items() if kinds[name].below)
    with _readers(next(readers for many, readers in _READERS if parents >= many)) as pool:
        return _Reader(client, kinds, pool).read(blueprint, _with_named(kinds, set(whole)))


def read_all(client: Client, kinds: dict[str, Kind]) -> Found:
    """Return all objects of kinds, with the objects below them, and with details that their lists lack.

    Objects inside others, such as objects of apps, are not read.
    """
    names = {name for name, kind in kinds.items() if not kind.inside}
    with _readers(_READERS_OF_ALL) as pool:
        return _Reader(client, kinds, pool, everything=True).read({}, names)


def _with_named(kinds: dict[str, Kind], whole: set[str]) -> set[str]:
    """Add kinds whose names are part of other names, such as the space of an app."""
    parts = [kinds[name].field(part) for name in whole for part in kinds[name].key]
    return whole.union(name for part in parts for name in part.kinds_of_reference if name in kinds)


@contextlib.contextmanager
def _readers(number: int) -> t.Iterator[ThreadPoolExecutor]:
    """Cancel the reads that no thread has begun once one of them fails."""
    with ThreadPoolExecutor(number) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Reader:
    """The reads of one converge. everything: read details of each object, not only of named ones."""

    def __init__(
        self, client: Client, kinds: dict[str, Kind], pool: ThreadPoolExecutor, *, everything: bool = False
    ) -> None:
        self._client, self._kinds, self._pool, self._everything = client, kinds, pool, everything
        # Threads fill this before they end, so a finished thread has listed all reads that it started.
        self._more: collections.deque[tuple[tuple[str, str], Future[list[Object]]]] = collections.deque()

    def read(self, blueprint: Blueprint, whole: set[str]) -> Found:
        # In a thread, which has memory of its own: the main one copies a page of Ansible's for each that TLS writes to.
        self._pool.submit(self._client.authenticate).result()
        mentioned = {
            mention.kind
            for name in blueprint
            for thing in blueprint[name]
            for mention in mentions(self._kinds[name], thing)
        } & self._kinds.keys()
        whole = whole | self._above(mentioned)
        names = whole.union(blueprint, mentioned)
        inside = {name for name in names if self._kinds[name].inside}
        asked = _names(self._kinds, blueprint)
        # Start with the lists that lead to more requests.
        placing = self._pool.submit(placed, self._client, self._kinds, names)
        order = sorted(names - inside, key=lambda name: (not self._kinds[name].below, name))
        lists = {
            name: self._pool.submit(
                self._read_kind, name, placing, asked[name], blueprint.get(name, ()), whole=name in whole
            )
            for name in order
        }
        found = Found(placing.result(), {name: reading.result() for name, reading in lists.items()})
        for name in inside:
            found.lists[name] = self._read_inside(
                self._kinds[name], found, blueprint.get(name, ()), whole=name in whole
            )
        while self._more:
            key, reading = self._more.popleft()
            found.below[key] = reading.result()
        return found

    def _above(self, names: set[str]) -> set[str]:
        """Return the kinds in the names of these: an app is identified together with its space."""
        found: set[str] = set()
        while names := {
            target
            for name in names
            for option in map(self._kinds[name].field, self._kinds[name].key)
            for target in option.kinds_of_reference
            if target in self._kinds and target not in found
        }:
            found |= names
        return found

    def _read_kind(
        self, name: str, placing: Future[dict[str, Kind]], names: set[str], wanted: t.Iterable[Object], *, whole: bool
    ) -> list[Object]:
        kind = placing.result()[name] if is_unplaced(self._kinds[name]) else self._kinds[name]
        ordinary = names - kind.listing.special.keys()
        found = list_objects(self._client, kind) if whole else find_objects(self._client, kind, ordinary)
        found += special_objects(self._client, kind, names)
        self._read_more(kind, found, wanted)
        return found

    def _read_inside(self, kind: Kind, found: Found, wanted: t.Iterable[Object], *, whole: bool) -> list[Object]:
        """Return the objects of a kind inside each named container, whose lists have been read."""
        catalogue, option = Catalogue(self._kinds, found.lists, {}), kind.field(kind.inside)
        things: dict[str, list[Object]] = collections.defaultdict(list)
        for thing in wanted:
            parent = catalogue.find(option.kind_of_reference(thing), thing[kind.inside])
            if isinstance(parent, str):
                things[parent].append(thing)
        readings = [
            self._pool.submit(talk, self._client, kind, parent, None if whole else some)
            for parent, some in things.items()
        ]
        return [each for reading in readings for each in reading.result()]

    def _read_below(self, kind: Kind, path: str, wanted: list[Object]) -> list[Object]:
        found = list_objects(self._client, kind, path)
        self._read_more(kind, found, wanted)
        return found

    def _read_more(self, kind: Kind, found: list[Object], wanted: t.Iterable[Object]) -> None:
        """Start reading details of the named objects that the list lacks, without waiting."""
        if not kind.below and kind.listing.detail is None:
            return
        things = collections.defaultdict(list)
        for thing in wanted:
            for key in dict.fromkeys((_plain_key(kind, thing), _plain_key(kind, kind.as_it_was(thing)))):
                things[key].append(thing)
        for each in found:
            about = things.get(_plain_key_of_found(kind, each), [])
            self._read_apart(kind, each, about)
            for option in kind.below:
                below = [child for thing in about if speaks_of(thing, option) for child in thing[option.name]]
                if self._everything or any(concerns(kind, thing, option) for thing in about):
                    child = t.cast(Kind, option.children)
                    identifier = identifier_of(kind, each)
                    path = (child.listing.path or child.path).format(parent=identifier)
                    self._begin((option.name, identifier), self._read_below, child, path, below)

    def _read_apart(self, kind: Kind, each: Object, about: list[Object]) -> None:
        """Start the requests for details of one listed object."""
        if (about or self._everything) and kind.listing.detail is not None:
            self._begin(("", ""), self._read_detail, kind, each)
        if any(_says_how(kind, thing) for thing in about):
            self._begin(("", ""), self._read_held, kind, each)
        for option in kind.told_apart:
            if self._everything or any(speaks_of(thing, option) for thing in about):
                self._begin(("", ""), self._read_told, option, each)

    def _begin(self, key: tuple[str, str], act: t.Callable[..., list[Object]], *args: t.Any) -> None:
        self._more.append((key, self._pool.submit(act, *args)))

    def _read_detail(self, kind: Kind, each: Object) -> list[Object]:
        """Add the details that only a request for this object returns, if the caller may send it."""
        try:
            path = f"{kind.path}/{identifier_of(kind, each)}{kind.listing.detail}"
            more = self._client.get(path, **kind.listing.detail_query)
            each.update(kind.listing.form(more))
        except errors.ApiError as error:
            if error.status not in (403, 404):  # somebody else's, or deleted since it was listed
                raise
        return []

    def _read_held(self, kind: Kind, each: Object) -> list[Object]:
        """Add the content of an object that is to be deleted."""
        identifier = identifier_of(kind, each)
        each["held"] = {}
        for number, held in enumerate(kind.holds):
            query = {name: value.replace("{id}", identifier) for name, value in held.query.items()}
            found = self._client.list(held.path, **query)
            each["held"][number] = [
                thing for thing in found if str(thing.get(held.holder)) == identifier and held.counts(thing)
            ]
        return []

    def _read_told(self, option: Field, each: Object) -> list[Object]:
        """Add the value of one option that needs a separate request."""
        try:
            each[f"told_{option.name}"] = self._client.get(option.told_at.format_map(each))
        except KeyError:  # the object lacks this part, so nothing is read
            pass
        except errors.ApiError as error:
            if error.status != 404:
                raise
        return []


def _says_how(kind: Kind, thing: Object) -> bool:
    """Tell whether an object is to be deleted with an option about its content."""
    return thing.get("state") == "absent" and any(thing.get(option.name) for option in kind.at_deletion)


def _names(kinds: dict[str, Kind], blueprint: Blueprint) -> dict[str, set[str]]:
    """Return the wanted and referenced names of each kind."""
    names: dict[str, set[str]] = collections.defaultdict(set)
    for name, things in blueprint.items():
        for thing in things:
            for each in (thing, kinds[name].as_it_was(thing)):
                names[name].add(kinds[name].text_of(kinds[name].key_of(each)))
            for mention in mentions(kinds[name], thing):
                names[mention.kind].add(str(mention.name))
    return names


def _plain_parts(kind: Kind) -> list[Field]:
    return [option for option in map(kind.field, kind.key) if not option.reference]


def _plain_key(kind: Kind, thing: Object) -> tuple[t.Any, ...]:
    """Return the parts of a natural key that are not references, and so are known before any list is read."""
    return tuple(canonical(option, thing.get(option.name, option.default)) for option in _plain_parts(kind))


def _plain_key_of_found(kind: Kind, found: Object) -> tuple[t.Any, ...]:
    return tuple(canonical(option, option.from_api(found)) for option in _plain_parts(kind))
