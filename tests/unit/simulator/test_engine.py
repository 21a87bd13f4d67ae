# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine of the simulator, as any client of the QIX protocol meets it."""

from __future__ import annotations

import contextlib
import itertools
import json
import ssl
import typing as t

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

Object = dict[str, t.Any]
MEASURE = {"qInfo": {"qId": "revenue", "qType": "measure"}, "qMeasure": {"qDef": "Sum(Amount)"}}
SHEET = {"qInfo": {"qId": "overview", "qType": "sheet"}, "qMetaDef": {"title": "Overview"}}


class Conversation:
    """One connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._numbers = connection, itertools.count(1)
        self.greeting = json.loads(connection.recv(10))

    def say(self, handle: int, method: str, params: t.Any = (), **more: t.Any) -> Object:
        """The whole answer."""
        number = next(self._numbers)
        request = {"jsonrpc": "2.0", "id": number, "handle": handle, "method": method, "params": params, **more}
        self._connection.send(json.dumps(request))
        answer: Object = json.loads(self._connection.recv(10))
        assert answer["id"] == number
        return answer

    def result(self, handle: int, method: str, params: t.Any = (), **more: t.Any) -> Object:
        answer = self.say(handle, method, params, **more)
        assert "error" not in answer, answer
        return t.cast(Object, answer["result"])

    def made(self, handle: int, method: str, params: t.Any = ()) -> int:
        return int(self.result(handle, method, params)["qReturn"]["qHandle"])

    def code(self, handle: int, method: str, params: t.Any = ()) -> int:
        return int(self.say(handle, method, params)["error"]["code"])


@contextlib.contextmanager
def opened(simulator: Simulator, caller: Caller, app: str, tail: str = "") -> t.Iterator[Conversation]:
    context = ssl.create_default_context(cafile=simulator.ca)
    # With the tickets of TLS 1.3 the library can hang: it reads in one thread while it writes in another.
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    headers = {"Authorization": caller.session.headers.get("Authorization", "")}
    url = f"wss://{caller.host}/app/{app}{tail}"
    with connect(url, ssl=context, proxy=simulator.proxy, additional_headers=headers, max_size=None) as connection:
        yield Conversation(connection)


@pytest.fixture
def caller(shared: Simulator) -> Caller:
    return tenant(shared, 21)


@pytest.fixture
def app(shared: Simulator, caller: Caller) -> t.Iterator[str]:
    shared.reset_counts()
    yield str(caller.made("/api/v1/apps", {"attributes": {"name": "Sales"}})["attributes"]["id"])
    assert shared.counts()["violations"] == []


def test_a_session_is_created_and_then_shared_by_the_same_address(shared: Simulator, caller: Caller, app: str) -> None:
    with opened(shared, caller, app) as first:
        assert first.greeting["params"] == {"qSessionState": "SESSION_CREATED"}
        doc = first.made(-1, "OpenDoc", [app])
        assert first.code(-1, "OpenDoc", [app]) == 1002
        assert first.code(-1, "OpenDoc", {"qDocName": app, "qNoData": True}) == 1009
        with opened(shared, caller, app) as second:
            assert second.greeting["params"] == {"qSessionState": "SESSION_ATTACHED"}
            assert second.made(-1, "GetActiveDoc") == doc
        with opened(shared, caller, app, "/identity/other") as third:
            assert third.greeting["params"] == {"qSessionState": "SESSION_CREATED"}
            assert third.code(-1, "GetActiveDoc") == 1017
            third.made(-1, "OpenDoc", [app, "", "", "", True])
            assert third.result(1, "GetAppLayout")["qLayout"]["qIsOpenedWithoutData"]


def test_what_is_not_saved_is_lost(shared: Simulator, caller: Caller, app: str) -> None:
    for saves in (False, True):
        with opened(shared, caller, app) as talk:
            doc = talk.made(-1, "OpenDoc", [app])
            assert talk.result(doc, "GetMeasure", ["revenue"])["qReturn"] == {"qType": None, "qHandle": None}
            made = talk.result(doc, "CreateMeasure", [MEASURE])
            assert (made["qInfo"], made["qReturn"]["qType"]) == (MEASURE["qInfo"], "GenericMeasure")
            if saves:
                talk.result(doc, "DoSave")
    with opened(shared, caller, app) as talk:
        measure = talk.made(talk.made(-1, "OpenDoc", [app]), "GetMeasure", ["revenue"])
        properties = talk.result(measure, "GetProperties")["qProp"]
        assert properties["qMeasure"] == {
            "qDef": "Sum(Amount)",
            "qGrouping": "N",
            "qExpressions": [],
            "qActiveExpression": 0,
        }


def test_lists_are_layouts_of_session_objects(shared: Simulator, caller: Caller, app: str) -> None:
    with opened(shared, caller, app) as talk:
        doc = talk.made(-1, "OpenDoc", [app])
        sheet = talk.made(doc, "CreateObject", [SHEET])
        talk.result(doc, "CreateVariableEx", [{"qInfo": {"qType": "variable"}, "qName": "vRate", "qDefinition": "1"}])
        definition = {"qInfo": {"qType": "SheetList"}, "qAppObjectListDef": {"qType": "sheet"}}
        definition["qAppObjectListDef"]["qData"] = {"title": "/qMetaDef/title"}  # type: ignore[assignment]
        listed = talk.made(doc, "CreateSessionObject", [definition])
        (item,) = talk.result(listed, "GetLayout")["qLayout"]["qAppObjectList"]["qItems"]
        assert (item["qInfo"], item["qData"], item["qMeta"]["published"]) == (
            SHEET["qInfo"],
            {"title": "Overview"},
            False,
        )
        talk.result(sheet, "Publish")
        (item,) = talk.result(listed, "GetLayout")["qLayout"]["qAppObjectList"]["qItems"]
        assert item["qMeta"]["published"]
        variables = {"qInfo": {"qType": "VariableList"}, "qVariableListDef": {"qType": "variable"}}
        (item,) = talk.result(talk.made(doc, "CreateSessionObject", [variables]), "GetLayout")["qLayout"][
            "qVariableList"
        ]["qItems"]
        assert (item["qName"], item["qDefinition"]) == ("vRate", "1")


def test_a_tree_is_read_and_written_whole(shared: Simulator, caller: Caller, app: str) -> None:
    chart = {"qProperty": {"qInfo": {"qId": "chart", "qType": "barchart"}}, "qChildren": []}
    with opened(shared, caller, app) as talk:
        doc = talk.made(-1, "OpenDoc", [app])
        sheet = talk.made(doc, "CreateObject", [SHEET])
        talk.result(sheet, "SetFullPropertyTree", [{"qProperty": SHEET, "qChildren": [chart]}])
        tree = talk.result(sheet, "GetFullPropertyTree")["qPropEntry"]
        assert [each["qProperty"]["qInfo"]["qId"] for each in tree["qChildren"]] == ["chart"]
        child = talk.made(doc, "GetObject", ["chart"])
        answer = talk.say(doc, "DestroyObject", ["overview"])
        assert (answer["result"], answer["close"]) == ({"qSuccess": True}, [sheet, child])
        assert talk.result(doc, "DestroyObject", ["overview"]) == {"qSuccess": False}


def test_changes_and_deltas_are_told(shared: Simulator, caller: Caller, app: str) -> None:
    with opened(shared, caller, app) as talk:
        measure = talk.made(talk.made(-1, "OpenDoc", [app]), "CreateMeasure", [MEASURE])
        changed = {**MEASURE, "qMetaDef": {"title": "Revenue"}}
        assert talk.say(measure, "SetProperties", [changed])["change"] == [measure]
        answer = talk.say(measure, "GetProperties", delta=True)
        assert answer["delta"]
        (patch,) = answer["result"]["qProp"]
        assert (patch["op"], patch["path"], patch["value"]["qMetaDef"]) == ("add", "/", {"title": "Revenue"})


def test_an_id_that_is_taken_becomes_another_one(shared: Simulator, caller: Caller, app: str) -> None:
    with opened(shared, caller, app) as talk:
        doc = talk.made(-1, "OpenDoc", [app])
        ids = [talk.result(doc, "CreateMeasure", [MEASURE])["qInfo"]["qId"] for _number in range(2)]
        assert ids[0] == "revenue"
        assert ids[1] not in ("", "revenue")


def test_published_objects_of_a_published_app_stay(shared: Simulator, caller: Caller, app: str) -> None:
    with opened(shared, caller, app) as talk:
        doc = talk.made(-1, "OpenDoc", [app])
        talk.result(talk.made(doc, "CreateObject", [SHEET]), "Publish")
        talk.result(doc, "DoSave")
    space = caller.made("/api/v1/spaces", {"name": f"Managed {app}", "type": "managed"})["id"]
    made = caller.made(f"/api/v1/apps/{app}/publish", {"spaceId": space})["attributes"]["id"]
    with opened(shared, caller, made) as talk:
        sheet = talk.made(talk.made(-1, "OpenDoc", [made]), "GetObject", ["overview"])
        assert talk.code(sheet, "SetProperties", [SHEET]) == 5


def test_errors_have_the_codes_of_the_engine(shared: Simulator, caller: Caller, app: str) -> None:
    with opened(shared, caller, app) as talk:
        assert talk.code(7, "GetLayout") == 8
        doc = talk.made(-1, "OpenDoc", [app])
        assert talk.code(doc, "CreateMeasure", [{"qMeasure": {}}]) == 8
        assert talk.code(doc, "CreateVariableEx", [{"qInfo": {"qType": "variable"}}]) == 8


def test_who_may_not_open_an_app_is_told_by_the_close_code(shared: Simulator, caller: Caller, app: str) -> None:
    user = caller.made("/api/v1/users", {"subject": f"auth0|{app}", "name": "Anna"})["id"]
    other = caller.made("/api/v1/apps", {"attributes": {"name": "Others"}})["attributes"]["id"]
    assert caller.call("PUT", f"/api/v1/apps/{other}/owner", {"ownerId": user}).ok
    for which, code in (("nothing", 4204), (other, 4203)):
        with pytest.raises(ConnectionClosed) as closed, opened(shared, caller, which):
            pass
        assert closed.value.rcvd
        assert closed.value.rcvd.code == code


def test_a_connection_without_a_token_is_refused(shared: Simulator, caller: Caller, app: str) -> None:
    caller.session.headers["Authorization"] = "Bearer nobody"
    with pytest.raises(InvalidStatus) as refused, opened(shared, caller, app):
        pass
    assert refused.value.response.status_code == 401


def test_a_method_that_the_schema_lacks_is_a_violation(shared: Simulator, caller: Caller, app: str) -> None:
    with opened(shared, caller, app) as talk:
        doc = talk.made(-1, "OpenDoc", [app])
        assert talk.code(doc, "CreateMesure", [MEASURE]) == -32601
        assert talk.code(doc, "CreateMeasure", {"qProperties": MEASURE}) == -32602
    assert len(shared.counts()["violations"]) == 2
    shared.reset_counts()


def test_faults_strike_calls_by_their_method(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file) as simulator:
        caller = tenant(simulator, 0)
        app = str(caller.made("/api/v1/apps", {"attributes": {"name": "Sales"}})["attributes"]["id"])
        simulator.faults([{"method": "DoSave", "action": "reset", "when": "after"}])
        with opened(simulator, caller, app) as talk:
            doc = talk.made(-1, "OpenDoc", [app])
            talk.result(doc, "CreateMeasure", [MEASURE])
            with pytest.raises(ConnectionClosed):
                talk.say(doc, "DoSave")
        with opened(simulator, caller, app) as talk:
            assert talk.result(talk.made(-1, "OpenDoc", [app]), "GetMeasure", ["revenue"])["qReturn"]["qHandle"]
