# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many kinds of one tenant: list what is needed at once, plan, write in dependency order with a few threads."""

from __future__ import annotations

import typing as t
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils import errors, reconcile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Kind, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.purge import Purge, removals
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reconcile import (
    Catalogue,
    Change,
    Pending,
    Request,
    pendings,
)

Blueprint = dict[str, list[Object]]
Approve = t.Callable[[list[Change]], None]
_THREADS = 8
_NOTHING = Purge()


def _always(changes: list[Change]) -> None:
    """Every plan is good."""


@dataclass
class Outcome:
    """What a converge did, or in check mode would do."""

    changes: list[Change] = field(default_factory=list)
    failures: list[Object] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    objects: int = 0


def ordered(kinds: dict[str, Kind]) -> list[str]:
    """Names of the kinds, each after those that it refers to."""
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        for target in sorted(references(kinds[name])):
            visit(target)
        order.append(name)

    for name in sorted(kinds):
        visit(name)
    return order


def references(kind: Kind, given: list[Object] | None = None) -> set[str]:
    """The kinds that these objects refer to; without objects, all that the kind may refer to."""
    targets: set[str] = set()
    for option in kind.fields:
        values = [thing[option.name] for thing in given or [] if thing.get(option.name) is not None]
        if option.children:
            children = [child for value in values for child in value]
            targets |= references(option.children, None if given is None else children)
        elif option.reference and callable(option.reference):
            targets |= {"user", "group"} if given is None else {option.reference(thing) for thing in given}
        elif option.reference and (given is None or values):
            targets.add(str(option.reference))
    return targets


class Tenant:
    """One tenant's content, as far as it is asked for."""

    def __init__(self, client: Client, kinds: dict[str, Kind]) -> None:
        self.client, self.kinds = client, kinds

    def converge(
        self, blueprint: Blueprint, *, check: bool, purge: Purge = _NOTHING, approve: Approve = _always
    ) -> Outcome:
        """Make the tenant so; in check mode only say what would change. `approve` may refuse the plan by raising."""
        outcome = Outcome(objects=sum(len(things) for things in blueprint.values()))
        with ThreadPoolExecutor(_THREADS) as pool:
            found = self._read(blueprint, purge, pool)
            catalogue = Catalogue(self.kinds, found, blueprint)
            children = self._read_children(blueprint, catalogue, pool)
            self._plan(blueprint, found, children, catalogue, outcome)
            outcome.changes += self._removals(blueprint, purge, found, catalogue)
            approve(outcome.changes)
            if not check:
                Apply(self.client, self.kinds, pool).run(outcome)
        return outcome

    def _removals(
        self, blueprint: Blueprint, purge: Purge, found: dict[str, list[Object]], catalogue: Catalogue
    ) -> list[Change]:
        if not purge.kinds:
            return []
        ours = {self.client.credentials.client_id}
        if purge.needs_caller:
            ours.add(self.client.get("/api/v1/users/me")["id"])
        named = {name: {self.kinds[name].key_of(thing) for thing in things} for name, things in blueprint.items()}
        return removals(purge, self.kinds, named, found, catalogue, ours=ours)

    def _read(self, blueprint: Blueprint, purge: Purge, pool: ThreadPoolExecutor) -> dict[str, list[Object]]:
        names = {*blueprint, *purge.kinds}.union(
            *(references(self.kinds[name], things) for name, things in blueprint.items())
        )
        self.client.authenticate()
        lists = pool.map(lambda name: list_objects(self.client, self.kinds[name], self.kinds[name].path), sorted(names))
        return dict(zip(sorted(names), lists, strict=True))

    def _read_children(
        self, blueprint: Blueprint, catalogue: Catalogue, pool: ThreadPoolExecutor
    ) -> dict[tuple[str, str], list[Object]]:
        """What lives below existing objects, where the blueprint speaks of it."""
        wanted: dict[tuple[str, str], Kind] = {}
        for name, things in blueprint.items():
            for option in self.kinds[name].fields:
                for thing in things if option.children else ():
                    if thing.get(option.name) is None or thing.get("state") == "absent":
                        continue
                    identifier = catalogue.identifier(name, thing[self.kinds[name].key[0]])
                    if option.children and isinstance(identifier, str):
                        wanted[option.name, identifier] = option.children
        lists = pool.map(
            lambda item: list_objects(self.client, item[1], item[1].path.format(parent=item[0][1])), wanted.items()
        )
        return dict(zip(wanted, lists, strict=True))

    def _plan(
        self,
        blueprint: Blueprint,
        found: dict[str, list[Object]],
        children: dict[tuple[str, str], list[Object]],
        catalogue: Catalogue,
        outcome: Outcome,
    ) -> None:
        for name in ordered(self.kinds):
            for thing in blueprint.get(name, ()):
                kind = self.kinds[name]
                title = kind.title(kind.key_of(thing))
                try:
                    change = reconcile.plan(kind, thing, found[name], catalogue)
                    outcome.changes += [change] if change else []
                    outcome.changes += self._plan_children(kind, thing, children, catalogue)
                except errors.QlikError as error:
                    outcome.failures.append(failure(self.client.host, title, error))

    def _plan_children(
        self, kind: Kind, thing: Object, children: dict[tuple[str, str], list[Object]], catalogue: Catalogue
    ) -> list[Change]:
        changes: list[Change] = []
        for option in kind.fields:
            if not option.children or thing.get(option.name) is None or thing.get("state") == "absent":
                continue
            parent = catalogue.identifier(kind.name, thing[kind.key[0]])
            found = children.get((option.name, str(parent)), []) if isinstance(parent, str) else []
            purge = bool(thing.get(f"purge_{option.name}"))
            below = reconcile.plan_children(option.children, thing[option.name], found, catalogue, parent, purge=purge)
            for change in below:
                change.title = f"{kind.title(kind.key_of(thing))}: {change.title}"
            changes += below
        return changes


