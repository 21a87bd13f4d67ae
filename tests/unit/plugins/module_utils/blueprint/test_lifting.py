# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How what tenants have in common is lifted into layers, which the real merge puts together again."""

from __future__ import annotations

import copy
import typing as t

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.layers import merge
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.lifting import lift, unordered
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.writing import Variable, as_yaml, from_yaml
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
Blueprint = dict[str, list[Object]]

_ROLES = st.lists(st.sampled_from(["consumer", "producer", "facilitator"]), unique=True, max_size=2)
_MEMBER = st.fixed_dictionaries(
    {"name": st.sampled_from("xy")}, optional={"roles": _ROLES, "type": st.sampled_from(["group", "user"])}
)
_SPACE = st.fixed_dictionaries(
    {"name": st.sampled_from("abc")},
    optional={
        "description": st.sampled_from(["d", "e", Variable("d")]),
        "type": st.sampled_from(["shared", "data"]),
        "members": st.lists(_MEMBER, max_size=3, unique_by=lambda each: (each["name"], each.get("type", "user"))),
    },
)
_LINK = st.fixed_dictionaries(
    {"name": st.sampled_from("pq")}, optional={"link": st.sampled_from(["1", "2"]), "open_in_new": st.booleans()}
)
_SETTINGS = st.fixed_dictionaries({}, optional={"a": st.sampled_from([1, True, None]), "b": st.just({"c": [{}]})})
_BLUEPRINT = st.fixed_dictionaries(
    {},
    optional={
        "space": st.lists(_SPACE, max_size=3, unique_by=lambda each: each["name"]),
        "pinned_link": st.lists(_LINK, max_size=2, unique_by=lambda each: each["name"]),
        "tenant_settings": st.lists(_SETTINGS, max_size=1),
    },
)
_TENANTS = "abcdefg"


@st.composite
def _fleets(draw: st.DrawFn) -> tuple[dict[str, Blueprint], dict[str, list[str]]]:
    """Tenants that begin alike, and groups of all tenants, of regions and of rings, which cross each other."""
    tenants = _TENANTS[: draw(st.integers(1, 7))]
    kinds = draw(st.lists(_BLUEPRINT, min_size=1, max_size=3))
    blueprints = {tenant: copy.deepcopy(draw(st.sampled_from(kinds))) for tenant in tenants}
    groups = {"all": list(tenants)}
    for layer in ("region", "ring"):
        for tenant in tenants:
            groups.setdefault(f"{layer}_{draw(st.sampled_from('123'))}", []).append(tenant)
    return blueprints, {name: groups[name] for name in sorted(groups)}


@given(_fleets())
def test_the_layers_merge_to_exactly_what_each_tenant_has(
    fleet: tuple[dict[str, Blueprint], dict[str, list[str]]],
) -> None:
    blueprints, groups = fleet
    before = repr(blueprints)
    lifted = lift(KINDS, blueprints, groups)
    assert repr(blueprints) == before
    for tenant, blueprint in blueprints.items():
        layers = [lifted.groups.get(name, {}) for name, members in groups.items() if tenant in members]
        merged = merge(KINDS, [*layers, lifted.tenants.get(tenant, {})])
        assert unordered(KINDS, merged) == unordered(KINDS, merge(KINDS, [blueprint]))


def _space(**options: t.Any) -> Blueprint:
    return {"space": [{"name": "A", **options}]}


def _lifted(*blueprints: Blueprint, **groups: str) -> tuple[Object, Object]:
    tenants = dict(zip(_TENANTS, blueprints, strict=False))
    lifted = lift(KINDS, tenants, {"all": list(tenants), **{name: list(members) for name, members in groups.items()}})
    return lifted.groups, lifted.tenants


def test_what_all_have_stands_once() -> None:
    assert _lifted(*[_space(type="shared")] * 3) == ({"all": _space(type="shared")}, {})


def test_most_decide_and_the_others_override() -> None:
    same, other = _space(type="shared", owner="o"), _space(type="data", owner="o")
    assert _lifted(same, same, same, other) == ({"all": _space(type="shared", owner="o")}, {"d": _space(type="data")})


def test_half_of_the_tenants_decide_nothing() -> None:
    groups, tenants = _lifted(_space(type="x"), _space(type="x"), _space(type="y"), _space(type="z"))
    assert groups == {}
    assert [blueprint["space"][0]["type"] for blueprint in tenants.values()] == ["x", "x", "y", "z"]


def test_what_one_lacks_is_lifted_to_the_groups_that_have_it() -> None:
    """A layer cannot take an object away: `state: absent` would delete what somebody makes there later."""
    groups, tenants = _lifted(*[_space(type="x")] * 4, {}, region_1="ab", region_2="cd", region_3="e")
    assert (groups, tenants) == ({"region_1": _space(type="x"), "region_2": _space(type="x")}, {})


def test_an_option_that_one_lacks_is_not_cleared() -> None:
    groups, tenants = _lifted(_space(type="x", owner="o"), _space(type="x", owner="o"), _space(type="x"))
    assert groups == {"all": _space(type="x")}
    assert tenants == {"a": _space(owner="o"), "b": _space(owner="o")}


def test_a_list_that_differs_replaces_the_usual_one() -> None:
    usual, other = {"role": [{"name": "R", "assigned_scopes": ["s"]}]}, {"role": [{"name": "R", "assigned_scopes": []}]}
    groups, tenants = _lifted(usual, usual, other)
    assert groups == {"all": usual}
    assert tenants == {"c": {"role": [{"name": "R", "assigned_scopes": {"override": []}}]}}


def test_members_are_lifted_one_by_one() -> None:
    one, two = {"name": "x", "roles": ["consumer"]}, {"name": "y", "roles": ["producer"]}
    groups, tenants = _lifted(_space(members=[one]), _space(members=[one, two]), _space(members=[two, one]))
    assert groups == {"all": _space(members=[one])}
    assert tenants == {"b": _space(members=[two]), "c": _space(members=[two])}


def test_narrower_groups_override_wider_ones() -> None:
    groups, tenants = _lifted(*[_space(type="x")] * 5, _space(type="y"), _space(type="y"), ring_1="fg")
    assert (groups, tenants) == ({"all": _space(type="x"), "ring_1": _space(type="y")}, {})


def test_references_and_data_that_looks_like_one_stay_apart() -> None:
    """Both are lifted, but not as one."""
    variable, text = _space(description=Variable("d")), _space(description="{{ d }}")
    assert _lifted(variable, variable, text)[1] == {"c": text}
    written = as_yaml({"one": variable, "other": text}, ["Head", "", "  more"])
    read, comments = from_yaml(written)
    assert (type(read["one"]["space"][0]["description"]), comments) == (Variable, ["Head", "", "  more"])
    assert not isinstance(read["other"]["space"][0]["description"], Variable)
    assert as_yaml(read, comments) == written


@pytest.mark.parametrize("text", ["---\na: '{{ b + c }}'\n", "---\na: [\n"])
def test_what_no_export_writes_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError):
        from_yaml(text)


@given(st.dictionaries(st.text("ab", min_size=1), st.text("a{}%# \n'\"", max_size=9), max_size=3))
def test_texts_are_read_as_they_were_written(texts: dict[str, str]) -> None:
    assert from_yaml(as_yaml(texts))[0] == texts
    assert yaml.safe_load(as_yaml({"a": 1})) == {"a": 1}
