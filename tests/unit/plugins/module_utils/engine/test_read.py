# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests it takes to find objects by name."""

from __future__ import annotations

import re
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import find_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.role import ROLE

Object = dict[str, t.Any]


class Tenant:
    """A list of roles with pages of 100, which counts requests."""

    def __init__(self, number: int) -> None:
        self.roles = [{"id": str(each), "name": f"Role {each}"} for each in range(number)]
        self.requests = 0

    def pages(self, _path: str, *, rows: str, limit: int, **query: str) -> t.Iterator[list[Object]]:
        names = re.findall(r'name eq "([^"]*)"', query.get("filter", ""))
        found = [role for role in self.roles if not names or role["name"] in names]
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
