# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The story, with SIGKILL at a random moment of each of its playbooks, each followed by a second run: same end state.

Three times in `make trust`, so that 21 runs are killed, and once in `make test`: at a request that never has its
effect, at one whose answer is lost, or when a file of the fleet is written. Whether a creation whose answer was lost
made a tenant, somebody decides as the guide says.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import re
import shutil
import time
import typing as t
from pathlib import Path

import pytest

from examples.story import run
from tests.integration.fleets import ROOT, Fleet
from tests.integration.vaulted import Vaulted, stored
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

AWAY = {
    "bots_remove": "absent",
    "bots_delete_content": True,
    "bots_confirm_aliases": run.ALIASES,
    "bots_private_content": True,
}
GIVE = {"bots_hand_over": True, "bots_automations": True, "bots_report": "reports"}
LOOK = {"bots_report": "reports", "bots_private_content": True}
# `make test` tells it once, `make trust` the other times.
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.trust) for seed in (2, 3, 4))]
Kill = t.Callable[[str, tuple[str, ...]], None]


class Quiet(Vaulted):
    """Its tokens stay where killed processes had them, so that there is nothing to look for in what it prints."""

    def _run(self, command: list[str], *, fails: bool, environment: dict[str, str]) -> str:
        return Fleet._run(self, command, fails=fails, environment=environment)


class Chapters:
    """The story of one region of three, with whoever kills what it runs."""

    def __init__(self, fleet: Vaulted, kill: Kill) -> None:
        self.fleet, self._kill = fleet, kill
        for name in ("content.yml", "template.txt"):
            (fleet.folder / name).write_bytes((ROOT / "examples/story" / name).read_bytes())
        self.clients: dict[str, str] = {}
        self.requests: list[int] = []

    def begin(self) -> None:
        """The other regions have their clients and tenants; nobody kills that."""
        others = [code for code in self.fleet.simulator.ready["regions"] if code != run.REGION]
        for code in others:
            self.fleet.onboard_region(code)
        self.fleet.play("onboard", limit=",".join(f"region_{code}" for code in others))

    def tell(self) -> None:
        before = run.untouched(self.fleet.simulator, self.fleet.folder)
        self._tell()
        assert run.untouched(self.fleet.simulator, self.fleet.folder) == before

    def _tell(self) -> None:
        self._onboard("old")
        self._kill("onboard", ("--limit", f"region_{run.REGION}"))
        self._decide()
        self._end("onboard")
        self.fleet.play("content.yml", limit=f"region_{run.REGION}")
        self.fleet.simulator.delete_region_client(run.REGION)
        self._onboard("new")
        self._run("bots", "-e", json.dumps(LOOK), fails=True)
        self._run("bots", "-e", json.dumps(GIVE))
        self._run("bots", "-e", json.dumps(AWAY))
        self._days_pass()
        self._run("bots", "-e", json.dumps(AWAY))

    def _onboard(self, name: str) -> None:
        made = self.fleet.simulator.create_region_client(run.REGION)
        self.clients[made["client_id"]] = name
        self._run("onboard_region", *self.fleet.given(run.REGION, made), limit="")

    def _run(self, playbook: str, *arguments: str, limit: str = f"region_{run.REGION}", fails: bool = False) -> None:
        self._kill(playbook, (*arguments, *(("--limit", limit) if limit else ())))
        self._end(playbook, *arguments, limit=limit, fails=fails)

    def _end(self, playbook: str, *arguments: str, limit: str = f"region_{run.REGION}", fails: bool = False) -> None:
        """The run that nobody kills."""
        self.fleet.play(playbook, *arguments, limit=limit, fails=fails)
        self.requests.append(self.fleet.simulator.counts()["requests"])

    def _decide(self) -> None:
        """What an operator says of creations whose answers were lost, after a look into My Qlik."""
        ledger = self.fleet.folder / ".qlik-ledger"
        entries = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in ledger.glob("*.json")}
        known = {entry.get("id") for entry in entries.values()}
        made = [tenant["hostnames"][0] for tenant in self.fleet.tenants if tenant["id"] not in known]
        for host in [host for host, entry in entries.items() if entry.get("intent")]:
            decision = f"adopt={made.pop()}" if made else "abandon=true"
            self.fleet.task(host, "tenant", f"region={run.REGION} alias={host} {decision}")
        assert made == []

    def _days_pass(self) -> None:
        for path in (self.fleet.folder / ".qlik-ledger/bots").glob("*.json"):
            text = re.sub(r'("disabled": ")\d{4}', r"\g<1>2020", path.read_text(encoding="utf-8"))
            path.write_text(text, encoding="utf-8")


# How it ended, without what is never the same twice.


