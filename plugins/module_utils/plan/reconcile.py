# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pure: what was wanted and what was found make a plan; the plan names every request that carries it out."""

from __future__ import annotations

import difflib
import functools
import typing as t
from dataclasses import dataclass, field, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import AmbiguousError, ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Field, JsonPatch, Kind, Object

# Objects of a tenant by natural key.
Index = dict[tuple[t.Any, ...], list[Object]]


@dataclass(frozen=True)
class Pending:
    """The id of an object that is made by an earlier request of the plan."""

    kind: str
    key: tuple[t.Any, ...]

    def __str__(self) -> str:
        return "(known after apply)"


@dataclass(frozen=True)
class Request:
    """One write. A path is made of segments, since an id in it may be pending."""

    method: str
    path: tuple[str | Pending, ...]
    body: t.Any = None
    headers: dict[str, str] = field(default_factory=dict)


def pendings(request: Request) -> set[Pending]:
    """The ids that must be known before a request can be sent."""
    found: set[Pending] = set()

    def visit(value: t.Any) -> None:
        if isinstance(value, Pending):
            found.add(value)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
            visit(part)

    visit(request.path)
    visit(request.body)
    return found


@dataclass(eq=False)
class Change:
    """What happens to one object."""

    kind: str
    key: tuple[t.Any, ...]
    title: str
    action: str
    before: Object
    after: Object
    requests: list[Request]
    secret: str = ""
    # Options, and what the API calls them, whose values are sent and never shown.
    hidden: frozenset[str] = frozenset()

    @property
    def makes(self) -> Pending | None:
        """The id that is known once it is carried out."""
        return Pending(self.kind, self.key) if self.action in ("create", "replace") else None

    @property
    def destroys(self) -> bool:
        return self.action in ("delete", "replace")


class Catalogue:
    """What a tenant has and what the blueprint adds: names to ids and back."""

    def __init__(self, kinds: dict[str, Kind], found: dict[str, list[Object]], wanted: dict[str, list[Object]]) -> None:
        self._kinds = kinds
        self._ids: dict[str, dict[str, str | Pending]] = {}
        self._names: dict[str, dict[t.Any, str]] = {}
        self._twice: dict[str, set[str]] = {}
        self._removed: dict[str, set[str]] = {}
        for name, kind in kinds.items():
            self._index(kind, found.get(name, []), wanted.get(name, []))

    def _index(self, kind: Kind, found: list[Object], wanted: list[Object]) -> None:
        if len(kind.key) != 1:
            return
        ids, names = self._ids.setdefault(kind.name, {}), self._names.setdefault(kind.name, {})
        twice: set[str] = set()
        key = kind.field(kind.key[0])
        for thing in found:
            canonical = str(thing.get(key.api_name))
            names[thing.get("id")] = canonical
            twice |= {canonical} & ids.keys()
            ids[canonical] = thing.get("id", "")
        for thing in found:
            for alias in kind.also_named(thing):
                if alias not in ids:
                    ids[alias] = thing["id"]
                elif ids[alias] != thing["id"]:
                    twice.add(alias)
        self._removed[kind.name] = {thing[kind.key[0]] for thing in wanted if thing.get("state") == "absent"}
        for thing in wanted:
            canonical = thing[kind.key[0]]
            if thing.get("state") != "absent" and canonical not in ids:
                pending = Pending(kind.name, (canonical,))
                names[pending] = canonical
                for alias in (canonical, *kind.also_named(thing)):
                    ids.setdefault(alias, pending)
        self._twice[kind.name] = twice

    def identifier(self, kind: str, name: str) -> str | Pending:
        if name in self._twice.get(kind, ()):
            raise AmbiguousError(
                f"More than one {kind} is named {name}: rename one, or name it by its key.", object=name
            )
        found = self.find(kind, name)
        if found is None:
            raise ConfigurationError(f"There is no {kind} {name!r} in the tenant, nor in the blueprint.", object=name)
        return found

    def find(self, kind: str, name: str) -> str | Pending | None:
        return self._ids.get(kind, {}).get(name)

    def fault(self, kind: str, name: str) -> str:
        """What is wrong with a reference, nothing where it is good."""
        known = self._ids.get(kind, {})
        if name in self._removed.get(kind, ()):
            return f"the {kind} {name!r} is removed by the same blueprint"
        if name in known:
            return ""
        close = difflib.get_close_matches(name, known, n=1)
        return f"there is no {kind} {name!r} in the tenant, nor in the blueprint" + (
            f"; did you mean {close[0]!r}?" if close else ""
        )

    def name(self, kind: str, identifier: t.Any) -> str:
        """The natural key for an id; the id itself where it is unknown."""
        return str(self._names.get(kind, {}).get(identifier, identifier))

    def canonical(self, kind: str, name: str) -> str:
        return self.name(kind, self.identifier(kind, name))


def referred_kind(option: Field, thing: Object) -> str:
    return option.reference(thing) if callable(option.reference) else option.reference


