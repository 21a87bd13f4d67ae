# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many exported tenants become a small repository, which plans no change in any of them."""

from __future__ import annotations

import copy
import json
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.layers import merge
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import LAYERS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command, execute
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export import EXPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export_layers import EXPORT_LAYERS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS, READABLE
from tests.integration import beginnings
from tests.integration.clients import client_of
from tests.integration.clouds import OTHERS
from tests.integration.fleets import HOSTS, Fleet
from tests.integration.samples import example_of
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
TENANTS = [f"tenant-{number:02}" for number in range(15)]
GROUPS = {
    "all": TENANTS,
    "region_us": TENANTS[:9],
    "region_eu": TENANTS[9:],
    "region_eu_production": TENANTS[9:],
    "ring_canary": [TENANTS[0], TENANTS[9], TENANTS[10]],
    "unused": [],
}
_KINDS = ["role", "group", "user", "space", "pinned_link", "web_integration", "content_security_policy", "tag", "theme"]
_EXAMPLES = {kind: [example_of(KINDS[kind])] for kind in _KINDS}


class _Loader(yaml.SafeLoader):
    """Reads what Ansible reads."""


_Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def _content(name: str) -> dict[str, list[Object]]:
    """What most tenants have, and what its region, its ring and the tenant have beside or instead of it."""
    others = {kind: things for kind, things in OTHERS.items() if kind != "app"}
    content = copy.deepcopy(merge(KINDS, [others, _EXAMPLES]))
    content["role"] += [{"name": f"Role {number}", "description": "d"} for number in range(25)]
    content["space"] += [{"name": f"Space {number}", "type": "shared", "description": "d"} for number in range(6)]
    content["role"][3]["description"] = "Text {{ not a template }}"
    if name in GROUPS["region_eu"]:
        content["role"][4]["description"] = "European"
        content["space"] += [{"name": "European data", "type": "data"}]
    if name in GROUPS["ring_canary"]:
        content["tag"] += [{"name": "Early"}]
    if name == "tenant-03":
        content["space"][2]["description"] = "Only here"
        content["role"][0]["assigned_scopes"] = ["user_default"]
        content["space"] = [each for each in content["space"] if each["name"] != "Space 3"]
    return content


