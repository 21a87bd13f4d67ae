# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task gives the same result in the controller's worker, shipped to another machine, and in the background."""

from __future__ import annotations

import json
import typing as t

import pytest

from tests.integration import beginnings
from tests.integration.fleets import Fleet

# A machine that is not the controller, as far as Ansible can tell.
CONNECTION = '''
from ansible.utils.display import Display
from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = """
name: elsewhere
short_description: Another machine
description: Runs commands here, under another name.
options: {}
"""


class Connection(Local):
    transport = "elsewhere"

    def exec_command(self, *arguments, **options):
        """Prints what a command wrote, as the connection plugin ssh does."""
        done = super().exec_command(*arguments, **options)
        if not self._play_context.no_log:
            Display().vvv(str(done))
        return done
'''
BECOME = '''
import os

from ansible.plugins.become import BecomeBase

DOCUMENTATION = """
name: nobody
short_description: Another user
description: Runs commands as the same user, which needs no rights.
options: {}
"""


class BecomeModule(BecomeBase):
    name = "nobody"

    def build_become_command(self, cmd, shell):
        return f"touch {os.environ['BECOME_MARKER']}; {cmd}"
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


def _add_plugins(fleet: Fleet) -> None:
    for folder, name, text in (("connection", "elsewhere", CONNECTION), ("become", "nobody", BECOME)):
        (fleet.folder / f"{folder}_plugins").mkdir()
        (fleet.folder / f"{folder}_plugins/{name}.py").write_text(text, encoding="utf-8")


def _compare(fleet: Fleet, modules: dict[str, dict[str, t.Any]], there: dict[str, t.Any], **both: t.Any) -> None:
    """Runs each task here and there, and compares what was returned; `both` are keywords of the two tasks."""
    _add_plugins(fleet)
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
    return beginnings.converged(fleet)


def test_a_delegated_task_returns_the_same(converged: Fleet) -> None:
    _compare(converged, READING | WRITING, {"delegate_to": "another_machine"}, check_mode=True)


def test_a_task_in_the_background_returns_the_same(converged: Fleet) -> None:
    """Ansible has no check mode for these, so only what changes nothing can be run twice."""
    _compare(converged, READING, {"async": 60, "poll": 1})


@pytest.mark.every_core
def test_a_delegated_blueprint_takes_the_layers_of_the_host(converged: Fleet) -> None:
    _compare(converged, {"blueprint": {}}, {"delegate_to": "another_machine"})
    assert converged.writes == 0


def test_what_is_about_variables_alone_is_not_run_in_the_background(fleet: Fleet) -> None:
    output = fleet.task("acme-us", "blueprint_info", "", "-B", "60", fails=True)
    assert "does not support async" in output


@pytest.mark.newest_core
def test_what_reaches_no_tenant_has_no_options_of_the_connection(fleet: Fleet) -> None:
    """Defaults that a play gives to the whole group are not for it, either."""
    kept = {"path": "secrets.yml", "variables": {"a": "text"}}
    tasks = [{"qlikfleet.cloud.vaulted_variables": kept}, {"qlikfleet.cloud.blueprint_info": {}}]
    play = {"hosts": "acme-us", "gather_facts": False, "tasks": tasks}
    play["module_defaults"] = {"group/qlikfleet.cloud.all": {"region": "us"}}
    (fleet.folder / "defaults.yml").write_text(json.dumps([play]), encoding="utf-8")
    fleet.play("defaults.yml", limit="acme-us")
    for module, options in (("blueprint_info", {}), ("vaulted_variables", kept)):
        output = fleet.task("acme-us", module, json.dumps({**options, "region": "us"}), fails=True)
        assert "Unsupported parameters" in output


BECOME_PLACES: dict[str, tuple[dict[str, t.Any], dict[str, t.Any], dict[str, str], bool]] = {
    "ansible.cfg": ({}, {}, {"ANSIBLE_BECOME": "true"}, False),
    "nowhere": ({"become": True, "vars": {"ansible_connection": "elsewhere"}}, {}, {}, False),
    "play": ({"become": True}, {}, {}, True),
    "task": ({}, {"become": True}, {}, True),
    "task and ansible.cfg": ({}, {"become": True}, {"ANSIBLE_BECOME": "true"}, True),
}


def test_become_counts_where_a_playbook_says_it_of_a_machine(fleet: Fleet) -> None:
    """A process for nobody would fail, or end at a machine that a tenant is not."""
    _add_plugins(fleet)
    beginnings.onboarded(fleet, "acme-us")
    became = {}
    for place, (play, task, environment, _becomes) in BECOME_PLACES.items():
        info = {"qlikfleet.cloud.api": {"path": "/api/v1/users/me"}, **task}
        plays = [{"hosts": "acme-us", "gather_facts": False, **play, "tasks": [info]}]
        (fleet.folder / "become.yml").write_text(json.dumps(plays), encoding="utf-8")
        marker = fleet.folder / f"{place}.marker"
        method = {"ANSIBLE_BECOME_METHOD": "nobody", "BECOME_MARKER": f"'{marker}'"}
        fleet.play("become.yml", limit="acme-us", **method, **environment)
        became[place] = marker.exists()
    assert became == {place: becomes for place, (*_given, becomes) in BECOME_PLACES.items()}


ENVIRONMENT = {"QLIK_CLOUD_US_CLIENT_SECRET": "{{ secret }}", "HTTPS_PROXY": "{{ proxy }}"}


def test_the_keyword_environment_counts(fleet: Fleet) -> None:
    """Play and task, templates, on every path; and it is gone for the next item of a loop."""
    beginnings.onboarded(fleet, "acme-us")
    secret = fleet.environment.pop("QLIK_CLOUD_US_CLIENT_SECRET")
    proxy = fleet.environment.pop("QLIK_CLOUD_PROXY")
    _add_plugins(fleet)
    task: dict[str, t.Any] = {"qlikfleet.cloud.api": {"path": "/api/v1/users/me"}}
    own = {"environment": {"QLIK_CLOUD_US_CLIENT_SECRET": "{{ secret if item else 'wrong' }}"}, "loop": [True, False]}
    tasks = [
        ANOTHER,
        task,
        {**task, "delegate_to": "another_machine"},
        {**task, **own, "register": "looped", "ignore_errors": True},
        {"ansible.builtin.assert": {"that": "looped.results | map(attribute='failed') == [false, true]"}},
    ]
    play = {"hosts": "acme-us", "gather_facts": False, "environment": ENVIRONMENT, "tasks": tasks}
    (fleet.folder / "environment.yml").write_text(json.dumps([play]), encoding="utf-8")
    (fleet.folder / "given.json").write_text(json.dumps({"secret": secret, "proxy": proxy}), encoding="utf-8")
    printed = fleet.play("environment.yml", "-vvv", "-e", "@given.json", limit="acme-us")
    assert "AnsiballZ" in printed
    assert secret not in printed


AS_ANOTHER_USER = {"become": True, "become_method": "nobody"}
PATHS: dict[str, dict[str, t.Any]] = {
    "worker": {},
    "delegated": {"delegate_to": "another_machine"},
    "background": {"async": 60, "poll": 1},
    "become": AS_ANOTHER_USER,
    "loop": {"loop": ["one", "two"]},
    "delegated loop": {"loop": ["one", "two"], "delegate_to": "another_machine"},
}


def _creations(path: str) -> dict[str, dict[str, t.Any]]:
    """Return the tasks that get a new secret from Qlik; each makes a client of its own."""
    name = f"{path} {{{{ item | default('') }}}}"
    client = {
        "app_type": "web",
        "allowed_grant_types": ["client_credentials"],
        "allowed_scopes": ["user_default"],
        "connection_config": {"consent_method": "trusted"},
    }
    return {
        "oauth_client": {"client_name": f"{name} a", **client},
        "object": {"kind": "oauth_client", "definition": {"client_name": f"{name} b", **client}},
        "blueprint": {"blueprint": {"oauth_client": [{"client_name": f"{name} c", **client}]}, "return_secrets": True},
        "tenant_client": {"client_name": f"{name} d"},
    }


def test_a_secret_that_qlik_shows_once_is_registered_and_never_printed(converged: Fleet) -> None:
    _add_plugins(converged)
    tasks: list[dict[str, t.Any]] = [ANOTHER]
    registered: list[str] = []
    for path, keywords in PATHS.items():
        for module, options in _creations(path).items():
            registered.append(f"result_{len(registered)}")
            tasks.append({f"qlikfleet.cloud.{module}": options, **keywords, "register": registered[-1]})
    kept = {"dest": f"{converged.folder}/kept.json", "mode": "0600", "content": f"{{{{ [{', '.join(registered)}] }}}}"}
    tasks.append({"ansible.builtin.copy": kept, "no_log": True})
    play = [{"hosts": "acme-us", "gather_facts": False, "tasks": tasks}]
    (converged.folder / "secrets.yml").write_text(json.dumps(play), encoding="utf-8")
    log = converged.folder / "ansible.log"
    printed = converged.play("secrets.yml", "-vvvv", "--diff", ANSIBLE_LOG_PATH=str(log), BECOME_MARKER=f"{log}.marker")
    results = json.loads((converged.folder / "kept.json").read_text(encoding="utf-8"))
    secrets = [secret for result in results for each in result.get("results", [result]) for secret in _secrets(each)]
    assert len(set(secrets)) == sum(len(keywords.get("loop", "1")) for keywords in PATHS.values()) * 4
    for text in (printed, log.read_text(encoding="utf-8")):
        assert "another_machine" in text
        shown = [text[max(0, text.find(secret) - 300) : text.find(secret)] for secret in secrets if secret in text]
        assert not shown
        assert '"consent_method"' not in text.replace("secrets.yml", "")


def _secrets(result: dict[str, t.Any]) -> list[str]:
    return [result["client_secret"]] if "client_secret" in result else list(result["client_secrets"].values())


@pytest.mark.newest_core
def test_a_new_secret_is_not_left_to_async_status(fleet: Fleet) -> None:
    output = fleet.task("acme-us", "oauth_client", "client_name=A app_type=web", "-B", "60", "-P", "0", fails=True)
    assert "Set poll to more than 0, or leave async out" in output
    assert not fleet.simulator.counts()["writes"]
