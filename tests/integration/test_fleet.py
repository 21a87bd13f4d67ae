# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through ansible-playbook, on the simulator."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from simulator_process import Simulator  # noqa: E402

LIMIT = "acme-eu,birch-eu,acme-us"
HOSTS = 3


class Fleet:
    """A copy of the example fleet, and playbooks that run on it."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator, self.folder = simulator, folder
        shutil.copytree(ROOT / "examples/fleet", folder)
        self.environment = {**os.environ, **simulator.environment(), "HOME": str(folder)}
        self.environment["ANSIBLE_COLLECTIONS_PATH"] = str(ROOT / "build/collections")
        self.environment["ANSIBLE_LOCAL_TEMP"] = str(folder / "tmp")

    def command(self, playbook: str, *arguments: str) -> list[str]:
        program = str(Path(sys.executable).with_name("ansible-playbook"))
        return [program, f"qlikfleet.cloud.{playbook}", "--limit", LIMIT, *arguments]

    def play(self, playbook: str, *arguments: str, fails: bool = False, **environment: str) -> str:
        self.simulator.reset_counts()
        done = subprocess.run(
            self.command(playbook, *arguments),
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        output = done.stdout + done.stderr
        assert bool(done.returncode) is fails, output
        counts = self.simulator.counts()
        assert (counts["violations"], counts["answer_violations"]) == ([], [])
        return output

    @property
    def writes(self) -> int:
        counts = self.simulator.counts()
        return int(counts["writes"]) - int(counts["tokens"])


@pytest.fixture
def fleet(tmp_path: Path) -> t.Iterator[Fleet]:
    with Simulator() as simulator:
        yield Fleet(simulator, tmp_path / "fleet")


def test_created_converged_unchanged_drifted_repaired(fleet: Fleet) -> None:
    fleet.play("onboard")
    assert len(fleet.simulator.state()["tenants"]) == HOSTS
    fleet.play("onboard")
    assert fleet.writes == 0
    planned = fleet.play("converge", "--check", "--diff")
    assert fleet.writes == 0
    fleet.play("converge")
    state = fleet.simulator.state()
    assert planned.count("Customer portal") >= HOSTS
    fleet.play("converge")
    assert fleet.writes == 0
    assert fleet.simulator.counts()["tokens"] == HOSTS
    assert _content(fleet.simulator.state()) == _content(state)


def _content(state: dict[str, t.Any]) -> dict[str, t.Any]:
    return {identifier: tenant["collections"] for identifier, tenant in state["tenants"].items()}


def test_no_secret_is_printed_or_left(fleet: Fleet) -> None:
    secrets = [value for name, value in fleet.environment.items() if name.endswith(("_CLIENT_SECRET", "_LICENSE_KEY"))]
    output = fleet.play("onboard", "-vvvv") + fleet.play("converge", "-vvvv", "--diff")
    files = [path.read_text(errors="replace") for path in fleet.folder.rglob("*") if path.is_file()]
    assert [secret for secret in secrets for text in (output, *files) if secret in text] == []


def test_a_refused_client_fails_its_tenants_only(fleet: Fleet) -> None:
    fleet.play("onboard")
    other = fleet.environment["QLIK_CLOUD_EU_CLIENT_SECRET"]
    output = fleet.play("converge", fails=True, QLIK_CLOUD_US_CLIENT_SECRET=other)
    assert "an OAuth client of region us" in output
    assert re.search(r"acme-eu +: ok=\d .* failed=0", output)


def test_an_expired_token_is_renewed(fleet: Fleet) -> None:
    fleet.play("onboard")
    rule = {"path": "/api/v1/spaces", "method": "GET", "action": "status", "status": 401, "times": 1}
    fleet.simulator.faults([rule])
    fleet.play("converge")
    assert fleet.simulator.counts()["tokens"] == HOSTS + 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_creation_never_makes_a_second_tenant(fleet: Fleet, moment: str) -> None:
    rule = {"method": "POST", "path": "/api/v1/tenants", "action": "hold", "when": moment}
    fleet.simulator.faults([rule])
    process = subprocess.Popen(
        [*fleet.command("onboard"), "--limit", "acme-eu"],
        cwd=fleet.folder,
        env=fleet.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not fleet.simulator.held():
        assert process.poll() is None
        assert time.monotonic() < deadline
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    output = fleet.play("onboard", "--limit", "acme-eu", fails=True)
    assert "its answer was lost" in " ".join(output.split())
    made = [tenant["hostnames"][0] for tenant in fleet.simulator.state()["tenants"].values()]
    assert len(made) == (moment == "after")
    decision = f"adopt={made[0]}" if made else "abandon=true"
    adhoc = [
        str(Path(sys.executable).with_name("ansible")),
        "acme-eu",
        "-m",
        "qlikfleet.cloud.tenant",
        "-a",
        f"region=eu alias=acme-eu {decision}",
    ]
    done = subprocess.run(adhoc, cwd=fleet.folder, env=fleet.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    fleet.play("onboard", "--limit", "acme-eu")
    fleet.simulator.release()
    assert len(fleet.simulator.state()["tenants"]) == 1


def test_a_used_up_entitlement_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cloud.json"
    file.write_text('{"regions": {"us": {}, "eu": {"entitlement": 1}, "ap": {}}}', encoding="utf-8")
    with Simulator(fleet=file) as simulator:
        fleet = Fleet(simulator, tmp_path / "fleet")
        output = fleet.play("onboard", fails=True)
        assert "entitlement of tenants is used up" in " ".join(output.split())
        assert len(simulator.state()["tenants"]) == 2
