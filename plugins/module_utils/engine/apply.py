# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apply a plan: send each request when the ids that it needs are known, one per thread at a time.

Requests are ordered, not changes: two objects that refer to each other are both created first and linked afterwards.
"""

from __future__ import annotations

import collections
import queue
import typing as t
from concurrent.futures import Future, ThreadPoolExecutor

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.send import Keep, Sender
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.step import Step, batches
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending, pendings
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.order import ordered
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner

Errors = list[errors.QlikError | None]
Running = dict[Future[Errors], list[Step]]


class Apply:
    """Send exactly the requests of the plan."""

    def __init__(
        self, client: Client, kinds: dict[str, Kind], pool: ThreadPoolExecutor, planner: Planner, keep: Keep
    ) -> None:
        self._client, self._kinds, self._pool, self._planner, self._keep = client, kinds, pool, planner, keep

    def run(self, outcome: Outcome) -> None:
        """Delete last, from dependants to what they depend on."""
        planned, outcome.changes = outcome.changes, []
        self._outcome = outcome
        self._sender = Sender(self._client, self._kinds, self._planner, outcome, self._keep)
        self._client.expect(len(planned))
        self._run_wave([change for change in planned if change.action != "delete" or change.is_saved])
        for _rank, wave in sorted(self._deletions(planned).items(), reverse=True):
            self._run_wave(wave)
        order = {id(change): number for number, change in enumerate(planned)}
        outcome.changes.sort(key=lambda change: order[id(change)])

    def _deletions(self, planned: list[Change]) -> dict[int, list[Change]]:
        """Group deletions by the place of their kind among the kinds; children of an object come before all of them."""
        rank = {name: number for number, name in enumerate(ordered(self._kinds))}
        waves: dict[int, list[Change]] = {}
        for change in planned:
            if change.action == "delete" and not change.is_saved:
                waves.setdefault(rank.get(change.kind, len(rank)), []).append(change)
        return waves

    def _run_wave(self, changes: list[Change]) -> None:
        """Send requests without dependencies, and the others when their dependencies are created or have failed."""
        ready = [Step(change) for change in changes if change.requests]
        for change in changes:
            if not change.requests:
                self._record(change, None)
        awaited = {change.makes for change in changes}
        waiting: dict[Pending | None, list[Step]] = collections.defaultdict(list)
        running: Running = {}
        # Filled by the threads, since repeated waiting for many futures takes quadratic time.
        done: queue.SimpleQueue[Future[Errors]] = queue.SimpleQueue()
        while ready or running:
            self._begin(ready, awaited, waiting, running, done)
            ready = []
            if not running:
                continue
            future = done.get()
            for step, error in zip(running.pop(future), future.result(), strict=True):
                if error or (step.request.makes and step.request.makes == step.change.makes):
                    awaited.discard(step.change.makes)
                    ready += waiting.pop(step.change.makes, [])
                if error or step.is_last:
                    self._record(step.change, error)
                else:
                    ready.append(step.following())

    def _begin(
        self,
        ready: list[Step],
        awaited: t.Container[Pending | None],
        waiting: dict[Pending | None, list[Step]],
        running: Running,
        done: queue.SimpleQueue[Future[Errors]],
    ) -> None:
        """Give the threads the requests that can be sent now."""
        free: list[Step] = []
        for step in ready:
            needed = next((pending for pending in pendings(step.request) if pending in awaited), None)
            (waiting[needed] if needed else free).append(step)
        for batch in batches(free):
            future = self._pool.submit(self._sender.send, batch)
            running[future] = batch
            future.add_done_callback(done.put)

    def _record(self, change: Change, error: errors.QlikError | None) -> None:
        self._client.progress.advance()
        if error:
            self._outcome.fail(self._client.tenant, change.title, error)
            return
        self._outcome.changes.append(change)
        if change.remembers:
            self._planner.memory.remember(change.title, change.remembers)
