# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger in PostgreSQL, on the simulator: slices that share no disk, and a server that goes away in the middle."""

from __future__ import annotations

import json
import multiprocessing
import threading
import typing as t
from pathlib import Path

import pytest

from tests.integration.fleets import Fleet
from tests.integration.hosts import Host, Object
from tests.postgresql import PASSWORD, PostgreSQL
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload(["tests.integration.hosts", "psycopg"])
CREATION = {"method": "POST", "path": "/api/v1/tenants"}


class _Tenant(Host):
    """A host of the fleet file whose tenant may not exist yet."""

    def __init__(self, simulator: Simulator, folder: Path, name: str, ledger: str) -> None:
        super().__init__(simulator, folder)
        self.variables |= {
            "inventory_hostname": name,
            "qlik_alias": name,
            "qlik_license_key": simulator.ready["regions"]["us"]["license_key"],
            "qlik_ledger": ledger,
        }
        del self.variables["qlik_hostname"]


@pytest.fixture
def cloud(tmp_path: Path) -> t.Iterator[Simulator]:
    """A simulator without tenants."""
    file = tmp_path / "cloud.json"
    file.write_text(json.dumps({"regions": {"us": {}}}), encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        yield simulator


def _slice(hosts: list[_Tenant], together: t.Any, results: t.Any) -> None:
    together.wait()
    results.put([host.run("tenant", look_first=False) for host in hosts])


def test_slices_at_once_create_no_tenant_twice(cloud: Simulator, tmp_path: Path, database: PostgreSQL) -> None:
    """Each slice is a machine of its own, and all have the same hosts, which is the worst that can be."""
    ledger, names = database.url(), [f"slice-{number}" for number in range(6)]
    together, results = _FORK.Barrier(4), _FORK.Queue()
    hosts = [[_Tenant(cloud, tmp_path / str(each), name, ledger) for name in names] for each in range(4)]
    processes = [_FORK.Process(target=_slice, args=(those, together, results)) for those in hosts]
    for process in processes:
        process.start()
    found: list[list[Object]] = [results.get(timeout=60) for _process in processes]
    for process in processes:
        process.join()
    assert [each for those in found for each in those if each.get("failed")] == []
    assert len(cloud.state()["tenants"]) == len(names)
    assert sum(each["changed"] for those in found for each in those) == len(names)
    assert cloud.counts()["violations"] == []


def test_a_server_that_goes_away_leaves_what_the_next_run_needs(
    cloud: Simulator, tmp_path: Path, database: PostgreSQL
) -> None:
    host = _Tenant(cloud, tmp_path, "acme", database.url())
    cloud.faults([{**CREATION, "when": "after", "action": "hold"}])
    results: list[Object] = []
    run = threading.Thread(target=lambda: results.append(host.run("tenant", look_first=False)))
    run.start()
    while not cloud.held():
        assert run.is_alive(), results
    try:
        database.stop()
        cloud.faults([])
        cloud.release()
        run.join()
        cloud.reset_counts()
        refused = host.run("tenant", look_first=False)
    finally:
        database.start()
    (made,) = cloud.state()["tenants"].values()
    assert (
        f"tenant {made['hostnames'][0]} ({made['id']}) was created, and the ledger could not record"
        in (results[0]["msg"])
    )
    assert "cannot be used" in refused["msg"]
    assert cloud.counts()["requests"] == 0
    # The intent was durable before the request, so no second tenant is created.
    assert "its answer was lost, so a tenant may exist" in host.run("tenant", look_first=False)["msg"]
    adopted = host.run("tenant", adopt=made["hostnames"][0])
    assert (adopted.get("failed", False), adopted["tenant"]["id"]) == (False, made["id"])
    assert not host.run("tenant")["changed"]
    assert len(cloud.state()["tenants"]) == 1
    assert PASSWORD not in repr((results, refused, adopted))


def test_a_converge_that_lost_its_lock_changes_nothing(cloud: Simulator, tmp_path: Path, database: PostgreSQL) -> None:
    host = _Tenant(cloud, tmp_path, "acme", database.url())
    assert host.run("tenant")["changed"]
    cloud.faults([{"method": "GET", "path": "/api/v1/spaces", "when": "after", "action": "hold"}])
    results: list[Object] = []
    blueprint = {"space": [{"name": "Finance", "type": "shared"}]}
    run = threading.Thread(target=lambda: results.append(host.run("blueprint", blueprint=blueprint)))
    run.start()
    while not cloud.held():
        assert run.is_alive(), results
    second = host.run("blueprint", blueprint=blueprint)
    assert "another converge of this tenant is running" in second["msg"]
    database.stop()
    database.start()
    cloud.faults([])
    cloud.release()
    run.join()
    assert "freed the lock of this tenant" in results[0]["msg"]
    assert "Nothing was changed. Run again." in results[0]["msg"]
    again = host.run("blueprint", blueprint=blueprint)
    assert (again["changed"], again.get("warnings")) == (True, None), again


def test_a_plan_is_made_on_one_machine_and_applied_on_another(
    cloud: Simulator, tmp_path: Path, database: PostgreSQL
) -> None:
    ledger, blueprint = database.url(), {"space": [{"name": "Finance", "type": "shared"}]}
    one, other = (_Tenant(cloud, tmp_path / name, "acme", ledger) for name in ("one", "other"))
    assert one.run("tenant")["changed"]
    assert one.run("blueprint", check=True, blueprint=blueprint, plan_file="ledger:nightly")["changed"]
    changed = {"space": [{"name": "Finance", "type": "shared", "description": "changed"}]}
    refused = other.run("blueprint", blueprint=changed, apply_plan="ledger:nightly")
    assert "so nothing was done" in refused["msg"]
    assert other.run("blueprint", blueprint=blueprint, apply_plan="ledger:nightly")["changed"]


def test_playbooks_need_only_the_option(fleet: Fleet, database: PostgreSQL) -> None:
    """And show no password, with all that Ansible can say."""
    fleet.environment["QLIK_CLOUD_LEDGER"] = database.url()
    fleet.passwords.add(PASSWORD)
    said = fleet.play("onboard", "-vvv", limit="acme-eu")
    assert len(fleet.tenants) == 1
    said += fleet.play("converge", "-vvv", limit="acme-eu")
    said += fleet.play("onboard", "-vvv", limit="acme-eu")
    assert fleet.writes == 0
    assert not (fleet.folder / ".qlik-ledger").exists()
    assert "acme-eu: active, " in fleet.play("ledger")
    shown = fleet.play("ledger", "-e", "show=acme-eu", limit="")
    assert fleet.tenants[0]["id"] in shown
    copy = str(fleet.folder / "copy")
    said += fleet.play("ledger", "-e", f"copy_to={copy}")
    assert json.loads((Path(copy) / "acme-eu.json").read_text(encoding="utf-8"))["id"] == fleet.tenants[0]["id"]
    assert "confirm_alias" in fleet.play("ledger", "-e", "forget=acme-eu", fails=True)
    said += fleet.play("ledger", "-e", "forget=acme-eu", "-e", "confirm_alias=acme-eu", "-vvv")
    assert "acme-eu: active, " not in fleet.play("ledger")
    assert PASSWORD not in said
    assert "canary%20" not in said
