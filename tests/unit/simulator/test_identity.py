# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity and access as the published specifications tell them."""

from __future__ import annotations

import typing as t

import pytest

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

pytestmark = pytest.mark.newest_core


def _replaced(caller: Caller, path: str, **values: t.Any) -> int:
    changes = [{"op": "replace", "path": f"/{name}", "value": value} for name, value in values.items()]
    return caller.call("PATCH", path, changes).status_code


@pytest.fixture
def caller(shared: Simulator) -> t.Iterator[Caller]:
    """In a tenant that is as new, whatever other tests made."""
    state = shared.state()
    yield tenant(shared, 3)
    shared.load(state)


def test_settings_of_sessions_are_defaults_until_they_are_saved(caller: Caller) -> None:
    path = "/api/core/auth-settings"
    defaults = caller.call("GET", path).json()
    assert (defaults["isDefault"], "id" in defaults) == (True, False)
    assert _replaced(caller, path, maxUserSessionLifespanMinutes=90) == 400
    assert _replaced(caller, path, userSessionInactivityTimeoutMinutes="1h") == 400
    assert _replaced(caller, path, dcrAllowedAuthenticationMethods=["none"]) == 400
    assert caller.call("GET", path).json() == defaults
    assert (
        _replaced(caller, path, dynamicClientRegistrationEnabled=True, dcrAllowedAuthenticationMethods=["none"]) == 200
    )
    found = caller.call("GET", path).json()
    assert (found["isDefault"], found["dcrAllowedAuthenticationMethods"]) == (False, ["none"])
    assert _replaced(caller, path, dynamicClientRegistrationEnabled=False) == 200
    assert "dcrAllowedAuthenticationMethods" not in caller.call("GET", path).json()


def test_api_keys_have_the_limits_of_the_tenant(caller: Caller, shared: Simulator) -> None:
    identifier = shared.ready["tenants"][3]["id"]
    path, keys = f"/api/v1/api-keys/configs/{identifier}", "/api/v1/api-keys"
    assert caller.call("GET", path).json() == {
        "max_keys_per_user": 5,
        "max_api_key_expiry": "PT24H",
        "scim_externalClient_expiry": "P365D",
    }
    assert caller.call("GET", f"{keys}/configs/{'x' * 32}").status_code == 404
    assert _replaced(caller, path, max_keys_per_user=1001) == _replaced(caller, path, max_api_key_expiry="1 day") == 400
    assert caller.call("POST", keys, {"description": "A", "expiry": "P7D"}).status_code == 400
    assert _replaced(caller, path, max_api_key_expiry="P7D", max_keys_per_user=1) == 204
    caller.made(keys, {"description": "A", "expiry": "P7D"})
    assert caller.call("POST", keys, {"description": "B"}).status_code == 403


def test_an_api_key_is_deleted_by_its_user_and_revoked_by_others(caller: Caller) -> None:
    keys = "/api/v1/api-keys"
    user = caller.made("/api/v1/users", {"subject": "auth0|k", "name": "K"})["id"]
    own, other = caller.made(keys, {"description": "Own"}), caller.made(keys, {"description": "K", "sub": user})
    assert own["token"] and "token" not in caller.call("GET", f"{keys}/{own['id']}").json()
    assert caller.call("POST", keys, {"description": "X", "sub": "nobody"}).status_code == 400
    assert _replaced(caller, f"{keys}/{own['id']}", description="Mine") == 204
    assert _replaced(caller, f"{keys}/{own['id']}", expiry="P1D") == 400
    assert caller.call("DELETE", f"{keys}/{own['id']}").status_code == 204
    assert caller.call("DELETE", f"{keys}/{other['id']}").status_code == 204
    assert caller.call("GET", f"{keys}/{own['id']}").status_code == 404
    assert [each["status"] for each in caller.call("GET", keys).json()["data"]] == ["revoked"]
    assert caller.call("GET", keys, params={"status": "active"}).json()["data"] == []


def test_a_key_that_provisions_users_is_of_an_identity_provider(caller: Caller) -> None:
    body = {"description": "SCIM", "sub": "SCIM\\nobody", "subType": "externalClient"}
    assert caller.call("POST", "/api/v1/api-keys", body).status_code == 400


