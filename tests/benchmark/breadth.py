# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A converge of every kind there is: many objects of each in one tenant, and one of each in many tenants.

Both are measured beside an empty play and a bare client that sends the same requests for objects, all at once.
"""

from __future__ import annotations

import json
import sys
import typing as t
from pathlib import Path

from tests.benchmark import fleet
from tests.benchmark.run import Runner, mean_seconds
from tests.simulator_process import Simulator

sys.path.insert(0, str(fleet.ROOT / "build/collections"))

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from tests.integration.samples import example_of, with_files

OBJECTS = 100
TENANTS = 15
# Qlik has few of these in a tenant, or the objects that they need are not of a kind. At most so many of others.
_MOST = {"pinned_link": 50}
_FEW = {"collection", "identity_provider", "encryption_key_provider", "ip_policy", "brand", "api_key"}


def figures(folder: Path, latency_ms: int, rounds: int, say: t.Callable[[str], None]) -> dict[str, t.Any]:
    """Return the figures of both."""
    many = {name: things for name, kind in KINDS.items() if (things := _objects(kind, OBJECTS))}
    one = {name: things[:1] for name, things in many.items()}
    say(f"{len(many)} kinds x {OBJECTS} objects")
    deep = _beside(folder / "deep", many, 1, latency_ms, rounds, say)
    say(f"{TENANTS} tenants x {len(one)} kinds")
    wide = _beside(folder / "wide", one, TENANTS, latency_ms, rounds, say)
    return {
        "breadth_kinds": len(many),
        "deep_objects": sum(map(len, many.values())),
        "deep_requests": deep["requests"],
        "deep_seconds": deep["converge"],
        "deep_over_floor": deep["ratio"],
        "wide_requests": wide["requests"],
        "wide_seconds": wide["converge"],
        "wide_over_floor": wide["ratio"],
    }


def _objects(kind: Kind, number: int) -> list[dict[str, t.Any]]:
    """Return objects without references; one of what a tenant has once.

    A kind whose list does not tell enough has one request per object by its nature, so it has no place here.
    """
    if kind.listing.detail is not None or kind.listing.converse:
        return []
    left_out = {option.name for option in kind.fields if option.reference or option.children} | {"was", "email"}
    wanted = {name: value for name, value in example_of(kind).items() if name not in left_out}
    needed = {*kind.key, *(option.name for option in kind.fields if option.required)}
    if any("{{" in str(value) for value in wanted.values()) or not needed <= wanted.keys():
        return []
    if kind.singleton or kind.name in _FEW:
        return [] if kind.name in _FEW else [wanted]
    name = next(name for name in kind.key if kind.field(name).type == "str" and not kind.field(name).choices)
    return [
        with_files(kind, {**wanted, name: _numbered(wanted[name], each)})
        for each in range(min(number, _MOST.get(kind.name, number)))
    ]


def _numbered(value: str, number: int) -> str:
    """Another value of the same form: a hostname has the number in front."""
    return f"n{number}.{value}" if "." in value and " " not in value else f"{value} {number}"


def _beside(
    folder: Path,
    content: fleet.Blueprint,
    tenants: int,
    latency_ms: int,
    rounds: int,
    say: t.Callable[[str], None],
) -> dict[str, t.Any]:
    """Measure a converge that changes nothing, an empty play and a bare client in turns."""
    aliases = {f"breadth-{number}": "us" for number in range(tenants)}
    log = folder / "log"
    secrets = {"qlik_secrets_file": "new_secrets/{{ inventory_hostname }}.yml"}
    fleet.write_tenants(folder, list(aliases), content, len(aliases), **secrets)
    with Simulator(fleet=folder / "cloud.json", rate_scale=0, log=log) as simulator:
        runner = Runner(simulator, folder)
        # The limits on writes are not what is measured here.
        runner.playbook("qlikfleet.cloud.converge", environment={"QLIK_CLOUD_RATE_WINDOW": "0.1"})
        log.write_text("", encoding="utf-8")
        runner.playbook("qlikfleet.cloud.converge")
        paths = _paths(log)
        simulator.conditions(latency_ms=latency_ms)
        empty = fleet.write_play(folder, "empty", [])
        noop, plays, bare = [], [], []
        for number in range(1, rounds + 1):
            say(f"round {number} of {rounds}")
            noop.append(runner.playbook("qlikfleet.cloud.converge"))
            plays.append(runner.playbook(empty))
            bare.append(runner.bare_reads(aliases, paths))
    if any(run.writes for run in noop):
        raise SystemExit("benchmark: a converge that should change nothing wrote something")
    return {
        "requests": max(run.requests for run in noop),
        "converge": mean_seconds(noop),
        "ratio": mean_seconds(noop) / (mean_seconds(plays) + mean_seconds(bare)),
    }


def _paths(log: Path) -> dict[str, list[str]]:
    """Return what was read, by host. A redirection was followed, so it is not among it."""
    found: dict[str, list[str]] = {}
    for line in map(json.loads, log.read_text(encoding="utf-8").splitlines()):
        if line["method"] == "GET" and line["status"] == 200:
            found.setdefault(line["host"], []).append("?".join(filter(None, (line["path"], line["query"]))))
    return found
