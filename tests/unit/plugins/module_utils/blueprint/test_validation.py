# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a blueprint may say, and how it is told what is wrong with it."""

from __future__ import annotations

import re
import typing as t
from datetime import date

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from hypothesis import event, given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import (
    completed,
    given_only,
    validated,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

pytestmark = pytest.mark.every_core

SPACE = {"name": "Finance", "type": "shared"}


@pytest.mark.parametrize(
    ("blueprint", "said"),
    [
        ({"spaces": [SPACE]}, "there is no kind 'spaces'; did you mean space?"),
        (
            {"space": [{**SPACE, "descriptions": "x"}]},
            "space 1 (Finance): unknown option descriptions; did you mean desc",
        ),
        ({"space": [{**SPACE, "type": "open"}]}, "space 1 (Finance): value of type must be one of"),
        ({"space": [{"type": "shared"}]}, "space 1: missing required arguments: name"),
        ({"space": [{"name": None}]}, "space 1: name cannot be null"),
        ({"space": [{**SPACE, "type": None}]}, "space 1 (Finance): type cannot be null"),
        ({"space": [SPACE, SPACE]}, "space Finance is declared twice"),
        ({"tenant_settings": [{}, {}]}, "tenant_settings is declared twice"),
        ({"space": [{"name": "New", "was": "Old"}, {"name": "Old"}]}, "space New: was: space Old is declared too"),
        (
            {"space": [{"name": "New", "was": "Old"}, {"name": "Newer", "was": "Old"}]},
            "space Newer: was: space Old is the earlier name of another object too",
        ),
        (
            {"space": [{**SPACE, "members": [{"name": "a", "roles": ["producer", "operator"]}]}]},
            "space 1 (Finance): a shared space has no role operator (member a); it has consumer,",
        ),
        ({"space": "Finance"}, "space must be a list of objects"),
        ({"space": ["Finance"]}, "space 1 must be a dictionary of options"),
    ],
)
def test_what_is_wrong_is_said_with_the_object(blueprint: dict[str, t.Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        validated(KINDS, blueprint)
    assert said in raised.value.message


@pytest.mark.parametrize(
    ("kind", "thing", "said"),
    [
        ("space", {"name": True}, "space 1: name must be a text, and is the boolean true; put it in quotes"),
        ("group", {"name": 1.1}, "group 1: name must be a text, and is a number; put it in quotes"),
        ("space", {"name": date(2026, 1, 1)}, "space 1: name must be a text, and is a date; put it in quotes"),
        ("space", {"name": ["a", "b"]}, "space 1: name must be a text, and is a list"),
        ("space", {**SPACE, "description": {}}, "space 1 (Finance): description must be a text, and is a dictionary"),
        (
            "role",
            {"name": "R", "assigned_scopes": ["a", False]},
            "assigned_scopes 2 must be a text, and is the boolean",
        ),
        ("role", {"name": "R", "assigned_scopes": 5}, "assigned_scopes 1 must be a text, and is a number"),
        ("role", {"name": "R", "assigned_scopes": [None]}, "assigned_scopes 1 must be a text, and is null"),
        ("role", {"name": "R", "assigned_scopes": {"a": 1}}, "assigned_scopes must be a list, and is a dictionary"),
        ("space", {**SPACE, "members": {"name": "x"}}, "members must be a list, and is a dictionary"),
        ("space", {**SPACE, "members": ["anna"]}, "members 1 must be a dictionary, and is a text"),
        ("space", {**SPACE, "members": [{"name": 7}]}, "members 1: name must be a text, and is a number"),
        ("space", {**SPACE, "members": [{"name": "x", "roles": [True]}]}, "members 1: roles 1 must be a text"),
        ("space", {**SPACE, "purge_members": "perhaps"}, "purge_members must be true or false, and is a text"),
        (
            "oauth_client",
            {"client_name": "C", "connection_config": {"consent_method": True}},
            "connection_config: consent_method must be a text, and is the boolean true",
        ),
        ("oauth_client", {"client_name": "C", "connection_config": "x"}, "connection_config must be a dictionary"),
    ],
)
def test_a_value_of_another_type_is_refused_in_the_words_of_yaml(kind: str, thing: Object, said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        validated(KINDS, {kind: [thing]})
    assert said in raised.value.message
    assert not re.search(r"<class|'(str|list|bool|dict|int)'|True|None|type (str|list|bool)", raised.value.message)


def test_a_text_that_can_only_mean_a_value_is_that_value() -> None:
    (given,) = validated(
        KINDS, {"space": {**SPACE, "purge_members": "yes", "members": [{"name": "x", "roles": "consumer"}]}}
    )["space"]
    assert (given["purge_members"], given["members"][0]["roles"]) == (True, ["consumer"])


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ConfigurationError) as raised:
        validated(KINDS, {"spaces": [], "space": [{"nme": 1}], "role": [{}]})
    assert all(said in raised.value.message for said in ("'spaces'", "nme", "role 1"))


def test_null_clears_and_not_given_keeps() -> None:
    (given,) = validated(KINDS, {"space": [{**SPACE, "description": None, "members": None}]})["space"]
    assert (given["description"], given["members"]) == (None, [])
    assert "owner" not in given


def test_an_object_alone_is_a_list_of_one() -> None:
    assert validated(KINDS, {"space": SPACE}) == validated(KINDS, {"space": [SPACE]})


_SPECS = {name: kind.argument_spec() for name, kind in KINDS.items()}
_ANYTHING = st.none() | st.booleans() | st.integers(0, 9) | st.text("ab1", max_size=2)
_TYPES = {
    **dict.fromkeys(("str", "path"), st.text("ab", max_size=2)),
    "bool": st.booleans(),
    "int": st.integers(0, 9),
    "dict": st.just({}),
}


def _things(options: Object) -> st.SearchStrategy[Object]:
    """Objects of which most are right."""
    given_ = {name: _values(option) for name, option in options.items()}
    required = {name: given_[name] for name, option in options.items() if option.get("required")}
    optional = {name: value for name, value in given_.items() if name not in required}
    wrong = st.fixed_dictionaries({}, optional={**given_, "nonsense": _ANYTHING})
    return _mostly(st.fixed_dictionaries(required, optional=optional), wrong)


def _values(option: Object) -> st.SearchStrategy[t.Any]:
    """Values of an option, most of them as it says."""
    if "choices" in option:
        one = st.sampled_from(option["choices"])
    elif "options" in option:
        one = _things(option["options"])
    else:
        one = _TYPES[option.get("elements", option["type"])]
    right = st.lists(one, max_size=2) if option["type"] == "list" else one
    return _mostly(right, _ANYTHING | st.lists(_ANYTHING, max_size=2))


def _mostly(usual: st.SearchStrategy[t.Any], other: st.SearchStrategy[t.Any]) -> st.SearchStrategy[t.Any]:
    return st.integers(0, 19).flatmap(lambda number: other if number == 19 else usual)


@given(st.data())
def test_what_is_right_is_completed_as_the_validator_of_ansible_core_does_it(data: st.DataObject) -> None:
    options = _SPECS[data.draw(st.sampled_from(sorted(_SPECS)))]
    thing = data.draw(_things(options))
    result = completed(options, thing)
    event("completed" if result else "left to the validator")
    if result:
        checked = ArgumentSpecValidator(options).validate(thing)
        assert (result, []) == (given_only(checked.validated_parameters), checked.error_messages)


def test_an_ordinary_object_is_not_left_to_the_validator() -> None:
    member = {"type": "group", "name": "Analysts", "roles": ["consumer"]}
    assert completed(_SPECS["space"], {**SPACE, "members": [member]})
