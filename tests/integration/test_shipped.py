# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task gives the same result in the controller's worker, shipped to another machine, and in the background."""

from __future__ import annotations

import json
import typing as t

import pytest

from tests.integration.fleets import Fleet

pytestmark = pytest.mark.every_core

# A machine that is not the controller, as far as Ansible can tell.
CONNECTION = '''
from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = """
name: elsewhere
short_description: Another machine
description: Runs commands here, under another name.
options: {}
"""


class Connection(Local):
    transport = "elsewhere"
'''
MEMBERS = [{"name": "auth0|operations", "roles": ["producer"]}]
SPACE = {"name": "Shipped", "type": "shared", "description": "d", "members": MEMBERS}
READING: dict[str, dict[str, t.Any]] = {
    "api": {"path": "/api/v1/users/me"},
    "region_client_info": {"region": "us"},
    "user": {"subject": "nobody", "state": "absent"},
    # Refused: Qlik made this role.
    "role": {"name": "TenantAdmin", "state": "absent"},
}
WRITING: dict[str, dict[str, t.Any]] = {
    "blueprint": {"blueprint": {"space": [SPACE], "group": [{"name": "Shipped", "provider_type": "custom"}]}},
    "object": {"kind": "space", "definition": SPACE},
    "space": SPACE,
    "tenant": {
        "region": "us",
        "alias": "acme-us",
        "name": "Another name",
        "ledger": "{{ inventory_dir }}/.qlik-ledger",
    },
}
ANOTHER = {"ansible.builtin.add_host": {"name": "another_machine", "ansible_connection": "elsewhere"}}
# What Ansible adds to the result of a process, and what is never the same twice.
ADDED = {
    "seconds",
    "invocation",
    "ansible_job_id",
    "finished",
    "started",
    "results_file",
    "stdout",
    "stdout_lines",
    "stderr",
}


def _compare(fleet: Fleet, modules: dict[str, dict[str, t.Any]], there: dict[str, t.Any], **both: t.Any) -> None:
    """Runs each task here and there, and compares what was returned; `both` are keywords of the two tasks."""
    (fleet.folder / "connection_plugins").mkdir()
    (fleet.folder / "connection_plugins/elsewhere.py").write_text(CONNECTION, encoding="utf-8")
    tasks: list[dict[str, t.Any]] = [ANOTHER]
    for module, options in modules.items():
        task = {f"qlikfleet.cloud.{module}": options, "ignore_errors": True, **both}
        results = {"dest": f"{fleet.folder}/{module}.json", "mode": "0600", "content": "{{ [here, there] | to_json }}"}
        tasks += [
            {**task, "register": "here"},
            {**task, **there, "register": "there"},
            {"ansible.builtin.copy": results},
        ]
    play = [{"hosts": "acme-us", "gather_facts": False, "tasks": tasks}]
    (fleet.folder / "both.yml").write_text(json.dumps(play), encoding="utf-8")
    fleet.play("both.yml")
    for module in modules:
        found, other = (_own(each) for each in json.loads((fleet.folder / f"{module}.json").read_text()))
        assert found == other
        assert found["failed"] is (module == "role")


def _own(registered: dict[str, t.Any]) -> dict[str, t.Any]:
    return {name: value for name, value in registered.items() if not name.startswith(("_ansible", *ADDED))}


@pytest.fixture
def converged(fleet: Fleet) -> Fleet:
    fleet.play("onboard")
    fleet.play("converge")
    return fleet


def test_a_delegated_task_returns_the_same(converged: Fleet) -> None:
    _compare(converged, READING | WRITING, {"delegate_to": "another_machine"}, check_mode=True)


def test_a_task_in_the_background_returns_the_same(converged: Fleet) -> None:
    """Ansible has no check mode for these, so only what changes nothing can be run twice."""
    _compare(converged, READING, {"async": 60, "poll": 1})


def test_a_delegated_blueprint_takes_the_layers_of_the_host(converged: Fleet) -> None:
    _compare(converged, {"blueprint": {}}, {"delegate_to": "another_machine"})
    assert converged.writes == 0


def test_what_is_about_variables_alone_is_not_run_in_the_background(fleet: Fleet) -> None:
    output = fleet.task("acme-us", "blueprint_info", "", "-B", "60", fails=True)
    assert "does not support async" in output


@pytest.mark.newest_core
def test_what_reaches_no_tenant_has_no_options_of_the_connection(fleet: Fleet) -> None:
    """Defaults that a play gives to the whole group are not for it, either."""
    report = {"folder": str(fleet.folder / "report"), "files": {"a.txt": "text"}}
    tasks = [{"qlikfleet.cloud.report": report}, {"qlikfleet.cloud.blueprint_info": {}}]
    play = {"hosts": "acme-us", "gather_facts": False, "tasks": tasks}
    play["module_defaults"] = {"group/qlikfleet.cloud.cloud": {"region": "us"}}
    (fleet.folder / "defaults.yml").write_text(json.dumps([play]), encoding="utf-8")
    fleet.play("defaults.yml", limit="acme-us")
    for module, options in (("report", report), ("blueprint_info", {}), ("vaulted_variables", {"path": "secrets.yml"})):
        output = fleet.task("acme-us", module, json.dumps({**options, "region": "us"}), fails=True)
        assert "Unsupported parameters" in output