def list_objects(client: Client, kind: Kind, path: str) -> list[Object]:
    """All objects of a kind; a singleton that does not exist is an empty list."""
    if not kind.singleton:
        page: Object = {"limit": kind.page_size} if kind.page_size else {}
        return client.list(path, **page)
    try:
        found = client.get(path)
    except errors.ApiError as error:
        if error.status == 404:
            return []
        raise
    return [found] if found else []


def failure(host: str, title: str, error: errors.QlikError) -> Object:
    """An error as data, always with its tenant and object."""
    return {**error.failure, "tenant": host, "object": title, "message": error.message}


class Apply:
    """Sends exactly the requests that the plan names."""

    def __init__(self, client: Client, kinds: dict[str, Kind], pool: ThreadPoolExecutor) -> None:
        self._client, self._kinds, self._pool = client, kinds, pool
        self._ids: dict[Pending, str] = {}

    def run(self, outcome: Outcome) -> None:
        """Everything at once that waits for nothing; deletions last, from dependants to what they depend on."""
        planned, outcome.changes = outcome.changes, []
        self._client.progress.expect(self._client.host, len(planned))
        self._run_wave([change for change in planned if change.action != "delete"], outcome)
        for _rank, wave in sorted(self._deletions(planned).items(), reverse=True):
            self._run_wave(wave, outcome)
        order = {id(change): number for number, change in enumerate(planned)}
        outcome.changes.sort(key=lambda change: order[id(change)])

    def _deletions(self, planned: list[Change]) -> dict[int, list[Change]]:
        """By the place of their kind among the kinds; children of an object come before all of them."""
        rank = {name: number for number, name in enumerate(ordered(self._kinds))}
        waves: dict[int, list[Change]] = {}
        for change in planned:
            if change.action == "delete":
                waves.setdefault(rank.get(change.kind, len(rank)), []).append(change)
        return waves

    def _run_wave(self, changes: list[Change], outcome: Outcome) -> None:
        """A change begins when those that make what it refers to have ended."""
        makers = {Pending(change.kind, change.key): change for change in changes if change.action == "create"}
        waiting = {id(change): self._makers_of(change, makers) for change in changes}
        running: dict[Future[errors.QlikError | str | None], Change] = {}
        left = list(changes)
        while left or running:
            ready = [change for change in left if not waiting[id(change)]]
            left = [change for change in left if waiting[id(change)]]
            running |= {self._pool.submit(self._carry_out, change): change for change in ready}
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                change = running.pop(future)
                self._record(change, future.result(), outcome)
                for makers_left in waiting.values():
                    makers_left.discard(id(change))

    @staticmethod
    def _makers_of(change: Change, makers: dict[Pending, Change]) -> set[int]:
        """The changes of which it needs the id; an object needs its own only after it was made, by itself."""
        needed = {makers[pending] for request in change.requests for pending in pendings(request) if pending in makers}
        return {id(maker) for maker in needed if maker is not change}

    def _record(self, change: Change, result: errors.QlikError | str | None, outcome: Outcome) -> None:
        if isinstance(result, errors.QlikError):
            outcome.failures.append(failure(self._client.host, change.title, result))
            return
        outcome.changes.append(change)
        if result:
            outcome.secrets[change.title] = result

    def _carry_out(self, change: Change) -> errors.QlikError | str | None:
        secret = None
        try:
            for request in change.requests:
                answer = self._send(change, request)
                if request.method == "POST" and isinstance(answer, dict):
                    identifier = reconcile.identifier_of(answer)
                    self._ids[Pending(change.kind, change.key)] = identifier
                    secret = answer.get(change.secret) if change.secret else None
        except errors.QlikError as error:
            return error
        finally:
            self._client.progress.advance()
        return secret

    def _send(self, change: Change, request: Request) -> t.Any:
        path = "/".join(str(self._known(segment)) for segment in request.path)
        body = self._substituted(request.body)
        try:
            return self._client.request(request.method, path, json=body, headers=request.headers)
        except errors.Unreachable:
            kind = self._kinds.get(change.kind)
            if request.method != "POST" or kind is None:
                raise
            # The object may have been made: look, and never send it twice.
            made = reconcile.match(kind, list_objects(self._client, kind, kind.path), change.key, Catalogue({}, {}, {}))
            if made is None or change.secret:
                raise
            return made
        except errors.ApiError as error:
            if request.method == "DELETE" and error.status in (404, 410):
                return None
            raise

    def _known(self, value: str | Pending) -> str:
        if not isinstance(value, Pending):
            return value
        if value not in self._ids:
            name = " ".join(str(part) for part in value.key)
            raise errors.QlikError(f"Skipped because {value.kind} {name} could not be made.", skipped=True)
        return self._ids[value]

    def _substituted(self, value: t.Any) -> t.Any:
        if isinstance(value, dict):
            return {name: self._substituted(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._substituted(part) for part in value]
        return self._known(value) if isinstance(value, Pending) else value
