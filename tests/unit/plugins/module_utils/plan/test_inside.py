# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that are in another one, such as a sheet in an app: by its name, and by an id of their own."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of_found

Object = dict[str, t.Any]
BOX = Kind(name="box", doc="Boxes.", path="/boxes", fields=(Field(name="name", doc="Its name."),))
THING = Kind(
    name="thing",
    doc="Things in boxes.",
    path="/boxes/{parent}/things",
    key=("name", "box"),
    inside="box",
    exact="id",
    fields=(
        Field(name="name", doc="Its name."),
        Field(name="box", doc="Where it is.", reference="box", immutable=True),
        Field(name="id", doc="Its id.", immutable=True),
        Field(name="facts", doc="What else there is.", type="dict", merges=True),
    ),
)
KINDS = {"box": BOX, "thing": THING}
FOUND: dict[str, list[Object]] = {
    "box": [{"id": "1", "name": "Red"}, {"id": "2", "name": "Blue"}],
    "thing": [
        {"id": "a", "name": "Ball", "box": "1", "facts": {"size": 3, "colours": ["red"]}},
        {"id": "a", "name": "Ball", "box": "2"},
    ],
}


def _planned(wanted: Object, boxes: t.Sequence[Object] = ()) -> Change | None:
    catalogue = Catalogue(KINDS, FOUND, {"thing": [wanted], "box": list(boxes)})
    planner = Planner(catalogue)
    return planner.plan(THING, wanted, indexed(THING, FOUND["thing"], catalogue), planner.place(THING, wanted))


def test_one_of_a_name_is_in_each() -> None:
    assert _planned({"name": "Ball", "box": "Red"}) is None
    change = _planned({"name": "Ball", "box": "Blue", "state": "absent"})
    assert change
    assert change.requests[0].path == ("/boxes", "2", "things", "a")


def test_it_is_created_in_one_that_is_created() -> None:
    change = _planned({"name": "Ball", "box": "Green"}, [{"name": "Green"}])
    assert change
    assert change.requests[0].path == ("/boxes", Pending("box", ("Green",)), "things")
    assert change.title == "thing Ball Green"


def test_an_id_finds_it_under_another_name_and_in_its_own_box() -> None:
    change = _planned({"name": "Sphere", "box": "Red", "id": "a"})
    assert change
    assert (change.action, change.after["name"], change.requests[0].path) == (
        "update",
        "Sphere",
        ("/boxes", "1", "things", "a"),
    )
    change = _planned({"name": "Sphere", "box": "Red", "id": "b"})
    assert change
    assert change.action == "create"
    with pytest.raises(ConfigurationError, match="cannot change id"):
        _planned({"name": "Ball", "box": "Red", "id": "b"})


def test_what_is_laid_over_keeps_what_is_not_given() -> None:
    change = _planned({"name": "Ball", "box": "Red", "facts": {"size": 4, "weight": 0}})
    assert change
    assert change.after["facts"] == {"size": 4, "colours": ["red"]}
    assert _planned({"name": "Ball", "box": "Red", "facts": {"size": 3}}) is None


def test_where_a_found_one_is() -> None:
    assert place_of_found(THING, FOUND["thing"][1]).path == ("/boxes", "2", "things")
    assert place_of_found(BOX, FOUND["box"][0]).path == ("/boxes",)
