# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts, tokens, and the organization's console."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
import requests

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, console, tenant

pytestmark = pytest.mark.newest_core

SUBSCRIPTION = 'subscriptionId eq "1000200030004000"'


def test_a_region_client_works_in_its_region_only(shared: Simulator) -> None:
    assert tenant(shared, 0).token_answer.ok
    assert tenant(shared, 0, region="eu").token_answer.status_code == 401
    register = shared.ready["regions"]["us"]["register"]
    assert Caller(shared, register, shared.ready["regions"]["eu"]).token_answer.status_code == 401


def test_a_token_is_good_for_its_host_and_the_alias_of_it_only(shared: Simulator) -> None:
    caller, other = tenant(shared, 0), tenant(shared, 1)
    caller.host = shared.ready["tenants"][0]["alias"]
    assert caller.call("GET", "/api/v1/spaces").ok
    caller.host = other.host
    assert caller.call("GET", "/api/v1/spaces").status_code == 401


def test_nobody_and_a_deactivated_tenant_are_told_apart(shared: Simulator) -> None:
    client = shared.ready["regions"]["eu"]
    nobody = Caller(shared, "nobody.eu.qlikcloud.test", client).token_answer
    closed = Caller(shared, "closed.eu.qlikcloud.test", client).token_answer
    assert (nobody.status_code, nobody.json()["errors"][0]["code"]) == (401, "LOGIN-2")
    assert (closed.status_code, closed.json()["errors"][0]["code"]) == (401, "TENANT_DEACTIVATED")


def test_a_scope_is_told_where_one_was_asked_for(shared: Simulator) -> None:
    caller = tenant(shared, 0)
    client = {name: shared.ready["regions"]["us"][name] for name in ("client_id", "client_secret")}
    body = {**client, "grant_type": "client_credentials"}
    assert "scope" not in caller.token_answer.json()
    assert caller.call("POST", "/oauth/token", {**body, "scope": "tenants:create"}).json()["scope"] == "tenants:create"
    assert caller.call("POST", "/oauth/token", {**body, "scope": "admin.apps"}).status_code == 400


def _token(caller: Caller, **request: t.Any) -> requests.Response:
    return caller.session.post(f"https://{caller.host}/oauth/token", timeout=30, **request)


def test_a_client_may_send_its_credentials_in_the_header(shared: Simulator) -> None:
    caller, client = tenant(shared, 0), shared.ready["regions"]["us"]
    form = {"grant_type": "client_credentials", "client_id": client["client_id"]}
    caller.session.headers.pop("Authorization")
    assert _token(caller, data=form, auth=(client["client_id"], client["client_secret"])).ok
    refused = _token(caller, data=form, auth=(client["client_id"], "wrong"))
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (401, "OAUTH-1")
    assert _token(caller, data=form, headers={"Authorization": "Basic ?"}).status_code == 401


def _use_user_default(caller: Caller, client: dict[str, str]) -> None:
    body = {name: client[name] for name in ("client_id", "client_secret")}
    answer = caller.call("POST", "/oauth/token", {**body, "grant_type": "client_credentials", "scope": "user_default"})
    assert answer.json()["scope"] == "user_default"
    caller.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


def test_every_client_may_ask_for_the_default_of_users() -> None:
    """Qlik's own clients ask for it where they are told no scope, and go on to create tenants."""
    with Simulator() as simulator:
        region = simulator.ready["regions"]["us"]
        register = Caller(simulator, region["register"], region)
        _use_user_default(register, region)
        answer = register.call("POST", "/api/v1/tenants", {"licenseKey": region["license_key"]})
        inside = Caller(simulator, answer.json()["hostnames"][0], region)
        _use_user_default(inside, region)
        assert inside.call("POST", "/api/v1/tenants", {"licenseKey": "nonsense"}).status_code == 404
        assert len(simulator.state()["tenants"]) == 1


def test_a_token_is_ended_by_its_client(shared: Simulator) -> None:
    caller, other = tenant(shared, 0), tenant(shared, 1)
    token = caller.token_answer.json()["access_token"]
    assert other.call("POST", "/oauth/revoke", {"token": token}).ok, "of another host: nothing happens"
    assert caller.call("GET", "/api/v1/spaces").ok
    for _time in range(2):
        assert caller.call("POST", "/oauth/revoke", {"token": token}).status_code == 200
    assert caller.call("GET", "/api/v1/spaces").status_code == 401
    assert caller.call("POST", "/oauth/revoke", {}).status_code == 400


