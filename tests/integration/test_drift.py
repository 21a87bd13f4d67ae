# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook `drift`: a tenant that is as declared, one that somebody changed, and one that does not answer."""

from __future__ import annotations

import json

import pytest

from tests.integration import beginnings
from tests.integration.fleets import Fleet

pytestmark = pytest.mark.newest_core
REPORTS = ["reports/drift.html", "reports/drift.json", "reports/drift.md", "reports/drift.xml"]


def _somebody_changes(fleet: Fleet, alias: str) -> str:
    """Another description of a declared space; returns its name."""
    state = fleet.simulator.state()
    (tenant,) = (each for each in state["tenants"].values() if each["hostnames"][-1].startswith(f"{alias}."))
    space = next(each for each in tenant["collections"]["spaces"].values() if each.get("description"))
    space["description"] = "changed by hand </script>"
    fleet.simulator.load(state)
    return str(space["name"])


def _report(fleet: Fleet) -> dict[str, dict[str, object]]:
    report = json.loads((fleet.folder / REPORTS[1]).read_text(encoding="utf-8"))
    return {tenant["name"]: tenant for tenant in report["tenants"]}


def test_one_run_tells_clean_drift_and_error_apart(fleet: Fleet) -> None:
    beginnings.converged(fleet)
    name = _somebody_changes(fleet, "birch-eu")
    host = next(name for each in fleet.tenants for name in each["hostnames"] if "acme-us" in each["hostnames"][-1])
    fleet.simulator.faults([{"host": host, "action": "reset", "times": 1000}])
    given = json.dumps({"drift_reports": REPORTS, "drift_previous": REPORTS[1]})
    output = fleet.play("drift", "-e", given, fails=True, QLIK_CLOUD_RETRIES="0")
    assert fleet.writes == 0
    found = _report(fleet)
    assert {name: tenant["status"] for name, tenant in found.items()} == {
        "acme-eu": "clean",
        "acme-us": "error",
        "birch-eu": "drift",
    }
    (finding,) = found["birch-eu"]["findings"]
    assert (finding["title"], finding["action"]) == (f"space {name}", "update")
    assert [each["before"] for each in finding["fields"]] == ["changed by hand </script>"]
    assert found["birch-eu"]["region"] == "eu"
    assert "ring_all" in found["birch-eu"]["groups"]
    assert f"update space {name}" in output
    for each in REPORTS:
        path = fleet.folder / each
        assert path.stat().st_mode & 0o777 == 0o600
        assert not [secret for secret in fleet.simulator.secrets() if secret in path.read_text(encoding="utf-8")]
    fleet.simulator.faults([])
    fleet.play("drift", "-e", given)
    report = json.loads((fleet.folder / REPORTS[1]).read_text(encoding="utf-8"))
    assert (report["status"], report["trend"]["still"], report["trend"]["new"]) == ("drift", 1, 0)
    fleet.play("drift", "-e", given, "-e", "drift_fail=true", fails=True)
