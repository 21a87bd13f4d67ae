# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A load that is larger than Qlik's limits, at limits that are scaled in time."""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

import pytest

from tests.integration.fleets import Fleet
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

HOST = "acme-eu"
# Five minutes are twenty seconds: a busy machine, too, sends what is permitted in them, and then has to wait.
SCALE = 1 / 15
WINDOW = {"QLIK_CLOUD_RATE_WINDOW": str(300 * SCALE)}
SHOWN = {"QLIK_CLOUD_PROGRESS_AFTER": "1", "QLIK_CLOUD_PROGRESS_EVERY": "0.5"}


@pytest.fixture
def fleet(tmp_path: Path) -> t.Iterator[Fleet]:
    with Simulator(rate_scale=SCALE) as simulator:
        made = Fleet(simulator, tmp_path / "fleet")
        made.play("onboard", limit=HOST)
        yield made


def _load(fleet: Fleet, kind: str, objects: list[dict[str, t.Any]]) -> str:
    content = {"qlik_blueprint_tenant": {kind: objects}}
    (fleet.folder / "load.json").write_text(json.dumps(content), encoding="utf-8")
    return fleet.play("converge", "-e", "@load.json", limit=HOST, **WINDOW, **SHOWN)


def test_a_large_load_is_never_refused(fleet: Fleet) -> None:
    """And says what it waits for, and how far it has come."""
    users = [{"subject": f"auth0|person-{number}"} for number in range(600)]
    output = _load(fleet, "user", users)
    assert len(fleet.tenants[0]["collections"]["users"]) > len(users)
    assert fleet.simulator.counts()["rate_limited"] == 0
    assert re.search(r"blueprint: 0 of 1 tenants, \d+ of 6\d\d changes, 1 waiting for limits \(up to \d+ s\)", output)


def test_a_tenant_with_one_user_is_never_refused_either(fleet: Fleet) -> None:
    """It permits half: how many users there are is asked once that matters."""
    groups = [{"name": f"Group {number}", "provider_type": "custom"} for number in range(400)]
    _load(fleet, "group", groups)
    assert len(fleet.tenants[0]["collections"]["groups"]) > len(groups)
    assert fleet.simulator.counts()["rate_limited"] == 0


def test_limits_that_are_lower_than_published_are_obeyed(fleet: Fleet) -> None:
    """The tenant's two users have half of them each, and they are halved behind its back."""
    fleet.simulator.conditions(share=0.5)
    groups = [{"name": f"Group {number}", "provider_type": "custom"} for number in range(400)]
    output = _load(fleet, "group", groups)
    assert len(fleet.tenants[0]["collections"]["groups"]) > len(groups)
    assert 0 < fleet.simulator.counts()["rate_limited"] <= 24
    assert re.search(r"1 waiting for limits \(up to \d+ s\)", output)
