# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet as an operator has it, on a simulator."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import typing as t
from pathlib import Path

from tests.integration import commands, processes
from tests.integration.terminal import Terminal
from tests.simulator_process import Simulator

ROOT = Path(__file__).resolve().parents[2]
# Enough to have two regions and two tenants in one of them.
LIMIT = "acme-eu,birch-eu,acme-us"
HOSTS = 3
FAILED = 2


class Fleet:
    """A copy of the example fleet, and the commands that an operator runs on it."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator, self.folder = simulator, folder
        shutil.copytree(ROOT / "examples/fleet", folder)
        self.environment = {**os.environ, **simulator.environment(), "HOME": str(folder)}
        self.environment["ANSIBLE_COLLECTIONS_PATH"] = str(ROOT / "build/collections")
        self.environment["ANSIBLE_LOCAL_TEMP"] = str(folder / "tmp")
        # What nobody may see, beside what the simulator gives out.
        self.passwords: set[str] = set()
        # Secrets of new clients are kept encrypted.
        password = folder / "vault-password"
        password.write_text("of the fleet", encoding="utf-8")
        self.environment["ANSIBLE_VAULT_PASSWORD_FILE"] = str(password)
        # Ansible takes the home of the user's entry for these, not HOME.
        self.environment["ANSIBLE_REMOTE_TEMP"] = str(folder / "remote")
        self.environment["ANSIBLE_ASYNC_DIR"] = str(folder / "async")
        # Modules that are shipped need the packages of this environment.
        self.environment["ANSIBLE_PYTHON_INTERPRETER"] = sys.executable

    def use_organization_client(self) -> None:
        """In the environment, beside those of the regions."""
        client = self.simulator.ready["organization"]
        for part in ("ID", "SECRET"):
            self.environment[f"QLIK_CLOUD_ORGANIZATION_CLIENT_{part}"] = client[f"client_{part.lower()}"]

    def play(self, playbook: str, *arguments: str, fails: bool = False, limit: str = LIMIT, **environment: str) -> str:
        """A playbook of the collection, or a file of the folder; the output with its lines joined."""
        name = playbook if playbook.endswith(".yml") else f"qlikfleet.cloud.{playbook}"
        command = [_program("ansible-playbook"), name, *(("--limit", limit) if limit else ()), *arguments]
        return self._run(command, fails=fails, environment=environment)

    def command(self, program: str, *arguments: str, **environment: str) -> str:
        """Any command of Ansible."""
        return self._run([_program(program), *arguments], fails=False, environment=environment)

    def task(self, host: str, module: str, arguments: str, *more: str, fails: bool = False) -> str:
        """One task on one tenant."""
        command = [_program("ansible"), host, "-m", f"qlikfleet.cloud.{module}", "-a", arguments, *more]
        return self._run(command, fails=fails, environment={})

    def _run(self, command: list[str], *, fails: bool, environment: dict[str, str]) -> str:
        self.simulator.reset_counts()
        done = commands.run(command, self.folder, self.environment | environment)
        output = done.stdout + done.stderr
        assert bool(done.returncode) is fails, output
        counts = self.simulator.counts()
        assert (counts["violations"], counts["answer_violations"]) == ([], [])
        return " ".join(output.split())

    def typed(self, playbook: str, *arguments: str, answers: dict[str, str], fails: bool = False) -> str:
        """A playbook at a terminal, where each prompt is answered in turn: all that the terminal showed."""
        command = [_program("ansible-playbook"), f"qlikfleet.cloud.{playbook}", *arguments]
        with Terminal(command, self.folder, self.environment) as terminal:
            for prompt, answer in answers.items():
                terminal.answer(prompt, answer)
            status, shown = terminal.end()
        assert bool(status) is fails, shown
        return " ".join(shown.split())

    def begin(self, playbook: str, host: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts a playbook, and does not wait for it; what it says is in a file of the folder."""
        limit = ("--limit", host) if host else ()
        with (self.folder / "begun.txt").open("ab") as output:
            return subprocess.Popen(
                [_program("ansible-playbook"), f"qlikfleet.cloud.{playbook}", *limit, *arguments],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def wait_until_held(self, process: subprocess.Popen[bytes]) -> None:
        """Until the simulator holds one of its requests."""
        deadline = time.monotonic() + 60
        while not self.simulator.held():
            assert process.poll() is None, "it ended before the request was sent"
            assert time.monotonic() < deadline

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """All its processes, at once; requests that were held before their effect never have one."""
        processes.kill(process)
        self.forget_held()

    def forget_held(self) -> None:
        """Until the simulator has no request of a process that is gone; it holds none from now on."""
        self.simulator.faults([])
        deadline = time.monotonic() + 60
        while self.simulator.held():
            assert time.monotonic() < deadline

    def killed(self, playbook: str, host: str, rule: dict[str, t.Any], *arguments: str) -> None:
        """Runs a playbook until a request is held by the rule, and then kills it."""
        self.simulator.faults([{**rule, "action": "hold"}])
        process = self.begin(playbook, host, *arguments)
        self.wait_until_held(process)
        self.kill(process)

    @property
    def tenants(self) -> list[dict[str, t.Any]]:
        return list(self.simulator.state()["tenants"].values())

    @property
    def writes(self) -> int:
        counts = self.simulator.counts()
        return int(counts["writes"]) - int(counts["tokens"])


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
