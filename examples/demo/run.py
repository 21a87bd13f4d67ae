# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, shown on a simulated Qlik Cloud: a fleet of 15 tenants in three regions, from nothing.

Works on a copy of examples/fleet, so that a second run begins from nothing too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import typing as t
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from simulator_process import Simulator  # noqa: E402

CLICKED = ("acme-eu", "cedar-us")


class Demo:
    """Runs playbooks on the simulator, and counts what they send."""

    def __init__(self, simulator: t.Any, fleet: Path) -> None:
        self.simulator, self.fleet = simulator, fleet
        self.environment = {
            **os.environ,
            **simulator.environment(),
            "ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build/collections"),
            "ANSIBLE_FORCE_COLOR": "1" if sys.stdout.isatty() else "0",
        }
        self.table: list[tuple[str, int, int, int, int, float]] = []

    def step(self, title: str, *arguments: str, quiet: bool = False) -> str:
        """One playbook, with its output on screen; a failure ends the demo."""
        print(f"\n=== {title}\n    ansible-playbook {' '.join(arguments)}\n", flush=True)
        self.simulator.reset_counts()
        began = time.monotonic()
        command = [str(Path(sys.executable).with_name("ansible-playbook")), *arguments]
        done = subprocess.run(  # noqa: S603
            command,
            cwd=self.fleet,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        seconds = time.monotonic() - began
        print(_recap(done.stdout) if quiet and done.returncode == 0 else done.stdout, flush=True)
        if done.returncode:
            raise SystemExit(f"demo: {title}: ansible-playbook ended with {done.returncode}")
        counts = self.simulator.counts()
        if counts["violations"]:
            raise SystemExit(f"demo: requests that break the API's contract: {counts['violations']}")
        objects = sum(int(number) for number in re.findall(r'": "(\d+) objects', done.stdout))
        self.table.append((title, objects, counts["requests"], counts["writes"], counts["tokens"], seconds))
        return done.stdout

    def click(self) -> None:
        """What an administrator does by hand in two tenants."""
        for name in CLICKED:
            region = name.rsplit("-", maxsplit=1)[1]
            host = f"{name}.{region}.{self.simulator.ready['domain']}"
            session = requests.Session()
            session.trust_env = False
            session.proxies, session.verify = {"https": self.simulator.proxy}, self.simulator.ca
            client = self.simulator.ready["regions"][region]
            body = {key: client[key] for key in ("client_id", "client_secret")} | {"grant_type": "client_credentials"}
            token = session.post(f"https://{host}/oauth/token", json=body, timeout=30).json()["access_token"]
            session.headers["Authorization"] = f"Bearer {token}"
            spaces = session.get(f"https://{host}/api/v1/spaces?limit=100", timeout=30).json()["data"]
            space = next(each for each in spaces if each["name"] == "Finance")
            patch = [{"op": "replace", "path": "/description", "value": "someone clicked here"}]
            session.patch(f"https://{host}/api/v1/spaces/{space['id']}", json=patch, timeout=30).raise_for_status()
            print(f"    {host}: the description of space Finance was changed by hand")


def _recap(output: str) -> str:
    """The summary line of each tenant."""
    return "\n".join(f"    {name}: {line}" for name, line in re.findall(r'"(\S+)": "(\d+ objects.*)"', output))


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise SystemExit(f"demo: {what}")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qlikfleet-demo-") as folder, Simulator() as simulator:
        fleet = Path(folder) / "fleet"
        shutil.copytree(ROOT / "examples/fleet", fleet, ignore=shutil.ignore_patterns(".qlik-ledger"))
        demo = Demo(simulator, fleet)
        demo.step("Three region clients are proven, 15 tenants are created", "qlikfleet.cloud.onboard")
        demo.step("Each tenant gets what its blueprint says", "qlikfleet.cloud.converge", quiet=True)
        demo.step("The same again: nothing changes", "qlikfleet.cloud.converge", quiet=True)
        _require(demo.table[-1][3] == demo.table[-1][4], "the second converge wrote something")
        print("\n=== Someone clicks changes into two tenants, behind its back")
        demo.click()
        shown = demo.step("Check mode with diff shows exactly those", "qlikfleet.cloud.converge", "--check", "--diff")
        _require(shown.count("someone clicked here") == len(CLICKED), "check mode did not show both changes")
        demo.step("Converge repairs them", "qlikfleet.cloud.converge", quiet=True)
        _report(demo, simulator)


def _report(demo: Demo, simulator: t.Any) -> None:
    print(f"\n{'':58}{'objects':>8}{'requests':>9}{'writes':>8}{'tokens':>8}{'seconds':>9}")
    for title, objects, sent, writes, tokens, seconds in demo.table:
        print(f"{title:58}{objects or '':>8}{sent:9}{writes - tokens:8}{tokens:8}{seconds:9.1f}")
    tenants, seconds = len(simulator.state()["tenants"]), sum(line[-1] for line in demo.table)
    print(f"\n{tenants} tenants in {len(simulator.ready['regions'])} regions, {seconds:.1f} s in all")


if __name__ == "__main__":
    main()
