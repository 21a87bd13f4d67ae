# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits, faults, the log and the state."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
import requests

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

pytestmark = pytest.mark.newest_core

SPACES = "/api/v1/spaces"


def _calls_until_refused(caller: Caller, method: str, path: str, most: int) -> int:
    for number in range(most):
        answer = caller.call(method, path)
        if answer.status_code == 429:
            assert answer.json()["errors"][0]["code"] == "HTTP-429"
            assert int(answer.headers["Retry-After"]) > 0
            return number
    return most


def test_a_tenant_s_writes_are_limited_by_its_users(fleet_file: str) -> None:
    """With one user the tenant has half of a user's limit: 50 writes a minute over five minutes."""
    with Simulator(fleet=fleet_file) as simulator:
        caller = tenant(simulator)
        assert _calls_until_refused(caller, "DELETE", f"{SPACES}/none", 600) == 250
        assert caller.call("GET", SPACES).ok, "another tier goes on"
        assert tenant(simulator, 1).call("DELETE", f"{SPACES}/none").status_code == 404, "so does another tenant"
        simulator.conditions(scale=0)
        assert caller.call("DELETE", f"{SPACES}/none").status_code == 404


def test_an_endpoint_with_a_limit_of_its_own(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file) as simulator:
        assert _calls_until_refused(tenant(simulator), "POST", "/api/v1/reports", 100) == 50


def test_limits_are_lowered_behind_a_client_s_back(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file) as simulator:
        caller = tenant(simulator)
        assert _calls_until_refused(caller, "DELETE", f"{SPACES}/none", 100) == 100
        simulator.conditions(share=0.5)
        assert _calls_until_refused(caller, "DELETE", f"{SPACES}/none", 100) == 25


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        ({"action": "status", "status": 503}, 0),
        ({"action": "reset"}, 0),
        ({"action": "reset", "when": "after"}, 1),
        ({"action": "truncate"}, 1),
        ({"action": "hold"}, 0),
        ({"action": "hold", "when": "after"}, 1),
    ],
    ids=lambda value: " ".join(map(str, value.values())) if isinstance(value, dict) else "",
)
def test_faults_strike_before_or_after_the_effect(fleet_file: str, rule: dict[str, t.Any], made: int) -> None:
    with Simulator(fleet=fleet_file) as simulator:
        caller = tenant(simulator)
        simulator.faults([{**rule, "method": "POST", "path": SPACES}])
        body = {"name": "A", "type": "shared"}
        if rule["action"] == "status":
            assert caller.call("POST", SPACES, body).status_code == 503
        else:
            with pytest.raises(requests.RequestException):
                caller.session.post(f"https://{caller.host}{SPACES}", json=body, timeout=1)
        assert len(caller.call("GET", SPACES).json()["data"]) == made


def test_a_fault_with_a_probability_is_the_same_with_the_same_seed(fleet_file: str) -> None:
    def statuses() -> list[int]:
        with Simulator(fleet=fleet_file, seed=1) as simulator:
            caller = tenant(simulator)
            simulator.faults([{"path": SPACES, "probability": 0.5, "times": 1000, "status": 503}])
            return [caller.call("GET", SPACES).status_code for _number in range(40)]

    first = statuses()
    assert set(first) == {200, 503}
    assert statuses() == first


def test_faults_and_log_are_files(fleet_file: str, tmp_path: Path) -> None:
    faults, log = tmp_path / "faults.json", tmp_path / "log"
    faults.write_text(json.dumps([{"path": SPACES, "status": 500}]), encoding="utf-8")
    with Simulator(fleet=fleet_file, faults=faults, log=log) as simulator:
        caller = tenant(simulator)
        caller.call("GET", SPACES)
        caller.call("GET", SPACES)
        caller.call("GET", f"{SPACES}?colour=red")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(line["operation"], line["status"], line["tier"]) for line in lines] == [
        ("oauth.token", 200, "2"),
        ("spaces.getSpaces", 200, "1"),
        ("spaces.getSpaces", 200, "1"),
    ]
    assert all({"time", "host", "user", "violations"} <= line.keys() for line in lines)
    assert [len(line["violations"]) for line in lines] == [0, 0, 1]


def test_the_state_is_kept(fleet_file: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with Simulator(fleet=fleet_file, state=state) as simulator:
        tenant(simulator).made(SPACES, {"name": "A", "type": "shared"})
        before = simulator.state()
    with Simulator(state=state) as simulator:
        assert simulator.state() == before
        assert [space["name"] for space in tenant(simulator).call("GET", SPACES).json()["data"]] == ["A"]


def test_tokens_of_one_host_expire(shared: Simulator) -> None:
    caller, other = tenant(shared, 5), tenant(shared, 6)
    shared.expire_tokens(caller.host)
    assert (caller.call("GET", SPACES).status_code, other.call("GET", SPACES).status_code) == (401, 200)


def test_what_is_done_by_hand_in_my_qlik(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file) as simulator:
        old = simulator.ready["regions"]["us"]
        host = simulator.ready["tenants"][0]["hostname"]
        refreshed = simulator.refresh_region_client("us")
        assert refreshed["client_id"] == old["client_id"]
        assert Caller(simulator, host, old).token_answer.status_code == 401
        assert Caller(simulator, host, refreshed).token_answer.ok
        simulator.delete_region_client("us")
        assert Caller(simulator, host, refreshed).token_answer.status_code == 401
        made = simulator.create_region_client("us")
        assert made["client_id"] != old["client_id"]
        assert Caller(simulator, host, made).token_answer.ok


def test_a_variation_is_switched_on_at_the_start_and_later(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file, variation=["told-scopes", "fifth-scope"]) as simulator:
        told = tenant(simulator).token_answer.json()["scope"].split()
        assert {"tenants:read", "user_default", "admin_classic"} <= set(told)
        simulator.variations()
        assert "scope" not in tenant(simulator).token_answer.json()
        with pytest.raises(requests.HTTPError):
            simulator.variations("no-such-variation")


def test_a_link_may_name_the_other_hostname(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file, variation="other-hostname-links") as simulator:
        caller, other = tenant(simulator), simulator.ready["tenants"][0]["alias"]
        for number in range(11):
            caller.made(SPACES, {"name": f"S{number}", "type": "shared"})
        link = caller.call("GET", SPACES).json()["links"]["next"]["href"]
        assert link.startswith(f"https://{other}{SPACES}?")
