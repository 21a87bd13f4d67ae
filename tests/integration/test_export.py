# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant becomes files, and files become a tenant, for each kind of the registry."""

from __future__ import annotations

import copy
import json
import tempfile
import typing as t
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export import EXPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, is_hidden
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from tests.integration import beginnings
from tests.integration.clouds import Cloud
from tests.integration.fleets import HOSTS, Fleet
from tests.integration.samples import another, example_of, examples_of

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
EXPORTED = [name for name, kind in KINDS.items() if not kind.inside]


class _Loader(yaml.SafeLoader):
    """Reads what Ansible reads."""


_Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def _export(cloud: Cloud, dest: Path, *, check: bool = False, fails: bool = False, **options: t.Any) -> Object:
    result = cloud.run(EXPORT, check=check, dest=str(dest), **options)
    assert bool(result.get("failed")) is fails, result
    return result


def _read(dest: Path, secrets: Object) -> dict[str, list[Object]]:
    """What a run would have of the file: paths are found beside it, and variables have their values."""
    text = (dest / "blueprint.yml").read_text(encoding="utf-8")
    for name, value in secrets.items():
        text = text.replace(f'"{{{{ {name} }}}}"', json.dumps(value))
    text = text.replace("blueprint.files/", f"{dest}/blueprint.files/")
    return t.cast(dict[str, list[Object]], yaml.load(text, _Loader)["qlik_blueprint_tenant"])


def _secrets(result: Object, kind: Kind, wanted: Object) -> Object:
    """For each variable the value that the example has."""
    return {name: wanted.get(about["option"], "unknown") for name, about in result["secrets"].items()}


@pytest.mark.parametrize("name", EXPORTED)
def test_what_is_exported_is_what_is_there(cloud: Cloud, tmp_path: Path, name: str) -> None:
    kind, wanted = KINDS[name], example_of(KINDS[name])
    cloud.make(kind, wanted)
    writes = cloud.client.writes_sent
    result = _export(cloud, tmp_path)
    assert result["counts"].get(name), result["left_out"]
    exported = _read(tmp_path, _secrets(result, kind, wanted))
    assert cloud.converge(exported, check=True).changes == []
    assert cloud.client.writes_sent == writes
    assert _export(cloud, tmp_path)["changed"] is False


def _is_missing(option: Field) -> bool:
    """Secrets, and the content of files that Qlik does not answer."""
    return is_hidden(option) or (option.type == "path" and not option.download)


@pytest.mark.parametrize("name", EXPORTED)
def test_another_tenant_becomes_the_same(cloud: Cloud, tmp_path: Path, name: str) -> None:
    """What Qlik makes itself is there in both; what the file does not say is what Qlik takes by itself."""
    kind, wanted = KINDS[name], example_of(KINDS[name])
    cloud.make(kind, wanted)
    result = _export(cloud, tmp_path / "one")
    exported = _read(tmp_path / "one", _secrets(result, kind, wanted))
    (thing,) = [each for each in exported[name] if kind.key_of(each) == kind.key_of({**each, **wanted})][:1]
    thing |= {
        option.name: wanted[option.name] for option in kind.fields if _is_missing(option) and option.name in wanted
    }
    cloud.begin()
    assert cloud.converge({name: exported[name]}).failures == []
    _export(cloud, tmp_path / "other")
    one, other = ((tmp_path / each / "blueprint.yml").read_text(encoding="utf-8") for each in ("one", "other"))
    assert one == other


@st.composite
def _tenants(draw: st.DrawFn) -> dict[str, Object]:
    """An object of each of some kinds: an example with other values, and without some of its options."""
    names = draw(st.lists(st.sampled_from(EXPORTED), min_size=1, max_size=8, unique=True))
    return {name: _varied(draw, KINDS[name]) for name in sorted(names)}


def _varied(draw: st.DrawFn, kind: Kind) -> Object:
    examples = [each for each in examples_of(kind) if each.get("state") != "absent" and not each.get("was")]
    thing = draw(st.sampled_from(examples[:1] + [each for each in examples[1:] if each.keys() >= examples[0].keys()]))
    changeable = [
        option
        for option in kind.fields
        if option.name in thing and option.name not in kind.key and not (option.required or option.along)
    ]
    for option in changeable:
        change = draw(st.sampled_from(["none", "none", "none", "another", "without"]))
        value = another(kind, option, thing) if change == "another" and option.is_readable else None
        if value is not None:
            thing = {**thing, option.name: value}
        elif change == "without":
            thing = {name: part for name, part in thing.items() if name != option.name}
    assume(not kind.faults(thing))
    return thing


