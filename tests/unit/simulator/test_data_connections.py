# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of data connections: what is unique, what a patch may change at once, and what is never answered."""

from __future__ import annotations

import typing as t

import pytest

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

PATH = "/api/connectivity/data-connections"


@pytest.fixture
def caller(shared: Simulator) -> Caller:
    return tenant(shared, 12)


def _made(caller: Caller, name: str, **more: t.Any) -> t.Any:
    properties = {"host": "db.example.com", "port": 5432, "password": "canary"}
    body = {"qName": name, "datasourceID": "postgres", "connectionProperties": properties, **more}
    return caller.call("POST", PATH, body)


def _patch(caller: Caller, identifier: str, **values: t.Any) -> int:
    body = [{"op": "replace", "path": f"/{name.replace('__', '/')}", "value": value} for name, value in values.items()]
    return caller.call("PATCH", f"{PATH}/{identifier}", body).status_code


def test_a_name_is_unique_in_its_space(caller: Caller) -> None:
    space = caller.made("/api/v1/spaces", {"name": "Connections", "type": "shared"})["id"]
    statuses = [_made(caller, "One", **more).status_code for more in ({}, {}, {"space": space}, {"space": space})]
    assert statuses == [201, 409, 201, 409]


def test_what_a_patch_may_change_at_once(caller: Caller) -> None:
    identifier = _made(caller, "Two").json()["qID"]
    moved = {"connectionProperties__host": "db2.example.com"}
    assert _patch(caller, identifier, **moved) == 400
    assert _patch(caller, identifier, **moved, connectionProperties__password="canary") == 204
    assert _patch(caller, identifier, **moved, qPassword="canary", connectionProperties__password="canary") == 400
    assert _patch(caller, identifier, qConnectStatement="x=y;", connectionProperties__port=1, qPassword="canary") == 400
    assert _patch(caller, identifier, connectionProperties__port=5433, qName="Three") == 204
    found = caller.call("GET", f"{PATH}/{identifier}?parseConnection=true").json()
    assert (found["qName"], found["connectionProperties"]) == ("Three", {"host": "db2.example.com", "port": 5433})
    assert "canary" not in str(found)


def test_many_are_given_to_another_user_who_has_no_credentials_for_them(caller: Caller) -> None:
    user = caller.made("/api/v1/users", {"subject": "auth0|connections", "name": "C"})["id"]
    identifier = _made(caller, "Four").json()["qID"]
    items = [{"id": identifier, "ownerId": user}, {"id": "nothing", "ownerId": user}]
    answer = caller.call("POST", f"{PATH}/actions/update", {"connections": items})
    assert (answer.status_code, [each["status"] for each in answer.json()["data"]]) == (207, [204, 404])
    found = caller.call("GET", f"{PATH}/{identifier}").json()
    assert (found["user"], "qCredentialsID" in found) == (user, False)
