# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that a task starts and waits for: reloads of apps, and runs of automations."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.identify import identified
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.settle import wait_until
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_LINES_OF_A_LOG = 20


@dataclass(frozen=True, kw_only=True)
class Run:
    """A type of run, and how it ends.

    kind: the kind of the started object, also the name of its option. path: of the runs, with {id} for its id.
    body: returns the body of a start. going, good: statuses of unfinished runs, and of successful ones.
    active: returns the query for unfinished runs. Without it, each start is another run.
    problem: returns the reason of a failure from a run.
    """

    kind: str
    noun: str
    path: str
    body: t.Callable[[str, Object], Object]
    going: frozenset[str]
    good: frozenset[str]
    active: t.Callable[[str], Object] | None = None
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
        self.found = self.client.get(f"{self.path}/{self.found['id']}")
        return self.found.get("status") not in self.run.going


def _act(run: Run) -> t.Callable[[Context], Object]:
    def act(context: Context) -> Object:
        params, client = context.params, context.client()
        name = params[run.kind]
        identifier = identified(client, READABLE, READABLE[run.kind], name)
        title = f"{run.noun} of {run.kind} {name}"
        started = _Started(client, run, run.path.format(id=identifier), title, _on_the_way(client, run, identifier))
        is_new = not started.found
        if context.check_mode:
            return {"changed": is_new}
        if is_new:
            body = run.body(identifier, params)
            started.found = dict(client.request("POST", started.path, json=body))
        if params["wait"]:
            wait_until(client, title, started.is_over, float(params["timeout"]))
            _require_good(started)
        return {"changed": is_new, "run": _shown(started.found)}

    return act


def _on_the_way(client: Client, run: Run, identifier: str) -> Object:
    """Return the unfinished run, or an empty one."""
    if run.active is None:
        return {}
    found = client.list(run.path.format(id=identifier), **run.active(identifier))
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
    names = ("id", "status", "startTime", "endTime", "stopTime")
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
