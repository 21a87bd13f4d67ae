# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook `awx_setup` on an AWX that behaves as 24.6.1 does."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
import yaml

from tests.integration.awx_server import AWX
from tests.integration.fleets import ROOT, Fleet
from tests.simulator_process import Simulator
from tests.tools.store_collections import collections

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
ADMINISTRATOR, OF_ORGANIZATION = "token-of-the-administrator", "token-of-the-organization"
UNCHANGED = "changed=0 unreachable=0 failed=0"
# On the system's side: who administers an organization makes everything but these.
ALL_BUT_TYPES = {
    *("credentials", "execution_environments", "projects", "inventories", "inventory_sources", "job_templates"),
    *("workflow_job_templates", "workflow_job_template_nodes", "workflow_approval_templates", "schedules"),
    "notification_templates",
}
# A module of awx.awx is a process of its own. So these are the templates of the workflow, and one with a survey.
JOBS = [
    job
    for job in yaml.safe_load((ROOT / "roles/awx/vars/main/templates.yml").read_text(encoding="utf-8"))["awx__jobs"]
    if job["name"] in ("onboard", "plan", "apply plan", "drift")
]
SETTINGS: Object = {
    "awx__jobs": JOBS,
    "awx_regions": ["eu"],
    "awx_project_url": "https://git.example.com/fleet.git",
    "awx_image": "registry.example.com/qlik-ee:1",
    "awx_ledger": "/var/lib/qlik/ledger",
    "awx_rings": ["canary"],
    "awx_connection": {"domain": "qlikcloud.test", "proxy": "http://proxy.example.com:3128"},
    "awx_notification": {"type": "webhook", "configuration": {"url": "https://chat.example.com/hook"}},
}


class AwxFleet(Fleet):
    """A fleet whose settings of AWX are in a file, and the AWX that they are for."""

    def __init__(self, simulator: Simulator, folder: Path, server: AWX) -> None:
        super().__init__(simulator, folder)
        self.server = server
        server.tokens = {ADMINISTRATOR: {"*"}, OF_ORGANIZATION: set(ALL_BUT_TYPES)}
        server.playbooks = {path.name for path in folder.glob("*.yml")}
        self.environment["ANSIBLE_COLLECTIONS_PATH"] += f":{collections()}"
        self.environment |= {"CONTROLLER_HOST": server.url, "CONTROLLER_OAUTH_TOKEN": ADMINISTRATOR}
        region = simulator.ready["regions"]["eu"]
        self.secrets = {
            "eu": {name: region[name] for name in ("client_id", "client_secret")},
            "eu licence": {"license_key": region["license_key"]},
        }

    def set_up(self, *arguments: str, fails: bool = False, **changes: t.Any) -> str:
        settings = {**SETTINGS, "awx_secrets": self.secrets, **changes}
        (self.folder / "awx.json").write_text(json.dumps(settings), encoding="utf-8")
        return self.play("awx_setup", "-e", "@awx.json", *arguments, fails=fails, limit="")


@pytest.fixture(scope="module")
def simulator() -> t.Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def fleet(simulator: Simulator, tmp_path: Path) -> t.Iterator[AwxFleet]:
    with AWX() as server:
        yield AwxFleet(simulator, tmp_path / "fleet", server)


# Each task of it is a process with many imports.
@pytest.mark.trust
def test_a_second_run_changes_nothing_and_the_removal_leaves_nothing(fleet: AwxFleet) -> None:
    server = fleet.server
    fleet.set_up("--check")
    assert server.writes == []
    fleet.set_up()
    made = {
        kind: sorted(each.get("name") or each["identifier"] for each in kept.values())
        for kind, kept in server.kept.items()
    }
    assert made["projects"] == made["inventories"] == made["inventory_sources"] == ["Qlik Cloud"]
    assert made["workflow_job_template_nodes"] == ["apply canary", "apply others", "approval", "drift", "plan"]
    assert made["schedules"] == ["Qlik Cloud drift, nightly"]
    assert made["credentials"] == ["Qlik Cloud connection", "Qlik Cloud eu", "Qlik Cloud eu licence"]

    # By an administrator of the organization, who may not make types.
    fleet.environment["CONTROLLER_OAUTH_TOKEN"] = OF_ORGANIZATION
    server.lines.clear()
    output = fleet.set_up("-e", "awx_types=false")
    # A project syncs each time; that is a change only if it has another commit.
    assert [line for line in server.writes if not line.endswith("/update/")] == []
    assert UNCHANGED in output

    fleet.environment["CONTROLLER_OAUTH_TOKEN"] = ADMINISTRATOR
    fleet.set_up("-e", "awx_state=absent", "-e", "awx_remove_credentials=true")
    left = {kind for kind, kept in server.kept.items() if kept}
    assert left == {"organizations"}
    assert UNCHANGED in fleet.set_up("-e", "awx_state=absent", "-e", "awx_remove_credentials=true")


def test_what_would_fail_later_is_refused_before_anything_is_made(fleet: AwxFleet) -> None:
    server = fleet.server
    assert "No ledger." in fleet.set_up(fails=True, awx_ledger="ledger")
    vaulted = fleet.folder / "host_vars/later/qlik_client.yml"
    vaulted.parent.mkdir(parents=True)
    vaulted.write_text("$ANSIBLE_VAULT;1.1;AES256\n00\n", encoding="utf-8")
    assert "qlik_client.yml: Ansible Vault encrypts the whole file." in fleet.set_up(fails=True)
    vaulted.unlink()
    fleet.environment["CONTROLLER_OAUTH_TOKEN"] = OF_ORGANIZATION
    assert "You don't have permission to POST to /api/v2/credential_types/" in fleet.set_up(fails=True)
    assert "Only a system administrator can make them" in fleet.set_up("-e", "awx_types=false", fails=True)
    assert set(server.writes) == {"POST /api/v2/credential_types/"}


@pytest.mark.trust
def test_a_fleet_file_that_awx_cannot_read_is_reported_with_the_reason(fleet: AwxFleet) -> None:
    fleet.server.inventory_error = "fleet.qlik.yml:3: unknown key 'regoins'."
    output = fleet.set_up(fails=True)
    assert "The sync of the fleet file failed: fleet.qlik.yml:3: unknown key 'regoins'." in output
    assert fleet.server.kept["job_templates"] == {}
