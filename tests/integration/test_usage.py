# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tenants use, per tenant and fleet."""

from __future__ import annotations

import csv
import json

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.report_files import as_csv
from tests.integration import beginnings
from tests.integration.fleets import Fleet

pytestmark = pytest.mark.newest_core

_CAPACITY = {
    "taskName": "dataVolumeAggregated",
    "unit": "byte",
    "localUsage": 20,
    "globalUsage": 29,
    "capacityLimit": 50,
    "overage": False,
    "periodStart": "2026-11-01",
    "periodEnd": "2026-11-30",
    "customerFacing": True,
}


def test_the_playbook_writes_a_table(fleet: Fleet) -> None:
    beginnings.converged(fleet)
    state = fleet.simulator.state()
    for tenant in state["tenants"].values():
        tenant["collections"]["consumption/executions"] = {"1": _CAPACITY, "2": {**_CAPACITY, "customerFacing": False}}
        tenant["collections"]["licenses/assignments"] = {
            "a": {"subject": "a", "type": "analyzer", "excess": False, "created": "2026-11-01T00:00:00.000Z"}
        }
    fleet.simulator.load(state)
    fleet.simulator.faults([{"path": "/api/v1/quotas", "status": 403, "times": 9}])
    output = fleet.play("usage", "-e", '{"usage_reports": ["out/usage.csv", "out/usage.json"]}')
    assert fleet.writes == 0
    with (fleet.folder / "out/usage.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    mine = {(row["measure"], row["name"]): row for row in rows if row["tenant"] == "acme-eu"}
    assert mine["assigned", "analyzer"]["used"] == "1"
    assert (mine["licence", "analyzer"]["used"], mine["licence", "analyzer"]["limit"]) == ("1", "5000")
    capacity = mine["capacity", "dataVolumeAggregated"]
    assert (capacity["used"], capacity["limit"], capacity["ends"]) == ("20", "50", "2026-11-30")
    assert mine["capacity of all", "dataVolumeAggregated"]["used"] == "29"
    assert mine["not read", "/api/v1/quotas"]["unit"] == "Qlik answered 403"
    told = json.loads((fleet.folder / "out/usage.json").read_text("utf-8"))
    assert told["tenants"].keys() == {"acme-eu", "birch-eu", "acme-us"}
    assert list(told["licences"].values()) == [["acme-eu", "acme-us", "birch-eu"]]
    key = fleet.simulator.ready["regions"]["eu"]["license_key"]
    assert key not in output + json.dumps(told)


def test_texts_that_look_like_formulas_are_texts() -> None:
    table = as_csv(("a", "b"), [{"a": "=1+1", "b": -1, "c": "left out"}])
    assert table == "a,b\n'=1+1,-1\n"