def test_nobody_locks_itself_out(caller: Caller) -> None:
    path, own, other = "/api/core/ip-policies", {"allowedIps": ["61.254.213.0/24"]}, {"allowedIps": ["22.46.216.142"]}
    assert caller.call("POST", path, {"allowedIps": ["::1"]}).status_code == 400
    assert caller.call("POST", path, {**other, "enabled": True}).status_code == 400
    first = caller.made(path, {**other, "name": "Other"})
    assert (first["enabled"], first["deletable"]) == (False, True)
    assert _replaced(caller, f"{path}/{first['id']}", enabled=True) == 400
    second = caller.made(path, {**own, "name": "Own", "enabled": True})
    assert _replaced(caller, f"{path}/{first['id']}", enabled=True) == 204
    assert caller.call("DELETE", f"{path}/{second['id']}").status_code == 403
    assert _replaced(caller, f"{path}/{second['id']}", enabled=False) == 400
    assert caller.call("DELETE", f"{path}/{first['id']}").status_code == 204
    assert caller.call("DELETE", f"{path}/{second['id']}").status_code == 204
    caller.made(path, {**other, "name": "B"})
    caller.made(path, {**other, "name": "A"})
    names = [each["name"] for each in caller.call("GET", path, params={"sort": "name"}).json()["data"]]
    assert names == ["A", "B"]
    found = caller.call("GET", path, params={"filter": 'name eq "B" and enabled eq false'}).json()["data"]
    assert [each["name"] for each in found] == ["B"]


def test_each_assignment_of_a_batch_has_its_own_answer(shared: Simulator) -> None:
    path = "/api/v1/licenses/assignments"
    state, identifier = shared.state(), shared.ready["tenants"][3]["id"]
    state["tenants"][identifier]["options"]["_allotments"] = {"professional": 1, "analyzer": 2}
    shared.load(state)
    caller = tenant(shared, 3)

    def done(action: str, *items: dict[str, str]) -> list[int]:
        answer = caller.call("POST", f"{path}/actions/{action}", {action: list(items)})
        assert answer.status_code == 207
        return [each["status"] for each in answer.json()["data"]]

    one, two, bot = ({"subject": name, "type": "professional"} for name in ("A", "B", "qlikbot\\1a"))
    assert done("add", one, two, {**two, "type": "nothing"}) == [201, 403, 403]
    assert done("add", one, {**bot, "type": "analyzer"}) == [409, 201]
    listed = {each["subject"]: each["type"] for each in caller.call("GET", path).json()["data"]}
    assert listed == {"A": "professional", "QLIKBOT\\1A": "analyzer"}
    assert done("update", {**one, "type": "analyzer", "sourceType": "professional"}, two) == [200, 404]
    assert done("update", {"subject": "C", "sourceSubject": "A"}) == [201]
    assert done("delete", {"subject": "C", "type": "professional"}, {"subject": "c", "type": "analyzer"}) == [404, 200]
    assert caller.call("POST", f"{path}/actions/add", {"add": [one] * 101}).status_code == 400


PROVIDERS = "/api/v1/identity-providers"
CLAIMS = {name: [f"/{name}"] for name in ("sub", "name", "email", "picture", "groups")}
OIDC = {"clientId": "a", "clientSecret": "canary", "claimsMapping": CLAIMS, "discoveryUrl": "https://i.example.com"}
OF_PEOPLE = {"protocol": "OIDC", "provider": "okta", "interactive": True}
SAML = {"entityId": "e", "signOnUrl": "https://s.example.com", "certificates": [{"certificate": "c"}]}
JWT = {"issuer": "https://j.example.com", "staticKeys": [{"kid": "k", "pem": "p"}]}
REFUSED: dict[str, dict[str, t.Any]] = {
    "provider of another protocol": {"protocol": "jwtAuth", "provider": "okta", "options": JWT},
    "two keys": {
        "protocol": "jwtAuth",
        "provider": "external",
        "options": {**JWT, "staticKeys": JWT["staticKeys"] * 2},
    },
    "options of people without skipVerify": {**OF_PEOPLE, "options": OIDC},
    "no secret": {**OF_PEOPLE, "pendingOptions": {**OIDC, "clientSecret": ""}},
    "no discovery": {**OF_PEOPLE, "pendingOptions": {**OIDC, "discoveryUrl": ""}},
    "realm": {**OF_PEOPLE, "pendingOptions": {**OIDC, "realm": "a b"}},
    "long description": {**OF_PEOPLE, "pendingOptions": OIDC, "description": "x" * 129},
    "saml of programs": {
        "protocol": "SAML",
        "provider": "okta",
        "interactive": False,
        "options": {"claimsMapping": CLAIMS},
    },
    "saml without certificates": {
        "protocol": "SAML",
        "provider": "okta",
        "interactive": True,
        "pendingOptions": {**SAML, "claimsMapping": CLAIMS, "certificates": []},
    },
}


@pytest.mark.parametrize("name", REFUSED)
def test_providers_that_are_refused(caller: Caller, name: str) -> None:
    assert caller.call("POST", PROVIDERS, REFUSED[name]).status_code == 400
    assert caller.call("GET", PROVIDERS).json()["data"] == []