def test_a_tenant_says_to_everybody_that_it_is_in_the_cloud(shared: Simulator) -> None:
    caller = tenant(shared, 0)
    caller.session.headers.pop("Authorization")
    assert "composition" in caller.call("GET", "/resources/autogenerated/product-info.json").json()


def test_a_socket_that_is_not_the_engines_is_refused_and_the_connection_goes_on(shared: Simulator) -> None:
    caller = tenant(shared, 0)
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    assert caller.call("GET", "/api/v1/spaces", headers=upgrade).status_code == 404
    assert caller.call("GET", "/api/v1/spaces", headers={"Upgrade": "h2c", "Connection": "Upgrade"}).ok


def test_plain_http_is_sent_to_https_with_its_method(shared: Simulator) -> None:
    caller = tenant(shared, 0)
    caller.session.proxies["http"] = shared.proxy
    where = f"http://{caller.host}/api/v1/spaces?limit=2"
    assert caller.session.get(where, timeout=30, allow_redirects=False).headers["Location"] == where.replace(
        "http", "https"
    )
    made = caller.session.post(where, json={"name": "Plain", "type": "shared"}, timeout=30)
    assert (made.status_code, made.json()["name"]) == (201, "Plain")
    assert caller.session.get("http://elsewhere.example.com/", timeout=30).status_code == 403


