# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage of demo and story: a copy of the example fleet, a simulator, and a table of the requests."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import textwrap
import time
import typing as t
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from simulator_process import Simulator  # noqa: E402

__all__ = ["ERRORS", "ROOT", "Simulator", "Stage", "require"]

# Ansible's line for a failed task.
ERRORS = r"^\[ERROR\]: Task failed: Action failed: (?P<said>.*)$"
_TENANT = re.compile(r"[\w-]+\.\w+\.qlikcloud\.test")


class Stage:
    """Run playbooks and count their requests."""

    def __init__(self, simulator: t.Any, fleet: Path) -> None:
        shutil.copytree(ROOT / "examples/fleet", fleet, ignore=shutil.ignore_patterns(".qlik-ledger"))
        self.simulator, self.fleet = simulator, fleet
        # Secrets of new clients are kept encrypted, in files beside the fleet file.
        password = fleet / "vault-password"
        password.write_text(secrets.token_urlsafe(16), encoding="utf-8")
        self.environment = {
            "ANSIBLE_VAULT_PASSWORD_FILE": str(password),
            **os.environ,
            **simulator.environment(),
            "ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build/collections"),
            "ANSIBLE_FORCE_COLOR": "1" if sys.stdout.isatty() else "0",
        }
        self.table: list[tuple[str, int, int, int, int, float]] = []
        # Arguments of every playbook, and the output of each.
        self.options: list[str] = []
        self.printed: list[str] = []

    def step(self, title: str, *arguments: str, quiet: bool = False, status: int = 0, only: str | None = None) -> str:
        """Run one playbook. Show its whole output, or only its outcome and the lines that match `only`.

        If the status is not the expected one, print the whole output and exit.
        """
        print(f"\n=== {title}\n{_filled(' '.join(['ansible-playbook', *arguments]))}\n", flush=True)
        self.simulator.reset_counts()
        began = time.monotonic()
        command = [str(Path(sys.executable).with_name("ansible-playbook")), *arguments, *self.options]
        done = self._run(command)
        seconds = time.monotonic() - began
        self.printed.append(done.stdout)
        as_expected = done.returncode == status
        print(_shown(done.stdout, quiet, only) if as_expected else done.stdout, flush=True)
        require(as_expected, f"{title}: ansible-playbook ended with {done.returncode}")
        counts = self.simulator.counts()
        require(not counts["violations"], f"requests that break the API's contract: {counts['violations']}")
        objects = sum(int(number) for number in re.findall(r"^\S+: (\d+) objects?, ", done.stdout, re.MULTILINE))
        self.table.append((title, objects, counts["requests"], counts["writes"], counts["tokens"], seconds))
        return done.stdout

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, with errors in its standard output."""
        return subprocess.run(  # noqa: S603
            command,
            cwd=self.fleet,
            env=self.environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    def report(self) -> None:
        print(f"\n{'':64}{'objects':>8}{'requests':>9}{'writes':>8}{'tokens':>8}{'seconds':>9}")
        for title, objects, sent, writes, tokens, seconds in self.table:
            print(f"{title:64}{objects or '':>8}{sent:9}{writes - tokens:8}{tokens:8}{seconds:9.1f}")
        tenants, seconds = len(self.simulator.state()["tenants"]), sum(line[-1] for line in self.table)
        print(f"\n{tenants} tenants in {len(self.simulator.ready['regions'])} regions, {seconds:.1f} s in all")


def _shown(output: str, quiet: bool, only: str | None) -> str:
    """Return the matching lines and the outcome, the summary line of each tenant, or everything."""
    if only is not None:
        return "\n".join([*_told(output, only), *_recap(output)])
    if quiet:
        return "\n".join(f"    {line}" for line in sorted(re.findall(r"^\S+: \d+ objects?, .*", output, re.MULTILINE)))
    return output


def _told(output: str, only: str) -> t.Iterator[str]:
    """Yield lines that match. Of lines that differ only in the tenant name, yield the first."""
    found = [match.group("said") for match in re.finditer(only, output, re.MULTILINE)] if only else []
    alike: dict[str, list[str]] = {}
    for line in dict.fromkeys(found):
        alike.setdefault(_TENANT.sub("", line), []).append(line)
    for lines in alike.values():
        more = f" (and {len(lines) - 1} more like it)" if len(lines) > 1 else ""
        yield _filled(lines[0] + more)


def _filled(text: str) -> str:
    return textwrap.fill(text, 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _recap(output: str) -> t.Iterator[str]:
    """Yield how many tenants changed, stayed unchanged, and failed."""
    hosts = re.findall(r"^(\S+) +: ok=\d+ +changed=(\d+) +unreachable=\d+ +failed=(\d+)", output, re.MULTILINE)
    counts = Counter("failed" if failed != "0" else "changed" if changed != "0" else "unchanged"
                     for name, changed, failed in hosts if name != "localhost")  # fmt: skip
    if counts:
        yield f"    {sum(counts.values())} tenants: " + ", ".join(f"{number} {how}" for how, number in counts.items())


def require(condition: bool, what: str) -> None:
    if not condition:
        raise SystemExit(f"expectation not met: {what}")
