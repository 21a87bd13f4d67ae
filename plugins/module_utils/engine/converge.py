# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many kinds of one tenant: list what is needed at once, plan, and carry out what was planned."""

from __future__ import annotations

import typing as t
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.source import Where, at, nowhere
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.apply import Apply, Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import list_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Field, Kind, Object, matches
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import reconcile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.order import (
    ordered,
    referred_kinds,
    require_no_cycle,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import NO_PURGE, Purge, removals
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.reconcile import Catalogue, Change

Blueprint = dict[str, list[Object]]
# What lives below objects, by the option that tells it and the object's id.
Children = dict[tuple[str, str], list[Object]]
# As many requests at once to a tenant. A connection costs more than a request, and the eight kinds with the members of
# ten spaces are read as fast by 6 as by 8. A first converge of 15 tenants with 60 objects each takes 4.4 s where 4
# write, 3.7 s with 6 and 3.3 s with 8; from there on it makes no difference.
_READERS = 6
_WRITERS = 8


@contextmanager
def _readers() -> t.Iterator[ThreadPoolExecutor]:
    """Threads that read: once one of them fails, what none of them has begun is not asked for any more."""
    with ThreadPoolExecutor(_READERS) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _always(_changes: list[Change]) -> None:
    """Every plan is good."""


def _speaks_of(thing: Object, option: Field) -> bool:
    """Whether the blueprint says what lives below an object."""
    return thing.get(option.name) is not None and thing.get("state") != "absent"


def _everything(_title: str) -> bool:
    """Nothing is left out."""
    return True


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On what terms a tenant is converged.

    check: only say what would change. is_selected: tells by its title whether an object is worked on.
    purge: what may be deleted.
    replace: patterns of objects that may be deleted and made anew, where Qlik cannot change them.
    approve: may refuse the plan by raising. where: tells file and line of a wanted object.
    """

    check: bool = False
    is_selected: t.Callable[[str], bool] = _everything
    purge: Purge = NO_PURGE
    replace: t.Sequence[str] = ()
    approve: t.Callable[[list[Change]], None] = _always
    where: Where = nowhere


_NO_TERMS = Terms()


class Tenant:
    """One tenant's content, as far as it is asked for."""

    def __init__(self, client: Client, kinds: dict[str, Kind]) -> None:
        self.client, self.kinds = client, kinds

    def converge(self, blueprint: Blueprint, terms: Terms = _NO_TERMS) -> Outcome:
        """Make the tenant so."""
        with _readers() as pool:
            outcome = self._planned(blueprint, terms, pool)
        terms.approve(outcome.changes)
        if not terms.check:
            with ThreadPoolExecutor(_WRITERS) as pool:
                Apply(self.client, self.kinds, pool).run(outcome)
        return outcome

    def _planned(self, whole: Blueprint, terms: Terms, pool: ThreadPoolExecutor) -> Outcome:
        blueprint = self._selected(whole, terms.is_selected)
        found, children = self._read(blueprint, terms.purge, pool)
        catalogue = Catalogue(self.kinds, found, blueprint)
        old = self._outdated(blueprint, found, catalogue, terms.replace)
        if old:
            # What refers to one of them refers to the new one from now on.
            found = {
                name: [thing for thing in things if not any(thing is each for each in old.values())]
                for name, things in found.items()
            }
            catalogue = Catalogue(self.kinds, found, blueprint)
        self._require_references(blueprint, catalogue, terms.where)
        outcome = self._plan(blueprint, found, children, catalogue, terms.where)
        outcome.changes = [self._replaced(change, old, catalogue) for change in outcome.changes]
        require_no_cycle(outcome.changes)
        outcome.changes += self._removals(whole, terms, found, catalogue)
        return outcome

    def _selected(self, whole: Blueprint, is_selected: t.Callable[[str], bool]) -> Blueprint:
        part = {
            name: [thing for thing in things if is_selected(self.kinds[name].title(self.kinds[name].key_of(thing)))]
            for name, things in whole.items()
        }
        return {name: things for name, things in part.items() if things}

    def _outdated(
        self, blueprint: Blueprint, found: dict[str, list[Object]], catalogue: Catalogue, patterns: t.Sequence[str]
    ) -> dict[tuple[str, t.Any], Object]:
        """What is to be made anew, by kind and natural key."""
        old: dict[tuple[str, t.Any], Object] = {}
        for name, things in blueprint.items() if patterns else ():
            kind = self.kinds[name]
            index = reconcile.indexed(kind, found[name], catalogue)
            for thing in things:
                key = kind.key_of(thing)
                if matches(kind.title(key), patterns):
                    existing = reconcile.outdated(kind, thing, index, catalogue)
                    old |= {(name, key): existing} if existing else {}
        return old

    def _replaced(self, change: Change, old: dict[tuple[str, t.Any], Object], catalogue: Catalogue) -> Change:
        existing = old.get((change.kind, change.key))
        return reconcile.replacement(self.kinds[change.kind], change, existing, catalogue) if existing else change

    def _require_references(self, blueprint: Blueprint, catalogue: Catalogue, where: Where) -> None:
        """All that the blueprint says of objects that are nowhere, at once; it would be wrong in part otherwise."""
        wrong = []
        for name, things in blueprint.items():
            kind = self.kinds[name]
            for thing in things:
                for option, target, referred in reconcile.references(kind, thing):
                    fault = catalogue.fault(target, referred)
                    if fault:
                        wrong.append(f"{at(where(name, thing))}{kind.title(kind.key_of(thing))}: {option}: {fault}")
        if wrong:
            raise errors.ConfigurationError(
                f"{self.client.host}: the blueprint is not valid, and nothing was changed: {'; '.join(wrong)}",
                tenant=self.client.host,
            )

    def _removals(
        self, whole: Blueprint, terms: Terms, found: dict[str, list[Object]], catalogue: Catalogue
    ) -> list[Change]:
        """What the blueprint neither names nor refers to, also where only a part of it is worked on."""
        purge = terms.purge
        if not purge.kinds:
            return []
        ours = {self.client.credentials.client_id}
        if purge.needs_caller:
            ours.add(self.client.get("/api/v1/users/me")["id"])
        wanted = [(self.kinds[name], thing) for name, things in whole.items() for thing in things]
        named = {(kind.name, kind.key_of(thing)) for kind, thing in wanted}
        referred = {
            (target, catalogue.find(target, name))
            for kind, thing in wanted
            for _option, target, name in reconcile.references(kind, thing)
        }

        def is_spared(kind: Kind, key: tuple[t.Any, ...], identifier: str) -> bool:
            kept = (kind.name, key) in named or (kind.name, identifier) in referred
            return kept or not terms.is_selected(kind.title(key))

        return removals(purge, self.kinds, found, catalogue, is_spared, ours=ours)

    def _read(
        self, blueprint: Blueprint, purge: Purge, pool: ThreadPoolExecutor
    ) -> tuple[dict[str, list[Object]], Children]:
        """All objects of each kind that matters, and what lives below those that the blueprint names."""
        names = {*blueprint, *purge.kinds}.union(
            *(referred_kinds(self.kinds[name], things) for name, things in blueprint.items())
        )
        # In a thread, which has memory of its own: the main one copies a page of Ansible's for each that TLS writes to.
        pool.submit(self.client.authenticate).result()
        # Those first that more requests follow from.
        order = sorted(names, key=lambda name: (not any(option.children for option in self.kinds[name].fields), name))
        lists = {name: pool.submit(self._read_kind, self.kinds[name], blueprint.get(name, ()), pool) for name in order}
        found: dict[str, list[Object]] = {}
        below: dict[tuple[str, str], Future[list[Object]]] = {}
        for name, reading in lists.items():
            found[name], more = reading.result()
            below |= more
        return found, {key: reading.result() for key, reading in below.items()}

    def _read_kind(
        self, kind: Kind, wanted: t.Iterable[Object], pool: ThreadPoolExecutor
    ) -> tuple[list[Object], dict[tuple[str, str], Future[list[Object]]]]:
        """The objects of a kind; what lives below them is asked for as soon as they are known, and not waited for."""
        found = list_objects(self.client, kind, kind.path)
        below: dict[tuple[str, str], Future[list[Object]]] = {}
        for option in kind.fields:
            if not option.children:
                continue
            named = {kind.key_of(thing) for thing in wanted if _speaks_of(thing, option)}
            for thing in found:
                if tuple(thing.get(kind.field(name).api_name) for name in kind.key) in named:
                    path = option.children.path.format(parent=thing["id"])
                    below[option.name, thing["id"]] = pool.submit(list_objects, self.client, option.children, path)
        return found, below

    def _plan(
        self,
        blueprint: Blueprint,
        found: dict[str, list[Object]],
        children: Children,
        catalogue: Catalogue,
        where: Where,
    ) -> Outcome:
        outcome = Outcome(objects=sum(len(things) for things in blueprint.values()))
        for kind in (self.kinds[name] for name in ordered(self.kinds) if name in blueprint):
            index = reconcile.indexed(kind, found[kind.name], catalogue)
            for thing in blueprint[kind.name]:
                try:
                    change = reconcile.plan(kind, thing, index, catalogue)
                    outcome.changes += [change] if change else []
                    outcome.changes += self._plan_children(kind, thing, children, catalogue)
                except errors.QlikError as error:
                    outcome.fail(self.client.host, kind.title(kind.key_of(thing)), error, where(kind.name, thing))
        return outcome

    def _plan_children(self, kind: Kind, thing: Object, children: Children, catalogue: Catalogue) -> list[Change]:
        changes: list[Change] = []
        for option in kind.fields:
            if not option.children or not _speaks_of(thing, option):
                continue
            parent = catalogue.identifier(kind.name, thing[kind.key[0]])
            found = children.get((option.name, str(parent)), []) if isinstance(parent, str) else []
            purge = bool(thing.get(f"purge_{option.name}"))
            below = reconcile.plan_children(option.children, thing[option.name], found, catalogue, parent, purge=purge)
            for change in below:
                change.title = f"{kind.title(kind.key_of(thing))}: {change.title}"
            changes += below
        return changes
