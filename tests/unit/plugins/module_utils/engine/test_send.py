# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that are sent together: each item has its own answer."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.send import Sender
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.step import Step, batches
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request, Until
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Bulk
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of

Object = dict[str, t.Any]
SEAT = Kind(
    name="seat",
    doc="Seats.",
    path="/seats",
    key=("who",),
    identifier="who",
    create=Bulk("actions/add", "add"),
    update=Bulk("actions/update", "update", before={"sourceType": "type"}),
    delete=Bulk("actions/delete", "delete"),
    fields=(Field(name="who", doc="W.", immutable=True, same=str.casefold), Field(name="type", doc="T.")),
)


class Service:
    """Answers requests that are sent together, and notes them."""

    host, name = "host", "tenant"

    def __init__(self, *results: Object) -> None:
        self.results, self.sent = list(results), []  # type: ignore[var-annotated]

    def request(self, method: str, path: str, *, json: t.Any, headers: dict[str, str]) -> t.Any:
        self.sent.append((method, path, json))
        return {"data": self.results}


class Seats:
    """Plans of some seats, sent as one request."""

    def __init__(self, service: Service, found: list[Object], *wanted: Object) -> None:
        self.planner = Planner(Catalogue({"seat": SEAT}, {"seat": found}, {"seat": list(wanted)}))
        index = indexed(SEAT, found, self.planner.catalogue)
        self.changes = [t.cast(Change, self.planner.plan(SEAT, thing, index, place_of(SEAT))) for thing in wanted]
        self.outcome = Outcome()
        sender = Sender(
            t.cast(Client, service), {"seat": SEAT}, self.planner, self.outcome, lambda _title, _secret: None
        )
        (batch,) = batches(map(Step, self.changes))
        self.errors = sender.send(batch)


def test_each_item_succeeds_or_fails_for_itself() -> None:
    refused = {"who": "b", "status": 403, "code": "LICENSES-011", "title": "No available allotment."}
    service = Service({"who": "a", "status": 201}, refused)
    seats = Seats(service, [], {"who": "a", "type": "x"}, {"who": "b", "type": "x"})
    items = [{"who": "a", "type": "x"}, {"who": "b", "type": "x"}]
    assert service.sent == [("POST", "/seats/actions/add", {"add": items})]
    assert seats.errors[0] is None
    assert "403 LICENSES-011 No available allotment." in str(seats.errors[1])
    assert seats.outcome.ids == {"seat a": "a"}


def test_an_item_tells_what_was_in_the_spelling_of_qlik() -> None:
    service, found = Service({"status": 200}), [{"who": "QLIKBOT\\1A", "type": "x"}]
    assert Seats(service, found, {"who": "qlikbot\\1a", "type": "y"}).errors == [None]
    assert Seats(service, found, {"who": "qlikbot\\1a", "state": "absent"}).errors == [None]
    assert [body for _method, _path, body in service.sent] == [
        {"update": [{"who": "QLIKBOT\\1A", "type": "y", "sourceType": "x"}]},
        {"delete": [{"who": "QLIKBOT\\1A", "type": "x"}]},
    ]


@pytest.mark.parametrize("results", [[], [{"who": "a", "status": 201}]])
def test_an_answer_with_too_few_items_is_no_success(results: list[Object]) -> None:
    seats = Seats(Service(*results), [], {"who": "a"}, {"who": "b"})
    assert all("2 items were sent" in str(error) for error in seats.errors)
    assert len(seats.errors) == 2


class Migrating(Service):
    """Answers that an object is used once it has been looked at twice."""

    looks = 0
    label = "tenant"

    def __init__(self) -> None:
        super().__init__()
        self.progress = self

    def get(self, path: str) -> Object:
        assert path == "/keys/1"
        self.looks += 1
        return {"used": self.looks == 2}

    def wait(self, *_args: t.Any, **_more: t.Any) -> None:
        """Take no notice of a pause."""


def test_what_takes_a_while_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    request = Request(
        "POST", ("/keys", "1", "use"), accept="later", until=Until(("/keys", "1"), lambda key: key["used"])
    )
    key = Kind(name="key", doc="K.", path="/keys", fields=(Field(name="name", doc="N."),))
    change = Change("key", ("A",), "key A", "update", {}, {}, [request], path=("/keys",))
    service, planner = Migrating(), Planner(Catalogue({"key": key}, {}, {}))
    sender = Sender(t.cast(Client, service), {"key": key}, planner, Outcome(), lambda _title, _secret: None)
    assert sender.send([Step(change)]) == [None]
    assert service.looks == 2
