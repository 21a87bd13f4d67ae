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

from tests.integration import beginnings
from tests.integration.vaulted import Vaulted, encrypt, stored
from tests.simulator_process import Simulator

HOST, OTHER = "acme-eu", "birch-eu"
UNCHANGED = "changed=0 unreachable=0 failed=0"
CLIENTS = "/api/v1/oauth-clients"
PARTS = ("ID", "SECRET")
LOSS = "It would lose its history"


@pytest.fixture
def fleet(tmp_path: Path) -> t.Iterator[Vaulted]:
    """A region whose tenants are worked in with clients of their own, but one; that of the region is stored too."""
    with Simulator(log=tmp_path / "log") as simulator:
        regions = {"eu": {"client": "tenant", "tenants": {HOST: None, OTHER: {"client": "region"}}}}
        made = Vaulted(simulator, tmp_path / "fleet", regions)
        beginnings.begin(made, "a region client", lambda: made.onboard_region("eu"))
        yield beginnings.begin(made, "a tenant without a client", lambda: made.play("onboard", limit=HOST))
        made.require_no_secret()


@pytest.fixture
def with_client(fleet: Vaulted) -> Vaulted:
    return beginnings.begin(fleet, "a tenant with a client", lambda: fleet.play("tenant_clients", limit=HOST))


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


def _say(fleet: Vaulted, host: str = HOST, **variables: str) -> None:
    """Of the one tenant, in the fleet file."""
    content = {"plugin": "qlikfleet.cloud.fleet", "domain": "qlikcloud.test"}
    regions = {"eu": {"tenants": {host: variables}}}
    (fleet.folder / "fleet.qlik.yml").write_text(yaml.safe_dump({**content, "regions": regions}), encoding="utf-8")


def _post(fleet: Vaulted, requests: list[tuple[str, t.Any]], **variables: str) -> None:
    """Paths and bodies; what comes back may be a secret, and is in a variable named after the end of the path."""
    tasks = [
        {
            "qlikfleet.cloud.api": {"method": "POST", "path": path, **({"body": body} if body else {})},
            "register": path.rpartition("/")[2].replace("-", "_"),
        }
        for path, body in requests
    ]
    play = {"hosts": "all", "gather_facts": False, "no_log": True, "vars": variables, "tasks": tasks}
    (fleet.folder / "tasks.yml").write_text(json.dumps([play]), encoding="utf-8")
    fleet.play("tasks.yml", limit=HOST)


def _requests(fleet: Vaulted) -> list[tuple[str, str]]:
    """Method and path of all that there ever were."""
    lines = (fleet.folder.parent / "log").read_text("utf-8").splitlines()
    return [(each["method"], each["path"]) for each in map(json.loads, lines)]


def test_it_is_made_used_and_rotated(fleet: Vaulted) -> None:
    output = fleet.play("converge", limit=HOST, fails=True)
    assert "there is no qlik_tenant_client_id. Run qlikfleet.cloud.tenant_clients" in output
    fleet.play("tenant_clients", "--check", limit=HOST)
    assert (fleet.writes, _file(fleet).exists()) == (0, False)
    fleet.play("tenant_clients", limit=HOST)
    assert _file(fleet).stat().st_mode & 0o777 == 0o600
    _require_one_secret(fleet)
    fleet.play("converge", limit=HOST)
    made = {space["createdBy"] for space in fleet.tenants[0]["collections"]["spaces"].values()}
    assert made == {_users(fleet)[_client(fleet)["clientId"]]}
    assert UNCHANGED in fleet.play("tenant_clients", limit=HOST)
    assert fleet.writes == 0

    _post(fleet, [(f"{CLIENTS}/{_client(fleet)['clientId']}/client-secrets", None)] * 4)
    before, earlier = _client(fleet), len(_requests(fleet))
    assert len(before["_secrets"]) == 5
    # The other tenant does not exist: nothing is asked of it, since it has no client to rotate.
    fleet.play("tenant_clients", "-e", "tenant_client_state=rotated", limit=f"{HOST},{OTHER}")
    _require_order(_requests(fleet)[earlier:], [each["hint"] for each in before["clientSecrets"]])
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


def _require_order(requests: list[tuple[str, str]], hints: list[str]) -> None:
    """One that nobody uses makes room; the one in use goes, with the others, after the new one got a token."""
    in_use, oldest_other, *others = hints
    removed = {path.rpartition("/")[2]: n for n, (method, path) in enumerate(requests) if method == "DELETE"}
    added = next(n for n, (method, path) in enumerate(requests) if method == "POST" and "/client-secrets" in path)
    proven = requests.index(("POST", "/oauth/token"), added)
    assert removed.keys() == set(hints)
    assert removed[oldest_other] < added
    assert min(removed[hint] for hint in (in_use, *others)) > proven


