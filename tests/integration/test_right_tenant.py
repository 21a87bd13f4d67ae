# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run reaches the tenant that it names, or none."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
import yaml

from tests.integration import beginnings
from tests.integration.fleets import Fleet

pytestmark = pytest.mark.newest_core

A, B = "acme-eu", "birch-eu"


@pytest.fixture
def two(fleet: Fleet) -> Fleet:
    """Two tenants of one region."""
    return beginnings.onboarded(fleet, f"{A},{B}")


def _spaces(fleet: Fleet) -> dict[str, list[str]]:
    """Names of the spaces of each tenant, by its alias."""
    return {
        tenant["hostnames"][1].split(".")[0]: [
            each["name"] for each in tenant["collections"].get("spaces", {}).values()
        ]
        for tenant in fleet.tenants
    }


def _play(fleet: Fleet, hosts: str, *tasks: dict[str, t.Any], fails: bool = False, **play: t.Any) -> str:
    content = [{"hosts": hosts, "gather_facts": False, "tasks": list(tasks), **play}]
    (fleet.folder / "right.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return fleet.play("right.yml", limit="", fails=fails)


def _space(name: str, **more: t.Any) -> dict[str, t.Any]:
    return {"qlikfleet.cloud.space": {"name": name, "type": "shared", **more.pop("options", {})}, **more}


def test_a_delegated_task_works_in_the_tenant_that_is_printed(two: Fleet) -> None:
    output = _play(two, A, _space("Delegated", delegate_to=B), _space("Own"))
    assert f"changed: [{A} -> {B}]" in output
    assert _spaces(two) == {A: ["Own"], B: ["Delegated"]}


def test_a_delegated_task_keeps_what_the_play_says(two: Fleet) -> None:
    """The layers of the play, and the tenant of the host that the task is delegated to."""
    layers = {"qlik_layers": ["mine"], "qlik_blueprint_mine": {"space": [{"name": "Of the play", "type": "shared"}]}}
    _play(two, A, {"qlikfleet.cloud.blueprint": None, "delegate_to": B}, vars=layers)
    assert _spaces(two) == {A: [], B: ["Of the play"]}


def test_a_loop_over_hosts_works_in_each(two: Fleet) -> None:
    _play(two, A, _space("Looped", delegate_to="{{ item }}", loop=[A, B]))
    assert _spaces(two) == {A: ["Looped"], B: ["Looped"]}


def test_once_for_all_is_once_in_the_printed_tenant(two: Fleet) -> None:
    output = _play(two, f"{A},{B}", _space("Once", run_once=True))
    assert f"changed: [{A}]" in output
    assert _spaces(two) == {A: ["Once"], B: []}


@pytest.mark.parametrize(
    "task",
    [
        {"options": {"hostname": f"{B}.eu.qlikcloud.test"}},
        {"vars": {"qlik_hostname": f"{B}.eu.qlikcloud.test"}, "options": {"hostname": "{{ qlik_hostname }}"}},
        {"delegate_to": B, "options": {"hostname": f"{A}.eu.qlikcloud.test"}},
    ],
    ids=["option", "variable", "delegated"],
)
def test_another_tenant_s_hostname_is_refused(two: Fleet, task: dict[str, t.Any]) -> None:
    output = _play(two, A, _space("Wrong", **task), fails=True)
    assert "is not the tenant of this host" in output
    assert _spaces(two) == {A: [], B: []}


def test_facts_do_not_lead_to_another_tenant(two: Fleet) -> None:
    fact = {"ansible.builtin.set_fact": {"qlik_hostname": f"{B}.eu.qlikcloud.test", "qlik_alias": B}}
    _play(two, A, fact, _space("Facts"))
    assert _spaces(two) == {A: ["Facts"], B: []}
    (two.folder / ".qlik-ledger" / f"{A}.json").unlink()
    output = _play(two, A, fact, _space("Facts again"), fails=True)
    assert "is not the tenant of this host" in output
    assert _spaces(two)[B] == []


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({"qlikfleet.cloud.tenant": {"inventory_name": B, "alias": A}}, f"inventory_name {B} is another host"),
        (_space("Wrong", vars={"inventory_hostname": B}), "inventory_hostname is Ansible's own variable"),
        (
            _space("Wrong", loop=[B], loop_control={"loop_var": "inventory_hostname"}),
            "inventory_hostname is Ansible's own variable",
        ),
    ],
)
def test_the_ledger_entry_is_that_of_the_printed_host(two: Fleet, task: dict[str, t.Any], said: str) -> None:
    assert said in _play(two, A, task, fails=True)
    assert _spaces(two) == {A: [], B: []}


