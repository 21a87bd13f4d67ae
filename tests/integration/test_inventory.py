# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet file as inventory, alone and beside the organization's own list."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible.errors import AnsibleError

from ansible_collections.qlikfleet.cloud.plugins.lookup.tenants import _require_version
from tests.integration import commands
from tests.integration.fleets import ROOT
from tests.simulator_process import Simulator

pytestmark = pytest.mark.every_core

FLEET = {
    "plugin": "qlikfleet.cloud.fleet",
    "regions": {
        "eu": {
            "tenants": {"acme": {"alias": "acme-eu", "name": "Acme", "labels": {"ring": "canary"}, "customer": "A-1"}}
        },
        "us": {"tenants": {"birch-us": None}},
    },
}
CLOUD = {
    "regions": {
        "eu": {
            "tenants": [
                {"alias": "acme-eu", "id": "A" * 32, "hostname": "generated0acme.eu.qlikcloud.test"},
                "extra-eu",
            ]
        },
        "us": {"subscription": "2000", "tenants": [{"alias": "gone-us", "status": "disabled", "name": "Gone"}]},
    }
}


def _inventory(
    folder: Path, content: dict[str, t.Any], *arguments: str, marks: bool = False, **environment: str
) -> tuple[dict[str, t.Any], str]:
    """What ansible-inventory lists, and what it says besides."""
    file = folder / "fleet.qlik.yml"
    file.write_text(json.dumps(content), encoding="utf-8")
    done = commands.run(
        [str(Path(sys.executable).with_name("ansible-inventory")), "-i", str(file), "--list", *arguments],
        folder,
        {
            **{name: value for name, value in os.environ.items() if not name.startswith("QLIK_CLOUD")},
            "ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build/collections"),
            "ANSIBLE_INVENTORY_UNPARSED_FAILED": "true",
            "ANSIBLE_HOME": str(folder / "home"),
            **environment,
        },
    )
    listed = json.loads(done.stdout, object_hook=None if marks else _text) if done.returncode == 0 else {}
    return listed, " ".join(done.stderr.split())


def _text(value: dict[str, t.Any]) -> t.Any:
    """What a fleet file or Qlik says is data: Ansible marks it as never to be templated."""
    return value.get("__ansible_unsafe", value)


def _hosts(listed: dict[str, t.Any], group: str) -> list[str]:
    return sorted(listed.get(group, {}).get("hosts", []))


def test_hosts_groups_and_variables(tmp_path: Path) -> None:
    listed, _said = _inventory(tmp_path, FLEET)
    assert (_hosts(listed, "region_eu"), _hosts(listed, "region_us")) == (["acme"], ["birch-us"])
    assert _hosts(listed, "ring_canary") == ["acme"]
    variables = listed["_meta"]["hostvars"]["acme"]
    assert variables["ansible_connection"] == "local"
    assert variables["qlik_hostname"] == "acme-eu.eu.qlikcloud.com"
    assert (variables["qlik_name"], variables["customer"]) == ("Acme", "A-1")
    assert "qlik_tenant_status" not in variables


def test_constructed_groups_and_variables(tmp_path: Path) -> None:
    constructed = {
        "compose": {"short": "qlik_alias[:4]"},
        "groups": {"with_ring": "qlik_labels.ring is defined"},
        "keyed_groups": [{"key": "customer | default('none')", "prefix": "customer"}],
    }
    listed, _said = _inventory(tmp_path, {**FLEET, **constructed})
    assert _hosts(listed, "with_ring") == ["acme"]
    assert _hosts(listed, "customer_A_1") == ["acme"]
    assert listed["_meta"]["hostvars"]["birch-us"]["short"] == "birc"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"regions": {"eu": {"tenants": {"acme": None}}, "us": {"tenants": {"acme": None}}}}, "acme is named twice"),
        ({"regions": {"eu": {"tenants": {"ab": None}}}}, "Qlik would refuse the alias 'ab'"),
        ({"regions": {"eu": {"tenants": {"acme": {"alias": "Acme_EU"}}}}}, "Qlik would refuse the alias 'Acme_EU'"),
        ({"require_clients": True}, "region eu has no client: set QLIK_CLOUD_EU_CLIENT_ID"),
        ({"regoins": {}}, "fleet.qlik.yml:1: unknown key 'regoins'. Did you mean regions?"),
        ({"regions": {"EU": {"tenants": {"acme": None}}}}, "'EU' is not a region code. Write it in lower case: eu."),
        (
            {"regions": {"eu": {"tenants": {"a-1": {"alias": "twin"}, "b-1": {"alias": "twin"}}}}},
            "also the alias of a-1",
        ),
        ({"regions": {"eu": {"tenants": {"acme": {"labelss": {}}}}}}, "unknown key 'labelss'. Did you mean labels?"),
        ({"regions": {"eu": {"client": "tenants", "tenants": {"acme": None}}}}, "must be region or tenant"),
        ({"regions": {"eu": {"tenants": ["acme"]}}}, "tenants of region eu must be a dictionary, not a list"),
        ({"regions": {"eu": {"tenants": {"acme": {"name": True}}}}}, "name must be a text, not the switch true"),
        ({"regions": {"eu": {"tenants": {"acme": {"name": ["a"]}}}}}, "name must be a text, not a list"),
        ({"regions": {"eu": {"tenants": {"acme": {"labels": {"ring": None}}}}}}, "label ring is empty"),
        ({"regions": {"eu": {"tenants": {"acme": {"labels": {"wave": 1.1}}}}}}, "label wave must be a text"),
        ({"organization": True}, "set QLIK_CLOUD_ORGANIZATION_CLIENT_ID and QLIK_CLOUD_ORGANIZATION_CLIENT_SECRET"),
    ],
)
def test_what_is_wrong_with_a_fleet_file_is_said(tmp_path: Path, change: dict[str, t.Any], said: str) -> None:
    listed, output = _inventory(tmp_path, {**FLEET, **change})
    assert listed == {}
    assert said in output