CREATION = {"method": "POST", "path": CLIENTS}
ADDITION = {"method": "POST", "path": f"{CLIENTS}/*/client-secrets"}
REMOVAL = {"method": "DELETE", "path": f"{CLIENTS}/*/client-secrets/*"}
_TRUST = pytest.mark.trust


@pytest.mark.newest_core
@pytest.mark.parametrize("moment", [pytest.param("before", marks=_TRUST), "after"])
def test_killed_while_it_is_made_the_next_run_ends_with_one_secret_that_works(fleet: Vaulted, moment: str) -> None:
    fleet.killed("tenant_clients", HOST, {**CREATION, "when": moment})
    fleet.play("tenant_clients", limit=HOST)
    _require_one_secret(fleet)


@pytest.mark.newest_core
@pytest.mark.parametrize("moment", ["before", pytest.param("after", marks=_TRUST)])
@pytest.mark.parametrize("rule", [ADDITION, pytest.param(REMOVAL, marks=_TRUST)], ids=["addition", "removal"])
def test_killed_while_it_is_rotated_one_in_the_store_works(
    with_client: Vaulted, rule: dict[str, str], moment: str
) -> None:
    fleet = with_client
    fleet.killed("tenant_clients", HOST, {**rule, "when": moment}, "-e", "tenant_client_state=rotated")
    assert stored(_file(fleet))["qlik_tenant_client_secret"] in _client(fleet)["_secrets"]
    fleet.play("tenant_clients", limit=HOST)
    _require_one_secret(fleet)


@pytest.mark.newest_core
@pytest.mark.parametrize("moment", [pytest.param("before", marks=_TRUST), "after"])
def test_killed_on_the_way_back_the_next_run_ends_with_none(with_client: Vaulted, moment: str) -> None:
    fleet = with_client
    _say(fleet)
    fleet.killed("tenant_clients", HOST, {"method": "DELETE", "path": f"{CLIENTS}/*", "when": moment})
    fleet.play("tenant_clients", limit=HOST)
    assert (fleet.tenants[0]["collections"]["oauth-clients"], _file(fleet).exists()) == ({}, False)


@pytest.mark.newest_core
def test_tenants_with_clients_of_their_own_are_onboarded_without_a_region_client(with_client: Vaulted) -> None:
    fleet = with_client
    fleet.file_of("region_eu").unlink()
    entry = fleet.folder / f".qlik-ledger/{HOST}.json"
    known = json.loads(entry.read_text("utf-8"))["id"]
    for _lost in (False, True):
        fleet.play("onboard", limit=HOST)
        asked = fleet.simulator.counts()["by_tenant"]
        assert (fleet.writes, [host for host in asked if host.startswith("register.")]) == (0, [])
        assert json.loads(entry.read_text("utf-8"))["id"] == known
        entry.unlink()
    # The other one is worked in with the region's client, so that is proven for it, and missing.
    output = fleet.play("onboard", limit=f"{HOST},{OTHER}", fails=True)
    assert f"fatal: [{OTHER}]" in output
    assert "no client_id for region eu. Run qlikfleet.cloud.onboard_region" in output
    assert entry.exists()
    # One that has a client and does not exist.
    _say(fleet, host=OTHER, client="tenant")
    encrypt(fleet.folder / f"host_vars/{OTHER}/qlik_client.yml", stored(_file(fleet)))
    for check in ((), ("--check",)):
        output = fleet.play("onboard", *check, limit=OTHER, fails=True)
        assert f"{OTHER}: the region's client is needed to create this tenant" in output
        assert "Run qlikfleet.cloud.onboard_region" in output
    assert len(fleet.tenants) == 1


@pytest.mark.newest_core
def test_an_api_key_makes_it_where_there_is_no_region_client(fleet: Vaulted) -> None:
    _post(fleet, [("/api/v1/api-keys", {"description": "To begin with"})], qlik_client="region")
    (key,) = fleet.tenants[0]["collections"]["api-keys"].values()
    fleet.file_of("region_eu").unlink()
    output = fleet.play("tenant_clients", limit=HOST, fails=True)
    assert "To make a client of the tenant, an API key of it does as well: set qlik_api_key." in output
    (fleet.folder / "given.json").write_text(json.dumps({"qlik_api_key": key["token"]}), encoding="utf-8")
    (fleet.folder / f".qlik-ledger/{HOST}.json").unlink()
    fleet.play("onboard", "-e", "@given.json", limit=HOST)
    fleet.play("tenant_clients", "-e", "@given.json", limit=HOST)
    _require_one_secret(fleet)