class Repository:
    """Fifteen tenants, and the folder that they are exported to."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator, self.folder = simulator, folder
        self.dest = folder / "fleet"
        hosts = [str(each["hostname"]) for each in simulator.ready["tenants"]]
        self.clients = {name: client_of(simulator, host) for name, host in zip(TENANTS, hosts, strict=True)}

    def converge(self, name: str, blueprint: Object, *, check: bool) -> list[t.Any]:
        outcome = Tenant(self.clients[name], READABLE).converge(validated(KINDS, blueprint), Terms(check=check))
        assert outcome.failures == []
        return outcome.changes

    def export(self, name: str) -> str:
        region = self.simulator.ready["regions"]["us"]
        result = _execute(
            EXPORT,
            hostname=self.clients[name].host,
            domain=self.simulator.ready["domain"],
            proxy=self.simulator.proxy,
            ca_path=self.simulator.ca,
            client_id=region["client_id"],
            client_secret=region["client_secret"],
            dest=str(self.folder / "single" / name),
            kinds=_KINDS,
        )
        return str(result["dest"])

    def lift(self, exports: dict[str, str], *, check: bool = False, **options: t.Any) -> Object:
        given = {"exports": exports, "groups": GROUPS, "dest": str(self.dest), **options}
        return _execute(EXPORT_LAYERS, check=check, **given)

    def layered(self, name: str) -> Object:
        """The blueprint of a tenant, as Ansible and the merge put it together."""
        groups = [group for layer in LAYERS for group in GROUPS if group.startswith(layer) and name in GROUPS[group]]
        folders = ["group_vars/all", *(f"group_vars/{group}" for group in groups), f"host_vars/{name}"]
        return merge(KINDS, [self._layer(self.dest / folder) for folder in folders])

    @staticmethod
    def _layer(folder: Path) -> Object:
        path = folder / "blueprint.yml"
        if not path.exists():
            return {}
        text = path.read_text(encoding="utf-8").replace("blueprint.files/", f"{folder}/blueprint.files/")
        return next(iter(yaml.load(text, _Loader).values()), {})


def _execute(command: Command, *, check: bool = False, **given: t.Any) -> Object:
    checked = ArgumentSpecValidator(command.argument_spec).validate(given)
    assert not checked.error_messages
    return execute(command, Context(dict(checked.validated_parameters), check_mode=check, diff=True))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Repository]:
    folder = tmp_path_factory.mktemp("cloud")
    file = folder / "cloud.json"
    file.write_text(json.dumps({"regions": {"us": {"tenants": TENANTS}}}), encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        yield Repository(simulator, folder)


def test_fifteen_tenants_become_a_small_repository(repository: Repository) -> None:
    for name in TENANTS:
        repository.converge(name, _content(name), check=False)
    exports = {name: repository.export(name) for name in TENANTS}
    check = repository.lift(exports, check=True)
    assert not repository.dest.exists()
    done = repository.lift(exports)
    assert done == check
    assert done["lines"]["written"] * 8 <= done["lines"]["exported"]
    assert done["lines"]["exported"] == sum(
        len(Path(path).read_text("utf-8").splitlines()) for path in exports.values()
    )
    written = sorted(str(path.relative_to(repository.dest)) for path in repository.dest.rglob("*") if path.is_file())
    # A region cannot have what tenant-03 lacks, so the others have it themselves.
    assert written == [
        "group_vars/all/blueprint.files/theme/Corporate theme.zip",
        *(f"group_vars/{group}/blueprint.yml" for group in ("all", "region_eu", "ring_canary")),
        *(f"host_vars/{name}/blueprint.yml" for name in GROUPS["region_us"]),
    ]
    for name in TENANTS:
        assert repository.converge(name, repository.layered(name), check=True) == []
    assert repository.lift(exports)["changed"] is False
    _require_a_change_to_be_small(repository, exports)


def _require_a_change_to_be_small(repository: Repository, exports: dict[str, str]) -> None:
    """A theme that differs in one tenant is stored there too, and what ends is removed."""
    path = Path(exports["tenant-04"])
    (path.parent / "blueprint.files/theme/Corporate theme.zip").write_bytes(b"another")
    result = repository.lift(exports)
    assert [each["header"].rpartition("/fleet/")[2] for each in result["diff"]] == ["host_vars/tenant-04/blueprint.yml"]
    assert "blueprint.files/theme" in result["diff"][0]["after"]
    assert (
        repository.dest / "host_vars/tenant-04/blueprint.files/theme/Corporate theme.zip"
    ).read_bytes() == b"another"
    repository.lift(exports | {"tenant-04": exports["tenant-05"]})
    assert not [path for path in (repository.dest / "host_vars/tenant-04").rglob("*.zip") if path.is_file()]


def _exported(folder: Path, **tenants: str) -> dict[str, str]:
    for name, text in tenants.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "blueprint.yml").write_text(text, encoding="utf-8")
    return {name: str(folder / name / "blueprint.yml") for name in tenants}


_TEXT = "---\n# What a has.\n#\n# Not here:\n#   role A: because\nqlik_blueprint_tenant:\n  tag:\n    - name: T\n"
_BOTH = {"all": ["a", "b"]}


def test_what_would_change_other_tenants_is_refused(tmp_path: Path) -> None:
    exports = _exported(tmp_path / "single", a=_TEXT, b=_TEXT)
    options = {"exports": exports, "groups": _BOTH, "dest": str(tmp_path / "fleet")}
    _exported(tmp_path / "fleet/host_vars", other=_TEXT)
    assert "also has other, which share the layers" in _execute(EXPORT_LAYERS, **options)["msg"]
    _exported(tmp_path / "hand/group_vars", all="---\nqlik_blueprint_fleet: {}\n")
    result = _execute(EXPORT_LAYERS, **options | {"dest": str(tmp_path / "hand")})
    assert "all/blueprint.yml was not written by an export" in result["msg"]
    twice = options | {"dest": str(tmp_path / "new"), "groups": {**_BOTH, "ring_1": ["a", "b"], "ring_2": ["a", "c"]}}
    assert "a is in several groups of ring: ring_1, ring_2." in _execute(EXPORT_LAYERS, **twice)["msg"]
    assert not (tmp_path / "new").exists()


def test_comments_and_warnings_are_lifted_too(tmp_path: Path) -> None:
    exports = _exported(tmp_path / "single", a=_TEXT, b=_TEXT.replace("has.", "has.").replace("role A", "role B"))
    groups = {"all": ["a", "b", "c"]}
    result = _execute(EXPORT_LAYERS, exports=exports, groups=groups, dest=str(tmp_path / "fleet"))
    assert result["warnings"] == ["group_vars/all also applies to c, which this run did not export."]
    assert (tmp_path / "fleet/group_vars/all/blueprint.yml").read_text("utf-8") == (
        "---\n# What the tenants of the group all have in common.\nqlik_blueprint_fleet:\n  tag:\n    - name: T\n"
    )
    assert "#   role B: because\n" in (tmp_path / "fleet/host_vars/b/blueprint.yml").read_text("utf-8")


def test_the_playbook_writes_layers(fleet: Fleet) -> None:
    beginnings.converged(fleet)
    layers = ("-e", '{"export_layers": ["fleet", "region", "ring", "customer"]}', "-e", f"export_to={fleet.folder}/new")
    assert "lines of 3 exports" in fleet.play("export", *layers)
    assert fleet.writes == 0
    for path in fleet.folder.glob("group_vars/*/blueprint.yml"):
        path.unlink()
    for path in fleet.folder.glob("new/*_vars/*/blueprint.yml"):
        (fleet.folder / path.relative_to(fleet.folder / "new")).parent.mkdir(parents=True, exist_ok=True)
        path.rename(fleet.folder / path.relative_to(fleet.folder / "new"))
    assert fleet.play("converge", "--check").count("changed=0") == HOSTS
