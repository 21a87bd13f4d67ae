# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An error says what is wrong, and what to do next; commands run in the test's process."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import ClientHistory, fingerprint
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from tests.integration.hosts import ACME, Host, one_tenant
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Simulator]:
    with one_tenant(tmp_path_factory) as simulator:
        yield simulator


@pytest.fixture
def host(simulator: Simulator, tmp_path: Path) -> Host:
    return Host(simulator, tmp_path)


def test_a_client_that_the_ledger_knows_has_an_old_secret(host: Host) -> None:
    known = host.variables["qlik_client_id"]
    host.variables["qlik_client_secret"] = "0" * 64
    assert "check that client_id and client_secret are" in host.run("space", name="A", type="shared")["msg"]
    ClientHistory(str(host.ledger), "us").record(known, fingerprint("earlier"), {})
    message = host.run("space", name="A", type="shared")["msg"]
    assert "Run qlikfleet.cloud.refresh_region_client with the new secret" in message
    assert "works in its own region only" not in message


def test_a_space_that_is_not_empty_is_emptied_first(host: Host) -> None:
    made = host.run("space", name="Full", type="shared")
    app = host.run("api", path="/api/v1/apps", method="POST", body={"attributes": {"name": "a", "spaceId": made["id"]}})
    assert not app.get("failed"), app
    message = host.run("space", name="Full", state="absent")["msg"]
    assert "Set content to delete or move what is in the space" in message


def test_a_single_module_names_the_tenant_and_no_blueprint(host: Host) -> None:
    host.run("space", name="Shared", type="shared")
    changed = host.run("space", name="Shared", type="managed")["msg"]
    assert changed.startswith(f"acme ({ACME}): space Shared: cannot change type")
    unknown = host.run("space", name="Shared", owner="nobody")["msg"]
    assert "there is no user 'nobody' in the tenant" in unknown
    role = host.run("space", name="New", type="shared", members=[{"name": "a", "type": "user", "roles": ["operator"]}])
    assert "space New: a shared space has no role operator" in role["msg"]


def test_a_check_says_that_a_creation_has_no_licence_key(host: Host) -> None:
    del host.variables["qlik_hostname"]
    message = host.run("tenant", check=True, alias="fresh", inventory_name="acme")["msg"]
    assert "a creation needs license_key, or source_tenant" in message


def test_tenants_that_only_the_ledger_has_are_told(host: Host) -> None:
    Ledger(host.ledger).write("gone", {"id": "1", "state": "active"})
    Ledger(host.ledger).write("ended", {"id": "2", "state": "deactivated"})
    host.variables["groups"] = {"all": ["acme"]}
    result = host.run("tenant", alias="acme", inventory_name="acme")
    assert not result.get("failed"), result
    (warning,) = result["warnings"]
    assert "that the inventory does not name: gone. Name them" in warning


@pytest.mark.parametrize("domain", ["https://qlikcloud.test", "qlikcloud.test/", "qlikcloud.test:443"])
def test_a_domain_is_given_alone(host: Host, domain: str) -> None:
    host.variables["qlik_domain"] = domain
    assert (
        f"domain: '{domain}' is not a domain. Give only the domain" in host.run("space", name="A", type="shared")["msg"]
    )


def test_relative_paths_are_beside_the_fleet_file(host: Host, tmp_path: Path) -> None:
    host.variables["qlik_fleet_folder"] = str(tmp_path / "fleet")
    host.variables["qlik_plan_file"] = "plans/"
    blueprint = {"group": [{"name": "Planned", "provider_type": "custom"}]}
    result = host.run("blueprint", check=True, blueprint=blueprint)
    assert not result.get("failed"), result
    assert (tmp_path / "fleet/plans/acme.json").exists()


def test_a_secret_that_is_shown_once_is_told_by_a_check(host: Host) -> None:
    result = host.run("oauth_client", check=True, client_name="Fresh", app_type="web")
    assert [warning for warning in result["warnings"] if "oauth_client Fresh: Qlik shows its secret once" in warning]


def test_a_job_of_awx_creates_no_tenant_and_removes_no_bot_without_a_ledger_that_lasts(
    host: Host, simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the ledger would be lost with: nothing named, a path of the project, one in the job's own folder."""
    simulator.reset_counts()
    job = tmp_path / "job"
    monkeypatch.setenv("AWX_ISOLATED_DATA_DIR", str(job / "artifacts/7"))
    host.variables["qlik_fleet_folder"] = str(job / "project")
    for ledger in (None, "ledger", str(job / "project/ledger")):
        host.variables["qlik_ledger"] = ledger
        for module, options in (("tenant", {}), ("bot", {"bot": "qlikbot\\" + "0" * 32, "state": "absent"})):
            result = host.run(module, **options)
            assert "Set qlik_ledger to a place that outlives the job" in result["msg"]
        assert not host.run("blueprint", check=True, blueprint={"space": []}).get("warnings")
        (warning,) = host.run("blueprint", blueprint={"space": []})["warnings"]
        assert "jobs do not wait for each other" in warning
    assert simulator.counts()["writes"] == simulator.counts()["tokens"]
    host.variables["qlik_ledger"] = str(host.ledger)
    assert "a creation needs license_key" in host.run("tenant")["msg"]
    assert "warnings" not in host.run("blueprint", blueprint={"space": []})


def test_what_has_no_file_is_found_by_its_layer(host: Host) -> None:
    """The variables of an AWX job come from a database, which has no lines."""
    host.variables["qlik_blueprint_fleet"] = {"space": [{"name": "A", "type": "shared"}]}
    host.variables["qlik_blueprint_region"] = {"space": [{"name": "B", "type": 1}], "spaces": []}
    message = host.run("blueprint")["msg"]
    assert "qlik_blueprint_region: space 2 (B): type must be a text" in message
    assert "qlik_blueprint_region: there is no kind 'spaces'" in message
