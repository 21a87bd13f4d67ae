# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts of qlik-cli as inventory: hosts without secrets, which sign in with what the file says."""

from __future__ import annotations

import json
import shutil
import typing as t
from pathlib import Path

import pytest
import yaml

from tests.integration.fleets import Fleet
from tests.simulator_process import Simulator
from tests.unit.simulator.caller import tenant

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]


class Contexts(Fleet):
    """A folder with the contexts of qlik-cli, and nothing in the environment that signs in."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        super().__init__(simulator, folder)
        shutil.rmtree(folder / "group_vars")
        for name in [name for name in self.environment if "CLIENT" in name]:
            del self.environment[name]
        self.environment |= {"QLIK_CLI_USER_HOME_DIR": str(folder), "ANSIBLE_INVENTORY_ENABLED": "auto"}
        region = simulator.ready["regions"]["eu"]
        caller = tenant(simulator)
        role = [{"name": "Developer"}]
        user = caller.made("/api/v1/users", {"subject": "auth0|anna", "name": "Anna", "assignedRoles": role})
        key = {"description": "cli", "sub": user["id"], "subType": "user", "expiry": "PT1H"}
        self.api_key = str(caller.made("/api/v1/api-keys", key)["token"])
        self.secret = str(region["client_secret"])
        server = f"https://{caller.host}"
        contexts = {
            "bot": {"oauth-client-id": region["client_id"], "oauth-client-secret": self.secret},
            "me@cloud": {"headers": {"Authorization": f"Bearer {self.api_key}"}, "comment": "Anna"},
        }
        self.contexts: Object = {
            name: {"server": server, "server-type": "cloud", **each} for name, each in contexts.items()
        }
        self.contexts["windows"] = {"server": "https://qseow.example.com/jwt", "server-type": "Windows"}
        (folder / ".qlik").mkdir()
        self.file = folder / ".qlik/contexts.yml"
        self.write(self.contexts)
        (folder / "my.contexts.yml").write_text("plugin: qlikfleet.cloud.contexts\n", encoding="utf-8")

    def write(self, contexts: Object) -> None:
        whole = {"current-context": "bot", "contexts": contexts}
        self.file.write_text(yaml.safe_dump(whole), encoding="utf-8")

    def listed(self, source: str = "my.contexts.yml", **environment: str) -> Object:
        found = self.command("ansible-inventory", "-i", source, "--list", **environment)
        whole = found[found.index("{") : found.rindex("}") + 1]
        # What a plugin reads is data, and marked as never to be templated.
        return t.cast(Object, json.loads(whole, object_hook=lambda value: value.get("__ansible_unsafe", value)))

    def require_no_secret(self, text: str) -> None:
        """Neither as it is, nor in parts of a length that nobody has by chance."""
        for secret in (self.secret, self.api_key):
            for start in range(0, len(secret) - 16, 8):
                assert secret[start : start + 16] not in text


@pytest.fixture
def contexts(tmp_path: Path) -> t.Iterator[Contexts]:
    cloud = tmp_path / "cloud.json"
    cloud.write_text(json.dumps({"regions": {"us": {}, "eu": {"tenants": ["acme-eu"]}}}), encoding="utf-8")
    with Simulator(fleet=cloud) as simulator:
        yield Contexts(simulator, tmp_path / "fleet")


def test_each_context_of_the_cloud_is_a_host_and_no_secret_a_variable(contexts: Contexts) -> None:
    listed = contexts.listed()
    variables = listed["_meta"]["hostvars"]
    assert set(variables) == {"bot", "me@cloud"}
    assert (listed["region_eu"]["hosts"], listed["current_context"]["hosts"]) == (["bot", "me@cloud"], ["bot"])
    assert variables["bot"] == {
        "ansible_connection": "local",
        "qlik_context": "bot",
        "qlik_contexts_file": str(contexts.file),
        "qlik_domain": "qlikcloud.test",
        "qlik_hostname": contexts.simulator.ready["tenants"][0]["hostname"],
        "qlik_region": "eu",
    }
    for how in (("--list", "-vvvv"), ("--list", "--yaml", "--export"), ("--graph", "--vars"), ("--host", "bot")):
        contexts.require_no_secret(contexts.command("ansible-inventory", "-i", "my.contexts.yml", *how))


def test_the_file_of_qlik_cli_itself_is_a_source(contexts: Contexts) -> None:
    enabled = {"ANSIBLE_INVENTORY_ENABLED": "qlikfleet.cloud.contexts,yaml"}
    assert set(contexts.listed(str(contexts.file), **enabled)["_meta"]["hostvars"]) == {"bot", "me@cloud"}


def test_a_file_beside_the_source_and_some_of_its_contexts(contexts: Contexts) -> None:
    options = {"plugin": "qlikfleet.cloud.contexts", "path": ".qlik/contexts.yml", "only": ["me@*"]}
    (contexts.folder / "some.contexts.yml").write_text(yaml.safe_dump(options), encoding="utf-8")
    assert set(contexts.listed("some.contexts.yml")["_meta"]["hostvars"]) == {"me@cloud"}


def test_tasks_sign_in_with_what_the_file_says(contexts: Contexts) -> None:
    """With an API key as its user, with a client as its bot. Nobody prints either, whatever is asked for."""
    tasks = [
        {"qlikfleet.cloud.space": {"name": "Of {{ inventory_hostname }}", "type": "shared"}, "register": "made"},
        {"qlikfleet.cloud.api": {"path": "/api/v1/users/me"}, "register": "me"},
        {"ansible.builtin.debug": {"msg": "subject={{ me.json.subject }} of {{ inventory_hostname }}"}},
        {"ansible.builtin.debug": {"var": "hostvars[inventory_hostname]"}},
    ]
    play = [{"hosts": "all", "gather_facts": False, "tasks": tasks}]
    (contexts.folder / "play.yml").write_text(json.dumps(play), encoding="utf-8")
    shown = contexts.play("play.yml", "-i", "my.contexts.yml", "-vvvv", limit="")
    assert "subject=auth0|anna of me@cloud" in shown
    assert "subject=qlikbot" in shown
    contexts.require_no_secret(shown)
    (found,) = contexts.tenants
    spaces = {space["name"] for space in found["collections"]["spaces"].values()}
    assert spaces == {"Of bot", "Of me@cloud"}


def test_what_is_wrong_with_the_file_is_said_without_its_content(contexts: Contexts) -> None:
    contexts.write({"bot": contexts.contexts["me@cloud"]})
    assert set(contexts.listed()["_meta"]["hostvars"]) == {"bot"}
    play = [{"hosts": "all", "gather_facts": False, "tasks": [{"qlikfleet.cloud.api": {"path": "/api/v1/users/me"}}]}]
    (contexts.folder / "play.yml").write_text(json.dumps(play), encoding="utf-8")
    missing = ("-e", "qlik_context=prod")
    said = contexts.play("play.yml", "-i", "my.contexts.yml", *missing, limit="bot", fails=True)
    assert "has no context prod any more" in said
    contexts.file.write_text(f"contexts: [{contexts.secret}\n", encoding="utf-8")
    said = contexts.play("play.yml", "-i", "my.contexts.yml", limit="", fails=True)
    assert "is not valid YAML" in said
    contexts.require_no_secret(said)
