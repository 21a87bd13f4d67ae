# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as AWX starts them: canceled and resumed, in slices, checked, with nothing secret in what they leave."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from tests.integration import beginnings
from tests.integration.awx_job import Controller, Job
from tests.integration.awx_server import AWX
from tests.integration.fleets import HOSTS, LIMIT, Fleet
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core


MANY, SLICES = 100, 4


def _controller(fleet: Fleet, server: AWX) -> Controller:
    """The ledger is on a volume beside the jobs. There is no vault, and so no place for the secret of a new client."""
    (fleet.folder / "group_vars/all/job.yml").write_text("qlik_except: [oauth_client]\n", encoding="utf-8")
    secrets = {}
    for name, each in fleet.simulator.ready["regions"].items():
        secrets[name] = {key: each[key] for key in ("client_id", "client_secret")}
        secrets[f"{name} licence"] = {"license_key": each["license_key"]}
    return Controller(fleet, server, {"awx_ledger": str(fleet.folder / ".qlik-ledger"), "awx_secrets": secrets})


@pytest.fixture
def controller(tmp_path: Path) -> t.Iterator[Controller]:
    """The fleet's tenants exist."""
    with Simulator() as simulator, AWX() as server:
        yield _controller(beginnings.onboarded(Fleet(simulator, tmp_path / "fleet")), server)
        counts = simulator.counts()
        assert (counts["violations"], counts["answer_violations"]) == ([], [])


def _secrets(controller: Controller) -> set[str]:
    return {*controller.fleet.simulator.secrets(), *controller.fleet.passwords}


def test_a_job_converges_the_fleet_in_slices_and_a_canceled_one_is_resumed(controller: Controller) -> None:
    simulator = controller.fleet.simulator
    simulator.faults([{"method": "POST", "path": "/api/v1/spaces", "action": "hold", "when": "before", "times": 1}])
    canceled = controller.job("converge", limit=LIMIT).start()
    controller.fleet.wait_until_held(canceled.process)
    canceled.cancel()
    controller.fleet.forget_held()
    assert canceled.status == "canceled"

    slices = [controller.job("converge", slices=(number, 2), limit=LIMIT).start() for number in (1, 2)]
    jobs = [job.wait() for job in slices]
    assert [job.status for job in jobs] == ["successful", "successful"], [job.output for job in jobs]
    sums = {name: sum(job.artifacts[name] for job in jobs) for name in jobs[0].artifacts}
    # The space whose request was held is missing; the canceled job may have made everything else.
    assert sums["fleet_tenants"] == HOSTS
    assert sums["fleet_tenants_changed"] > 0
    for tenant in controller.fleet.tenants:
        names = [space["name"] for space in tenant["collections"].get("spaces", {}).values()]
        assert len(names) == len(set(names))

    checked = controller.job("drift", limit=LIMIT).run()
    assert (checked.status, checked.artifacts) == (
        "successful",
        {"fleet_tenants": HOSTS, "fleet_tenants_changed": 0, "fleet_changes": 0},
    ), checked.output
    for job in (canceled, *jobs, checked):
        job.require_clean(_secrets(controller))


@pytest.mark.trust
def test_slices_of_a_large_fleet_create_each_tenant_once_and_add_up(tmp_path: Path) -> None:
    """Four jobs at once, each with its own hosts, and one ledger."""
    cloud = tmp_path / "cloud.json"
    cloud.write_text(json.dumps({"regions": {"eu": {"entitlement": MANY}}}), encoding="utf-8")
    with Simulator(fleet=cloud) as simulator, AWX() as server:
        fleet = Fleet(simulator, tmp_path / "fleet")
        tenants = {f"tenant-{number:03}": None for number in range(MANY)}
        content = {"plugin": "qlikfleet.cloud.fleet", "regions": {"eu": {"tenants": tenants}}}
        (fleet.folder / "fleet.qlik.yml").write_text(json.dumps(content), encoding="utf-8")
        controller = _controller(fleet, server)

        def run(template: str) -> list[Job]:
            started = [controller.job(template, slices=(number + 1, SLICES)).start() for number in range(SLICES)]
            return [job.wait() for job in started]

        assert {job.status for job in run("onboard")} == {"successful"}
        assert len(fleet.tenants) == MANY
        simulator.reset_counts()
        jobs = run("converge")
        assert {job.status for job in jobs} == {"successful"}
        counts = simulator.counts()
        assert (counts["tokens"], counts["rate_limited"], counts["violations"]) == (MANY, 0, [])
        sums = {name: sum(job.artifacts[name] for job in jobs) for name in jobs[0].artifacts}
        assert sums["fleet_tenants"] == sums["fleet_tenants_changed"] == MANY
        checked = run("drift")
        again = {name: sum(job.artifacts[name] for job in checked) for name in sums}
        assert again == controller.job("drift").run().artifacts
        assert (again["fleet_tenants"], again["fleet_changes"]) == (MANY, 0)
        for job in jobs:
            job.require_clean(_secrets(controller))