def references(kind: Kind, thing: Object) -> t.Iterator[tuple[str, str, str]]:
    """Option, kind and name of each reference of a wanted object and of those below it."""
    for option in kind.fields if thing.get("state") != "absent" else ():
        value = thing.get(option.name)
        if value is None:
            continue
        if option.children:
            for child in value:
                yield from references(option.children, child)
        elif option.reference:
            target = referred_kind(option, thing)
            for name in value if isinstance(value, list) else [value]:
                yield option.name, target, name


def _each(value: t.Any, change: t.Callable[[t.Any], t.Any]) -> t.Any:
    return [change(item) for item in value] if isinstance(value, list) else change(value)


def readable(kind: Kind, found: Object, catalogue: Catalogue) -> Object:
    """An object of the tenant in the words of the options."""
    result: Object = {}
    for option in kind.fields:
        if option.children or option.create_only:
            continue
        value = option.from_api(found)
        if option.reference and value is not None:
            target = referred_kind(option, result)
            value = _each(value, functools.partial(catalogue.name, target))
        result[option.name] = value
    return result


def overlay(before: t.Any, wanted: t.Any) -> t.Any:
    """What was wanted laid over what was found; what is not named stays."""
    if not isinstance(before, dict) or not isinstance(wanted, dict):
        return wanted
    return {**before, **{name: overlay(before.get(name), value) for name, value in wanted.items()}}


