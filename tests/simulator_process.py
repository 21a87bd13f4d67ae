# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as a process, for tests, the demo and the benchmark."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import typing as t
from pathlib import Path

import requests

_COMMAND = Path(__file__).resolve().parent / "simulator"


class Process(t.Protocol):
    """What is needed of a process."""

    def terminate(self) -> None: ...

    def kill(self) -> None: ...

    def wait(self, timeout: float | None = None) -> int: ...


def _start(command: list[str], stdout: int) -> Process:
    return subprocess.Popen([sys.executable, *command], stdout=stdout)


class Simulator:
    """Runs the simulator on free ports while the block lasts."""

    # How a file or folder of Python is started.
    start: t.Callable[[list[str], int], Process] = staticmethod(_start)

    def __init__(self, **options: t.Any) -> None:
        self._arguments = [part for name, value in options.items() for part in _arguments(name, value)]

    def __enter__(self) -> Simulator:
        reader, writer = os.pipe()
        self._process = Simulator.start([str(_COMMAND), *self._arguments], writer)
        os.close(writer)
        self._output = os.fdopen(reader)
        line = self._output.readline()
        if not line:
            raise RuntimeError("the simulator did not start")
        self.ready: dict[str, t.Any] = json.loads(line)
        self.proxy, self.ca, self.control = (str(self.ready[name]) for name in ("proxy", "ca", "control"))
        self._session = requests.Session()
        self._session.trust_env = False
        return self

    def __exit__(self, *_exception: object) -> None:
        self._session.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()

    def environment(self) -> dict[str, str]:
        """What an operator would have in the environment."""
        common = {"DOMAIN": self.ready["domain"], "PROXY": self.proxy, "CA_PATH": self.ca}
        result = {f"QLIK_CLOUD_{name}": str(value) for name, value in common.items()}
        for code, region in self.ready["regions"].items():
            for name in ("client_id", "client_secret", "license_key"):
                result[f"QLIK_CLOUD_{code.upper()}_{name.upper()}"] = region[name]
        return result

    def _ask(self, method: str, path: str, body: t.Any = None) -> t.Any:
        answer = self._session.request(method, f"{self.control}/{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def counts(self) -> dict[str, t.Any]:
        return t.cast(dict[str, t.Any], self._ask("GET", "counts"))

    def reset_counts(self) -> None:
        self._ask("POST", "reset-counts")

    def state(self) -> dict[str, t.Any]:
        return t.cast(dict[str, t.Any], self._ask("GET", "state"))

    def load(self, state: dict[str, t.Any]) -> None:
        self._ask("POST", "state", state)

    def faults(self, rules: list[dict[str, t.Any]]) -> None:
        self._ask("POST", "faults", rules)

    def held(self) -> int:
        return int(self._ask("GET", "held")["held"])

    def release(self) -> None:
        self._ask("POST", "release")

    def secrets(self) -> list[str]:
        """Every secret and token that there ever was."""
        return list(self._ask("GET", "secrets"))

    def tokens(self) -> list[str]:
        """Those that are good now."""
        return list(self._ask("GET", "tokens"))

    def expire_tokens(self, host: str = "") -> None:
        """Of one host, or all."""
        self._ask("POST", f"expire-tokens/{host}" if host else "expire-tokens")

    def conditions(self, **values: float) -> None:
        """`scale` of the rate windows (0: no limits), `share` of the limits that is in force, `latency_ms`.

        `index_lag`: how many lists of items still have the old owner of an app. `unlisted`: how many do not have a new
        object.
        """
        self._ask("POST", "conditions", values)

    def variations(self, *names: str) -> None:
        """Those of `--variation` that are on from now on."""
        self._ask("POST", "variations", list(names))

    def create_region_client(self, code: str) -> dict[str, str]:
        return t.cast(dict[str, str], self._ask("POST", f"regions/{code}/client"))

    def refresh_region_client(self, code: str, *, keep: bool = False) -> dict[str, str]:
        """keep: whether the secret before goes on to work."""
        return t.cast(dict[str, str], self._ask("POST", f"regions/{code}/client-secret", {"keep": keep}))

    def delete_region_client(self, code: str) -> None:
        self._ask("DELETE", f"regions/{code}/client")


def _arguments(name: str, value: t.Any) -> list[str]:
    """An option of the command line: True is a switch, a list gives the option for each of its values."""
    option = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return [option] if value else []
    values = value if isinstance(value, (list, tuple)) else [value]
    return [part for each in values for part in (option, str(each))]