def ending(chapters: Chapters) -> t.Any:
    """Tenants, ledger and stored client, with names for ids."""
    fleet = chapters.fleet
    state = fleet.simulator.state()
    names = {
        user["id"]: f"<{chapters.clients.get(user['subject'].removeprefix('qlikbot' + chr(92)), user['subject'])}>"
        for tenant in state["tenants"].values()
        for user in tenant["collections"]["users"].values()
    }
    ledger = {
        str(path.relative_to(fleet.folder)): path.read_text(encoding="utf-8")
        for path in (fleet.folder / ".qlik-ledger").rglob("*.json")
    }
    store = stored(fleet.file_of(f"region_{run.REGION}"))
    assert (store["qlik_client_id"], store["qlik_client_secret"]) == (
        state["regions"][run.REGION]["client_id"],
        state["regions"][run.REGION]["client_secret"],
    )
    for tenant in state["tenants"].values():
        names |= {tenant["id"]: "<tenant>", tenant["hostnames"][0].partition(".")[0]: f"<host of {tenant['name']}>"}
    names |= {identifier: f"<client {name}>" for identifier, name in chapters.clients.items()}
    for tenant in state["tenants"].values():
        tenant["collections"] = {
            name: sorted(_told(thing, names) for thing in things.values())
            for name, things in tenant["collections"].items()
            if things and name != "temp-contents"
        }
    return json.loads(
        _told({"tenants": sorted(_told(each, names) for each in state["tenants"].values()), "ledger": ledger}, names)
    )


def _told(thing: t.Any, names: dict[str, str]) -> str:
    text = json.dumps(thing, sort_keys=True)
    for identifier, name in names.items():
        text = text.replace(identifier, name)
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "<time>", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>", text)
    return re.sub(r"(?<![0-9a-z])[0-9a-f]{16,64}(?![0-9a-z])", "<id>", text)


# Moments.


class Killer:
    """Runs a playbook until a moment that chance decides, and kills all its processes."""

    def __init__(self, fleet: Vaulted, seed: int, requests: list[int]) -> None:
        self._fleet, self._chance, self._requests = fleet, random.Random(seed), iter(requests)

    def __call__(self, playbook: str, arguments: tuple[str, ...]) -> None:
        requests = next(self._requests)
        if self._chance.random() < 0.25:
            print(f"{playbook} is killed when it writes a file")
            self._when_a_file_is_written(playbook, arguments)
            return
        # Which requests come last can differ by one or two, such as those for tokens.
        number, when = self._chance.randrange(requests - 2), self._chance.choice(["before", "after"])
        print(f"{playbook} is killed {when} request {number} of {requests} has its effect")
        self._fleet.killed(playbook, "", {"after": number, "when": when}, *arguments)

    def _when_a_file_is_written(self, playbook: str, arguments: tuple[str, ...]) -> None:
        before = self._files()
        process = self._fleet.begin(playbook, "", *arguments)
        deadline = time.monotonic() + 60
        while self._files() == before:
            assert process.poll() is None, "it ended and wrote nothing"
            assert time.monotonic() < deadline
        self._fleet.kill(process)

    def _files(self) -> dict[Path, int]:
        """All that the collection writes, and when it did."""
        folders = (".qlik-ledger", "group_vars", "reports")
        return {
            path: path.stat().st_mtime_ns
            for folder in folders
            for path in (self._fleet.folder / folder).rglob("*")
            if path.suffix != ".lock" and path.exists()
        }


class Undisturbed(t.NamedTuple):
    """The story that nobody kills: where it begins, how it ends, and how many requests each of its playbooks sends."""

    folder: str
    licences: dict[str, str]
    state: dict[str, t.Any]
    end: t.Any
    requests: list[int]


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Told once for all processes of the tests."""
    folder = tmp_path_factory.getbasetemp()
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "undisturbed"
    with shared.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if not (known := file.read()):
            place = tmp_path_factory.mktemp("undisturbed")
            with Simulator(rate_scale=0) as simulator:
                fleet = Quiet(simulator, place / "fleet")
                chapters = Chapters(fleet, lambda _playbook, _arguments: None)
                chapters.begin()
                state = simulator.state()
                shutil.copytree(fleet.folder, place / "begun")
                chapters.tell()
                licences = {name: key for name, key in fleet.environment.items() if name.endswith("_LICENSE_KEY")}
                known = json.dumps([str(place / "begun"), licences, state, ending(chapters), chapters.requests])
            file.write(known)
    return Undisturbed(*json.loads(known))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_second_run_ends_what_was_killed(undisturbed: Undisturbed, tmp_path: Path, seed: int) -> None:
    with Simulator(rate_scale=0) as simulator:
        fleet = Quiet(simulator, tmp_path / "fleet")
        chapters = Chapters(fleet, Killer(fleet, seed, undisturbed.requests))
        # Another simulator goes on with what the first had at that time.
        simulator.load(undisturbed.state)
        fleet.environment |= undisturbed.licences
        shutil.copytree(undisturbed.folder, fleet.folder, dirs_exist_ok=True)
        chapters.tell()
        assert ending(chapters) == undisturbed.end
