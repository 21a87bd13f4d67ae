# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a blueprint may say, and how it is told what is wrong with it."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.validation import validated

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
        ({"space": "Finance"}, "space must be a list of objects"),
        ({"space": ["Finance"]}, "space 1 must be a dictionary of options"),
    ],
)
def test_what_is_wrong_is_said_with_the_object(blueprint: dict[str, t.Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        validated(blueprint)
    assert said in raised.value.message


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ConfigurationError) as raised:
        validated({"spaces": [], "space": [{"nme": 1}], "role": [{}]})
    assert all(said in raised.value.message for said in ("'spaces'", "nme", "role 1"))


def test_null_clears_and_not_given_keeps() -> None:
    (given,) = validated({"space": [{**SPACE, "description": None, "members": None}]})["space"]
    assert (given["description"], given["members"], given["owner"]) == ("", [], None)


def test_an_object_alone_is_a_list_of_one() -> None:
    assert validated({"space": SPACE}) == validated({"space": [SPACE]})
