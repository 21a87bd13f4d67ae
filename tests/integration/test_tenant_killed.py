# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant is never created twice, whatever is killed when: real processes, SIGKILL at each step."""

from __future__ import annotations

import pytest

from tests.integration.fleets import Fleet

HOST = "acme-eu"
ALIAS = "acme-eu.eu.qlikcloud.test"
CREATION = {"method": "POST", "path": "/api/v1/tenants"}
NAMING = {"method": "PATCH", "path": "/api/v1/tenants/*"}


@pytest.mark.parametrize("moment", ["before", "after"])
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


@pytest.mark.parametrize(
    "rule",
    [
        {"method": "GET", "path": "/api/v1/tenants/me", "when": "before"},
        {**NAMING, "when": "before"},
        {**NAMING, "when": "after"},
    ],
    ids=["after the answer", "before the alias", "after the alias"],
)
def test_killed_after_the_answer_the_next_run_finishes(fleet: Fleet, rule: dict[str, str]) -> None:
    fleet.killed("onboard", HOST, rule)
    fleet.play("onboard", limit=HOST)
    assert [(tenant["name"], ALIAS in tenant["hostnames"]) for tenant in fleet.tenants] == [("Acme Europe", True)]
    fleet.play("onboard", limit=HOST)
    assert fleet.writes == 0
