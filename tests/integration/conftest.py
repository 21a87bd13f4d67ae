# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the collection on the simulator share."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from tests.integration.fleets import Fleet
from tests.integration.vaulted import Vaulted
from tests.simulator_process import Simulator


@pytest.fixture
def fleet(tmp_path: Path) -> t.Iterator[Fleet]:
    with Simulator() as simulator:
        yield Fleet(simulator, tmp_path / "fleet")


@pytest.fixture
def vaulted(tmp_path: Path) -> t.Iterator[Vaulted]:
    """A fleet of which Europe has a tenant, and another that is deactivated; what it must never show is looked for."""
    cloud = tmp_path / "cloud.json"
    tenants = ["acme-eu", {"alias": "birch-eu", "status": "disabled"}]
    cloud.write_text(json.dumps({"regions": {"us": {}, "eu": {"tenants": tenants}, "ap": {}}}), encoding="utf-8")
    with Simulator(fleet=cloud) as simulator:
        fleet = Vaulted(simulator, tmp_path / "fleet")
        yield fleet
        fleet.require_no_secret()