_BROKEN = {
    "not YAML": "plugin: qlikfleet.cloud.fleet\nregions: [\n",
    "a tab": "plugin: qlikfleet.cloud.fleet\nregions:\n\teu: {}\n",
    "a key twice": "plugin: qlikfleet.cloud.fleet\nregions:\n  eu:\n    tenants: {acme: {}, acme: {}}\n",
    "another plugin": "plugin: qlikfleet.cloud.flet\nregions: {}\n",
    "no tenants": "plugin: qlikfleet.cloud.fleet\nregions: {}\n",
    "no regions": "plugin: qlikfleet.cloud.fleet\nregion: {eu: {tenants: {acme: {}}}}\n",
}


@pytest.mark.parametrize("fault", _BROKEN)
@pytest.mark.newest_core
def test_a_playbook_does_not_end_well_with_an_inventory_that_was_not_read(tmp_path: Path, fault: str) -> None:
    file = tmp_path / "fleet.qlik.yml"
    file.write_text(_BROKEN[fault], encoding="utf-8")
    program = str(Path(sys.executable).with_name("ansible-playbook"))
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build/collections"), "HOME": str(tmp_path)}
    done = commands.run([program, "-i", str(file), "qlikfleet.cloud.converge"], tmp_path, environment)
    said = [line for line in done.stderr.splitlines() if line.startswith("[ERROR]")]
    assert (done.returncode != 0, len(said)) == (True, 1), done.stderr
    assert str(file) in said[0] or "The inventory has no tenants" in said[0]


def test_every_playbook_of_fleets_asks_whether_the_inventory_was_read() -> None:
    for path in sorted((ROOT / "playbooks").glob("*.yml")):
        for play in yaml.safe_load(path.read_text(encoding="utf-8")):
            assert play["hosts"].startswith("{{ lookup('qlikfleet.cloud.tenants'"), path.name


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Simulator]:
    file = tmp_path_factory.mktemp("cloud") / "cloud.json"
    file.write_text(json.dumps(CLOUD), encoding="utf-8")
    with Simulator(fleet=file) as simulator:
        yield simulator


def _organization(simulator: Simulator) -> dict[str, str]:
    client = {name: simulator.ready["organization"][name] for name in ("client_id", "client_secret")}
    return simulator.environment() | {f"QLIK_CLOUD_ORGANIZATION_{name.upper()}": client[name] for name in client}


def test_the_organization_s_list_beside_the_file(cloud: Simulator, tmp_path: Path) -> None:
    """What there is, what is missing, and what the file does not name."""
    listed, said = _inventory(tmp_path, {**FLEET, "organization": True}, **_organization(cloud))
    acme, birch = (listed["_meta"]["hostvars"][host] for host in ("acme", "birch-us"))
    assert (acme["qlik_tenant_status"], acme["qlik_tenant_id"]) == ("active", "A" * 32)
    assert acme["qlik_hostname"] == "generated0acme.eu.qlikcloud.test"
    assert acme["qlik_alias"] == "acme-eu"
    assert (birch["qlik_tenant_status"], birch["qlik_hostname"]) == ("missing", "birch-us.us.qlikcloud.test")
    assert (_hosts(listed, "status_active"), _hosts(listed, "status_missing")) == (["acme"], ["birch-us"])
    assert "extra-eu.eu.qlikcloud.test" in said
    assert "gone-us.us.qlikcloud.test (Gone)" in said
    assert sorted(listed["_meta"]["hostvars"]) == ["acme", "birch-us"]
    secret = cloud.ready["organization"]["client_secret"]
    assert secret not in json.dumps(listed) + said


