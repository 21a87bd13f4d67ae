# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs playbooks and the bare client on the fleet, and says how long each took and what the simulator counted."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
import typing as t
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmark import fleet
from tests.benchmark.memory import Peaks

COLLECTIONS = fleet.ROOT / "build/collections"


@dataclass(frozen=True)
class Measured:
    """One run; requests are without those for tokens."""

    seconds: float
    requests: int
    writes: int
    tokens: int
    hosts: int
    parent_mib: float = 0.0
    worker_mib: float = 0.0


def mean_seconds(runs: list[Measured]) -> float:
    return statistics.mean(run.seconds for run in runs)


class Runner:
    """One fleet folder on one simulator."""

    def __init__(self, simulator: t.Any, folder: Path) -> None:
        self.simulator, self.folder = simulator, folder
        self.environment = {**_clean_environment(), **simulator.environment()} | {
            # The collection has its own option for a proxy; uri tasks have this one.
            "HTTPS_PROXY": simulator.proxy,
            "ANSIBLE_HOME": str(folder / ".ansible"),
            "ANSIBLE_REMOTE_TEMP": str(folder / ".ansible/tmp"),
            # Modules that are shipped need the packages of this environment, and no search for an interpreter.
            "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
            "ANSIBLE_FORCE_COLOR": "0",
            "ANSIBLE_VAULT_PASSWORD_FILE": str(folder / "vault-password"),
        }
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vault-password").write_text("of the fleet", encoding="utf-8")

    def playbook(
        self,
        *arguments: str,
        collections: Path = COLLECTIONS,
        environment: dict[str, str] | None = None,
        memory: bool = False,
    ) -> Measured:
        """One `ansible-playbook`; a failure ends the benchmark, since its figures would mean nothing.

        memory: whether its memory is watched, which takes some of the time of the processor.
        """
        self.simulator.reset_counts()
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("ansible-playbook")), *arguments],
            cwd=self.folder,
            env=self.environment | {"ANSIBLE_COLLECTIONS_PATH": str(collections)} | (environment or {}),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        peaks = Peaks(process.pid)
        with peaks if memory else contextlib.nullcontext():
            output = process.communicate()[0]
        seconds = time.perf_counter() - began
        if process.returncode:
            raise SystemExit(f"benchmark: ansible-playbook {' '.join(arguments)} failed:\n{output[-4000:]}")
        return replace(self._measured(seconds), parent_mib=peaks.parent, worker_mib=peaks.worker)

    def bare_writes(self, plans: Path) -> Measured:
        """The writes of saved plans without Ansible."""
        work = self._work()
        for tenant in work["tenants"]:
            name = tenant["host"].partition(".")[0]
            tenant["changes"] = json.loads((plans / f"{name}.json").read_text(encoding="utf-8"))["changes"]
        return self._measured(self._bare("writes.py", work)["seconds"])

    def bare_reads(self, names: dict[str, str], paths: dict[str, list[str]]) -> Measured:
        """Reads without Ansible: of each tenant, by its name and region, the paths of its host."""
        work = self._work(names)
        for tenant in work["tenants"]:
            tenant["paths"] = paths[tenant["host"]]
        return self._measured(self._bare("bare.py", work)["seconds"])

    def bare_client(self) -> tuple[Measured, dict[str, dict[str, list[str]]]]:
        """The same reads without Ansible, and the paths of all objects by tenant."""
        answer = self._bare("bare.py", self._work() | {"space_prefix": "Space "})
        return self._measured(answer["seconds"]), answer["paths"]

    def _work(self, names: dict[str, str] | None = None) -> dict[str, t.Any]:
        regions, domain = self.simulator.ready["regions"], self.simulator.ready["domain"]
        tenants = [
            {
                "host": f"{name}.{region}.{domain}",
                "client": {key: regions[region][key] for key in ("client_id", "client_secret")},
            }
            for name, region in (names or fleet.names()).items()
        ]
        return {"proxy": self.simulator.proxy, "ca": str(self.simulator.ca), "tenants": tenants}

    def _bare(self, script: str, work: dict[str, t.Any]) -> t.Any:
        self.simulator.reset_counts()
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name(script))],
            input=json.dumps(work),
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        )
        return json.loads(done.stdout)

    def _measured(self, seconds: float) -> Measured:
        counts = self.simulator.counts()
        if counts["violations"] or counts["answer_violations"]:
            raise SystemExit(f"benchmark: the contract is violated: {counts['violations']}")
        tokens = counts["tokens"]
        # A token request is a POST, and so among the writes too.
        return Measured(
            seconds, counts["requests"] - tokens, counts["writes"] - tokens, tokens, len(counts["by_tenant"])
        )


def _clean_environment() -> dict[str, str]:
    """A developer's own settings and credentials must not decide what is measured."""
    unwanted = ("QLIK_", "ANSIBLE_", "NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(unwanted)}
