# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations with the engine of an app: JSON-RPC over a WebSocket (published page "JSON-RPC API (QIX API)").

Each conversation is a separate session with a unique identity. It opens the app without its data, which takes the same
time for large and small apps (published page "Open an app without data").
"""

from __future__ import annotations

import json
import typing as t
import uuid

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.settle import DEADLINE_SECONDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import NoAnswerError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.sockets import SocketClosedError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Converse
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Call
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_GLOBAL = -1
# Meanings of close codes (npm `@qlik/api` 2.19.0), and what to do.
_CLOSED = {
    4203: "The client may not open the app: make its bot a member of the space, or the owner of the app.",
    4204: "The app is not there any more.",
    4205: "There were too many requests. Run again later.",
    4230: "The user of the client is not entitled to open apps: assign it a licence.",
    4240: "There is no engine available. Run again later.",
}
# HTTP status with the same meaning as an engine error.
_STATUS = {2: 404, 3: 409, 5: 403}


class CallError(errors.ApiError):
    """The engine refused one call. The conversation continues."""


class Conversation:
    """One session with the app at a path, `/app/<id>`."""

    def __init__(self, client: Client, path: str) -> None:
        self._client, self._path, self._number = client, path, 0
        self._doc: Object = {}

    def __enter__(self) -> Conversation:
        self._socket = self._client.connect(f"{self._path}/identity/{uuid.uuid4().hex}")
        try:
            self._await(lambda message: message.get("method") == "OnConnected")
            app = self._path.rpartition("/")[2]
            self._doc = self._ask(_GLOBAL, "OpenDoc", (app, "", "", "", True))
        except BaseException:
            self._socket.close()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        self._socket.close()

    def say(self, method: str, *params: t.Any, on: Object | None = None) -> Object:
        """Return the result of one call, a method of the app or of an object from an earlier result."""
        handle = (self._doc if on is None else on)["qReturn"]["qHandle"]
        if handle is None:
            raise CallError(f"{self._client.label}: {method}: the object is not in the app any more. Run again.")
        return self._ask(handle, method, params)

    def say_all(self, calls: t.Iterable[t.Any]) -> list[Object]:
        """Return the results of calls of a plan, in their order."""
        answers: list[Object] = []
        for call in (Call(*each) for each in calls):
            answers.append(self.say(call.method, *call.params, on=None if call.on is None else answers[call.on]))
        return answers

    def save(self) -> None:
        """Make the engine save the changes."""
        self.say("DoSave")

    def _ask(self, handle: int, method: str, params: t.Sequence[t.Any]) -> Object:
        self._number += 1
        request = {"jsonrpc": "2.0", "id": self._number, "handle": handle, "method": method, "params": list(params)}
        try:
            self._socket.send(json.dumps(request))
        except SocketClosedError as closed:
            raise self._closed(closed) from None
        answer = self._await(lambda message: message.get("id") == self._number)
        if "error" in answer:
            raise self._refused(method, answer["error"])
        return t.cast(Object, answer["result"])

    def _await(self, is_meant: t.Callable[[Object], bool]) -> Object:
        """Return the awaited message, and skip other notifications."""
        while True:
            try:
                message = json.loads(self._socket.receive(DEADLINE_SECONDS))
            except SocketClosedError as closed:
                raise self._closed(closed) from None
            except NoAnswerError as silence:
                raise self._unreachable(str(silence)) from None
            if is_meant(message):
                return t.cast(Object, message)

    def _refused(self, method: str, error: Object) -> CallError:
        said = " ".join(
            str(error[name]) for name in ("code", "message", "parameter") if error.get(name) not in (None, "")
        )
        failure = {"status": _STATUS.get(error.get("code", 0)), "code": str(error.get("code", ""))}
        detail = error.get("message") or None
        return CallError(
            f"{self._client.label}: {method} failed. The engine answered {said}.",
            **failure,
            detail=detail,
            **self._client.identity,
            object=method,
        )

    def _closed(self, closed: SocketClosedError) -> errors.QlikError:
        if closed.code not in _CLOSED:
            return self._unreachable(f"the connection was closed: {closed}")
        return errors.ApiError(
            f"{self._client.label}: the engine closed {self._path}. {_CLOSED[closed.code]} It answered {closed}.",
            code=str(closed.code),
            **self._client.identity,
            object=self._path,
        )

    def _unreachable(self, why: str) -> errors.Unreachable:
        return errors.Unreachable(
            f"{self._client.label}: no answer from the engine at {self._path} ({why}). Unsaved changes are lost: run "
            "again.",
            **self._client.identity,
            object=self._path,
        )


def talk(client: Client, kind: Kind, parent: str, wanted: t.Sequence[Object] | None) -> list[Object]:
    """Return the objects of a kind in one app, each with the id of the app."""
    converse, option = t.cast(Converse, kind.listing.converse), kind.field(kind.inside)
    with Conversation(client, kind.path.format(parent=parent)) as conversation:
        return [{**found, option.api_name: parent} for found in converse(conversation.say, wanted)]


def made_of(answers: t.Iterable[Object]) -> Object:
    """Return the id in the results of a creation."""
    infos = [answer["qInfo"] for answer in answers if "qInfo" in answer]
    return {"id": infos[0]["qId"]} if infos else {}