def equal(one: t.Any, other: t.Any) -> bool:
    """Lists of the API are sets; a text or list that is missing is empty, a switch that is missing is off."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(equal(one.get(name), other.get(name)) for name in one.keys() | other.keys())
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(repr, one)) == sorted(map(repr, other))
    return one == other or (one in (None, "", [], {}, False) and other in (None, "", [], {}, False))


def _wanted(kind: Kind, given: Object, catalogue: Catalogue) -> Object:
    """Only what was given, with references under their canonical names."""
    wanted: Object = {}
    for option in kind.fields:
        value = given.get(option.name)
        if value is None or option.children:
            continue
        if option.reference:
            target = referred_kind(option, given)
            value = _each(value, functools.partial(catalogue.canonical, target))
        wanted[option.name] = (
            {name: part for name, part in value.items() if part is not None} if isinstance(value, dict) else value
        )
    return wanted


def _api_value(option: Field, thing: Object, value: t.Any, catalogue: Catalogue) -> t.Any:
    if option.reference:
        target = referred_kind(option, thing)
        value = _each(value, functools.partial(catalogue.identifier, target))
    return option.to_api(value)


def _body(kind: Kind, thing: Object, catalogue: Catalogue, *, skip: t.Callable[[Field], bool]) -> Object:
    options = [option for option in kind.fields if thing.get(option.name) is not None and not skip(option)]
    return {option.api_name: _api_value(option, thing, thing[option.name], catalogue) for option in options}


def indexed(kind: Kind, found: list[Object], catalogue: Catalogue) -> Index:
    """The objects of a kind by natural key."""
    keys = [kind.field(name) for name in kind.key]
    index: Index = {}
    for thing in found:
        named: Object = {}
        for option in keys if not kind.singleton else ():
            value = option.from_api(thing)
            named[option.name] = catalogue.name(referred_kind(option, named), value) if option.reference else value
        index.setdefault(tuple(named.values()), []).append(thing)
    return index


def match(kind: Kind, found: Index, key: tuple[t.Any, ...]) -> Object | None:
    """The one object with this natural key; two are an error, never a guess."""
    hits = found.get(() if kind.singleton else key, [])
    if len(hits) > 1 and not kind.singleton:
        ids = ", ".join(str(hit.get("id")) for hit in hits)
        raise AmbiguousError(
            f"{kind.title(key)}: the tenant has {len(hits)} of that name (ids {ids}): delete or rename one."
        )
    return hits[0] if hits else None


def identifier_of(found: Object) -> str:
    return str(found.get("id") or found.get("clientId") or "")


def plan(
    kind: Kind, given: Object, found: Index, catalogue: Catalogue, *, path: tuple[str | Pending, ...] = ()
) -> Change | None:
    """The change that makes one object as given, or None."""
    path = path or (kind.path,)
    absent = given.get("state") == "absent"
    named = {name: given[name] for name in kind.key} if absent else given
    wanted, existing = _matched(kind, named, found, catalogue)
    if absent:
        return _removal(kind, kind.key_of(wanted), existing, catalogue, path)
    if existing is None:
        return _creation(kind, kind.key_of(wanted), wanted, catalogue, path)
    return _update(kind, wanted, existing, catalogue, path)


def _matched(kind: Kind, given: Object, found: Index, catalogue: Catalogue) -> tuple[Object, Object | None]:
    """What is wanted, and the object of the tenant that it is about."""
    wanted = _wanted(kind, given, catalogue)
    return wanted, match(kind, found, kind.key_of(wanted))


def outdated(kind: Kind, given: Object, found: Index, catalogue: Catalogue) -> Object | None:
    """The object that is there, where it differs from the wanted one in what Qlik has no way to change."""
    if given.get("state") == "absent":
        return None
    wanted, existing = _matched(kind, given, found, catalogue)
    if existing is None:
        return None
    before = readable(kind, existing, catalogue)
    return existing if _fixed(kind, _changed(before, wanted)) else None


def replacement(kind: Kind, creation: Change, existing: Object, catalogue: Catalogue) -> Change:
    """Deleted and made anew, at the same place in the order."""
    gone = removal(kind, creation.key, existing, catalogue)
    return replace(creation, action="replace", before=gone.before, requests=[*gone.requests, *creation.requests])


def _item(kind: Kind, path: tuple[str | Pending, ...], identifier: str | Pending) -> tuple[str | Pending, ...]:
    return path if kind.singleton else (*path, identifier)


def _removal(
    kind: Kind, key: tuple[t.Any, ...], existing: Object | None, catalogue: Catalogue, path: tuple[str | Pending, ...]
) -> Change | None:
    if existing is None:
        return None
    if kind.protected(existing):
        raise ConfigurationError(f"{kind.title(key)} is one that Qlik made or needs: it is not deleted here.")
    identifier = identifier_of(existing)
    request = Request("DELETE", _item(kind, path, identifier), headers=kind.delete_headers(identifier))
    return Change(kind.name, key, kind.title(key), "delete", readable(kind, existing, catalogue), {}, [request])


def removal(kind: Kind, key: tuple[t.Any, ...], existing: Object, catalogue: Catalogue) -> Change:
    """The deletion of an object that is there."""
    return t.cast(Change, _removal(kind, key, existing, catalogue, (kind.path,)))


def _creation(
    kind: Kind, key: tuple[t.Any, ...], wanted: Object, catalogue: Catalogue, path: tuple[str | Pending, ...]
) -> Change:
    body = _body(kind, wanted, catalogue, skip=lambda option: option.after_create)
    requests = [Request("POST", path, body)]
    later = {
        option.name: wanted[option.name] for option in kind.fields if option.after_create and option.name in wanted
    }
    if later:
        requests.append(_write(kind, later, wanted, catalogue, _item(kind, path, Pending(kind.name, key))))
    hidden = frozenset(name for each in kind.fields if each.create_only for name in (each.name, each.api_name))
    return Change(kind.name, key, kind.title(key), "create", {}, wanted, requests, kind.secret, hidden)


def _update(
    kind: Kind, wanted: Object, existing: Object, catalogue: Catalogue, path: tuple[str | Pending, ...]
) -> Change | None:
    key = kind.key_of(wanted)
    before = readable(kind, existing, catalogue)
    changed = _changed(before, wanted)
    if not changed:
        return None
    for name in _fixed(kind, changed):
        raise ConfigurationError(
            f"{kind.title(key)}: {name} is {before[name]!r} and Qlik has no way to make it {changed[name]!r}. Leave "
            "the option out, or name the object in replace: it is then deleted and made anew."
        )
    after = {**before, **changed}
    request = _write(kind, changed, after, catalogue, _item(kind, path, identifier_of(existing)))
    return Change(kind.name, key, kind.title(key), "update", before, after, [request])


def _changed(before: Object, wanted: Object) -> Object:
    """Options that differ, as they are wanted."""
    after = {name: overlay(before[name], value) for name, value in wanted.items() if name in before}
    return {name: value for name, value in after.items() if not equal(before[name], value)}


def _fixed(kind: Kind, changed: Object) -> list[str]:
    return [name for name in changed if kind.field(name).immutable]


def _write(
    kind: Kind, changed: Object, after: Object, catalogue: Catalogue, path: tuple[str | Pending, ...]
) -> Request:
    if isinstance(kind.update, JsonPatch):
        values = ((kind.field(name), value) for name, value in changed.items())
        entries = [
            {
                "op": kind.update.op,
                "path": kind.update.prefix + option.api_name,
                "value": _api_value(option, after, value, catalogue),
            }
            for option, value in values
        ]
        return Request("PATCH", path, entries)
    # A whole object is all that can be written again: not what is set at creation only.
    body = _body(kind, after, catalogue, skip=lambda option: option.immutable or option.create_only)
    return Request("PUT", path, body)


def plan_children(
    child: Kind, wanted: list[Object], found: list[Object], catalogue: Catalogue, parent: str | Pending, *, purge: bool
) -> list[Change]:
    """Changes to what lives below one object: the members of a space."""
    head, tail = child.path.split("/{parent}")
    path = (head, parent, tail.lstrip("/"))
    index = indexed(child, found, catalogue)
    changes = [plan(child, thing, index, catalogue, path=path) for thing in wanted]
    if purge:
        named = {child.key_of(_wanted(child, thing, catalogue)) for thing in wanted}
        for thing in found:
            key = child.key_of(readable(child, thing, catalogue))
            if key not in named:
                changes.append(_removal(child, key, thing, catalogue, path))
    return [change for change in changes if change]
