# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects below one that are named after each other: categories within categories."""

from __future__ import annotations

import itertools
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Place, Planner

Object = dict[str, t.Any]
BRANCH = Kind(
    name="branch",
    doc="Made up.",
    path="/trees/{parent}/branches",
    key=("name", "parent"),
    fields=(
        Field(name="name", doc="Name."),
        Field(name="parent", doc="Branch that it grows on.", wire="parentId", reference="branch", missing=""),
    ),
)
BRANCHES = Field(name="branches", doc="Branches.", type="list", elements="dict", children=BRANCH)
SCOPE = ("oak",)
FOUND = [{"id": "1", "name": "A"}, {"id": "2", "name": "B", "parentId": "1"}, {"id": "3", "name": "A", "parentId": "2"}]


def _plan(found: list[Object], wanted: list[Object], **more: t.Any) -> list[Change]:
    catalogue = Catalogue({}, {}, {})
    catalogue.add(BRANCH, found, wanted, SCOPE)
    place = Place(("/trees/0/branches",), SCOPE)
    return Planner(catalogue).plan_below(BRANCHES, wanted, found, place, **{"purge": False, **more})


@pytest.mark.parametrize("found", list(itertools.permutations(FOUND)))
def test_a_branch_has_the_names_of_those_below_it(found: tuple[Object, ...]) -> None:
    catalogue = Catalogue({}, {}, {})
    catalogue.add(BRANCH, found, (), SCOPE)
    assert [catalogue.name("branch", str(number), SCOPE) for number in (1, 2, 3)] == ["A", "A/B", "A/B/A"]
    assert _plan(list(found), [{"name": "A", "parent": "A/B"}, {"name": "A"}]) == []


def test_new_branches_wait_for_those_that_they_grow_on() -> None:
    first, second = _plan([], [{"name": "B", "parent": "A"}, {"name": "A"}])
    assert first.requests[0].body == {"name": "B", "parentId": Pending("branch", ("oak", "A", ""))}
    assert second.requests[0].body == {"name": "A"}
    assert second.makes == Pending("branch", ("oak", "A", ""))


def test_branches_that_grow_on_each_other_are_told_apart_all_the_same() -> None:
    circle = [{"id": "1", "name": "A", "parentId": "2"}, {"id": "2", "name": "B", "parentId": "1"}]
    catalogue = Catalogue({}, {}, {})
    catalogue.add(BRANCH, circle, (), SCOPE)
    assert catalogue.name("branch", "1", SCOPE) != catalogue.name("branch", "2", SCOPE)


def test_a_purge_leaves_what_others_need() -> None:
    gone = [change.title for change in _plan(FOUND, [], purge=True)]
    assert gone == ["branch A", "branch B A", "branch A A/B"]
    (last,) = _plan(FOUND, [], purge=True, spared={"1", "2"})
    assert last.title == "branch A A/B"