def test_awx_gets_plain_texts_and_only_the_names_of_qlik_marked(cloud: Simulator, tmp_path: Path) -> None:
    """AWX stores what `--export` prints, and compares `enabled_var` with it. A name may be a template to somebody."""
    fleet = {**FLEET, "organization": True, "unlisted": "add"}
    listed, _said = _inventory(tmp_path, fleet, "--export", marks=True, **_organization(cloud))
    hosts = listed["_meta"]["hostvars"]
    assert {name: each["qlik_tenant_status"] for name, each in hosts.items()} == {
        "acme": "active",
        "birch-us": "missing",
        "extra-eu": "active",
        "gone-us": "deactivated",
    }
    marked = {
        name for each in hosts.values() for name, value in each.items() if "__ansible_unsafe" in json.dumps(value)
    }
    assert marked == {"qlik_name"}
    assert hosts["gone-us"]["qlik_name"] == {"__ansible_unsafe": "Gone"}


def test_tenants_that_the_file_does_not_name_can_be_hosts(cloud: Simulator, tmp_path: Path) -> None:
    content = {"plugin": FLEET["plugin"], "organization": True, "unlisted": "add"}
    listed, said = _inventory(tmp_path, content, **_organization(cloud))
    assert _hosts(listed, "unlisted") == ["acme-eu", "extra-eu", "gone-us"]
    assert _hosts(listed, "status_deactivated") == ["gone-us"]
    assert listed["_meta"]["hostvars"]["gone-us"]["qlik_name"] == "Gone"
    assert "does not name" not in said


def test_one_subscription_of_several(cloud: Simulator, tmp_path: Path) -> None:
    content = {"plugin": FLEET["plugin"], "organization": True, "unlisted": "add", "subscription_id": "2000"}
    listed, _said = _inventory(tmp_path, content, **_organization(cloud))
    assert _hosts(listed, "unlisted") == ["gone-us"]


def test_a_wrong_organization_client_is_said(cloud: Simulator, tmp_path: Path) -> None:
    wrong = _organization(cloud) | {"QLIK_CLOUD_ORGANIZATION_CLIENT_SECRET": "wrong"}
    listed, said = _inventory(tmp_path, {**FLEET, "organization": True}, **wrong)
    assert listed == {}
    assert "console.qlikcloud.test: the OAuth client was refused" in said


def test_a_refused_organization_client_ends_a_playbook(cloud: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "fleet.qlik.yml"
    file.write_text(json.dumps({**FLEET, "organization": True}), encoding="utf-8")
    program = str(Path(sys.executable).with_name("ansible-playbook"))
    wrong = _organization(cloud) | {"QLIK_CLOUD_ORGANIZATION_CLIENT_SECRET": "wrong"}
    known = {"ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build/collections"), "HOME": str(tmp_path)}
    done = commands.run(
        [program, "-i", str(file), "qlikfleet.cloud.converge"], tmp_path, {**os.environ, **known, **wrong}
    )
    assert done.returncode != 0
    assert "the organization client" in " ".join(done.stderr.split())


def test_variables_of_a_group_under_another_name_are_told(tmp_path: Path) -> None:
    """A label becomes a group whose name has no hyphens; who wrote its file by the label is told the name."""
    content = json.loads(json.dumps(FLEET))
    content["regions"]["eu"]["tenants"]["acme"]["labels"]["customer"] = "acme-corp"
    (tmp_path / "group_vars/customer_acme-corp").mkdir(parents=True)
    _listed, said = _inventory(tmp_path, content)
    assert "customer_acme_corp" in said
    assert "customer_acme-corp" in said


@pytest.mark.parametrize(("version", "is_refused"), [("2.18.9", True), ("2.19.0", False), ("2.22.0.dev0", False)])
def test_an_ansible_core_that_is_too_old_is_said(version: str, is_refused: bool) -> None:
    context = pytest.raises(AnsibleError, match=r"needs ansible-core 2\.19") if is_refused else contextlib.nullcontext()
    with context:
        _require_version(version)
