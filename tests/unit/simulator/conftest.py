# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulators with some tenants in them."""

from __future__ import annotations

import json
import typing as t

import pytest

from tests.simulator_process import Simulator

FLEET = {
    "regions": {
        "us": {"tenants": [f"north-{number}" for number in range(30)]},
        "eu": {
            "entitlement": 2,
            "subscription": "2000",
            "tenants": [
                {"alias": "south", "id": "S" * 32, "hostname": "south0generated.eu.qlikcloud.test", "name": "South"},
                {"alias": "closed", "status": "disabled"},
            ],
        },
    }
}


@pytest.fixture(scope="session")
def fleet_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("simulator") / "fleet.json"
    path.write_text(json.dumps(FLEET), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def shared(fleet_file: str) -> t.Iterator[Simulator]:
    """One for all tests of a module, without limits: they must not disturb each other."""
    with Simulator(fleet=fleet_file, rate_scale=0) as simulator:
        yield simulator
