# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of collections that the contract cannot say, and that other people's clients rely on."""

from __future__ import annotations

import pytest

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant
from tests.unit.simulator.test_contract import OPERATIONS

pytestmark = pytest.mark.newest_core

EVERYONE = "com.qlik.Everyone"


def _names(caller: Caller, path: str, **query: str) -> list[str]:
    return [each["name"] for each in caller.call("GET", path, params=query).json()["data"]]


def test_a_fixed_path_is_no_id(shared: Simulator) -> None:
    """What is not simulated answers 501 with its name. Only what is listed here may be missing."""
    caller = tenant(shared, 20)
    missing = {
        path
        for method, path, _name in OPERATIONS
        if method == "GET" and "{" not in path and caller.call("GET", path).status_code == 404
    }
    migration = "/api/v1/encryption/keyproviders/migration/actions/details"
    assert missing == {"/api/v1/banners", "/api/v1/tenant-settings", migration}
    for method, path in (
        ("POST", "/api/v1/apps/validatescript"),
        ("GET", "/api/v1/apps/evaluations/none"),
        ("POST", "/api/analytics/apps/none/actions/restore"),
    ):
        assert caller.call(method, path, {"script": ""} if "validate" in path else None).status_code == 501, path


def test_changes_of_lists(shared: Simulator) -> None:
    caller = tenant(shared, 21)
    role = caller.made("/api/v1/roles", {"name": "Own", "assignedScopes": ["audits:read", "spaces:read"]})["id"]
    path = f"/api/v1/roles/{role}"
    change = {"op": "remove-value", "path": "/assignedScopes", "value": ["audits:read"]}
    assert caller.call("PATCH", path, [change]).status_code == 204
    assert caller.call("GET", path).json()["assignedScopes"] == ["spaces:read"]
    user = caller.made("/api/v1/users", {"subject": "auth0|a", "name": "A", "assignedRoles": [{"name": "Own"}]})["id"]
    path = f"/api/v1/users/{user}"
    changes = [
        {"op": "add", "path": "/assignedRoles/-", "value": {"name": "Steward"}},
        {"op": "remove-value", "path": "/assignedRoles", "value": {"name": "Own"}},
        {"op": "replace", "path": "/email", "value": "a@example.com"},
    ]
    assert caller.call("PATCH", path, changes).status_code == 204
    found = caller.call("GET", path).json()
    assert ([each["name"] for each in found["assignedRoles"]], found["email"]) == (["Steward"], "a@example.com")
    default = caller.call("GET", "/api/v1/roles", params={"filter": 'name eq "UserDefault"'}).json()["data"][0]["id"]
    change = {"op": "replace", "path": "/assignedScopes", "value": ["spaces:read"]}
    assert caller.call("PATCH", f"/api/v1/roles/{default}", [change]).status_code == 204


def test_an_email_is_one_user_s(shared: Simulator) -> None:
    caller = tenant(shared, 22)
    first, second = (caller.made("/api/v1/users", {"subject": f"auth0|{name}", "name": name}) for name in "ab")
    change = [{"op": "replace", "path": "/email", "value": "a@example.com"}]
    assert caller.call("PATCH", f"/api/v1/users/{first['id']}", change).status_code == 204
    assert caller.call("PATCH", f"/api/v1/users/{second['id']}", change).status_code == 409
    body = {"subject": "auth0|c", "name": "C", "email": "a@example.com"}
    assert caller.call("POST", "/api/v1/users", body).status_code == 409


def test_the_group_of_everyone_is_a_system_group(shared: Simulator) -> None:
    caller = tenant(shared, 23)
    caller.made("/api/v1/groups", {"name": "Own", "providerType": "custom"})
    assert _names(caller, "/api/v1/groups") == ["Own"]
    assert _names(caller, "/api/v1/groups", systemGroups="true") == [EVERYONE]
    assert caller.call("POST", "/api/v1/groups", {"name": EVERYONE, "providerType": "custom"}).status_code == 409
    settings = "/api/v1/groups/settings"
    change = [
        {"op": "replace", "path": "/autoCreateGroups", "value": True},
    ]
    assert caller.call("PATCH", settings, change).status_code == 204
    found = caller.call("GET", settings).json()
    assert found["autoCreateGroups"] is True
    assert [group["name"] for group in found["systemGroups"].values()] == [EVERYONE]


def test_settings_of_licences_are_kept(shared: Simulator) -> None:
    caller, path = tenant(shared, 23), "/api/v1/licenses/settings"
    wanted = {**caller.call("GET", path).json(), "autoAssignAnalyzer": False}
    assert caller.call("PUT", path, wanted).json() == wanted == caller.call("GET", path).json()


def test_lists_are_narrowed_ordered_and_counted(shared: Simulator) -> None:
    caller = tenant(shared, 24)
    for name in ("b", "a", "c"):
        entry = {"name": name, "origin": f"https://{name}.example.com", "fontSrc": True}
        assert caller.made("/api/v1/csp-origins", entry)["origin"] == f"{name}.example.com"
        caller.made("/api/v1/webhooks", {"name": name, "url": "https://hooks.example.com", "eventTypes": []})
        caller.made("/api/v1/users", {"subject": name, "name": name})
    for path in ("/api/v1/csp-origins", "/api/v1/webhooks"):
        assert _names(caller, path, name="b") == ["b"]
        assert _names(caller, path, name="nobody") == []
        assert _names(caller, path, sort="-name") == ["c", "b", "a"]
    assert _names(caller, "/api/v1/csp-origins", origin="a.example.com") == ["a"]
    query = {"sort": "+subject", "limit": "2", "totalResults": "true"}
    first = caller.call("GET", "/api/v1/users", params=query).json()
    assert ([each["name"] for each in first["data"]], first["totalResults"]) == (["a", "b"], 4)
    assert "prev" not in first["links"]
    second = caller.session.get(first["links"]["next"]["href"], timeout=30).json()
    assert caller.session.get(second["links"]["prev"]["href"], timeout=30).json()["data"] == first["data"]


def test_members_as_other_clients_make_them(shared: Simulator) -> None:
    caller = tenant(shared, 25)
    space = caller.made("/api/v1/spaces", {"name": "A", "type": "shared"})["id"]
    bot = caller.call("GET", "/api/v1/users").json()["data"][0]["id"]
    member = {"type": "user", "assigneeId": bot, "roles": ["consumer"]}
    path = f"/api/v1/spaces/{space}/assignments"
    assert caller.made(path, member)["type"] == "user"
    refused = caller.call("POST", path, member)
    assert (refused.status_code, refused.json()["code"]) == (409, "AssignmentConflict")
    assert "already exists in space" in refused.json()["detail"]
