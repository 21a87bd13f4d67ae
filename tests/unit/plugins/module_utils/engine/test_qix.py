# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations with the engine, without a network."""

from __future__ import annotations

import json
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.qix import CallError, Conversation, made_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import NoAnswerError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.sockets import SocketClosedError

Object = dict[str, t.Any]
CONNECTED = {"method": "OnConnected", "params": {"qSessionState": "SESSION_CREATED"}}
DOC = {"qReturn": {"qType": "Doc", "qHandle": 1}}


class Engine:
    """A client and its socket: answers what it is given, in this order."""

    label, identity = "acme-eu", {"tenant": "acme-eu", "host": "t1"}

    def __init__(self, *answers: t.Any) -> None:
        self.answers, self.sent, self.paths, self.closed = [CONNECTED, {"result": DOC}, *answers], [], [], 0
        self._number = 0

    def connect(self, path: str) -> Engine:
        self.paths.append(path)
        return self

    def send(self, text: str) -> None:
        request = json.loads(text)
        self._number = request["id"]
        self.sent.append((request["handle"], request["method"], request["params"]))

    def receive(self, _seconds: float) -> str:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return json.dumps(answer if "method" in answer else {"id": self._number, **answer})

    def close(self) -> None:
        self.closed += 1


def conversation(engine: Engine) -> Conversation:
    return Conversation(t.cast(t.Any, engine), "/app/an-app")


def test_each_session_has_an_identity_and_opens_the_app_without_data() -> None:
    engine = Engine()
    for _number in range(2):
        engine.answers = [CONNECTED, {"result": DOC}]
        with conversation(engine):
            pass
    assert engine.sent[0] == (-1, "OpenDoc", ["an-app", "", "", "", True])
    assert len({path.removeprefix("/app/an-app/identity/") for path in engine.paths}) == 2
    assert engine.closed == 2


def test_a_call_goes_to_what_an_earlier_one_has_answered() -> None:
    measure = {"qReturn": {"qHandle": 7}, "qInfo": {"qId": "m", "qType": "measure"}}
    engine = Engine({"method": "OnProgress"}, {"result": measure}, {"result": {}}, {"result": {}})
    with conversation(engine) as talk:
        answers = talk.say_all([["CreateMeasure", [{"a": 1}], None], ["Publish", [], 0]])
        talk.save()
    assert engine.sent[1:] == [(1, "CreateMeasure", [{"a": 1}]), (7, "Publish", []), (1, "DoSave", [])]
    assert made_of(answers) == {"id": "m"}


def test_a_refused_call_is_an_error_with_code_and_object() -> None:
    error = {"code": 5, "message": "Access is denied", "parameter": ""}
    engine = Engine({"error": error})
    with conversation(engine) as talk, pytest.raises(CallError) as refused:
        talk.say("DestroyMeasure", "m")
    assert refused.value.message == "acme-eu: DestroyMeasure failed. The engine answered 5 Access is denied."
    failure = {"status": 403, "code": "5", "detail": "Access is denied", "object": "DestroyMeasure"}
    assert refused.value.failure == {**failure, **engine.identity}


def test_an_object_that_is_gone_is_an_error() -> None:
    engine = Engine({"result": {"qReturn": {"qType": None, "qHandle": None}}})
    with conversation(engine) as talk, pytest.raises(CallError, match="not in the app any more"):
        talk.say_all([["GetMeasure", ["m"], None], ["Publish", [], 0]])
    assert len(engine.sent) == 2


@pytest.mark.parametrize(
    ("ends", "error", "text"),
    [
        (SocketClosedError(4203, ""), errors.ApiError, "may not open the app: make its bot a member"),
        (SocketClosedError(4204, "App not found"), errors.ApiError, "not there any more"),
        (SocketClosedError(1006, "connection lost"), errors.Unreachable, "Unsaved changes are lost"),
        (NoAnswerError("timed out"), errors.Unreachable, "timed out"),
    ],
)
def test_a_connection_that_ends_says_why(ends: Exception, error: type[Exception], text: str) -> None:
    engine = Engine()
    engine.answers = [ends]
    with pytest.raises(error, match=text), conversation(engine):
        pass
    assert engine.closed == 1
