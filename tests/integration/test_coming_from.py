# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide for those who come from other tools runs as it stands: its tasks, its blueprint and its commands."""

from __future__ import annotations

import json
import shlex
import typing as t
from pathlib import Path

import pytest
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.guides import ROOT, Page
from tests.integration import beginnings
from tests.integration.fleets import Fleet

pytestmark = pytest.mark.newest_core

HOST = "acme-eu"
GUIDE = Page(ROOT / "docs/coming-from.md")
Object = dict[str, t.Any]
# What the guide says that there is beside the playbook.
MEASURES = [
    {"qInfo": {"qId": name, "qType": "measure"}, "qMetaDef": {"title": name}, "qMeasure": {"qDef": f"Sum({name})"}}
    for name in ("Revenue", "Cost")
]
SHEET = {
    "qProperty": {"qInfo": {"qId": "sheet", "qType": "sheet"}, "qMetaDef": {"title": "Overview"}},
    "qChildren": [{"qProperty": {"qInfo": {"qId": "chart", "qType": "barchart"}}, "qChildren": []}],
}
FILES: dict[str, t.Any] = {
    "files/sales.qvf": 'simulated app\n{"name": "Sales"}',
    "files/sales.qvs": "LIB CONNECT TO 'Warehouse';\nLOAD * FROM sales;\n",
    "files/MyFile.csv": "Year,Amount\n2026,1\n",
    "files/overview.json": SHEET,
    "files/sales-unbuild/measures.json": MEASURES,
    "files/my-automation.json": {"blocks": [], "variables": []},
    "files/my-theme/my-theme.qext": {"name": "My theme", "type": "theme"},
    "files/my-extension/my-extension.qext": {"name": "My extension", "type": "visualization"},
}


def _public_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


@pytest.fixture
def guided(fleet: Fleet) -> Fleet:
    """A fleet with the files of the guide, those that the guide shows among them."""
    beginnings.onboarded(fleet, HOST)
    for name, content in {**FILES, "files/publickey.pem": _public_key()}.items():
        _write(fleet.folder / name, content if isinstance(content, str) else json.dumps(content))
    for fence in GUIDE.fences("yaml"):
        if fence.file:
            _write(fleet.folder / fence.file, fence.text)
    return fleet


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _tasks() -> list[Object]:
    contents = [fence.content for fence in GUIDE.fences("yaml")]
    return [task for content in contents if isinstance(content, list) for task in content]


def _is_declared(task: Object) -> bool:
    return any(name.removeprefix("qlikfleet.cloud.") in KINDS for name in task)


def _play(fleet: Fleet, tasks: list[Object]) -> None:
    play = {"hosts": "all", "gather_facts": False, "vars": {"warehouse_password": "of the warehouse"}}
    _write(fleet.folder / "guide.yml", json.dumps([{**play, "tasks": tasks}]))
    fleet.play("guide.yml", limit=HOST)


@pytest.fixture
def done(guided: Fleet) -> Fleet:
    """The tenant after the tasks of the guide, one after the other."""
    assert len(_tasks()) > 25
    group = {"qlikfleet.cloud.group": {"name": "Analysts", "provider_type": "custom"}}
    return beginnings.begin(guided, "coming from", lambda: _play(guided, [group, *_tasks()]))


def test_what_its_tasks_declare_changes_once(done: Fleet) -> None:
    """Of an app the guide sets first the script and then a part of it, so that is left out."""
    again = [
        {**task, "register": "again", "failed_when": "again is changed or again is failed"}
        for task in _tasks()
        if _is_declared(task) and "qlikfleet.cloud.app" not in task
    ]
    _play(done, again)
    (found,) = (each for each in done.tenants if each["hostnames"][-1].startswith(HOST))
    assert {app["attributes"]["name"] for app in found["collections"]["apps"].values()} == {"Sales"}
    assert (done.folder / "exported.qvf").exists()


def test_its_commands_on_one_tenant(done: Fleet) -> None:
    for command in _commands("ansible acme-eu"):
        done.command(*command)


def test_its_blueprint_is_what_the_scripts_do(guided: Fleet) -> None:
    """In the order of the guide, to the end: an app that users of the managed space open. Twice is once."""
    for command in _commands("ansible-playbook"):
        if "-i" not in command:
            guided.command(*command, "--limit", HOST)
    guided.play("converge", limit=HOST)
    assert guided.writes == 0
    (found,) = (each for each in guided.tenants if each["hostnames"][-1].startswith(HOST))
    spaces = {space["id"]: space["name"] for space in found["collections"]["spaces"].values()}
    apps = [app["attributes"] for app in found["collections"]["apps"].values()]
    assert {(app["name"], spaces[app["spaceId"]], app["published"]) for app in apps} == {
        ("Dashboard", "platform-ops-example-shared", False),
        ("Dashboard", "platform-ops-example-managed", True),
    }


def test_its_commands_take_contexts_as_the_inventory(guided: Fleet) -> None:
    (found,) = (each for each in guided.tenants if each["hostnames"][-1].startswith(HOST))
    region = guided.simulator.ready["regions"]["eu"]
    context = {"server": f"https://{found['hostnames'][0]}", "server-type": "cloud"}
    context |= {"oauth-client-id": region["client_id"], "oauth-client-secret": region["client_secret"]}
    whole = {"current-context": HOST, "contexts": {HOST: context}}
    _write(guided.folder / ".qlik/contexts.yml", yaml.safe_dump(whole))
    (settings,) = (fence.text for fence in GUIDE.fences("ini"))
    _write(guided.folder / "ansible.cfg", settings)
    commands = [command for command in _commands("ansible") if "-i" in command]
    assert len(commands) == 2
    for command in commands:
        without = {name: "" for name in guided.environment if "CLIENT" in name}
        guided.command(*command, **without, QLIK_CLI_USER_HOME_DIR=str(guided.folder))


def _commands(beginning: str) -> list[list[str]]:
    return [shlex.split(each, comments=True) for each in GUIDE.commands if each.startswith(beginning)]