@settings(
    max_examples=8,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(_tenants())
def test_random_tenants_are_exported_and_become_the_same(cloud: Cloud, tenant: dict[str, Object]) -> None:
    cloud.begin()
    wanted = {name: [thing] for name, thing in tenant.items()}
    assume(cloud.converge(copy.deepcopy(wanted)).failures == [])
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder, "one"), Path(folder, "other")
        result = _export(cloud, one)
        secrets = {name: _secret(tenant, about) for name, about in result["secrets"].items()}
        exported = _read(one, secrets)
        assert cloud.converge(copy.deepcopy(exported), check=True).changes == []
        for name, thing in tenant.items():
            _complete(KINDS[name], exported.get(name, []), thing)
        cloud.begin()
        assert cloud.converge(exported).failures == []
        _export(cloud, other)
        assert (one / "blueprint.yml").read_text("utf-8") == (other / "blueprint.yml").read_text("utf-8")


def _secret(tenant: dict[str, Object], about: Object) -> t.Any:
    thing = tenant.get(about["object"].split(" ")[0], {})
    return thing.get(about["option"], "unknown")


def _complete(kind: Kind, things: list[Object], wanted: Object) -> None:
    """Add what Qlik does not answer."""
    missing = {each.name: wanted[each.name] for each in kind.fields if _is_missing(each) and each.name in wanted}
    for thing in things:
        if kind.key_of(thing) == kind.key_of({**thing, **wanted}):
            thing.update(missing)


def test_the_file_reads_as_if_a_person_had_written_it(cloud: Cloud, tmp_path: Path) -> None:
    space = {"name": "Finance", "type": "shared", "description": "What {{ we }} earn\nand spend", "owner": "auth0|anna"}
    analysts = {"type": "group", "name": "Analysts", "roles": ["consumer"]}
    bert = {"name": "auth0|bert", "roles": ["producer", "consumer"]}
    assert cloud.converge({"space": [{**space, "members": [bert, analysts]}]}).failures == []
    result = _export(cloud, tmp_path, kinds=["space", "group"])
    assert result["counts"] == {"group": 1, "space": 2}
    text = (tmp_path / "blueprint.yml").read_text(encoding="utf-8")
    assert (
        text.partition("qlik_blueprint_tenant:")[2]
        == """
  group:
    - name: Analysts
      provider_type: custom
  space:
    - name: Finance
      type: shared
      description: !unsafe |-
        What {{ we }} earn
        and spend
      owner: auth0|anna
      members:
        - type: group
          name: Analysts
          roles:
            - consumer
        - name: auth0|bert
          roles:
            - consumer
            - producer
    - name: Reports
      type: shared
"""
    )


def test_what_the_file_cannot_say_is_listed(cloud: Cloud, tmp_path: Path) -> None:
    cloud.make(KINDS["webhook"], example_of(KINDS["webhook"]))
    result = _export(cloud, tmp_path)
    text = (tmp_path / "blueprint.yml").read_text(encoding="utf-8")
    reasons = {each["object"]: each["reason"] for each in result["left_out"]}
    assert reasons["role TenantAdmin"] == "Qlik made it or needs it unchanged"
    assert [title for title, reason in reasons.items() if f"#   {title}: {reason}\n" not in text] == []
    assert "qlikbot" not in text


def test_a_check_says_what_would_be_written(cloud: Cloud, tmp_path: Path) -> None:
    cloud.make(KINDS["theme"], example_of(KINDS["theme"]))
    check = _export(cloud, tmp_path / "new", check=True)
    assert check["changed"] is True
    assert list(tmp_path.iterdir()) == []
    done = _export(cloud, tmp_path / "new")
    assert check == done
    files = [str(path) for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert sorted(files) == sorted([done["dest"], *done["files"]])


def test_a_kind_that_there_is_not_is_named(cloud: Cloud, tmp_path: Path) -> None:
    result = _export(cloud, tmp_path, fails=True, kinds=["spaces"])
    assert result["msg"] == "kinds: there is no kind 'spaces'; did you mean space?"


def test_the_playbook_takes_tenants_over(fleet: Fleet) -> None:
    beginnings.converged(fleet)
    fleet.play("export", "-e", f"export_to={fleet.folder}")
    assert fleet.writes == 0
    output = fleet.play("converge", "--check", "-e", "qlik_layers=tenant")
    assert output.count("changed=0") == HOSTS
    assert "changed=0" in fleet.play("export", "-e", f"export_to={fleet.folder}", limit="acme-eu")
