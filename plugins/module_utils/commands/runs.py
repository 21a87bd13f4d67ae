# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that a task starts and waits for: reloads of apps, runs of automations, and syncs of knowledge bases."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.identify import identified, identified_below
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.settle import wait_until
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_LINES_OF_A_LOG = 20


@dataclass(frozen=True, kw_only=True)
class Run:
    """A type of run, and how it ends.

    kind: the kind of the started object, also the name of its option.
    below: the option of the kind that has the object to start, if it is below one. The option `source` has its name.
    path: of the runs, with {id} for the id, and {below} for that of the object below.
    start: path to start one, if it is another. body: returns the body of a start.
    going, good: statuses of unfinished runs, and of successful ones.
    active: returns the query for unfinished runs. Without it, each start is another run.
    listed: the query for all runs, if only their list has the status of one.
    problem: returns the reason of a failure from a run.
    """

    kind: str
    noun: str
    path: str
    going: frozenset[str]
    good: frozenset[str]
    below: str = ""
    start: str = ""
    body: t.Callable[[str, Object], Object] | None = None
    active: t.Callable[[str], Object] | None = None
    listed: t.Mapping[str, t.Any] = field(default_factory=dict)
    problem: t.Callable[[Object], str] = lambda run: str(run.get("error") or "")


@dataclass
class _Started:
    """One run, as Qlik last answered it."""

    client: Client
    run: Run
    path: str
    title: str
    found: Object = field(default_factory=dict)

    def is_over(self) -> bool:
        identifier = self.found["id"]
        if self.run.listed:
            found = self.client.list(self.path, **self.run.listed)
            self.found = next((each for each in found if each["id"] == identifier), self.found)
        else:
            self.found = self.client.get(f"{self.path}/{identifier}")
        # A run that was just started may not be listed yet.
        return self.found.get("status", next(iter(self.run.going))) not in self.run.going


def _act(run: Run) -> t.Callable[[Context], Object]:
    def act(context: Context) -> Object:
        params, client = context.params, context.client()
        name = params[run.kind]
        identifier = identified(client, READABLE, READABLE[run.kind], name)
        ids, title = {"id": identifier}, f"{run.noun} of {READABLE[run.kind].title((name,))}"
        if run.below:
            child = t.cast(Kind, READABLE[run.kind].field(run.below).children)
            ids["below"] = identified_below(client, child, identifier, params["source"], title)
            title += f": {params['source']}"
        path = run.path.format(**ids)
        started = _Started(client, run, path, title, _on_the_way(client, run, path, identifier))
        is_new = not started.found
        if context.check_mode:
            return {"changed": is_new}
        if is_new:
            body = run.body(identifier, params) if run.body else None
            started.found = dict(client.request("POST", run.start.format(**ids) or path, json=body))
        if params["wait"]:
            wait_until(client, title, started.is_over, float(params["timeout"]))
            _require_good(started)
        return {"changed": is_new, "run": _shown(started.found)}

    return act


def _on_the_way(client: Client, run: Run, path: str, identifier: str) -> Object:
    """Return the unfinished run, or an empty one."""
    if run.active is None:
        return {}
    found = client.list(path, **run.active(identifier))
    return dict(next((each for each in found if each.get("status") in run.going), {}))


def _require_good(started: _Started) -> None:
    found, run = started.found, started.run
    if found.get("status") in run.good:
        return
    problem = run.problem(found)
    log = str(found.get("log") or "").replace("\\n", "\n").strip().splitlines()[-_LINES_OF_A_LOG:]
    told = "\n".join(["", "The end of its log:", *log]) if log else ""
    what = f"{started.client.label}: {started.title} ended with the status {found.get('status')}"
    raise errors.QlikError(f"{what}{f': {problem}' if problem else ''}.{told}", **started.client.identity)


def _shown(found: Object) -> Object:
    """Return the part of a run that the result has."""
    names = ("id", "status", "startTime", "endTime", "stopTime", "startedAt", "completedAt")
    return {name: found[name] for name in names if found.get(name) is not None}


_WAITING: Object = {"wait": {"type": "bool", "default": True}, "timeout": {"type": "int", "default": 3600}}


def _reload_body(identifier: str, params: Object) -> Object:
    given = {name: params[name] for name in ("partial", "variables", "weight") if params[name] is not None}
    return {"appId": identifier, **given}


def _reload_problem(run: Object) -> str:
    return ": ".join(str(run[name]) for name in ("errorCode", "errorMessage") if run.get(name))


RELOAD = Command(
    "reload",
    {
        "app": {"type": "str", "required": True},
        "partial": {"type": "bool"},
        "variables": {"type": "dict"},
        "weight": {"type": "int"},
        **_WAITING,
    },
    _act(
        Run(
            kind="app",
            noun="reload",
            path="/api/v1/reloads",
            body=_reload_body,
            going=frozenset({"QUEUED", "RELOADING", "CANCELING"}),
            good=frozenset({"SUCCEEDED"}),
            active=lambda identifier: {"appId": identifier, "limit": 10},
            problem=_reload_problem,
        )
    ),
)

AUTOMATION_RUN = Command(
    "automation_run",
    {"automation": {"type": "str", "required": True}, **_WAITING},
    _act(
        Run(
            kind="automation",
            noun="run",
            path="/api/workflows/automations/{id}/runs",
            body=lambda _identifier, _params: {"context": "api"},
            going=frozenset({"not started", "queued", "starting", "running", "must stop", "paused"}),
            good=frozenset({"finished", "finished with warnings"}),
        )
    ),
)


_ALL_SYNCS: Object = {"limit": 100}


def _sync_problem(run: Object) -> str:
    """Return the faults in files, which Qlik counts by type, with one sample of each."""
    faults = run.get("errorSummary") or ()
    return "; ".join(f"{each['count']} x {each['code']} {each.get('sample', '')}".strip() for each in faults)


KNOWLEDGEBASE_SYNC = Command(
    "knowledgebase_sync",
    {"knowledgebase": {"type": "str", "required": True}, "source": {"type": "str", "required": True}, **_WAITING},
    _act(
        Run(
            kind="knowledgebase",
            below="sources",
            noun="sync",
            path="/api/v1/knowledgebases/{id}/datasources/{below}/histories",
            start="/api/v1/knowledgebases/{id}/datasources/{below}/actions/sync",
            going=frozenset({"neverIndexed", "progress"}),
            good=frozenset({"completed"}),
            active=lambda _identifier: _ALL_SYNCS,
            # What one sync answers is published as a file of it, without a status.
            listed=_ALL_SYNCS,
            problem=_sync_problem,
        )
    ),
)
