# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as AWX starts them: ansible-runner, a project that is read-only, an inventory that comes from a database."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import yaml

from tests.integration import processes
from tests.integration.awx_server import AWX
from tests.integration.fleets import ROOT, Fleet
from tests.integration.other_packages import runner

Object = dict[str, t.Any]
_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-ln-z]|\r[^\n]")


class Controller:
    """What AWX has of a fleet: the exported inventory, and templates with the credentials of their types."""

    def __init__(self, fleet: Fleet, server: AWX, settings: Object) -> None:
        self.fleet, self._server, self._number = fleet, server, 0
        self._settings = settings
        self._inventory = self._exported()
        self._fill()

    def _exported(self) -> Object:
        listed = self.fleet.command("ansible-inventory", "--list", "--export")
        whole = json.loads(listed[listed.index("{") : listed.rindex("}") + 1])
        # AWX keeps hosts, groups and variables, and nothing else.
        whole["_meta"] = {"hostvars": whole["_meta"]["hostvars"]}
        return t.cast(Object, whole)

    def _fill(self) -> None:
        """Have what the role makes, from the variables that it writes for another collection."""
        variables = {**self._settings, "awx_file": str(self.fleet.folder / "objects.yml")}
        task = {"include_role": {"name": "qlikfleet.cloud.awx", "tasks_from": "aap_configuration"}, "vars": variables}
        play = [{"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": [task]}]
        (self.fleet.folder / "objects_play.yml").write_text(json.dumps(play), encoding="utf-8")
        self.fleet.play("objects_play.yml", limit="")
        (self.fleet.folder / "objects_play.yml").unlink()
        self.objects = _loaded(self.fleet.folder / "objects.yml")
        server, organization = self._server, self._server.named("organizations", "Default")["id"]
        for each in self.objects["controller_credential_types"]:
            made = server.add("credential_types", each)
            inputs = self._settings["awx_secrets"].get(each["name"].removeprefix("Qlik Cloud "))
            if inputs:
                given = {"name": each["name"], "organization": organization, "credential_type": made["id"]}
                server.add("credentials", {**given, "inputs": inputs})

    def job(self, template: str, *, slices: tuple[int, int] = (1, 1), limit: str = "", **changes: t.Any) -> Job:
        """A job of a template, or the first, second ... of its slices."""
        self._number += 1
        (found,) = [each for each in self.objects["controller_templates"] if each["name"] == f"Qlik Cloud {template}"]
        known = {each["name"] for each in self._server.kept["credentials"].values()}
        environment = self._server.job_environment(*(name for name in found["credentials"] if name in known))
        return Job(self, self._number, {**found, **changes}, environment, self._sliced(*slices), limit)

    def _sliced(self, number: int, count: int) -> Object:
        """Every count-th host, as AWX divides them."""
        hosts = sorted(self._inventory["_meta"]["hostvars"])[number - 1 :: count]
        groups = {
            name: {**group, "hosts": [host for host in group.get("hosts", ()) if host in hosts]}
            for name, group in self._inventory.items()
            if name != "_meta"
        }
        return {**groups, "_meta": {"hostvars": {host: self._inventory["_meta"]["hostvars"][host] for host in hosts}}}


class Job:
    """One job in a folder of its own, which is all that it may write to, beside the volume of the ledger."""

    def __init__(
        self,
        controller: Controller,
        number: int,
        template: Object,
        environment: dict[str, str],
        inventory: Object,
        limit: str,
    ) -> None:
        fleet = controller.fleet
        self.folder = fleet.folder.parent / f"job-{number}"
        self.number, self._fleet = number, fleet
        shutil.copytree(
            fleet.folder, self.folder / "project", ignore=shutil.ignore_patterns(".qlik-ledger", "*.json", "tmp")
        )
        for path in (self.folder / "project", *(self.folder / "project").rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        script = self._write("inventory/hosts", f"#!{sys.executable}\nprint({json.dumps(json.dumps(inventory))})\n")
        script.chmod(0o700)
        self._write("env/envvars", json.dumps({**self._environment(), **environment}))
        job = {"awx_job_id": number, "tower_job_id": number, "awx_workflow_job_id": 7}
        self._write("env/extravars", json.dumps({**job, **(template["extra_vars"] or {})}))
        check = ("--check",) if template["job_type"] == "check" else ()
        arguments = [*check, *(("--diff",) if template["diff_mode"] else ()), *(("--limit", limit) if limit else ())]
        self._write("env/cmdline", " ".join([f"--forks={template['forks']}", *arguments]))
        self._playbook = template["playbook"]

    def _write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def _environment(self) -> dict[str, str]:
        """No home that can be written to, and nothing of the operator's environment but where the simulator is."""
        simulator = {name: value for name, value in self._fleet.simulator.environment().items() if "CLIENT" not in name}
        return {
            **{name: value for name, value in simulator.items() if "LICENSE" not in name},
            "HOME": "/nonexistent",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build/collections"),
            "ANSIBLE_LOCAL_TEMP": str(self.folder / "tmp"),
            "ANSIBLE_HOME": str(self.folder / "home"),
            "ANSIBLE_CALLBACKS_ENABLED": "qlikfleet.cloud.progress",
        }

    def start(self) -> Job:
        command = [str(runner()), "run", str(self.folder), "-p", self._playbook, "-i", str(self.number), "--quiet"]
        self.process = subprocess.Popen(command, env={"PATH": os.environ["PATH"], "HOME": str(self.folder)})
        return self

    def wait(self) -> Job:
        self.process.wait(timeout=120)
        return self

    def run(self) -> Job:
        return self.start().wait()

    def cancel(self) -> None:
        """SIGTERM to the runner, which kills Ansible; nothing of it is left."""
        children = processes.with_descendants(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        deadline = time.monotonic() + 60
        while any(Path(f"/proc/{child}").exists() for child in children):
            assert time.monotonic() < deadline, "a process of the job is left"

    @property
    def status(self) -> str:
        return self._artifact("status")

    def _artifact(self, name: str) -> str:
        return (self.folder / "artifacts" / str(self.number) / name).read_text(encoding="utf-8")

    @property
    def output(self) -> str:
        return self._artifact("stdout")

    @property
    def events(self) -> list[Object]:
        files = (self.folder / "artifacts" / str(self.number) / "job_events").glob("*.json")
        return sorted((json.loads(file.read_text("utf-8")) for file in files), key=lambda event: event["counter"])

    @property
    def artifacts(self) -> Object:
        """What `set_stats` gives to the next jobs of a workflow."""
        return t.cast(Object, self.events[-1]["event_data"].get("artifact_data", {}))

    def require_clean(self, secrets: t.Collection[str]) -> None:
        """No secret in output, event or file of the job, but where runner keeps the environment; no drawing.

        `tmp` goes with the container, as AWX stops it. There a job that is killed leaves its tokens.
        """
        assert secrets
        for path in self.folder.rglob("*"):
            kept = path.relative_to(self.folder).parts[0] not in ("env", "tmp") and path.name != "command"
            if path.is_file() and kept:
                text = path.read_text(encoding="utf-8", errors="replace")
                assert not [secret for secret in secrets if secret in text], path
        assert not _TERMINAL.search(self.output)
        largest = max(len(json.dumps(event)) for event in self.events)
        assert largest < 700_000, "AWX drops such an event"


def _loaded(file: Path) -> Object:
    class Loader(yaml.SafeLoader):
        """What is unsafe to Ansible is a text."""

    Loader.add_constructor("!unsafe", lambda loader, node: str(node.value))
    return t.cast(Object, yaml.load(file.read_text(encoding="utf-8"), Loader))
