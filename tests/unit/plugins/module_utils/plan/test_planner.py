# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans: what was wanted and what was found."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of

NAMES = st.text("abc", max_size=4)
WANTED = st.fixed_dictionaries(
    {"name": st.just("W")}, optional={"valid_origins": st.lists(NAMES, unique=True, max_size=4)}
)


def _plan(kind: Kind, wanted: dict[str, t.Any], found: list[dict[str, t.Any]]) -> Change | None:
    catalogue = Catalogue({kind.name: kind}, {kind.name: found}, {kind.name: [wanted]})
    return Planner(catalogue).plan(kind, wanted, indexed(kind, found, catalogue), place_of(kind))


@given(WANTED, st.lists(NAMES, unique=True, max_size=4))
def test_what_a_plan_makes_needs_no_plan(wanted: dict[str, t.Any], origins: list[str]) -> None:
    kind = KINDS["web_integration"]
    found = [{"id": "1", "name": "W", "validOrigins": origins}]
    change = _plan(kind, wanted, found)
    if change:
        for operation in change.requests[0].body:
            found[0][operation["path"].strip("/")] = operation["value"]
    assert _plan(kind, wanted, found) is None


def test_order_of_a_list_is_no_change() -> None:
    found = [{"id": "1", "name": "W", "validOrigins": ["b", "a"]}]
    assert _plan(KINDS["web_integration"], {"name": "W", "valid_origins": ["a", "b"]}, found) is None


def test_two_of_one_name_are_an_error_that_names_both() -> None:
    found = [{"id": "1", "name": "W"}, {"id": "2", "name": "W"}]
    with pytest.raises(errors.AmbiguousError, match="ids 1, 2"):
        _plan(KINDS["web_integration"], {"name": "W"}, found)


def test_what_cannot_change_is_an_error() -> None:
    found = [{"id": "1", "name": "S", "type": "shared"}]
    with pytest.raises(errors.ConfigurationError, match="from 'shared' to 'managed'"):
        _plan(KINDS["space"], {"name": "S", "type": "managed"}, found)


def test_a_put_keeps_what_was_not_named() -> None:
    found = [{"id": "1", "origin": "a.example", "name": "N", "imgSrc": True}]
    change = _plan(KINDS["content_security_policy"], {"origin": "a.example", "font_src": True}, found)
    assert change is not None
    assert change.requests[0].body == {"origin": "a.example", "name": "N", "imgSrc": True, "fontSrc": True}


def test_a_bot_is_never_deleted() -> None:
    found = [{"id": "1", "subject": "qlikbot\\abc"}]
    with pytest.raises(errors.ConfigurationError, match="cannot be deleted"):
        _plan(KINDS["user"], {"subject": "qlikbot\\abc", "state": "absent"}, found)


def test_an_unknown_reference_is_an_error() -> None:
    with pytest.raises(errors.ConfigurationError, match="no user 'nobody'"):
        wanted = {"name": "S", "type": "shared", "owner": "nobody"}
        Planner(Catalogue(KINDS, {}, {"space": [wanted]})).plan(KINDS["space"], wanted, {}, place_of(KINDS["space"]))