def _hand_written(fleet: Fleet, **hosts: dict[str, str]) -> None:
    variables = {host.replace("_", "-"): {"qlik_region": "eu", **more} for host, more in hosts.items()}
    (fleet.folder / "hosts.yml").write_text(json.dumps({"all": {"hosts": variables}}), encoding="utf-8")


def test_a_hand_written_inventory_is_held_to_the_same(two: Fleet) -> None:
    own, other = f"{A}.eu.qlikcloud.test", f"{B}.eu.qlikcloud.test"
    _hand_written(two, third={"qlik_hostname": own})
    for sources in (("hosts.yml",), ("fleet.qlik.yml", "hosts.yml")):
        inventories = [part for source in sources for part in ("-i", source)]
        output = two.play("converge", *inventories, limit="third", fails=True)
        assert f"third: {own} is the tenant of host {A}" in output
    output = two.play("converge", "-i", "hosts.yml", "-i", "fleet.qlik.yml", limit="", fails=True)
    assert f"{own} is already the host third of the inventory" in output
    (two.folder / f".qlik-ledger/{A}.json").unlink()
    _hand_written(two, acme_eu={"qlik_hostname": own})
    task = _space("Wrong", options={"hostname": other})
    content = [{"hosts": A, "gather_facts": False, "tasks": [task]}]
    (two.folder / "right.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    assert "is not the tenant of this host" in two.play("right.yml", "-i", "hosts.yml", limit="", fails=True)
    _hand_written(two, acme_eu={"qlik_alias": A})
    assert "is not the tenant of this host" in two.play("right.yml", "-i", "hosts.yml", limit="", fails=True)
    assert _spaces(two) == {A: [], B: []}


def test_two_new_hosts_of_one_alias_create_one_tenant(fleet: Fleet) -> None:
    """Where variables say so, at the same time, and nobody looks at the inventory as a whole."""
    task = {"qlikfleet.cloud.tenant": {"region": "eu", "alias": "twin"}}
    content = [{"hosts": f"{A},{B}", "gather_facts": False, "tasks": [task]}]
    (fleet.folder / "twins.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    output = fleet.play("twins.yml", limit="", fails=True)
    assert "twin.eu.qlikcloud.test is the tenant of host" in output
    assert len(fleet.tenants) == 1


def test_two_new_hosts_of_one_alias_do_not_pass_a_check(fleet: Fleet) -> None:
    _hand_written(fleet, one={"qlik_alias": "twin"}, two={"qlik_alias": "twin"})
    output = fleet.play("onboard", "--check", "-i", "hosts.yml", limit="", fails=True)
    assert "twin.eu.qlikcloud.test is the tenant of host" in output


def test_a_delegated_task_is_sent_with_the_client_of_that_tenant(two: Fleet) -> None:
    """What the play says of how its own hosts are reached is not said of another."""
    regions = two.simulator.ready["regions"]
    client = {f"qlik_client_{part}": regions["eu"][f"client_{part}"] for part in ("id", "secret")}
    two.environment = {name: value for name, value in two.environment.items() if "_CLIENT_" not in name}
    _hand_written(two, acme_eu={"qlik_hostname": f"{A}.eu.qlikcloud.test", **client})
    task = {**_space("There", delegate_to=A)}
    wrong = {"qlik_client_id": "0" * 32, "qlik_client_secret": "f" * 64}
    content = [{"hosts": "localhost", "gather_facts": False, "vars": wrong, "tasks": [task]}]
    (two.folder / "right.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    two.play("right.yml", "-i", "hosts.yml", limit="")
    assert _spaces(two)[A] == ["There"]


def test_a_tenant_is_not_moved_to_another_region(two: Fleet) -> None:
    before = two.tenants
    content = {"plugin": "qlikfleet.cloud.fleet", "regions": {"us": {"tenants": {A: {"alias": "moved-us"}}}}}
    (two.folder / "fleet.qlik.yml").write_text(json.dumps(content), encoding="utf-8")
    for playbook in ("onboard", "converge"):
        assert "no tenant moves to another one" in two.play(playbook, limit=A, fails=True)
    assert two.tenants == before


def test_an_alias_that_the_organization_s_list_lacks_is_looked_at_before_a_creation(fleet: Fleet) -> None:
    """The list is of another subscription, or behind: what answers at the alias counts."""
    fleet.use_organization_client()
    fleet.play("onboard", limit=A)
    (fleet.folder / f".qlik-ledger/{A}.json").unlink()
    fleet.play("onboard", limit=A, QLIK_CLOUD_SUBSCRIPTION_ID="another")
    (tenant,) = fleet.tenants
    assert json.loads((fleet.folder / f".qlik-ledger/{A}.json").read_text(encoding="utf-8"))["id"] == tenant["id"]


def test_a_tenant_is_not_looked_for_where_that_is_said(fleet: Fleet) -> None:
    fleet.play("onboard", limit=A)
    (fleet.folder / f".qlik-ledger/{A}.json").unlink()
    key = fleet.simulator.ready["regions"]["eu"]["license_key"]
    output = fleet.task(A, "tenant", f"region=eu look_first=false license_key={key}", fails=True)
    assert "TENANTS-9 the alias is taken" in output
    assert len(fleet.tenants) == 2


def _fleet_file(fleet: Fleet, **aliases: str) -> None:
    tenants = {host.replace("_", "-"): {"alias": alias} for host, alias in aliases.items()}
    content = {"plugin": "qlikfleet.cloud.fleet", "regions": {"eu": {"tenants": tenants}}}
    (fleet.folder / "fleet.qlik.yml").write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("check", [(), ("--check",)], ids=["run", "check"])
def test_an_alias_that_another_host_has_is_refused(two: Fleet, check: tuple[str, ...]) -> None:
    before = two.tenants
    _fleet_file(two, fresh=A)
    assert f"{A}.eu.qlikcloud.test is the tenant of host {A}" in two.play("onboard", *check, limit="fresh", fails=True)
    _fleet_file(two, birch_eu=A)
    assert f"is the tenant of host {A}" in two.play("onboard", *check, limit="", fails=True)
    assert two.tenants == before


@pytest.mark.parametrize("how", ["id", "generated", "alias"])
def test_adopting_another_host_s_tenant_is_refused(two: Fleet, how: str) -> None:
    tenant = next(each for each in two.tenants if each["hostnames"][1].startswith(A))
    adopt = {"id": tenant["id"], "generated": tenant["hostnames"][0], "alias": tenant["hostnames"][1]}[how]
    output = two.task("cedar-eu", "tenant", f"region=eu alias=cedar-eu adopt={adopt}", fails=True)
    assert f"is the tenant of host {A}" in output
    assert not (two.folder / ".qlik-ledger/cedar-eu.json").exists()


def test_a_new_alias_at_which_another_tenant_answers_is_refused_in_a_check_too(two: Fleet) -> None:
    (two.folder / f".qlik-ledger/{B}.json").unlink()
    _fleet_file(two, acme_eu=B)
    for check in (("--check",), ()):
        output = two.play("onboard", *check, limit="", fails=True)
        assert f"{B}.eu.qlikcloud.test is the alias of tenant" in output


def test_one_alias_twice_in_two_files_is_refused(fleet: Fleet) -> None:
    _fleet_file(fleet, one="twin")
    content = {"plugin": "qlikfleet.cloud.fleet", "regions": {"eu": {"tenants": {"two": {"alias": "twin"}}}}}
    (fleet.folder / "second.qlik.yml").write_text(json.dumps(content), encoding="utf-8")
    output = fleet.play("converge", "-i", "fleet.qlik.yml", "-i", "second.qlik.yml", limit="", fails=True)
    assert "tenant two: twin.eu.qlikcloud.test is already the host one of the inventory" in output
    assert fleet.simulator.counts()["writes"] == 0


def test_the_ledger_is_beside_the_fleet_file_whatever_came_first(fleet: Fleet, tmp_path: Path) -> None:
    first = tmp_path / "elsewhere" / "hosts.yml"
    first.parent.mkdir()
    first.write_text(json.dumps({"all": {"hosts": {A: None}}}), encoding="utf-8")
    fleet.play("onboard", "-i", str(first), "-i", "fleet.qlik.yml", limit=A)
    assert (fleet.folder / f".qlik-ledger/{A}.json").exists()
    fleet.play("onboard", "-e", "qlik_ledger=relative/ledger", "-i", str(fleet.folder / "fleet.qlik.yml"), limit=A)
    assert (fleet.folder / f"relative/ledger/{A}.json").exists()
    fleet.play("onboard", "-e", "qlik_ledger=~/homely", limit=A)
    assert (fleet.folder / f"homely/{A}.json").exists()
    assert not (fleet.folder / "~").exists()
