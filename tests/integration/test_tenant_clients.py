# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of tenants: made, stored, used by themselves, rotated, and moved from and to the client of the region."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
import yaml

from tests.integration.vaulted import Vaulted, stored
from tests.simulator_process import Simulator

HOST = "acme-eu"
UNCHANGED = "changed=0 unreachable=0 failed=0"
CLIENTS = "/api/v1/oauth-clients"


@pytest.fixture
def fleet(tmp_path: Path) -> t.Iterator[Vaulted]:
    """One tenant that is worked in with a client of its own; that of the region is stored too."""
    with Simulator() as simulator:
        made = Vaulted(simulator, tmp_path / "fleet", {"eu": {"tenants": {HOST: {"client": "tenant"}}}})
        made.onboard_region("eu")
        made.play("onboard", limit=HOST)
        yield made
        made.require_no_secret()


def _file(fleet: Vaulted) -> Path:
    return fleet.folder / f"host_vars/{HOST}/qlik_client.yml"


def _client(fleet: Vaulted) -> dict[str, t.Any]:
    """The tenant's only client, as the simulator has it."""
    (client,) = (
        each
        for each in fleet.tenants[0]["collections"].get("oauth-clients", {}).values()
        if each["clientName"] == "qlikfleet.cloud"
    )
    return t.cast(dict[str, t.Any], client)


def _require_one_secret(fleet: Vaulted) -> None:
    """The one that is stored, and it works."""
    client, kept = _client(fleet), stored(_file(fleet))
    assert (kept["qlik_tenant_client_id"], [kept["qlik_tenant_client_secret"]]) == (
        client["clientId"],
        client["_secrets"],
    )
    fleet.play("converge", "--check", limit=HOST)


def _users(fleet: Vaulted) -> dict[str, str]:
    """Ids of the bots by the ids of their clients."""
    users = fleet.tenants[0]["collections"]["users"].values()
    return {user["subject"].partition("\\")[2]: user["id"] for user in users if user["subject"].startswith("qlikbot")}


def _move(fleet: Vaulted, client: str) -> None:
    content = {"plugin": "qlikfleet.cloud.fleet", "domain": "qlikcloud.test"}
    regions = {"eu": {"tenants": {HOST: {"client": client}}}}
    (fleet.folder / "fleet.qlik.yml").write_text(yaml.safe_dump({**content, "regions": regions}), encoding="utf-8")


def test_it_is_made_used_and_rotated(fleet: Vaulted) -> None:
    output = fleet.play("converge", limit=HOST, fails=True)
    assert "there is no qlik_tenant_client_id. Run qlikfleet.cloud.tenant_clients" in output
    fleet.play("tenant_clients", limit=HOST)
    assert _file(fleet).stat().st_mode & 0o777 == 0o600
    _require_one_secret(fleet)
    fleet.play("converge", limit=HOST)
    made = {space["createdBy"] for space in fleet.tenants[0]["collections"]["spaces"].values()}
    assert made == {_users(fleet)[_client(fleet)["clientId"]]}
    assert UNCHANGED in fleet.play("tenant_clients", limit=HOST)
    assert fleet.writes == 0

    before = _client(fleet)
    _add_secrets(fleet, before["clientId"], 4)
    assert len(_client(fleet)["_secrets"]) == 5
    fleet.play("tenant_clients", "-e", "tenant_client_state=rotated", limit=HOST)
    after = _client(fleet)
    assert (after["clientId"], set(after["_secrets"]) & set(before["_secrets"])) == (before["clientId"], set())
    _require_one_secret(fleet)

    # What is stored is refused: there is a way back.
    state = fleet.simulator.state()
    client = next(iter(state["tenants"].values()))["collections"]["oauth-clients"][before["clientId"]]
    client["_secrets"], client["clientSecrets"] = [], []
    fleet.simulator.load(state)
    fleet.simulator.expire_tokens()
    fleet.play("tenant_clients", limit=HOST)
    _require_one_secret(fleet)


def _add_secrets(fleet: Vaulted, identifier: str, number: int) -> None:
    task = {"qlikfleet.cloud.api": {"method": "POST", "path": f"{CLIENTS}/{identifier}/client-secrets"}}
    play = {"hosts": "all", "gather_facts": False, "tasks": [{**task, "loop": list(range(number)), "no_log": True}]}
    (fleet.folder / "secrets.yml").write_text(json.dumps([play]), encoding="utf-8")
    fleet.play("secrets.yml", limit=HOST)


