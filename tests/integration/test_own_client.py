# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A blueprint cannot take rights or existence from the client that the run works with."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import Purge
from tests.integration.clients import client_of
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
SCOPES = ["admin_classic", "admin.apps"]
NIGHTLY = {
    "client_name": "Nightly",
    "app_type": "web",
    "allowed_scopes": SCOPES,
    "allowed_grant_types": ["client_credentials"],
    "connection_config": {"consent_method": "trusted"},
}


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Simulator]:
    file = tmp_path_factory.mktemp("cloud") / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        yield simulator


@pytest.fixture
def client(simulator: Simulator) -> Client:
    return client_of(simulator, simulator.ready["tenants"][0]["hostname"])


@pytest.fixture(scope="module")
def tenant_client(simulator: Simulator) -> Client:
    """A client of the tenant, that the blueprint names too."""
    region = client_of(simulator, simulator.ready["tenants"][0]["hostname"])
    made = Tenant(region, KINDS).converge(validated(KINDS, {"oauth_client": [NIGHTLY]}))
    (identifier,), (secret,) = made.ids.values(), made.secrets.values()
    return Client(region.host, Credentials(identifier, secret), region.connection, region.tokens)


def _refused(client: Client, blueprint: dict[str, list[Object]], loss: str, replace: t.Sequence[str] = ()) -> None:
    """In a check as in a run, and with all else that the blueprint has."""
    before = client.writes_sent
    blueprint = {"space": [{"name": "Not made", "type": "shared"}], **blueprint}
    for check in (True, False):
        with pytest.raises(ConfigurationError, match=f"would lock this run out: {loss}"):
            Tenant(client, KINDS).converge(validated(KINDS, blueprint), Terms(check=check, replace=replace))
    assert client.writes_sent == before


@pytest.mark.parametrize(
    ("wanted", "loss"),
    [
        ({"status": "disabled"}, "its status would be disabled"),
        ({"state": "absent"}, "it would be deleted"),
        ({"assigned_roles": []}, "it would lose the role TenantAdmin"),
        ({"assigned_roles": ["DataAdmin"]}, "it would lose the role TenantAdmin"),
    ],
)
def test_the_bot_stays_an_active_administrator(client: Client, wanted: Object, loss: str) -> None:
    subject = f"qlikbot\\{client.credentials.client_id}"
    _refused(client, {"user": [{"subject": subject, **wanted}]}, loss)


def test_another_bot_can_lose_its_roles(client: Client) -> None:
    wanted = {"user": [{"subject": "qlikbot\\another", "assigned_roles": []}]}
    assert Tenant(client, KINDS).converge(validated(KINDS, wanted), Terms(check=True)).failures == []


@pytest.mark.parametrize(
    ("wanted", "loss"),
    [
        ({"state": "absent"}, "it would be deleted"),
        ({"allowed_scopes": ["admin_classic"]}, "it would lose admin.apps"),
        ({"allowed_grant_types": []}, "it would lose client_credentials"),
        ({"client_name": "Renamed", "was": "Nightly", "allowed_scopes": []}, "it would lose admin.apps, admin_classic"),
        ({"app_type": "spa"}, "it would be deleted"),
    ],
)
def test_a_tenant_client_stays_as_it_is(tenant_client: Client, wanted: Object, loss: str) -> None:
    """However it would lose something: under a new name, or by being replaced."""
    blueprint = {"oauth_client": [{"client_name": "Nightly", **wanted}]}
    _refused(tenant_client, blueprint, loss, replace=["oauth_client Nightly"] if "app_type" in wanted else [])


def test_a_purge_leaves_what_the_run_works_with(simulator: Simulator, client: Client) -> None:
    """A client, or the user of an API key."""
    region = client.credentials
    administrator = {"subject": "auth0|administrator", "assigned_roles": ["TenantAdmin"]}
    made = Tenant(client, KINDS).converge(validated(KINDS, {"user": [administrator, {"subject": "auth0|leaver"}]}))
    assert made.failures == []
    key = client.request(
        "POST", "/api/v1/api-keys", json={"description": "k", "sub": made.ids["user auth0|administrator"]}
    )
    own = Client(client.host, Credentials("", "", key["token"]), client.connection, client.tokens)
    purge = Purge(kinds=("user", "oauth_client"), what="all", at_most=9)
    planned = Tenant(own, KINDS).converge({}, Terms(check=True, purge=purge))
    titles = [change.title for change in planned.changes]
    assert "user auth0|leaver" in titles
    assert not any("administrator" in title or region.client_id in title for title in titles)
