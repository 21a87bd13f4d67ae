# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converge one tenant: read its state, plan, and apply the plan."""

from __future__ import annotations

import functools
import typing as t
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.source import Where, at, nowhere
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.apply import Apply
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.files import opened
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.reader import (
    Below,
    Found,
    concerns,
    read,
    speaks_of,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.send import Keep
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind, matches
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import Memory, NoMemory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.order import ordered, require_no_cycle
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Place, Planner, place_below
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import (
    NO_PURGE,
    Purge,
    candidates,
    removals,
    untold,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.references import Mention, mentions

# A first converge of 15 tenants with 60 objects each takes 4.4 s where 4 threads write, 3.7 s with 6 and 3.3 s with 8;
# more make no difference.
_WRITERS = 8


# Objects that are to be deleted and created again, by kind and natural key.
Outdated = dict[tuple[str, t.Any], Object]


def _always(_changes: list[Change]) -> None:
    """Approve every plan."""


def _nowhere(_title: str, _secret: str) -> None:
    """Keep no secret; it is in the outcome."""


def _everything(_title: str) -> bool:
    """Leave nothing out."""
    return True


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms on which a tenant is converged.

    check: only report changes. is_selected: tells by its title whether an object is selected.
    purge: the objects that may be deleted.
    replace: patterns of objects that may be deleted and recreated if Qlik cannot change them.
    approve: may refuse the plan by raising. where: returns file and line of a wanted object.
    memory: tells whether write-only values have changed.
    keep: stores a secret that is shown once, by the title of its object, before anything else is done.
    describe: return the state of each wanted object, which takes time for many objects.
    """

    check: bool = False
    is_selected: t.Callable[[str], bool] = _everything
    purge: Purge = NO_PURGE
    replace: t.Sequence[str] = ()
    approve: t.Callable[[list[Change]], None] = _always
    where: Where = nowhere
    memory: Memory = field(default_factory=NoMemory)
    keep: Keep = _nowhere
    describe: bool = False


_NO_TERMS = Terms()


class Tenant:
    """One tenant, as far as it is read."""

    def __init__(self, client: Client, kinds: dict[str, Kind]) -> None:
        self.client, self.kinds = client, kinds

    def converge(self, blueprint: Blueprint, terms: Terms = _NO_TERMS) -> Outcome:
        """Converge the tenant to the blueprint."""
        part = opened(self.kinds, self._selected(blueprint, terms.is_selected), terms.where)
        found = read(self.client, self.kinds, part, terms.purge.kinds)
        self.kinds = found.kinds
        planner, outcome = self._planned(blueprint, part, found, terms)
        terms.approve(outcome.changes)
        if not terms.check:
            with ThreadPoolExecutor(_WRITERS) as pool:
                Apply(self.client, self.kinds, pool, planner, terms.keep).run(outcome)
        return outcome

    def _selected(self, whole: Blueprint, is_selected: t.Callable[[str], bool]) -> Blueprint:
        part = {
            name: [thing for thing in things if is_selected(self.kinds[name].title(self.kinds[name].key_of(thing)))]
            for name, things in whole.items()
        }
        return {name: things for name, things in part.items() if things}

    def _planned(self, whole: Blueprint, part: Blueprint, found: Found, terms: Terms) -> tuple[Planner, Outcome]:
        lists = found.lists
        planner = Planner(Catalogue(self.kinds, lists, part), terms.memory)
        old = self._outdated(part, lists, planner, terms.replace)
        self._require_caller_keeps(part, lists, planner, old, terms.where)
        if old:
            # References to a recreated object refer to the new one from now on.
            gone = {id(each) for each in old.values()}
            lists = {name: [each for each in things if id(each) not in gone] for name, things in lists.items()}
            planner = Planner(Catalogue(self.kinds, lists, part), terms.memory)
        self._require_references(part, planner.catalogue, terms.where)
        outcome = _Plan(self.client, self.kinds, planner, found.below, terms).of(part, lists)
        for number, change in enumerate(outcome.changes):
            existing = old.get((change.kind, change.key))
            if existing:
                outcome.changes[number] = planner.replacement(self.kinds[change.kind], change, existing)
        require_no_cycle(outcome.changes)
        outcome.changes += self._removals(whole, terms, lists, planner)
        self._tell_new_owners(outcome.changes)
        return planner, outcome

    def _tell_new_owners(self, changes: list[Change]) -> None:
        """Add the new owner to a change, if the user who changes an object becomes its owner."""
        for change in changes:
            if change.action == "update" and change.owner and change.owner != self._me["id"]:
                before = {"owner": self._subject_of(change.owner)}
                change.before, change.after = change.before | before, change.after | {"owner": self._me["subject"]}

    def _subject_of(self, user: str) -> str:
        """Return the subject of a user, or the id of a deleted one."""
        try:
            return str(self.client.get(f"/api/v1/users/{user}")["subject"])
        except errors.ApiError:
            return user

    def _outdated(
        self, blueprint: Blueprint, found: dict[str, list[Object]], planner: Planner, patterns: t.Sequence[str]
    ) -> Outdated:
        """Return the objects to recreate, by kind and natural key."""
        old: Outdated = {}
        for name, things in blueprint.items() if patterns else ():
            kind = self.kinds[name]
            index = indexed(kind, found[name], planner.catalogue)
            for thing in things:
                key = planner.catalogue.key_of_wanted(kind, thing)
                if matches(kind.title(key), patterns):
                    existing = planner.outdated(kind, thing, index)
                    old |= {(name, key): existing} if existing else {}
        return old

    def _require_references(self, blueprint: Blueprint, catalogue: Catalogue, where: Where) -> None:
        """Refuse all references to objects that do not exist, at once."""
        wrong = []
        for name, things in blueprint.items():
            kind = self.kinds[name]
            for thing in things:
                for mention in _that_must_exist(kind, thing):
                    fault = catalogue.fault(mention.kind, mention.name) if mention.kind in self.kinds else ""
                    if fault:
                        place = at(where(name, thing))
                        wrong.append(f"{place}{kind.title(kind.key_of(thing))}: {mention.option}: {fault}")
        if wrong:
            raise errors.ConfigurationError(
                f"{self.client.label}: nothing was changed: {'; '.join(wrong)}",
                **self.client.identity,
            )

    def _require_caller_keeps(
        self, blueprint: Blueprint, found: dict[str, list[Object]], planner: Planner, old: Outdated, where: Where
    ) -> None:
        """Refuse changes that take rights from the client of this run, which it could not undo."""
        guarded = [name for name in blueprint if self.kinds[name].guard]
        if not guarded:
            return
        for kind in (self.kinds[name] for name in guarded):
            index = indexed(kind, found[kind.name], planner.catalogue)
            for thing in blueprint[kind.name]:
                names = (thing, kind.as_it_was(thing)) if thing.get("was") else (thing,)
                keys = [planner.catalogue.key_as_written(kind, each) for each in names]
                existing = next((index[key][0] for key in keys if key in index), None)
                is_deleted = (kind.name, keys[0]) in old
                wanted = {**thing, "state": "absent"} if is_deleted else thing
                loss = self._loss(kind, wanted, existing)
                if loss:
                    raise errors.ConfigurationError(
                        f"{self.client.label}: nothing was changed: {at(where(kind.name, thing))}"
                        f"{kind.title(kind.key_of(thing))} would lock this run out: {loss}.",
                        **self.client.identity,
                    )

    def _loss(self, kind: Kind, wanted: Object, existing: Object | None) -> str:
        """Return what the client of this run would lose by an object."""
        return kind.guard(wanted, existing, self._caller) if kind.guard else ""

    @functools.cached_property
    def _caller(self) -> str:
        """Return the client id of the run, or the subject of the user of its API key."""
        return self.client.credentials.client_id or str(self._me["subject"])

    @functools.cached_property
    def _me(self) -> Object:
        return t.cast(Object, self.client.get("/api/v1/users/me"))

    def _removals(
        self, whole: Blueprint, terms: Terms, found: dict[str, list[Object]], planner: Planner
    ) -> list[Change]:
        """Return the deletions of objects that the whole blueprint neither names nor refers to."""
        purge, catalogue = terms.purge, planner.catalogue
        if not purge.kinds:
            return []
        ours = {self.client.credentials.client_id}
        if purge.what == "created_by_this_client":
            ours.add(self._me["id"])
        wanted = [(self.kinds[name], thing) for name, things in whole.items() for thing in things]
        named = {
            (kind.name, catalogue.key_as_written(kind, each))
            for kind, thing in wanted
            for each in (thing, kind.as_it_was(thing))
        }
        present = [(kind, thing) for kind, thing in wanted if thing.get("state") != "absent"]
        referred = {(each.kind, each.name) for kind, thing in present for each in mentions(kind, thing)}
        kept = {(target, catalogue.find(target, name)) for target, name in referred}

        def is_spared(kind: Kind, key: tuple[t.Any, ...], identifier: str) -> bool:
            is_kept = (kind.name, key) in named or (kind.name, identifier) in kept
            return is_kept or not terms.is_selected(kind.title(key))

        def is_caller(kind: Kind, key: tuple[t.Any, ...], thing: Object) -> bool:
            gone = {**dict(zip(kind.key, key, strict=True)), "state": "absent"}
            return bool(self._loss(kind, gone, thing))

        unprotected = list(candidates(purge, self.kinds, found, planner, is_spared=is_spared, is_caller=is_caller))
        self.client.warnings += [f"{self.client.label}: {each}" for each in untold(purge, self.kinds, unprotected)]
        return removals(purge, self.kinds, found, planner, unprotected, ours=ours)


def _that_must_exist(kind: Kind, thing: Object) -> t.Iterator[Mention]:
    """Yield the references to objects that must exist. Those in the key of an absent object need not."""
    terms = {option.name for option in kind.at_deletion}
    for mention in mentions(kind, thing):
        if thing.get("state") != "absent" or mention.option in terms:
            yield mention


class _Plan:
    """The changes of one blueprint, object by object. An object that cannot be planned fails alone."""

    def __init__(self, client: Client, kinds: dict[str, Kind], planner: Planner, below: Below, terms: Terms) -> None:
        self._client, self._kinds, self._planner, self._below, self._terms = client, kinds, planner, below, terms

    def of(self, blueprint: Blueprint, found: dict[str, list[Object]]) -> Outcome:
        outcome = Outcome(objects=sum(len(things) for things in blueprint.values()))
        for kind in (self._kinds[name] for name in ordered(self._kinds) if name in blueprint):
            index = indexed(kind, found[kind.name], self._planner.catalogue)
            for thing in blueprint[kind.name]:
                try:
                    place = self._planner.place(kind, thing)
                    change = self._planner.plan(kind, thing, index, place)
                    outcome.changes += [change] if change else []
                    if self._terms.describe:
                        outcome.states.append(self._planner.state(kind, thing, index, change))
                    below = self._changes_below(kind, thing, place)
                    outcome.changes += below
                    if change and below:
                        change.wait_for(below)
                except errors.QlikError as error:
                    outcome.fail(
                        self._client.tenant, kind.title(kind.key_of(thing)), error, self._terms.where(kind.name, thing)
                    )
        return outcome

    def _changes_below(self, kind: Kind, thing: Object, place: Place) -> list[Change]:
        """Return the changes to the objects below a wanted one, and below those."""
        changes: list[Change] = []
        for option in kind.below:
            if not concerns(kind, thing, option):
                continue
            child, catalogue = t.cast(Kind, option.children), self._planner.catalogue
            key = catalogue.key_of_wanted(kind, thing, place.scope)
            parent = catalogue.identifier(kind.name, kind.text_of(key), place.scope)
            found = self._below.get((option.name, str(parent)), []) if isinstance(parent, str) else []
            there = place_below(option, place, key, parent, kind.title(key))
            catalogue.add(child, found, thing.get(option.name) or (), there.scope)
            if not speaks_of(thing, option):
                continue
            purge = bool(thing.get(f"purge_{option.name}"))
            referred = [each.name for each in mentions(kind, thing) if each.kind == child.name]
            spared = {catalogue.find(child.name, name, there.scope) for name in referred}
            changes += self._planner.plan_below(option, thing[option.name], found, there, purge=purge, spared=spared)
            for each in thing[option.name]:
                changes += self._changes_below(child, each, there)
        return changes
