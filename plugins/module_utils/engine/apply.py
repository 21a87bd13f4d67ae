# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan is carried out: each request once the ids that it needs are known, as many at once as there are threads.

What is ordered are requests, not changes. So two objects that refer to each other are both made first, and what of each
names the other is set afterwards.
"""

from __future__ import annotations

import collections
import queue
import typing as t
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import list_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import reconcile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.order import ordered
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.reconcile import (
    Catalogue,
    Change,
    Pending,
    Request,
    pendings,
)


@dataclass
class Outcome:
    """What a converge did, or in check mode would do."""

    changes: list[Change] = field(default_factory=list)
    failures: list[Object] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    objects: int = 0

    def fail(self, host: str, title: str, error: errors.QlikError, place: str = "") -> None:
        """An error as data, always with its tenant and object, and with the file and line where they are known."""
        about = {"place": place} if place else {}
        self.failures.append({**error.failure, **about, "tenant": host, "object": title, "message": error.message})


class _Step(t.NamedTuple):
    """One request of a change."""

    change: Change
    number: int = 0

    @property
    def request(self) -> Request:
        return self.change.requests[self.number]

    @property
    def is_last(self) -> bool:
        return self.number + 1 == len(self.change.requests)


class Apply:
    """Sends exactly the requests that the plan names."""

    def __init__(self, client: Client, kinds: dict[str, Kind], pool: ThreadPoolExecutor) -> None:
        self._client, self._kinds, self._pool = client, kinds, pool
        self._ids: dict[Pending, str] = {}

    def run(self, outcome: Outcome) -> None:
        """Deletions last, from dependants to what they depend on."""
        planned, outcome.changes = outcome.changes, []
        self._outcome = outcome
        self._client.progress.expect(self._client.host, len(planned))
        self._run_wave([change for change in planned if change.action != "delete"])
        for _rank, wave in sorted(self._deletions(planned).items(), reverse=True):
            self._run_wave(wave)
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

    def _run_wave(self, changes: list[Change]) -> None:
        """Everything at once that waits for nothing; the rest when what it waits for was made, or failed."""
        ready = [_Step(change) for change in changes]
        awaited = {change.makes for change in changes}
        waiting: dict[Pending | None, list[_Step]] = collections.defaultdict(list)
        running: dict[Future[errors.QlikError | None], _Step] = {}
        # Filled by the threads: to wait for many futures again and again takes the square of their number.
        done: queue.SimpleQueue[Future[errors.QlikError | None]] = queue.SimpleQueue()
        while ready or running:
            for step in ready:
                needed = next(iter(pendings(step.request) & awaited), None)
                if needed:
                    waiting[needed].append(step)
                else:
                    future = self._pool.submit(self._take, step)
                    running[future] = step
                    future.add_done_callback(done.put)
            ready = []
            if not running:
                continue
            future = done.get()
            step, error = running.pop(future), future.result()
            if error or step.request.method == "POST":
                awaited.discard(step.change.makes)
                ready += waiting.pop(step.change.makes, [])
            if error or step.is_last:
                self._record(step.change, error)
            else:
                ready.append(step._replace(number=step.number + 1))

    def _record(self, change: Change, error: errors.QlikError | None) -> None:
        self._client.progress.advance()
        if error:
            self._outcome.fail(self._client.host, change.title, error)
        else:
            self._outcome.changes.append(change)

    def _take(self, step: _Step) -> errors.QlikError | None:
        """One request, in a thread."""
        change = step.change
        try:
            answer = self._send(change, step.request)
        except errors.QlikError as error:
            return error
        if step.request.method == "POST" and isinstance(answer, dict):
            if change.makes:
                self._ids[change.makes] = reconcile.identifier_of(answer)
            if answer.get(change.secret):
                self._outcome.secrets[change.title] = answer[change.secret]
        return None

    def _send(self, change: Change, request: Request) -> t.Any:
        path = "/".join(str(self._known(segment)) for segment in request.path)
        body = self._substituted(request.body)
        if request.method == "DELETE":
            return self._client.delete(path, headers=request.headers)
        try:
            return self._client.request(request.method, path, json=body, headers=request.headers)
        except errors.Unreachable:
            kind = self._kinds.get(change.kind)
            if request.method != "POST" or kind is None:
                raise
            # The object may have been made: look, and never send it twice.
            found = reconcile.indexed(kind, list_objects(self._client, kind, kind.path), Catalogue({}, {}, {}))
            made = reconcile.match(kind, found, change.key)
            if made is None or change.secret:
                raise
            return made

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
