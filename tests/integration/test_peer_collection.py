# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection `qlik.cloud` on the simulator, with its own client, where somebody has it.

Set QLIKFLEET_PEER to a folder that has `ansible_collections/qlik/cloud`, such as a clone of
`QlikProfessionalServices/ansible-qlikcloud-collection`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest

from tests.integration.other_packages import sdk_python
from tests.simulator_process import Simulator
from tests.unit.simulator.caller import tenant

pytestmark = pytest.mark.newest_core

# Its client does not read the usual variables for a CA.
_TRUST = """
import os

if os.environ.get("CA_OF_SIMULATOR"):
    import requests.adapters

    requests.adapters.DEFAULT_CA_BUNDLE_PATH = os.environ["CA_OF_SIMULATOR"]
"""
_SHEET = {"qProperty": {"qInfo": {"qId": "overview", "qType": "sheet"}}, "qChildren": []}
_LOOKUP = "{{ lookup('qlik.cloud.user', 'test@example.com', tenant=ansible_host, api_key=access_token) }}"


def _tasks(app: str) -> list[dict[str, t.Any]]:
    user = {"subject": "testuser1", "name": "Test User", "email": "test@example.com", "assigned_roles": ["Developer"]}
    member = {"space": "Test", "type": "user", "assignee_id": _LOOKUP, "roles": ["consumer"]}
    licences = {"auto_assign_analyzer": True, "auto_assign_professional": True}
    return [
        {"qlik.cloud.space": {"name": "Test", "type": "shared"}},
        {"qlik.cloud.user": user},
        {"qlik.cloud.group_settings": {"auto_create_groups": True, "sync_idp_groups": True}},
        {"qlik.cloud.license_settings": licences},
        {"qlik.cloud.web_integration": {"name": "Website", "valid_origins": ["https://www.example.com"]}},
        {"qlik.cloud.content_security_policy": {"name": "Website", "origin": "www.example.com", "imgSrc": True}},
        {"qlik.cloud.space_assignment": member},
        {"qlik.cloud.app": {"name": "Made", "space": "Test"}},
        {"qlik.cloud.app_object": {"app_id": app, "properties": _SHEET}},
    ]


def test_its_modules_and_a_lookup(tmp_path: Path) -> None:
    peer = os.environ.get("QLIKFLEET_PEER", "")
    if not Path(peer, "ansible_collections/qlik/cloud").is_dir():
        pytest.skip("QLIKFLEET_PEER names no folder with the collection qlik.cloud, so it is not tried.")
    python = sdk_python()
    (packages,) = python.parent.parent.glob("lib/*/site-packages")
    (tmp_path / "sitecustomize.py").write_text(_TRUST, encoding="utf-8")
    (tmp_path / "fleet.json").write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=tmp_path / "fleet.json") as simulator:
        caller, client = tenant(simulator), simulator.ready["regions"]["us"]
        app = str(caller.made("/api/v1/apps", {"attributes": {"name": "Sales"}})["attributes"]["id"])
        host = {"ansible_connection": "local", "ansible_host": caller.host, "ansible_python_interpreter": str(python)}
        host |= {name: client[name] for name in ("client_id", "client_secret")}
        (tmp_path / "hosts.json").write_text(json.dumps({"all": {"hosts": {"acme": host}}}), encoding="utf-8")
        play = [{"hosts": "all", "gather_facts": False, "tasks": _tasks(app)}]
        (tmp_path / "play.yml").write_text(json.dumps(play), encoding="utf-8")
        folders = {name: str(tmp_path / name.lower()) for name in ("ANSIBLE_HOME", "ANSIBLE_REMOTE_TEMP")}
        variables = {
            **{name: value for name, value in os.environ.items() if name != "REQUESTS_CA_BUNDLE"},
            **folders,
            "ANSIBLE_COLLECTIONS_PATH": peer,
            "CA_OF_SIMULATOR": simulator.ca,
            "WEBSOCKET_CLIENT_CA_BUNDLE": simulator.ca,
            "HTTPS_PROXY": simulator.proxy,
            "PYTHONPATH": f"{tmp_path}:{packages}",
        }
        command = [str(Path(sys.executable).with_name("ansible-playbook")), "-i", "hosts.json", "play.yml"]
        done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        counts = simulator.counts()
        assert counts["answer_violations"] == []
        # It does not save the app, so the simulator forgets the object.
        assert counts["by_operation"]["QIX GenericObject.SetFullPropertyTree"] == 1