@pytest.mark.newest_core
def test_what_its_bot_owns_goes_along_when_it_moves(fleet: Vaulted) -> None:
    _make_content(fleet)
    output = fleet.play("tenant_clients", limit=HOST)
    own, region = _client(fleet)["clientId"], fleet.simulator.ready["regions"]["eu"]["client_id"]
    assert _owners(fleet) == {"space": own, "app": own, "task": own, "automation": region}
    # Once in the result of the module, which is seen because of -vvvv, and once for everybody.
    assert output.count(LOSS) == 2
    fleet.play("tenant_clients", "-e", "tenant_client_automations=true", limit=HOST)
    assert set(_owners(fleet).values()) == {own}

    _say(fleet)
    output = fleet.play("tenant_clients", limit=HOST)
    assert _owners(fleet) == {"space": region, "app": region, "task": region, "automation": own}
    assert output.count(LOSS) == 2
    assert (fleet.tenants[0]["collections"]["oauth-clients"], _file(fleet).exists()) == ({}, False)
    assert f"({own}) is left over" in fleet.play("bots", limit=HOST, fails=True)
    assert UNCHANGED in fleet.play("tenant_clients", limit=HOST)

    _say(fleet, client="tenant")
    fleet.play("tenant_clients", limit=HOST)
    again = _client(fleet)["clientId"]
    assert _owners(fleet) == {"space": again, "app": again, "task": again, "automation": own}
    _require_one_secret(fleet)


@pytest.mark.newest_core
def test_what_moves_is_of_the_client_of_its_subscription(tmp_path: Path) -> None:
    """It is in the environment, and not in a file of variables."""
    regions = {"eu": {"client": "tenant", "subscription": "own", "tenants": {HOST: None}}}
    with Simulator() as simulator:
        fleet = Vaulted(simulator, tmp_path / "fleet", regions)
        client = simulator.ready["regions"]["eu"]
        fleet.environment |= {f"QLIK_CLOUD_EU_OWN_CLIENT_{part}": client[f"client_{part.lower()}"] for part in PARTS}
        fleet.play("onboard", limit=HOST)
        _make_content(fleet)
        fleet.play("tenant_clients", limit=HOST)
        assert _owners(fleet)["space"] == _client(fleet)["clientId"]
        fleet.require_no_secret()


def _make_content(fleet: Vaulted) -> None:
    """By the bot of the region's client."""
    reload = {"functionRef": {"refName": "app.reload", "arguments": {"appId": "{{ apps.json.attributes.id }}"}}}
    task = {
        "name": "Reload Sales",
        "specVersion": "0.8",
        "enabled": True,
        "start": {"stateName": "reload", "schedule": {"recurrence": "RRULE:FREQ=DAILY", "timezone": "UTC"}},
        "states": [{"name": "reload", "type": "EVENT", "onEvents": [{"eventRefs": ["reloaded"], "actions": [reload]}]}],
    }
    requests = {
        "/api/v1/spaces": {"name": "Story", "type": "shared"},
        "/api/v1/apps": {"attributes": {"name": "Sales", "spaceId": "{{ spaces.json.id }}"}},
        "/api/scheduling/tasks": task,
        "/api/workflows/automations": {"name": "Nightly", "workspace": {}},
    }
    _post(fleet, list(requests.items()), qlik_client="region")


def _owners(fleet: Vaulted) -> dict[str, str]:
    """The client whose bot has what was made."""
    collections = fleet.tenants[0]["collections"]
    clients = {user: client for client, user in _users(fleet).items()}
    (space,), (app,), (task,), (automation,) = (
        collections[name].values() for name in ("spaces", "apps", "tasks", "automations")
    )
    return {
        "space": clients[space["ownerId"]],
        "app": clients[app["attributes"]["ownerId"]],
        "task": clients[task["metadata"]["ownerId"]],
        "automation": clients[automation["ownerId"]],
    }


@pytest.mark.newest_core
def test_what_cannot_be_is_said(fleet: Vaulted) -> None:
    for store in ("awx", "none"):
        output = fleet.play("tenant_clients", "-e", f"client_store_in={store}", limit=HOST, fails=True)
        assert "need the store vault_file or hashi_vault" in output
        assert fleet.simulator.counts()["requests"] == 0
    # That it cannot be proven now does not mean that the secret is refused.
    fleet.play("tenant_clients", limit=HOST)
    before = _client(fleet)
    fleet.simulator.faults([{"method": "POST", "path": "/oauth/token", "action": "status", "status": 404}])
    fleet.play("tenant_clients", limit=HOST, fails=True)
    fleet.simulator.faults([])
    assert _client(fleet) == before
    _post(fleet, [(CLIENTS, {"clientName": "qlikfleet.cloud", "appType": "web"})], qlik_client="region")
    output = fleet.play("tenant_clients", "-e", "tenant_client_state=rotated", limit=HOST, fails=True)
    assert "2 OAuth clients are named qlikfleet.cloud" in output
