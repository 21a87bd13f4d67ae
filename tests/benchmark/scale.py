# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a converge grows with the fleet, and how fast a big load goes within Qlik's limits."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

from tests.benchmark import fleet
from tests.benchmark.run import Runner
from tests.simulator_process import Simulator

TENANTS = (10, 100, 1000)
OBJECTS = 20
USERS = 1000
# Five minutes of Qlik's limits in as many seconds.
RATE_SCALE = 0.04


def _say_nothing(what: str) -> None:
    """For callers that want no progress."""


def sweep(folder: Path, latency_ms: int, say: t.Callable[[str], None] = _say_nothing) -> dict[str, t.Any]:
    """A converge that changes nothing, of ever more tenants, each with 20 objects."""
    folder.mkdir()
    aliases = [f"sweep-{number}" for number in range(max(TENANTS))]
    content: fleet.Blueprint = {
        "role": [{"name": f"Role {number}", "assigned_scopes": ["user_default"]} for number in range(5)],
        "group": [
            {"name": f"Group {number}", "provider_type": "custom", "assigned_roles": [f"Role {number}"]}
            for number in range(5)
        ],
        "user": [{"subject": f"auth0|person-{number}", "name": f"Person {number}"} for number in range(10)],
    }
    fleet.write_tenants(folder, aliases, content, forks=15)
    with Simulator(fleet=folder / "cloud.json", rate_scale=0) as simulator:
        runner = Runner(simulator, folder)
        say(f"{len(aliases)} tenants get their {OBJECTS} objects")
        runner.playbook("qlikfleet.cloud.converge")
        simulator.conditions(latency_ms=latency_ms)
        figures: dict[str, t.Any] = {}
        for number in TENANTS:
            say(f"converge of {number} tenants")
            pattern = "all" if number == max(TENANTS) else f"all[0:{number - 1}]"
            run = runner.playbook("qlikfleet.cloud.converge", "--limit", pattern, memory=True)
            if run.writes:
                raise SystemExit("benchmark: a converge that should change nothing wrote something")
            figures[f"sweep_{number}_seconds"] = run.seconds
            figures |= {"peak_mib_parent": run.parent_mib, "peak_mib_worker": run.worker_mib}
    per_tenant = {number: figures[f"sweep_{number}_seconds"] / number for number in TENANTS}
    return figures | {"per_tenant_1000_over_100": per_tenant[1000] / per_tenant[100]}


def bulk(folder: Path) -> dict[str, t.Any]:
    """1,000 users into one tenant: the rate of the writes beside what is permitted in the time that they took."""
    folder.mkdir()
    content: fleet.Blueprint = {
        "user": [{"subject": f"auth0|person-{number}", "name": f"Person {number}"} for number in range(USERS)]
    }
    fleet.write_tenants(folder, ["bulk"], content, forks=1)
    log = folder / "log"
    with Simulator(fleet=folder / "cloud.json", rate_scale=RATE_SCALE, log=log) as simulator:
        runner = Runner(simulator, folder)
        runner.environment["QLIK_CLOUD_RATE_WINDOW"] = str(300 * RATE_SCALE)
        runner.playbook("qlikfleet.cloud.converge")
        refused = simulator.counts()["rate_limited"]
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    times = [line["time"] for line in lines if line["operation"] == "users.createUser" and line["status"] == 201]
    # 100 a minute over five minutes; the last window is over when all of it could have been used.
    permitted_a_second = 500 / (300 * RATE_SCALE)
    return {
        "bulk_users": len(times),
        "bulk_seconds": max(times) - min(times),
        "bulk_rate_over_permitted": len(times) / (max(times) - min(times)) / permitted_a_second,
        "bulk_429": refused,
    }
