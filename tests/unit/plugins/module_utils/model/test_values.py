# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of other programs, whose members without a value come and go."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import without_blanks


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
