# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of other programs: members without a value come and go, and values are laid over others."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import laid_over, without_blanks


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ({"a": None, "b": "", "c": {}, "d": [], "e": False, "f": {"g": None}}, None),
        ({"a": 0, "b": [{"c": ""}, 1]}, {"a": 0, "b": [None, 1]}),
        ([], None),
        ({"a": True}, {"a": True}),
    ],
)
def test_what_has_no_value_goes(value: t.Any, left: t.Any) -> None:
    assert without_blanks(value) == left


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}, {"a": {"b": 1, "c": 3}}),
        ([{"a": 1, "b": 2}], [{"b": 3}], [{"a": 1, "b": 3}]),
        ([1, 2], [3], [3]),
        ({"a": [1]}, {"a": []}, {"a": []}),
        # A new member that is empty is the same as none; one that is there is cleared.
        ({}, {"a": "", "b": 0, "c": False, "d": [], "e": None, "f": {}}, {}),
        ({}, {"a": {"b": []}, "c": {"d": 1, "e": ""}}, {"c": {"d": 1}}),
        ({"a": "x", "b": 1, "c": True}, {"a": "", "b": 0, "c": False}, {"a": "", "b": 0, "c": False}),
        ({"a": 1}, {"a": {"b": 2}}, {"a": {"b": 2}}),
    ],
)
def test_laid_over(before: t.Any, wanted: t.Any, after: t.Any) -> None:
    kept = repr(before)
    assert laid_over(before, wanted) == after
    assert repr(before) == kept