@pytest.mark.newest_core
def test_killed_anywhere_the_next_run_ends_with_one_secret_that_works(fleet: Vaulted) -> None:
    """While it is made and while it is rotated; one that is in the store works at every moment."""
    creation = {"method": "POST", "path": CLIENTS}
    addition = {"method": "POST", "path": f"{CLIENTS}/*/client-secrets"}
    removal = {"method": "DELETE", "path": f"{CLIENTS}/*/client-secrets/*"}
    for moment in ("before", "after"):
        fleet.killed("tenant_clients", HOST, {**creation, "when": moment})
        fleet.play("tenant_clients", limit=HOST)
        _require_one_secret(fleet)
        for rule in (addition, removal):
            fleet.killed("tenant_clients", HOST, {**rule, "when": moment}, "-e", "tenant_client_state=rotated")
            assert stored(_file(fleet))["qlik_tenant_client_secret"] in _client(fleet)["_secrets"]
            fleet.play("tenant_clients", limit=HOST)
            _require_one_secret(fleet)
        if moment == "before":
            _move(fleet, "region")
            fleet.play("tenant_clients", limit=HOST)
            _move(fleet, "tenant")


@pytest.mark.newest_core
def test_an_api_key_makes_it_where_there_is_no_region_client(fleet: Vaulted) -> None:
    task = {"qlikfleet.cloud.api": {"method": "POST", "path": "/api/v1/api-keys", "body": {"description": "first"}}}
    play = {
        "hosts": "all",
        "gather_facts": False,
        "vars": {"qlik_client": "region"},
        "tasks": [{**task, "no_log": True}],
    }
    (fleet.folder / "key.yml").write_text(json.dumps([play]), encoding="utf-8")
    fleet.play("key.yml", limit=HOST)
    (key,) = fleet.tenants[0]["collections"]["api-keys"].values()
    fleet.file_of("region_eu").unlink()
    (fleet.folder / "given.json").write_text(json.dumps({"qlik_api_key": key["token"]}), encoding="utf-8")
    fleet.play("tenant_clients", "-e", "@given.json", limit=HOST)
    _require_one_secret(fleet)


def test_what_its_bot_owns_goes_along_when_it_moves(fleet: Vaulted) -> None:
    fleet.play("tenant_clients", limit=HOST)
    own, region = _client(fleet)["clientId"], fleet.simulator.ready["regions"]["eu"]["client_id"]
    fleet.play("converge", limit=HOST)
    assert _users(fleet)[own] in _owners(fleet)
    _move(fleet, "region")
    fleet.play("tenant_clients", limit=HOST)
    bots = _users(fleet)
    assert (bots[own] in _owners(fleet), bots[region] in _owners(fleet)) == (False, True)
    assert own not in fleet.tenants[0]["collections"]["oauth-clients"]
    assert not _file(fleet).exists()
    output = fleet.play("bots", limit=HOST, fails=True)
    assert f"({own}) is left over and owns nothing: remove it" in output
    fleet.play("converge", limit=HOST)
    assert fleet.writes == 0
    _move(fleet, "tenant")
    fleet.play("tenant_clients", limit=HOST)
    bots, again = _users(fleet), _client(fleet)["clientId"]
    assert (bots[region] in _owners(fleet), bots[again] in _owners(fleet)) == (False, True)
    _require_one_secret(fleet)


def _owners(fleet: Vaulted) -> set[str]:
    """Of the spaces."""
    return {space["ownerId"] for space in fleet.tenants[0]["collections"]["spaces"].values()}


@pytest.mark.newest_core
def test_what_cannot_be_is_said(fleet: Vaulted) -> None:
    output = fleet.play("tenant_clients", "-e", "client_store_in=awx", limit=HOST, fails=True)
    assert "Use the store vault_file or hashi_vault" in output
    creation = {"clientName": "qlikfleet.cloud", "appType": "web"}
    task = {"qlikfleet.cloud.api": {"method": "POST", "path": CLIENTS, "body": creation}, "no_log": True}
    play = {"hosts": "all", "gather_facts": False, "vars": {"qlik_client": "region"}, "tasks": [task, task]}
    (fleet.folder / "twice.yml").write_text(json.dumps([play]), encoding="utf-8")
    fleet.play("twice.yml", limit=HOST)
    output = fleet.play("tenant_clients", limit=HOST, fails=True)
    assert "2 OAuth clients are named qlikfleet.cloud" in output
