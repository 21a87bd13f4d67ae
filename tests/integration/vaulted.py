# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet whose clients are in a store and nowhere else, and a look at all that it prints and leaves."""

from __future__ import annotations

import json
import re
import subprocess
import typing as t
from pathlib import Path

import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from tests.integration import processes
from tests.integration.fleets import Fleet
from tests.simulator_process import Simulator

PASSWORD = "the-password-of-the-vault"
# What the operator wrote there.
_OF_THE_OPERATOR = ("given.json", "password")


class Vaulted(Fleet):
    """No client is in its environment, and its domain is said by the fleet file, as one of the government would be.

    Each playbook runs as loud as it can. No secret that there ever was may be in what it prints or leaves.
    """

    def __init__(self, simulator: Simulator, folder: Path, regions: t.Any = None) -> None:
        super().__init__(simulator, folder)
        for name in [name for name in self.environment if re.search("_CLIENT_(ID|SECRET)$|_DOMAIN$", name)]:
            del self.environment[name]
        file = folder / "fleet.qlik.yml"
        content = (
            yaml.safe_load(file.read_text()) | {"domain": "qlikcloud.test"} | ({"regions": regions} if regions else {})
        )
        file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        self.environment["ANSIBLE_VAULT_PASSWORD_FILE"] = str(folder / "password")
        self.passwords.add(PASSWORD)
        self._printed: list[str] = []
        self._killed = False

    def _run(self, command: list[str], *, fails: bool, environment: dict[str, str]) -> str:
        output = super()._run([*command, "-vvvv"], fails=fails, environment=environment)
        self._printed.append(output)
        return output

    def typed(self, playbook: str, *arguments: str, answers: dict[str, str], fails: bool = False) -> str:
        output = super().typed(playbook, "-vvvv", *arguments, answers=answers, fails=fails)
        self._printed.append(output)
        return output

    def begin(self, playbook: str, host: str, *arguments: str) -> subprocess.Popen[bytes]:
        return super().begin(playbook, host, "-vvvv", *arguments)

    def wait_until_held(self, process: subprocess.Popen[bytes]) -> None:
        """In this moment, the command lines of all its processes are looked at too."""
        super().wait_until_held(process)
        commands = processes.command_lines(process.pid)
        assert "ansible-playbook" in commands[0]
        self._printed += commands

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        self._killed = True
        super().kill(process)

    def secrets(self) -> set[str]:
        """All that there ever were."""
        return {*self.passwords, *self.simulator.secrets()}

    def require_no_secret(self) -> None:
        """In no output, and in no file but those that the operator wrote."""
        secrets = self.secrets()
        files = {path for path in self.folder.rglob("*") if path.is_file() and path.name not in _OF_THE_OPERATOR}
        # Only a run that was killed leaves its access tokens, for some hours and for nobody else.
        left = {path for path in files if path.name.startswith("qlikfleet-token-")}
        assert [path for path in left if path.stat().st_mode & 0o777 != 0o600] == []
        assert self._killed or not left
        texts = [*self._printed, *(path.read_text(errors="replace") for path in files - left)]
        assert len(secrets) > 2
        assert [text for text in texts if any(secret in text for secret in secrets)] == []

    def onboard_region(self, code: str, *arguments: str, client: t.Any = None, fails: bool = False) -> str:
        """With id and secret of a file; those of the simulator's where none are given."""
        return self.play("onboard_region", *self.given(code, client), *arguments, fails=fails, limit="")

    def refresh(self, code: str, *arguments: str, client: t.Any, fails: bool = False) -> str:
        return self.play("refresh_region_client", *self.given(code, client), *arguments, fails=fails, limit="")

    def given(self, code: str, client: t.Any = None) -> tuple[str, ...]:
        """Variables of a playbook: on the command line is the name of a file only."""
        client = client or self.simulator.ready["regions"][code]
        variables = {f"region_client_{name}": client[f"client_{name}"] for name in ("id", "secret")}
        (self.folder / "given.json").write_text(json.dumps(variables), encoding="utf-8")
        return ("-e", f"region={code}", "-e", "@given.json")

    def file_of(self, group: str) -> Path:
        return self.folder / f"group_vars/{group}/qlik_client.yml"


def stored(path: Path) -> dict[str, t.Any]:
    """The variables of an encrypted file, by Ansible's own library."""
    vault = VaultLib([("default", VaultSecret(PASSWORD.encode()))])
    return dict(yaml.safe_load(vault.decrypt(path.read_text(encoding="utf-8"))))


def encrypt(path: Path, variables: dict[str, t.Any]) -> None:
    secret = VaultSecret(PASSWORD.encode())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(VaultLib().encrypt(yaml.safe_dump(variables), secret))