def test_the_head_of_an_answer(shared: Simulator) -> None:
    caller = tenant(shared, 0)
    head, whole = (caller.call(method, "/api/v1/tenants/me", headers={}) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert int(caller.call("HEAD", "/api/v1/spaces").headers["Content-Length"]) > 0
    assert caller.call("GET", "//api/v1/spaces").ok, "further slashes do no harm"


def test_the_first_token_in_a_tenant_makes_the_bot(shared: Simulator) -> None:
    caller = tenant(shared, 9)
    tenant(shared, 9)
    subject = f"qlikbot\\{shared.ready['regions']['us']['client_id']}"
    assert [user["subject"] for user in caller.call("GET", "/api/v1/users").json()["data"]] == [subject]


def test_a_tenant_from_the_file_is_as_the_file_says(shared: Simulator) -> None:
    found = next(each for each in shared.ready["tenants"] if each["id"] == "S" * 32)
    assert (found["hostname"], found["alias"]) == ("south0generated.eu.qlikcloud.test", "south.eu.qlikcloud.test")


def test_an_entitlement_of_the_file_is_used_up(shared: Simulator) -> None:
    region = shared.ready["regions"]["eu"]
    register = Caller(shared, region["register"], region)
    answer = register.call("POST", "/api/v1/tenants", {"licenseKey": region["license_key"]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "TENANTS-22")


def test_the_console_lists_all_regions_in_pages(shared: Simulator) -> None:
    caller = console(shared)
    assert caller.token_answer.json()["scope"] == "cloud-console.tenants:read"
    first = caller.call("GET", "/api/core/tenants?limit=20&totalResults=true").json()
    assert (len(first["data"]), first["totalResults"]) == (20, 32)
    link = first["links"]["next"]["href"]
    # As published: the link names another host, so only its cursor is of use.
    assert link.startswith("https://api.qlikcloud.test/core/tenants?")
    second = caller.call("GET", f"/api/core/tenants?{link.partition('?')[2]}").json()
    hosts = {host for page in (first, second) for each in page["data"] for host in each["hostnames"]}
    assert {each["hostname"] for each in shared.ready["tenants"]} <= hosts
    assert "next" not in second["links"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (SUBSCRIPTION, 30),
        ('subscriptionId eq "2000"', 2),
        ('subscriptionId eq "2000" and status eq "deactivated"', 1),
        ('subscriptionId eq "2000" and not (name eq "South")', 1),
        (f'{SUBSCRIPTION} or subscriptionId eq "2000"', 32),
    ],
)
def test_the_console_filters(shared: Simulator, given: str, found: int) -> None:
    caller = console(shared)
    assert (
        len(caller.call("GET", "/api/core/tenants", params={"filter": given, "limit": "100"}).json()["data"]) == found
    )
    assert caller.call("GET", "/api/core/tenants/actions/count", params={"filter": given}).json() == {"total": found}
    assert (
        len(caller.call("POST", "/api/core/tenants/actions/filter?limit=100", {"filter": given}).json()["data"])
        == found
    )


@pytest.mark.parametrize(
    "given", ['name eq "South"', 'subscriptionId co "2"', "subscriptionId eq", '(subscriptionId eq "2"']
)
def test_the_console_refuses_other_filters(shared: Simulator, given: str) -> None:
    assert console(shared).call("GET", "/api/core/tenants", params={"filter": given}).status_code == 400


def test_only_the_organization_s_client_may_ask_the_console(shared: Simulator) -> None:
    host = shared.ready["organization"]["console"]
    assert Caller(shared, host, shared.ready["regions"]["us"]).token_answer.status_code == 401


@pytest.mark.parametrize(
    ("path", "given", "names"),
    [
        ("groups", 'name eq "Alpha"', ["Alpha"]),
        ("groups", 'name co "ALPHA" and providerType eq "custom"', ["Alpha", "Alphabet"]),
        ("groups", 'not (name sw "alpha")', ["Beta"]),
        ("roles", 'type eq "custom"', ["Own"]),
        ("users", 'subject eq "auth0|a"', ["A"]),
        ("users", 'email eq "a@example.com" or assignedRoles.name eq "Own"', ["A", "B"]),
    ],
)
def test_filters_of_a_tenant(shared: Simulator, path: str, given: str, names: list[str]) -> None:
    caller = tenant(shared, 10)
    if not caller.call("GET", "/api/v1/groups").json()["data"]:
        for name in ("Alpha", "Alphabet", "Beta"):
            caller.made("/api/v1/groups", {"name": name, "providerType": "custom"})
        role = caller.made("/api/v1/roles", {"name": "Own", "assignedScopes": []})["id"]
        caller.made("/api/v1/users", {"subject": "auth0|a", "name": "A", "email": "a@example.com"})
        caller.made("/api/v1/users", {"subject": "auth0|b", "name": "B", "assignedRoles": [{"id": role}]})
    found = caller.call("GET", f"/api/v1/{path}", params={"filter": given}).json()["data"]
    assert [each["name"] for each in found] == names
    if path != "roles":
        assert caller.call("POST", f"/api/v1/{path}/actions/filter", {"filter": given}).json()["data"] == found


def test_a_thousand_tenants(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("thousand") / "fleet.json"
    aliases = ", ".join(f'"tenant-{number}"' for number in range(1000))
    file.write_text(f'{{"regions": {{"us": {{"entitlement": 1000, "tenants": [{aliases}]}}}}}}', encoding="utf-8")
    with Simulator(fleet=file) as simulator:
        assert len(simulator.ready["tenants"]) == 1000
        assert tenant(simulator, 999).call("GET", "/api/v1/roles").json()["data"]
        found = console(simulator).call("GET", "/api/core/tenants?limit=1&totalResults=true").json()
        assert found["totalResults"] == 1000


def test_two_subscriptions_of_a_region_have_a_client_each(tmp_path: Path) -> None:
    """A client is of one subscription in one region; the register host serves both, each with its own licence."""
    file = tmp_path / "fleet.json"
    partner = {"code": "eu", "subscription": "2000", "tenants": ["birch"]}
    file.write_text(json.dumps({"regions": {"eu": {"tenants": ["acme"]}, "eu_partner": partner}}), encoding="utf-8")
    with Simulator(fleet=file) as simulator:
        own, other = (simulator.ready["regions"][name] for name in ("eu", "eu_partner"))
        assert own["register"] == other["register"] == "register.eu.qlikcloud.test"
        assert Caller(simulator, "acme.eu.qlikcloud.test", own).token_answer.ok
        assert Caller(simulator, "acme.eu.qlikcloud.test", other).token_answer.status_code == 401
        register = Caller(simulator, own["register"], other)
        assert register.call("POST", "/api/v1/tenants", {"licenseKey": own["license_key"]}).status_code == 403
        made = register.call("POST", "/api/v1/tenants", {"licenseKey": other["license_key"]}).json()
        assert Caller(simulator, made["hostnames"][0], other).token_answer.ok
        assert Caller(simulator, made["hostnames"][0], own).token_answer.status_code == 401


@pytest.mark.parametrize("keep", [True, False])
def test_whether_a_refreshed_secret_still_works_is_told_to_the_simulator(keep: bool) -> None:
    with Simulator() as simulator:
        before = simulator.ready["regions"]["eu"]
        after = simulator.refresh_region_client("eu", keep=keep)
        works = [Caller(simulator, before["register"], client).token_answer.ok for client in (before, after)]
        assert works == [keep, True]
        simulator.create_region_client("eu")
        assert not Caller(simulator, before["register"], before).token_answer.ok
