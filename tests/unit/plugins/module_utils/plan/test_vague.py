# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that Qlik tells in part: members that stay, files of which only the size is known, terms of a deletion."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile, StoredFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.held import Held
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Fingerprint, Secret
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Delete, Work
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of

Object = dict[str, t.Any]


def _empty(work: Work) -> list[Request]:
    if work.sent.get("content") != "delete":
        return Delete()(work)
    return [*(Request("DELETE", ("/things", each["id"])) for each in work.found["held"][0]), *Delete()(work)]


def _is_one_of(found: t.Any, wanted: t.Any) -> bool:
    return found in wanted


BOX = Kind(
    name="box",
    doc="Boxes.",
    path="/boxes",
    delete=_empty,
    holds=(Held(path="/things", holder="box", title=lambda thing: f"thing {thing['name']}"),),
    fields=(
        Field(name="name", doc="N."),
        Field(name="properties", doc="P.", type="dict", merges=True),
        Field(
            name="file",
            doc="F.",
            type="path",
            vague=True,
            stored=lambda found: StoredFile(size=found.get("size")),
        ),
        Field(name="rules", doc="R.", type="list", stored=lambda found: found.get("text"), meets=_is_one_of),
        Field(name="content", doc="C.", choices=("delete",), at_deletion=True, immutable=True),
    ),
)


class Ledger:
    """Remembers the one digest that it is made with."""

    def __init__(self, digest: str) -> None:
        self._digest = Fingerprint(digest)

    def is_known(self, _title: str, _option: str, value: Secret) -> bool:
        return value == self._digest

    def remember(self, _title: str, _values: t.Mapping[str, Secret]) -> None:
        """Remember nothing more."""


def _plan(found: Object, wanted: Object, digest: str = "d1") -> Change | None:
    planner = Planner(Catalogue({"box": BOX}, {"box": [found]}, {"box": [wanted]}), Ledger(digest))
    return planner.plan(BOX, wanted, indexed(BOX, [found], planner.catalogue), place_of(BOX))


def _file(size: int, digest: str) -> LocalFile:
    return LocalFile("a.csv", size, {"sha256": digest, "size": str(size)}, lambda: iter(()))


def test_members_that_are_not_given_stay() -> None:
    found = {"id": "b1", "name": "A", "properties": {"host": "a", "port": 1}}
    assert _plan(found, {"name": "A", "properties": {"port": 1}}) is None
    change = _plan(found, {"name": "A", "properties": {"port": 2}})
    assert change is not None
    assert change.after["properties"] == {"host": "a", "port": 2}


def test_a_file_differs_by_its_size_or_by_what_the_ledger_remembers() -> None:
    found = {"id": "b1", "name": "A", "size": "3"}
    assert _plan(found, {"name": "A", "file": _file(3, "d1")}) is None
    for file in (_file(3, "d2"), _file(4, "d1")):
        change = _plan(found, {"name": "A", "file": file})
        assert change is not None
        assert change.remembers == {"file": Fingerprint(file.facts["sha256"])}


def test_a_value_that_meets_what_is_wanted_is_no_change() -> None:
    found = {"id": "b1", "name": "A", "text": "x"}
    assert _plan(found, {"name": "A", "rules": ["x", "y"]}) is None
    assert _plan(found, {"name": "A", "rules": ["y"]}) is not None


def test_the_terms_of_a_deletion_are_no_part_of_the_object() -> None:
    found = {"id": "b1", "name": "A", "held": {0: [{"id": "t1", "name": "T"}]}}
    assert _plan(found, {"name": "A", "content": "delete"}) is None
    change = _plan(found, {"name": "A", "state": "absent", "content": "delete"})
    assert change is not None
    assert [request.path for request in change.requests] == [("/things", "t1"), ("/boxes", "b1")]
    assert change.before["holds"] == ["thing T"]
