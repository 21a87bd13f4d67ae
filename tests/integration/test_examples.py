# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the documentation run as they stand, and change nothing the second time."""

from __future__ import annotations

import importlib
import json
import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration import beginnings
from tests.integration.fleets import ROOT, Fleet

pytestmark = pytest.mark.every_core

HOST = "acme-eu"
# Modules that start something each time, or join what runs already.
RUNS = ("automation_run", "knowledgebase_sync", "reload")
# The last one, since it switches the tenant off in between.
LAST = "tenant"


def _examples() -> list[tuple[str, dict[str, t.Any]]]:
    """Every task of a module's EXAMPLES, with that module. Those of kinds run in `test_every_kind`."""
    names = sorted({path.stem for path in (ROOT / "plugins/modules").glob("[a-z]*.py")} - KINDS.keys())
    found = []
    for name in sorted(names, key=lambda each: each == LAST):
        module = importlib.import_module(f"ansible_collections.qlikfleet.cloud.plugins.modules.{name}")
        tasks = yaml.safe_load(module.EXAMPLES)
        assert any(f"qlikfleet.cloud.{name}" in task for task in tasks), f"{name} has no example of itself"
        found += [(name, task) for task in tasks]
    # Examples of other modules refer to what is removed.
    return sorted(found, key=lambda each: _removes(each[1]))


def _removes(task: dict[str, t.Any]) -> bool:
    return any(isinstance(options, dict) and options.get("state") == "absent" for options in task.values())


def test_examples_run_and_change_nothing_the_second_time(fleet: Fleet) -> None:
    """A POST through `api` is the one that says of itself that it makes another object each time."""
    left_over = _client_made_anew(fleet)
    (fleet.folder / "password").write_text("of the vault", encoding="utf-8")
    _prepare(fleet)
    tasks = []
    for number, (module, task) in enumerate(_examples()):
        first = {**task, "register": task.get("register", "first")}
        again = {**task, "name": f"{task['name']}, again", "register": f"again_{number}"}
        # A POST through `api`, and what is only planned.
        writes = task.get("qlikfleet.cloud.api", {}).get("method", "GET") != "GET"
        changes_always = writes or task.get("check_mode", False)
        proof = {
            "ansible.builtin.assert": {"that": f"again_{number} is {'changed' if changes_always else 'not changed'}"}
        }
        tasks += [first, again, *([] if module in RUNS else [proof])]
    _play(fleet, "examples.yml", tasks, "-e", f"left_over_client_id={left_over}")


def _prepare(fleet: Fleet) -> None:
    """Create what examples refer to. The spaces are somebody else's, so that the purge of an example spares them."""
    spaces = [{"name": name, "type": "shared"} for name in ("Development", "Finance")]
    automations = [{"name": name, "workspace": {"blocks": []}} for name in ("Refresh extracts", "Export")]
    space_id = "{{ lookup('qlikfleet.cloud.object', 'space', item).id }}"
    app = {"attributes": {"name": "Sales", "spaceId": space_id}}
    connection = {
        "name": "Files",
        "space": "Finance",
        "data_source": "files",
        "type": "files",
        "connect_string": "lib://guides",
    }
    source = {"name": "Sales", "type": "file", "connection": "Finance/Files", "user": "anna"}
    base = {"name": "Guides", "space": "Finance", "sources": [source]}
    knowledge = {"data_connection": [connection], "knowledgebase": [base]}
    tasks = [
        *({"qlikfleet.cloud.user": {"subject": name, "email": f"{name}@example.com"}} for name in ("anna", "bert")),
        {"qlikfleet.cloud.blueprint": {"blueprint": {"space": spaces, "automation": automations, **knowledge}}},
        {
            "qlikfleet.cloud.api": {"method": "POST", "path": "/api/v1/apps", "body": app},
            "loop": [space["name"] for space in spaces],
        },
    ]
    _play(fleet, "before.yml", tasks)
    (fleet.folder / "files").mkdir()
    state = fleet.simulator.state()
    for tenant in state["tenants"].values():
        for space in tenant["collections"].get("spaces", {}).values():
            space["createdBy"] = "somebody"
    fleet.simulator.load(state)


def _play(fleet: Fleet, name: str, tasks: list[dict[str, t.Any]], *variables: str) -> None:
    play = [{"hosts": "all", "gather_facts": False, "tasks": tasks}]
    (fleet.folder / name).write_text(json.dumps(play), encoding="utf-8")
    fleet.play(name, *variables, limit=HOST, ANSIBLE_VAULT_PASSWORD_FILE=str(fleet.folder / "password"))


def _client_made_anew(fleet: Fleet) -> str:
    """The id of a region client that has left its bot behind in the tenant."""
    beginnings.onboarded(fleet, HOST)
    fleet.simulator.delete_region_client("eu")
    made = fleet.simulator.create_region_client("eu")
    old = fleet.environment["QLIK_CLOUD_EU_CLIENT_ID"]
    fleet.environment |= {f"QLIK_CLOUD_EU_{name.upper()}": made[name] for name in ("client_id", "client_secret")}
    fleet.play("onboard", limit=HOST)
    return old


def test_the_example_of_the_filter(fleet: Fleet) -> None:
    documentation = yaml.safe_load((ROOT / "plugins/filter/layers.yml").read_text(encoding="utf-8"))
    tasks = yaml.safe_load(documentation["EXAMPLES"])
    variables = {"qlik_blueprint_tenant": {"space": [{"name": "Finance", "description": "merged"}]}}
    play = [{"hosts": "all", "gather_facts": False, "vars": variables, "tasks": tasks}]
    (fleet.folder / "filter.yml").write_text(json.dumps(play), encoding="utf-8")
    assert '"description": "merged"' in fleet.play("filter.yml", limit=HOST)


def test_the_examples_of_the_inventory(fleet: Fleet, tmp_path: Path) -> None:
    """Each is a fleet file of its own."""
    module = importlib.import_module("ansible_collections.qlikfleet.cloud.plugins.inventory.fleet")
    documents = list(yaml.safe_load_all(module.EXAMPLES))
    assert len(documents) > 1
    beginnings.onboarded(fleet, HOST)
    organization = {
        f"QLIK_CLOUD_ORGANIZATION_{name.upper()}": fleet.simulator.ready["organization"][name]
        for name in ("client_id", "client_secret")
    }
    for document in documents:
        (fleet.folder / "example.qlik.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
        assert HOST in fleet.play("show", "-i", "example.qlik.yml", "--list-hosts", limit="all", **organization)
