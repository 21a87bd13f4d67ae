# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests it takes to find objects by name, and to read long lists."""

from __future__ import annotations

import re
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import find_objects, list_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.role import ROLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.user import USER

Object = dict[str, t.Any]


class Tenant:
    """A list of roles with pages of 100, which counts requests."""

    def __init__(self, number: int) -> None:
        self.roles = [{"id": str(each), "name": f"Role {each}"} for each in range(number)]
        self.requests = 0

    def pages(self, _path: str, *, rows: str, limit: int, **query: str) -> t.Iterator[list[Object]]:
        names = re.findall(r'name eq "([^"]*)"', query.get("filter", ""))
        found = [role for role in self.roles if not names or role["name"] in names]
        found = found[::-1] if query.get("sort", "").startswith("-") else found
        for start in range(0, max(len(found), 1), limit):
            self.requests += 1
            yield found[start : start + limit]


@pytest.mark.parametrize(
    ("wanted", "there", "requests"),
    [
        pytest.param(1, 10_000, 1, id="one question"),
        pytest.param(20, 10_000, 1, id="names that fit into one question"),
        pytest.param(50, 60, 1, id="the list is one page"),
        pytest.param(100, 105, 2, id="the list ends one page later"),
        pytest.param(100, 10_000, 2 + 5, id="a long list: it is asked"),
        pytest.param(1_000, 10_000, 100, id="many names: the whole list"),
    ],
)
def test_requests_follow_what_is_named(wanted: int, there: int, requests: int) -> None:
    tenant = Tenant(there)
    names = {f"Role {each}" for each in range(wanted)}
    found = find_objects(t.cast(t.Any, tenant), ROLE, names)
    assert names <= {each["name"] for each in found}
    assert tenant.requests == requests


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 200, 201, 1_000, 1_050])
def test_a_list_that_is_read_from_both_ends_is_whole_and_has_each_object_once(number: int) -> None:
    tenant = Tenant(number)
    found = list_objects(t.cast(t.Any, tenant), USER)
    assert sorted(each["id"] for each in found) == sorted(each["id"] for each in tenant.roles)
    # Either end can be a page further than the other when they meet.
    assert tenant.requests <= -(-number // 100) + 2
