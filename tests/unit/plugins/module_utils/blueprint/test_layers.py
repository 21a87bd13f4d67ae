# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the layers of a blueprint are laid over each other."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.layers import (
    indexed,
    lay_over,
    merge,
    repeated,
    sources,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS

pytestmark = pytest.mark.every_core

Layer = dict[str, t.Any]
_ROLES = st.lists(st.sampled_from(["consumer", "producer"]), unique=True, max_size=2)
_SET = st.one_of(_ROLES, st.none(), _ROLES.map(lambda roles: {"override": roles}))
_MEMBERS = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("xy")}, optional={"roles": _SET, "type": st.just("group")}),
    max_size=2,
)
_SPACE = st.fixed_dictionaries(
    {"name": st.sampled_from("abc")},
    optional={
        "description": st.one_of(st.none(), st.text("xyz", max_size=2)),
        "members": st.one_of(_MEMBERS, st.none(), _MEMBERS.map(lambda members: {"override": members})),
        "state": st.sampled_from(["present", "absent"]),
    },
)
_ROLE = st.fixed_dictionaries({"name": st.just("R")}, optional={"assigned_scopes": _SET})
LAYERS = st.lists(
    st.fixed_dictionaries({}, optional={"space": st.lists(_SPACE, max_size=3), "role": st.lists(_ROLE, max_size=2)}),
    max_size=4,
)


def _space(**options: t.Any) -> Layer:
    return {"space": [{"name": "A", **options}]}


def _role(scopes: t.Any) -> Layer:
    return {"role": [{"name": "R", "assigned_scopes": scopes}]}


@pytest.mark.parametrize(
    ("layers", "merged"),
    [
        ([_space(type="shared"), _space(description="d")], _space(type="shared", description="d")),
        ([_space(description="below"), _space(description="above")], _space(description="above")),
        ([_space(description="below"), _space(description=None)], _space(description=None)),
        ([_space(), _space(state="absent")], _space(state="absent")),
        ([_role(["a", "b"]), _role(["b", "c"])], _role(["a", "b", "c"])),
        ([_role(["a"]), _role({"override": ["c"]})], _role(["c"])),
        ([_role(["a"]), _role({"override": ["c"]}), _role(["d"])], _role(["c", "d"])),
        ([_role(["a"]), _role(None)], _role([])),
        (
            [
                _space(members=[{"name": "x", "roles": ["consumer"]}]),
                _space(members=[{"name": "y"}, {"name": "x", "roles": ["producer"]}]),
            ],
            _space(members=[{"name": "x", "roles": ["consumer", "producer"]}, {"name": "y"}]),
        ),
        (
            [_space(members=[{"name": "x"}]), _space(members={"override": [{"name": "y"}]})],
            _space(members=[{"name": "y"}]),
        ),
        # The type of a member is part of its key, and has a default.
        (
            [
                _space(members=[{"name": "x"}]),
                _space(members=[{"name": "x", "type": "group"}, {"name": "x", "type": "user"}]),
            ],
            _space(members=[{"name": "x", "type": "user"}, {"name": "x", "type": "group"}]),
        ),
        ([{"space": {"name": "A"}}, None or {}], _space()),
        (
            [{"tenant_settings": [{"a": 1}]}, {"nothing": ["such"]}],
            {"tenant_settings": [{"a": 1}], "nothing": ["such"]},
        ),
    ],
)
def test_layers_merge(layers: list[Layer], merged: Layer) -> None:
    assert merge(KINDS, layers) == merged


@given(LAYERS)
def test_merging_in_steps_is_merging_at_once(layers: list[Layer]) -> None:
    """Layers are associative, whichever of them override or clear."""
    parts = [indexed(KINDS, layer) for layer in layers]
    for cut in range(len(parts) + 1):
        left: t.Any = {}
        for part in parts[:cut]:
            left = lay_over(KINDS, left, part)
        right: t.Any = {}
        for part in parts[cut:]:
            right = lay_over(KINDS, right, part)
        whole: t.Any = {}
        for part in parts:
            whole = lay_over(KINDS, whole, part)
        assert lay_over(KINDS, left, right) == whole


@given(LAYERS)
def test_the_layers_given_are_left_as_they_are(layers: list[Layer]) -> None:
    before = repr(layers)
    merge(KINDS, layers)
    assert repr(layers) == before


def test_sources_name_the_layers_of_each_value() -> None:
    found = sources(
        KINDS, {"fleet": _role(["a"]), "ring": _role(["b"]), "tenant": {"role": [{"name": "R", "description": "d"}]}}
    )
    assert found["role", ("R",), "assigned_scopes"] == ["fleet", "ring"]
    assert found["role", ("R",), "description"] == ["tenant"]
    assert found["role", ("R",), "name"] == ["tenant"]


_MEMBER = {"name": "x", "type": "group"}


@pytest.mark.parametrize(
    ("layer", "titles"),
    [
        ({"space": [{"name": "A", "type": "shared"}, {"name": "B"}, {"name": "A", "type": "managed"}]}, ["space A"]),
        ({"tenant_settings": [{}, {}]}, ["tenant_settings"]),
        (_space(members=[_MEMBER, {"name": "x"}, _MEMBER]), ["space A: space member group x"]),
        (_space(members={"override": [_MEMBER, _MEMBER]}), ["space A: space member group x"]),
        ({"space": [{"name": ["A"]}, {"name": ["A"]}, "nonsense"]}, ["space ['A']"]),
        ({"space": [{"name": True}, {"name": 1}], "nothing": [1, 1], "role": None}, []),
        ({"space": [{"name": "A"}, {"name": "B"}]}, []),
    ],
)
def test_what_one_layer_declares_twice_is_found(layer: Layer, titles: list[str]) -> None:
    assert [title for _kind, title, _thing in repeated(KINDS, layer)] == titles


@pytest.mark.parametrize(
    "layer", [{"space": True}, {"space": "A"}, {"space": [{"name": ["A"]}]}, _space(members=["x"]), {"space": [None]}]
)
def test_what_is_no_object_is_left_to_the_validation(layer: Layer) -> None:
    with pytest.raises(ConfigurationError):
        validated(KINDS, merge(KINDS, [_space(members=[_MEMBER]), layer]))
