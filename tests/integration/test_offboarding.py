# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant goes after a verified backup, once, and comes back; nobody makes another one in its place."""

from __future__ import annotations

import datetime
import hashlib
import json
import typing as t
from pathlib import Path

import pytest

from tests.integration import beginnings
from tests.integration.fleets import Fleet

pytestmark = pytest.mark.newest_core

HOST, OTHER = "acme-eu", "birch-eu"
ALIAS = f"decommission_alias={HOST}"


@pytest.fixture
def onboarded(fleet: Fleet) -> Fleet:
    return beginnings.onboarded(fleet, HOST)


def _only(fleet: Fleet) -> dict[str, t.Any]:
    (tenant,) = fleet.tenants
    return tenant


def _backup(fleet: Fleet) -> Path:
    return fleet.folder / "decommissioned" / HOST


def _go(fleet: Fleet, *variables: str, fails: bool = False, limit: str = HOST) -> str:
    given = [part for each in variables for part in ("-e", each)]
    return fleet.play("decommission", *given, fails=fails, limit=limit)


def _date(days: int) -> str:
    return f"{datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days):%Y-%m-%d}"


@pytest.mark.parametrize(
    ("variables", "limit", "said"),
    [
        (["decommission_alias=birch-eu"], HOST, "Typed: birch-eu"),
        ([ALIAS], f"{HOST},{OTHER}", f"Selected: {HOST}, {OTHER}"),
        ([ALIAS, "decommission_protected=other,acme-*"], HOST, "is protected by decommission_protected: other, acme-*"),
        ([ALIAS, "decommission_purge_days=91"], HOST, "purge_after_days is 91; Qlik takes 10 to 90"),
    ],
)
def test_what_is_not_meant_or_protected_is_not_touched(
    onboarded: Fleet, variables: list[str], limit: str, said: str
) -> None:
    assert said in _go(onboarded, *variables, limit=limit, fails=True)
    assert (onboarded.writes, _only(onboarded)["status"]) == (0, "active")
    assert not _backup(onboarded).exists()


def test_a_backup_that_is_not_what_the_tenant_has_stops_before_any_write(onboarded: Fleet) -> None:
    _backup(onboarded).mkdir(parents=True)
    # A disk that keeps nothing.
    (_backup(onboarded) / "blueprint.yml").symlink_to("/dev/null")
    output = _go(onboarded, ALIAS, fails=True)
    assert "is not what the tenant has" in output
    assert (onboarded.writes, _only(onboarded)["status"]) == (0, "active")


def test_another_tenant_at_the_hostname_is_not_deactivated(onboarded: Fleet) -> None:
    path = onboarded.folder / f".qlik-ledger/{HOST}.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"id": "of-another"}), "utf-8")
    output = _go(onboarded, ALIAS, fails=True)
    assert "the ledger says of-another" in output
    assert (onboarded.writes, _only(onboarded)["status"]) == (0, "active")


def _stopped_after(fleet: Fleet, action: str, playbook: str, *variables: str) -> None:
    """Qlik does it, and nobody records it."""
    rule = {"method": "POST", "path": f"/api/v1/tenants/*/actions/{action}", "action": "reset", "when": "after"}
    fleet.simulator.faults([{**rule, "times": 9}])
    fleet.play(playbook, *(part for each in variables for part in ("-e", each)), limit=HOST, fails=True)
    fleet.simulator.faults([])


def test_check_mode_backs_up_and_deactivates_nothing(onboarded: Fleet) -> None:
    output = onboarded.play("decommission", "-e", ALIAS, "--check", limit=HOST)
    assert f"would be deactivated, and can be reactivated until {_date(30)}" in output
    assert (onboarded.writes, _backup(onboarded).exists()) == (0, False)


def test_a_tenant_goes_once_and_no_other_takes_its_place(onboarded: Fleet) -> None:
    _stopped_after(onboarded, "deactivate", "decommission", ALIAS, "decommission_purge_days=60")
    gone = _only(onboarded)
    assert gone["status"] == "disabled"
    manifest = json.loads((_backup(onboarded) / "manifest.json").read_text("utf-8"))
    digest = hashlib.sha256((_backup(onboarded) / "blueprint.yml").read_bytes()).hexdigest()
    assert manifest["sha256"]["blueprint.yml"] == digest
    assert manifest["counts"]
    output = _go(onboarded, ALIAS)
    assert f"is deactivated, and can be reactivated until {_date(60)}" in output
    assert "changed=0" in output
    output = onboarded.play("onboard", limit=HOST, fails=True)
    assert f"the tenant is deactivated, and can be reactivated until {_date(60)}" in output
    # With the same date: no second deactivation.
    assert onboarded.tenants == [gone]


def test_a_tenant_comes_back_once(onboarded: Fleet) -> None:
    onboarded.task(HOST, "tenant", f"region=eu alias={HOST} state=deactivated confirm_alias={HOST}")
    onboarded.play("reactivate", "-e", "reactivate_alias=acme-us", limit=HOST, fails=True)
    assert _only(onboarded)["status"] == "disabled"
    _stopped_after(onboarded, "reactivate", "reactivate", f"reactivate_alias={HOST}")
    onboarded.play("reactivate", "-e", f"reactivate_alias={HOST}", limit=HOST)
    assert _only(onboarded)["status"] == "active"
    assert onboarded.writes > 0  # it is converged
    onboarded.play("reactivate", "-e", f"reactivate_alias={HOST}", limit=HOST)
    assert (onboarded.writes, len(onboarded.tenants)) == (0, 1)


def test_a_tenant_that_nobody_knows_is_not_made_to_come_back(fleet: Fleet) -> None:
    output = fleet.play("reactivate", "-e", f"reactivate_alias={HOST}", limit=HOST, fails=True)
    assert "the ledger does not know this tenant" in output
    assert fleet.tenants == []
