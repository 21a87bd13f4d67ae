# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes a plan from the wanted and the current state, without I/O. The plan lists every request it needs."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import AmbiguousError, ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import value_at
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Path, Pending, Request, Segment
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import (
    Fingerprint,
    Object,
    Secret,
    masked,
    secrets_in,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import compare
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import (
    Catalogue,
    Index,
    Key,
    identifier_of,
    indexed,
    match,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change, State
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import Memory, NoMemory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.references import renamed


@dataclass(frozen=True)
class Place:
    """A collection of a kind, with the natural keys above it, and the prefix of titles."""

    path: Path
    scope: Key = ()
    above: str = ""


def place_of(kind: Kind, parent: Segment = "") -> Place:
    """Return the place of the objects of a kind: in the object with that id, if they are in others."""
    if not kind.inside:
        return Place((kind.path,))
    return Place(_path_below(kind, parent))


def _path_below(kind: Kind, parent: Segment) -> Path:
    head, _parent, tail = kind.path.partition("/{parent}")
    return (head, parent, *((tail.lstrip("/"),) if tail else ()))


def place_below(option: Field, place: Place, key: Key, parent: Segment, title: str) -> Place:
    """Return the place of the objects that an option of one object names."""
    path = _path_below(t.cast(Kind, option.children), parent)
    return Place(path, (*place.scope, *key), f"{title}: ")


@dataclass(frozen=True)
class Planner:
    """Plan objects one by one."""

    catalogue: Catalogue
    memory: Memory = field(default_factory=NoMemory)

    def plan(self, kind: Kind, given: Object, found: Index, place: Place) -> Change | None:
        """Return the change that brings one object to its wanted state, or None."""
        absent = given.get("state") == "absent"
        named = {name: given[name] for name in kind.key if name in given} if absent else given
        if absent and self._names_nothing(kind, named, place.scope):
            return None
        wanted, existing = self._matched(kind, named, found, place.scope)
        if absent:
            if not existing or not self._is_there(kind, existing):
                return None
            return self.removal(kind, existing, place, given)
        if existing is None:
            return self._creation(kind, wanted, place)
        return self._update(kind, wanted, existing, place)

    def place(self, kind: Kind, given: Object) -> Place:
        """Return the place of a wanted object."""
        if not kind.inside:
            return place_of(kind)
        target, name = kind.field(kind.inside).kind_of_reference(given), given[kind.inside]
        return place_of(kind, self.catalogue.find(target, name) or "")

    def _names_nothing(self, kind: Kind, named: Object, scope: Key) -> bool:
        """Tell whether the natural key refers to an object that does not exist, so no object can have it."""
        parts = [(kind.field(name), value) for name, value in named.items() if kind.field(name).reference and value]
        return any(self.catalogue.find(part.kind_of_reference(named), value, scope) is None for part, value in parts)

    def readable(self, kind: Kind, found: Object, scope: Key = ()) -> Object:
        """Return an object of the tenant with option names."""
        thing = {option.name: option.from_api(found) for option in kind.readable}
        return self._renamed(kind, thing, lambda target, value: self.catalogue.name(target, value, scope))

    def state(self, kind: Kind, given: Object, found: Index, change: Change | None) -> State:
        """Return an object after the change. The id of a new one is known after its creation."""
        title = kind.title(self.catalogue.key_as_written(kind, given))
        if given.get("state") == "absent":
            return State(title, "", {})
        _wanted, existing = self._matched(kind, given, found, ())
        before = self.readable(kind, existing) if existing else {}
        identifier = _item(kind, existing) if existing and not (change and change.makes) else ""
        return State(title, identifier, masked({**before, **(change.after if change else {})}))

    def outdated(self, kind: Kind, given: Object, found: Index) -> Object | None:
        """Return the existing object if it differs in options that Qlik cannot change."""
        if given.get("state") == "absent":
            return None
        wanted, existing = self._matched(kind, given, found, ())
        if existing is None:
            return None
        return existing if _fixed(kind, compare.changed(kind, self.readable(kind, existing), wanted)) else None

    def replacement(self, kind: Kind, creation: Change, existing: Object) -> Change:
        """Return the deletion and creation of an object, in the same position."""
        gone = self.removal(kind, existing, place_of_found(kind, existing))
        return replace(creation, action="replace", before=gone.before, requests=[*gone.requests, *creation.requests])

    def removal(self, kind: Kind, existing: Object, place: Place, given: Object | None = None) -> Change:
        """Return the deletion of an object, with its options about the deletion."""
        key = self.catalogue.key_of_found(kind, existing, place.scope)
        if kind.protected(existing) or not kind.delete:
            raise ConfigurationError(f"{kind.title(key)} is a built-in object and cannot be deleted.")
        said = {option.name: given[option.name] for option in kind.at_deletion if given and given.get(option.name)}
        terms = self._renamed(kind, said, lambda target, name: self.catalogue.identifier(target, name, place.scope))
        sent = {**_kept(kind, existing), **terms}
        work = Work(kind=kind, path=place.path, identifier=_item(kind, existing), sent=sent, found=existing)
        before = self.readable(kind, existing, place.scope)
        before |= {"holds": kind.held_titles(existing)} if existing.get("held") else {}
        return self._change(kind, key, "delete", place, before=before, requests=kind.delete(work))

    def _is_there(self, kind: Kind, existing: Object) -> bool:
        """Tell whether there is something to delete. Some singletons return defaults while nothing is stored."""
        return not kind.singleton or any(_is_news(kind, *option) for option in self.readable(kind, existing).items())

    def plan_below(
        self,
        option: Field,
        wanted: list[Object],
        found: list[Object],
        place: Place,
        *,
        purge: bool,
        spared: t.Collection[t.Any] = (),
    ) -> list[Change]:
        """Return the changes to the objects below one, such as the members of a space.

        purge: remove others, except those whose ids are in `spared`.
        """
        kind = t.cast(Kind, option.children)
        index = indexed(kind, found, self.catalogue, place.scope)
        keys = [self.catalogue.key_of_wanted(kind, thing, place.scope) for thing in wanted]
        twice = next((key for number, key in enumerate(keys) if key in keys[:number]), None)
        if twice:
            raise AmbiguousError(f"{kind.title(twice)} is declared twice.")
        changes = [self.plan(kind, thing, index, place) for thing in wanted]
        if purge:
            gone = [thing for key, things in index.items() if key not in keys for thing in things]
            unneeded = [thing for thing in gone if identifier_of(kind, thing) not in spared]
            changes += [self.removal(kind, thing, place) for thing in unneeded]
        return [change for change in changes if change]

    def _matched(self, kind: Kind, given: Object, found: Index, scope: Key) -> tuple[Object, Object | None]:
        """Return the wanted object with canonical names, and the matching object of the tenant."""
        given_options = {
            option.name: option.hidden(given[option.name])
            for option in kind.fields
            if option.name in given and not (option.children or option.at_deletion)
        }
        wanted = self._renamed(kind, given_options, lambda target, name: self.catalogue.canonical(target, name, scope))
        key = self.catalogue.key_of_wanted(kind, given, scope)
        existing = self._told_exactly(kind, found, given, key) or match(kind, found, key)
        if given.get("was"):
            before = self.catalogue.key_of_wanted(kind, kind.as_it_was(given), scope)
            existing = self._renamed_one(kind, found, existing, before)
        return wanted, existing

    @staticmethod
    def _told_exactly(kind: Kind, found: Index, given: Object, key: Key) -> Object | None:
        """Return the object with the given id, regardless of its name, within the same app if it is in one."""
        identifier = given.get(kind.exact)
        if not identifier:
            return None
        same = [number for number, name in enumerate(kind.key) if name == kind.inside]
        things = [each for other, each in found.items() if all(other[number] == key[number] for number in same)]
        return next((each for some in things for each in some if identifier_of(kind, each) == identifier), None)

    @staticmethod
    def _renamed_one(kind: Kind, found: Index, existing: Object | None, before: Key) -> Object | None:
        """Return the object to rename, or the one that already has the new name."""
        old = match(kind, found, before)
        if existing and old and existing is not old:
            ids = f"{identifier_of(kind, old)}, {identifier_of(kind, existing)}"
            raise AmbiguousError(
                f"{kind.title(before)} cannot be renamed: both names exist (ids {ids}). Delete one, or omit was."
            )
        return existing or old

    @staticmethod
    def _renamed(kind: Kind, thing: Object, rename: t.Callable[[str, t.Any], t.Any]) -> Object:
        names = [option.name for option in kind.referring if option.name in thing]
        if not names:
            return thing

        def known(target: str, name: t.Any) -> t.Any:
            return rename(target, name) if name else name

        return {**thing, **{name: renamed(kind.field(name), thing[name], thing, known) for name in names}}

    def _creation(self, kind: Kind, wanted: Object, place: Place) -> Change:
        missing = [option.name for option in kind.fields if option.required and wanted.get(option.name) is None]
        key = self.catalogue.key_of_wanted(kind, wanted, place.scope)
        if missing:
            raise ConfigurationError(f"{kind.title(key)}: creating it requires {', '.join(missing)}.")
        makes = None if kind.singleton else Pending(kind.name, (*place.scope, *key))
        work = self._work(kind, wanted, place, makes=makes)
        after = [option.name for option in kind.fields if option.after_create and option.name in wanted]
        later = [name for name in after if _is_news(kind, name, wanted[name])]
        made = replace(work, identifier=makes or "")
        requests = kind.create(work)
        requests += kind.update(replace(made, changed=later)) if later else []
        requests += _by_operations(kind, made, [name for name, value in wanted.items() if _is_news(kind, name, value)])
        remembers = _remembered(kind, wanted)
        change = self._change(kind, key, "create", place, after=wanted, requests=requests, remembers=remembers)
        change.shown_once = kind.shown_once
        return change

    def _update(self, kind: Kind, wanted: Object, existing: Object, place: Place) -> Change | None:
        key = self.catalogue.key_of_found(kind, existing, place.scope)
        before = self.readable(kind, existing, place.scope)
        changed = compare.changed(kind, before, wanted)
        _require_changeable(kind, key, before, changed)
        _require_company(kind, key, wanted, changed)
        news = self._news(kind, place.above + kind.title(key), wanted)
        changed |= {name: compare.overlaid(kind.field(name), before.get(name), value) for name, value in news.items()}
        if not changed:
            return None
        after = {**before, **changed}
        work = self._work(kind, {**wanted, **changed}, place, identifier=_item(kind, existing), found=existing)
        own = [name for name in changed if not kind.field(name).via and not kind.field(name).changed_by]
        requests = kind.update(replace(work, changed=own)) if own else []
        requests += _by_operations(kind, work, changed, later=True)
        remembers = _remembered(kind, changed)
        return self._change(
            kind,
            key,
            "update",
            place,
            before=before,
            after=after,
            requests=requests,
            remembers=remembers,
            owner=str(value_at(existing, kind.taken_over) or "") if kind.taken_over else "",
        )

    def _work(self, kind: Kind, thing: Object, place: Place, **more: t.Any) -> Work:
        ids = self._renamed(kind, thing, lambda target, name: self.catalogue.identifier(target, name, place.scope))
        sent = {name: kind.field(name).to_api(value) for name, value in ids.items()}
        kept = _kept(kind, more.get("found", {}))
        return Work(kind=kind, path=place.path, sent={**kept, **sent}, given=frozenset(sent), **more)

    def _news(self, kind: Kind, title: str, wanted: Object) -> Object:
        """Return the write-only values that differ from the last sent ones."""
        return {
            name: wanted[name]
            for name, secret in _remembered(kind, wanted).items()
            if not self.memory.is_known(title, name, secret)
        }

    @staticmethod
    def _change(kind: Kind, key: Key, action: str, place: Place, **more: t.Any) -> Change:
        parts = {"before": {}, "after": {}, **more}
        return Change(
            kind.name, key, place.above + kind.title(key), action, path=place.path, scope=place.scope, **parts
        )


def _kept(kind: Kind, found: Object) -> Object:
    """Return the options of an existing object in the form to send again."""
    values = {option.name: option.from_api(found) for option in kind.readable}
    return {name: kind.field(name).to_api(value) for name, value in values.items() if value is not None}


def place_of_found(kind: Kind, existing: Object) -> Place:
    """Return the place of an object of the tenant."""
    return place_of(kind, kind.field(kind.inside).from_api(existing) if kind.inside else "")


def _item(kind: Kind, existing: Object) -> str:
    return "" if kind.singleton else identifier_of(kind, existing)


def _by_operations(kind: Kind, work: Work, names: t.Iterable[str], *, later: bool = False) -> list[Request]:
    """Return the requests of options with separate operations, with `later` also of those that a creation takes."""
    writes = [(name, kind.field(name).via or (kind.field(name).changed_by if later else None)) for name in names]
    return [
        replace(request, last=kind.field(name).after_below)
        for name, write in writes
        if write
        for request in write(replace(work, changed=(name,)))
    ]


def _is_news(kind: Kind, name: str, value: t.Any) -> bool:
    """Tell whether an option differs from its value in a new object."""
    return not compare.equal(kind.field(name), None, value)


def _require_changeable(kind: Kind, key: Key, before: Object, changed: Object) -> None:
    for name in _fixed(kind, changed):
        raise ConfigurationError(
            f"{kind.title(key)}: cannot change {name} from {before[name]!r} to {changed[name]!r} (Qlik does not allow "
            "it). Omit the option, or delete the object and create it again: in a blueprint, list it in `replace`."
        )


def _require_company(kind: Kind, key: Key, wanted: Object, changed: Object) -> None:
    for name in changed:
        missing = [each for each in kind.field(name).along if wanted.get(each) is None]
        if missing:
            raise ConfigurationError(f"{kind.title(key)}: changing {name} requires {', '.join(missing)}.")


def _fixed(kind: Kind, changed: Object) -> list[str]:
    return [name for name in changed if kind.field(name).immutable]


def _remembered(kind: Kind, thing: Object) -> dict[str, Secret]:
    """Return the changeable write-only values, by option."""
    options = [option for option in map(kind.field, thing) if not option.immutable and not option.hide]
    found = {option.name: _unanswered(option, thing[option.name]) for option in options}
    return {name: secret for name, secret in found.items() if secret}


def _unanswered(option: Field, value: t.Any) -> Secret | None:
    """Return the part of a write-only value to remember: its secrets, or the digest of a file."""
    if isinstance(value, LocalFile):
        return Fingerprint(value.facts["sha256"]) if option.write_only or option.vague else None
    found = secrets_in(value)
    return Secret([each.reveal() for each in found]) if found else None
