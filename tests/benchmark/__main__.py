# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python tests/benchmark`: what the collection costs beside what Ansible and the network cost anyway.

Everything is measured in one run and on one simulator, so that the ratios hold on a slow machine too. They are ratios
of means over many rounds: where the speed of a machine changes from one second to the next, these scatter least.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import typing as t
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmark import breadth, fleet, report, scale, tasks, uploads  # noqa: E402
from tests.benchmark.run import Measured, Runner, mean_seconds  # noqa: E402
from tests.simulator_process import Simulator  # noqa: E402

_QUICK_ROUNDS = 5


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


def _converge(runner: Runner, rounds: int) -> dict[str, t.Any]:
    """A converge that changes nothing, beside the two things that it cannot be faster than, in turns."""
    empty = fleet.write_play(runner.folder, "empty", [])
    noop: list[Measured] = []
    floor: list[Measured] = []
    plays: list[Measured] = []
    for number in range(1, rounds + 1):
        _say(f"converge, empty play and bare client, round {number} of {rounds}")
        noop.append(runner.playbook("qlikfleet.cloud.converge"))
        plays.append(runner.playbook(empty))
        floor.append(runner.bare_client()[0])
    if any(run.writes for run in noop):
        raise SystemExit("benchmark: a converge that should change nothing wrote something")
    return {
        "noop_seconds": mean_seconds(noop),
        "empty_play_seconds": mean_seconds(plays),
        "bare_client_seconds": mean_seconds(floor),
        "noop_over_floor": mean_seconds(noop) / (mean_seconds(plays) + mean_seconds(floor)),
        "noop_requests": max(run.requests for run in noop),
        # The bare client reads one page after another of each list, and the members of each space: no less will do.
        "noop_requests_minimum": min(run.requests for run in floor),
        "noop_token_requests": max(run.tokens for run in noop),
        "noop_token_requests_minimum": max(run.hosts for run in noop),
    }


# It speaks from the beginning, every second; by default such a short converge would be silent.
PROGRESS = {
    "ANSIBLE_CALLBACKS_ENABLED": "qlikfleet.cloud.progress",
    "QLIK_CLOUD_PROGRESS_AFTER": "0",
    "QLIK_CLOUD_PROGRESS_EVERY": "1",
}


def _progress(runner: Runner, rounds: int) -> dict[str, t.Any]:
    """A converge that changes nothing, with and without what shows how far it has come, in turns."""
    shown: list[Measured] = []
    plain: list[Measured] = []
    for number in range(1, rounds + 1):
        _say(f"converge with and without progress shown, round {number} of {rounds}")
        shown.append(runner.playbook("qlikfleet.cloud.converge", environment=PROGRESS))
        plain.append(runner.playbook("qlikfleet.cloud.converge"))
    return {"progress_over_plain": mean_seconds(shown) / mean_seconds(plain)}


def _first(runner: Runner, rounds: int, state: dict[str, t.Any]) -> dict[str, t.Any]:
    """A converge of tenants that have nothing yet, beside its writes alone, in turns; `state` is from before it."""
    empty = fleet.write_play(runner.folder, "empty", [])
    plans = runner.folder / "plans"
    runner.simulator.load(state)
    runner.playbook("qlikfleet.cloud.converge", "--check", "-e", f"qlik_plan_file={plans}/")
    first: list[Measured] = []
    floor: list[Measured] = []
    plays: list[Measured] = []
    for number in range(1, rounds + 1):
        _say(f"first converge, empty play and bare client, round {number} of {rounds}")
        runner.simulator.load(state)
        first.append(runner.playbook("qlikfleet.cloud.converge"))
        plays.append(runner.playbook(empty))
        runner.simulator.load(state)
        floor.append(runner.bare_writes(plans))
    return {
        "first_seconds": mean_seconds(first),
        "bare_writes_seconds": mean_seconds(floor),
        "first_over_floor": mean_seconds(first) / (mean_seconds(plays) + mean_seconds(floor)),
        "first_writes": max(run.writes for run in first),
        "first_writes_minimum": min(run.writes for run in floor),
    }


def _tasks(runner: Runner) -> dict[str, t.Any]:
    _say("one task: debug, in the worker, shipped")
    debug = tasks.task_seconds(runner, "debug", tasks.DEBUG)
    inside = tasks.task_seconds(runner, "object", tasks.MODULE)
    collections = tasks.without_action_plugin(runner.folder)
    shipped = tasks.task_seconds(runner, "module", tasks.MODULE, more=2, collections=collections)
    return {
        "task_over_debug_ms": (inside - debug) * 1000,
        "task_over_module": inside / shipped,
        "debug_task_ms": debug * 1000,
        "object_task_ms": inside * 1000,
        "module_task_ms": shipped * 1000,
    }


def measure(runner: Runner, rounds: int) -> dict[str, t.Any]:
    _say("tenants are created and get their content")
    runner.playbook("qlikfleet.cloud.onboard")
    state = runner.simulator.state()
    runner.playbook("qlikfleet.cloud.converge")
    figures = _converge(runner, rounds) | _progress(runner, rounds)
    _say("a sample of the objects with uri tasks")
    uri, sample = tasks.uri_seconds(runner, runner.bare_client()[1])
    figures |= {"uri_over_noop": uri / figures["noop_seconds"], "uri_seconds": uri, "uri_sample": sample}
    figures |= _tasks(runner)
    return figures | _first(runner, rounds, state)


def _large_fleets(latency_ms: int, rounds: int) -> dict[str, t.Any]:
    with tempfile.TemporaryDirectory(prefix="qlikfleet-bench-") as folder:
        broad = breadth.figures(Path(folder) / "breadth", latency_ms, rounds, _say)
        figures = scale.sweep(Path(folder) / "sweep", latency_ms, _say)
        _say(f"{scale.USERS} users into one tenant")
        figures |= scale.bulk(Path(folder) / "bulk")
        return broad | figures | uploads.large_file(Path(folder) / "large", _say)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python tests/benchmark", description=__doc__)
    parser.add_argument("--latency-ms", type=int, default=80, help="latency of every request (default: 80)")
    parser.add_argument("--rounds", type=int, default=30, help="how often each converge is measured (default: 30)")
    parser.add_argument("--quick", action="store_true", help="a look in two minutes: few rounds, no large fleets")
    parser.add_argument("--output", type=Path, default=ROOT / "build/bench.json", help="where the figures go")
    options = parser.parse_args()
    options.rounds = min(options.rounds, _QUICK_ROUNDS) if options.quick else options.rounds
    about = {
        "tenants": len(fleet.names()),
        "objects": fleet.OBJECTS,
        "kinds": len(fleet.blueprint()),
        "latency_ms": options.latency_ms,
        "rounds": options.rounds,
        "ansible_core": metadata.version("ansible-core"),
        "python": platform.python_version(),
    }
    with (
        tempfile.TemporaryDirectory(prefix="qlikfleet-bench-") as folder,
        Simulator(latency_ms=options.latency_ms, rate_scale=0) as simulator,
    ):
        fleet.write(Path(folder))
        figures = measure(Runner(simulator, Path(folder)), options.rounds) | about
    if not options.quick:
        figures |= _large_fleets(options.latency_ms, options.rounds)
    report.write(figures, options.output)
    print(report.table(figures))


if __name__ == "__main__":
    main()