def test_a_provider_of_people_is_tested_before_it_is_used(caller: Caller, shared: Simulator) -> None:
    made = caller.made(PROVIDERS, {**OF_PEOPLE, "pendingOptions": OIDC})
    path = f"{PROVIDERS}/{made['id']}"
    assert "canary" not in str(made) + caller.call("GET", path).text
    assert (made["active"], made["pendingState"], "options" in made) == (False, "pending", False)
    assert _replaced(caller, path, active=True) == 400
    promote = [{"op": "promote-options"}]
    assert caller.call("PATCH", path, promote).status_code == 412
    state = shared.state()
    tested = {"_test": "hash", "pendingState": "verified"}
    state["tenants"][shared.ready["tenants"][3]["id"]]["collections"]["identity-providers"][made["id"]] |= tested
    shared.load(state)
    caller = tenant(shared, 3)
    headers = {"QLIK-IDP-POPTS-MATCH": "hash"}
    assert caller.call("PATCH", path, promote, headers=headers).status_code == 204
    assert _replaced(caller, path, active=True) == 204
    found = caller.call("GET", path).json()
    assert (found["active"], found["options"]["clientId"], "pendingOptions" in found) == (True, "a", False)
    assert caller.call("DELETE", path).status_code == 400
    other = caller.made(PROVIDERS, {**OF_PEOPLE, "skipVerify": True, "options": OIDC})
    status = caller.call("GET", f"{PROVIDERS}/status").json()
    assert (other["active"], status["active_interactive_idps_count"]) == (True, 1)
    assert caller.call("GET", f"{PROVIDERS}/me/meta").json() == {}
    assert caller.call("DELETE", path).status_code == 204


def test_a_patch_that_fails_in_part_changes_nothing(caller: Caller) -> None:
    made = caller.made(PROVIDERS, {"protocol": "jwtAuth", "provider": "external", "options": JWT, "description": "A"})
    path = f"{PROVIDERS}/{made['id']}"
    assert (made["active"], made["interactive"], made["options"]) == (True, False, JWT)
    assert _replaced(caller, path, description="B", clockToleranceSec=1) == 400
    assert caller.call("GET", path).json()["description"] == "A"
    assert _replaced(caller, path, description="B") == 204
    body = {"description": "SCIM", "sub": f"SCIM\\{made['id']}", "subType": "externalClient"}
    assert caller.call("POST", "/api/v1/api-keys", body).status_code == 201


def test_keys_of_a_tenant_are_its_own_or_those_of_qlik(caller: Caller) -> None:
    keys = "/api/v1/encryption/keyproviders"
    body = {"name": "A", "arn": "arn:aws:kms:eu-west-1:111222334455:key/mrk-1a", "keyprovider": "AWS-KMS"}
    assert caller.call("POST", keys, {**body, "arn": "arn:aws:s3:::bucket"}).status_code == 417
    made = caller.made(keys, body)
    path = f"{keys}/{made['arnFingerPrint']}"
    assert caller.call("POST", keys, body).status_code == 409
    assert _replaced(caller, path, arn="other") == 400
    assert _replaced(caller, path, name="B") == 204
    assert caller.call("POST", f"{path}/actions/migrate").json()["state"] == "InProgress"
    assert caller.call("POST", f"{path}/actions/migrate").status_code == 428
    states = [caller.call("GET", f"{keys}/migration/actions/details").json()["state"] for _look in range(2)]
    assert states == ["InProgress", "Completed"]
    assert [each["current"] for each in caller.call("GET", keys).json()] == [True]
    assert caller.call("DELETE", path).status_code == 424
    reset = f"{keys}/actions/reset-to-default-provider"
    assert caller.call("POST", reset).status_code == 205
    assert [caller.call("GET", path).json()["current"] for _look in range(2)] == [True, False]
    assert caller.call("POST", reset).status_code == 200
    assert caller.call("DELETE", path).status_code == 204


def test_an_invited_user_has_an_email_address_and_an_expiry(caller: Caller) -> None:
    invited = {"subject": "auth0|i", "name": "I", "status": "invited"}
    assert caller.call("POST", "/api/v1/users", invited).status_code == 400
    made = caller.made("/api/v1/users", {**invited, "email": "i@example.com"})
    assert (made["status"], made["inviteExpiry"] > 0) == ("invited", True)


def test_of_default_roles_only_the_scopes_of_user_default_change(caller: Caller) -> None:
    roles = {each["name"]: each["id"] for each in caller.call("GET", "/api/v1/roles").json()["data"]}
    default, other = f"/api/v1/roles/{roles['UserDefault']}", f"/api/v1/roles/{roles['Developer']}"
    assert _replaced(caller, default, assignedScopes=["audits:read"]) == 204
    assert _replaced(caller, default, name="Mine") == _replaced(caller, other, assignedScopes=[]) == 403
    assert caller.call("DELETE", default).status_code == 403


def test_a_published_client_stays_so(caller: Caller) -> None:
    client = caller.made("/api/v1/oauth-clients", {"clientName": "A", "appType": "web"})["clientId"]
    path = f"/api/v1/oauth-clients/{client}"
    first, second = (caller.made(f"{path}/actions/publish", None)["publishedAt"] for _time in range(2))
    assert first == second == caller.call("GET", path).json()["publishedAt"]
