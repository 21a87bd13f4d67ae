# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant is never created twice, whatever is killed when: real processes, SIGKILL at each step."""

from __future__ import annotations

import json

import pytest

from tests.integration.fleets import Fleet

pytestmark = pytest.mark.newest_core

HOST = "acme-eu"
ALIAS = "acme-eu.eu.qlikcloud.test"
CREATION = {"method": "POST", "path": "/api/v1/tenants"}
NAMED = [("Acme Europe", True)]
NAMING = {"method": "PATCH", "path": "/api/v1/tenants/*"}


@pytest.mark.parametrize("moment", [pytest.param("before", marks=pytest.mark.trust), "after"])
def test_killed_before_the_answer_the_operator_decides(fleet: Fleet, moment: str) -> None:
    """Whether a tenant was made is not known: the next run makes none, and says what to look for."""
    fleet.killed("onboard", HOST, {**CREATION, "when": moment})
    output = fleet.play("onboard", limit=HOST, fails=True)
    assert "its answer was lost" in output
    assert "adopt=<its hostname>" in output
    assert "abandon=true" in output
    made = [tenant["hostnames"][0] for tenant in fleet.tenants]
    assert len(made) == (moment == "after")
    decision = f"adopt={made[0]}" if made else "abandon=true"
    fleet.task(HOST, "tenant", f"region=eu alias={HOST} {decision}")
    fleet.play("onboard", limit=HOST)
    assert [ALIAS in tenant["hostnames"] for tenant in fleet.tenants] == [True]


@pytest.fixture
def with_organization(fleet: Fleet) -> Fleet:
    fleet.use_organization_client()
    return fleet


def _lose_answers(fleet: Fleet, *hosts: str) -> None:
    """Tenants are made, and nobody is told."""
    fleet.simulator.faults([{**CREATION, "action": "reset", "when": "after", "times": len(hosts)}])
    output = fleet.play("onboard", limit=",".join(hosts), fails=True)
    assert output.count("the answer to its creation was lost") >= len(hosts)
    fleet.simulator.faults([])


def _ids(fleet: Fleet, *hosts: str) -> list[str]:
    return [json.loads((fleet.folder / f".qlik-ledger/{host}.json").read_text("utf-8"))["id"] for host in hosts]


def test_the_organization_s_list_tells_that_a_tenant_was_made(with_organization: Fleet) -> None:
    with_organization.killed("onboard", HOST, {**CREATION, "when": "after"})
    with_organization.play("onboard", limit=HOST)
    assert [(tenant["name"], ALIAS in tenant["hostnames"]) for tenant in with_organization.tenants] == NAMED
    with_organization.play("onboard", limit=HOST)
    assert with_organization.writes == 0


def test_that_the_organization_s_list_has_none_is_said(with_organization: Fleet) -> None:
    """And decides nothing. A tenant that was there before is told, and not taken."""
    _lose_answers(with_organization, HOST)
    (earlier,) = with_organization.tenants
    state = with_organization.simulator.state()
    state["tenants"][earlier["id"]]["created"] = "2026-01-02T03:04:05.000Z"
    with_organization.simulator.load(state)
    (with_organization.folder / f".qlik-ledger/{HOST}.json").unlink()
    with_organization.killed("onboard", HOST, {**CREATION, "when": "before"})
    output = with_organization.play("onboard", limit=HOST, fails=True)
    assert "list has no tenant that this creation can have made" in output
    assert "run again with abandon=true." in output
    assert f"Older tenants without alias: {earlier['hostnames'][0]} (of 2026-01-02 03:04 UTC)." in output
    assert len(with_organization.tenants) == 1
    with_organization.task(HOST, "tenant", f"region=eu alias={HOST} abandon=true")
    assert [ALIAS in tenant["hostnames"] for tenant in with_organization.tenants] == [False, True]


def test_as_many_tenants_as_lost_answers_are_each_taken_once(with_organization: Fleet) -> None:
    hosts = (HOST, "birch-eu")
    _lose_answers(with_organization, *hosts)
    # Another one, created in the same run, is none of them.
    with_organization.play("onboard", limit=",".join((*hosts, "cedar-eu")))
    assert {tenant["hostnames"][1].partition(".")[0] for tenant in with_organization.tenants} == {*hosts, "cedar-eu"}
    assert set(_ids(with_organization, *hosts, "cedar-eu")) == {tenant["id"] for tenant in with_organization.tenants}


def test_more_tenants_than_lost_answers_are_for_the_operator_to_choose_from(with_organization: Fleet) -> None:
    for _again in range(2):
        _lose_answers(with_organization, HOST)
        entry = with_organization.folder / f".qlik-ledger/{HOST}.json"
        last = entry.read_text("utf-8")
        entry.unlink()
    entry.write_text(last, encoding="utf-8")
    output = with_organization.play("onboard", limit=HOST, fails=True)
    first, second = with_organization.tenants
    assert all(f"{tenant['hostnames'][0]} (of " in output for tenant in (first, second))
    assert "run again with adopt=<the hostname of the right one>" in output
    with_organization.task(HOST, "tenant", f"region=eu alias={HOST} adopt={second['id']}")
    assert [ALIAS in tenant["hostnames"] for tenant in with_organization.tenants] == [False, True]


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"method": "GET", "path": "/api/v1/tenants/me", "when": "before"}, marks=pytest.mark.trust),
        {**NAMING, "when": "before"},
        pytest.param({**NAMING, "when": "after"}, marks=pytest.mark.trust),
    ],
    ids=["after the answer", "before the alias", "after the alias"],
)
def test_killed_after_the_answer_the_next_run_finishes(fleet: Fleet, rule: dict[str, str]) -> None:
    fleet.killed("onboard", HOST, rule)
    fleet.play("onboard", limit=HOST)
    assert [(tenant["name"], ALIAS in tenant["hostnames"]) for tenant in fleet.tenants] == NAMED
    fleet.play("onboard", limit=HOST)
    assert fleet.writes == 0
