# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a tenant: made, named, set, deactivated and reactivated, each of them once."""

from __future__ import annotations

import json
import shutil
import typing as t

import pytest

from tests.integration import beginnings
from tests.integration.fleets import Fleet

HOST = "acme-eu"
TENANT = f"region=eu alias={HOST}"
FLAG = "auto_assign_create_shared_spaces_role_to_professionals"


@pytest.fixture
def onboarded(fleet: Fleet) -> Fleet:
    return beginnings.onboarded(fleet, HOST)


def _only(fleet: Fleet) -> dict[str, t.Any]:
    (tenant,) = fleet.tenants
    return tenant


def test_check_mode_makes_nothing(fleet: Fleet) -> None:
    output = fleet.task(HOST, "tenant", TENANT, "--check", "--diff")
    assert f"create tenant {HOST} in region eu" in output
    assert fleet.tenants == []
    fleet.play("onboard", limit=HOST)
    assert len(fleet.tenants) == 1


def test_switches_of_the_tenant(onboarded: Fleet) -> None:
    for value in (True, False):
        arguments = json.dumps({"region": "eu", "alias": HOST, "settings": {FLAG: value}})
        assert '"changed": true' in onboarded.task(HOST, "tenant", arguments)
        assert '"changed": false' in onboarded.task(HOST, "tenant", arguments)
        assert _only(onboarded)["options"]["autoAssignCreateSharedSpacesRoleToProfessionals"] is value


@pytest.mark.newest_core
def test_the_licence_key_is_read_from_a_tenant_of_the_subscription(onboarded: Fleet) -> None:
    source = _only(onboarded)["hostnames"][0]
    onboarded.environment["QLIK_CLOUD_EU_LICENSE_KEY"] = ""
    output = onboarded.play("onboard", "-e", f"qlik_source_tenant={source}", limit="birch-eu")
    assert len(onboarded.tenants) == 2
    assert "license" not in output


def test_deactivated_and_active_again_each_once(onboarded: Fleet) -> None:
    off = f"{TENANT} state=deactivated purge_after_days=10 confirm_alias={HOST}"
    for changed in ("true", "false"):
        assert f'"changed": {changed}' in onboarded.task(HOST, "tenant", off)
        assert _only(onboarded)["status"] == "disabled"
    output = onboarded.play("converge", limit=HOST, fails=True)
    assert "the tenant is deactivated; reactivate it first" in output
    for changed in ("true", "false"):
        assert f'"changed": {changed}' in onboarded.task(HOST, "tenant", TENANT)
        assert _only(onboarded)["status"] == "active"


@pytest.mark.newest_core
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "Type the tenant's alias or hostname in confirm_alias"),
        ("confirm_alias=acme-us", "Type the tenant's alias or hostname in confirm_alias"),
        (f"confirm_alias={HOST} purge_after_days=9", "purge_after_days is 9; Qlik takes 10 to 90"),
    ],
)
def test_a_deactivation_must_be_meant(onboarded: Fleet, arguments: str, said: str) -> None:
    output = onboarded.task(HOST, "tenant", f"{TENANT} state=deactivated {arguments}", fails=True)
    assert said in output
    assert _only(onboarded)["status"] == "active"


@pytest.mark.newest_core
def test_a_tenant_that_the_ledger_has_lost_is_found_by_its_alias(onboarded: Fleet) -> None:
    shutil.rmtree(onboarded.folder / ".qlik-ledger")
    onboarded.play("onboard", limit=HOST)
    assert onboarded.writes == 0
    (entry,) = (onboarded.folder / ".qlik-ledger").glob("*.json")
    assert json.loads(entry.read_text())["id"] == _only(onboarded)["id"]


@pytest.mark.newest_core
@pytest.mark.parametrize("status", ["active", "disabled"])
def test_the_organization_s_list_finds_a_tenant_that_is_deactivated_too(onboarded: Fleet, status: str) -> None:
    state = onboarded.simulator.state()
    state["tenants"][_only(onboarded)["id"]]["status"] = status
    onboarded.simulator.load(state)
    shutil.rmtree(onboarded.folder / ".qlik-ledger")
    if status == "disabled":
        output = onboarded.task(HOST, "tenant", TENANT, fails=True)
        assert "or give an organization client, which returns the id" in output
    onboarded.use_organization_client()
    output = onboarded.task(HOST, "tenant", f"{TENANT} subscription_id=1000200030004000")
    assert f'"changed": {str(status == "disabled").lower()}' in output
    assert _only(onboarded)["status"] == "active"


@pytest.mark.newest_core
def test_where_the_organization_s_list_does_not_answer_nothing_is_created(fleet: Fleet) -> None:
    fleet.use_organization_client()
    fleet.simulator.faults([{"host": "console.*", "action": "status", "status": 403, "times": 9}])
    fleet.task(HOST, "tenant", TENANT, fails=True)
    fleet.simulator.faults([])
    output = fleet.task(HOST, "tenant", f"{TENANT} adopt=elsewhere.eu.qlikcloud.test", fails=True)
    assert "the organization's list has no tenant elsewhere.eu.qlikcloud.test" in output
    assert fleet.tenants == []
    fleet.task(HOST, "tenant", TENANT)
    assert len(fleet.tenants) == 1


@pytest.mark.newest_core
def test_an_alias_that_is_somebody_else_s_is_not_taken(onboarded: Fleet) -> None:
    """The tenant is there and our client has no rights in it: nothing is created."""
    onboarded.simulator.create_region_client("eu")
    refreshed = onboarded.simulator.refresh_region_client("eu")
    shutil.rmtree(onboarded.folder / ".qlik-ledger")
    rule = {"path": "/oauth/token", "host": f"{HOST}.eu.qlikcloud.test", "status": 401, "code": "OAUTH-1", "times": 9}
    onboarded.simulator.faults([rule])
    client = {f"QLIK_CLOUD_EU_CLIENT_{part.upper()}": refreshed[f"client_{part}"] for part in ("id", "secret")}
    output = onboarded.play("onboard", limit=HOST, fails=True, **client)
    assert "the alias is taken" in output
    assert len(onboarded.tenants) == 1


@pytest.mark.newest_core
def test_an_unclear_answer_never_leads_to_a_creation(onboarded: Fleet) -> None:
    shutil.rmtree(onboarded.folder / ".qlik-ledger")
    rule = {"path": "/oauth/token", "host": f"{HOST}.eu.qlikcloud.test", "action": "reset", "times": 99}
    onboarded.simulator.faults([rule])
    onboarded.play("onboard", limit=HOST, fails=True)
    assert len(onboarded.tenants) == 1
