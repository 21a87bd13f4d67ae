# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSockets that do not come about, or end: what is said of it, without tokens and passwords."""

from __future__ import annotations

import logging
import socket
import ssl
import types
import typing as t

import pytest
from websockets import exceptions
from websockets.datastructures import Headers
from websockets.frames import Close
from websockets.http11 import Response

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import sockets
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer, NoAnswerError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.sockets import Socket, SocketClosedError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection

TOKEN, PASSWORD = "the-token", "the-password"
CONNECTION = Connection(proxy=f"http://me:{PASSWORD}@proxy.example.com:3128", timeout=7)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, t.Any]:
    """What the library is called with; `error` is what it raises, if anything."""
    seen: dict[str, t.Any] = {}

    class Connected:
        def __enter__(self) -> str:
            return "a connection"

        def __exit__(self, *_exception: object) -> None:
            seen["closed"] = True

    def connect(url: str, **how: t.Any) -> Connected:
        seen.update(how, url=url)
        if "error" in seen:
            raise seen["error"]
        return Connected()

    monkeypatch.setattr(sockets, "_library", lambda: (types.SimpleNamespace(connect=connect), exceptions))
    return seen


def _open() -> tuple[Answer, Socket | None]:
    return sockets.open_socket("t1.eu.qlikcloud.com", "/app/a", {"Authorization": f"Bearer {TOKEN}"}, CONNECTION)


def test_it_goes_the_way_of_requests_and_logs_nothing(
    given: dict[str, t.Any], caplog: pytest.LogCaptureFixture
) -> None:
    answer, opened = _open()
    assert opened
    assert (answer.status, given["url"], given["open_timeout"]) == (101, "wss://t1.eu.qlikcloud.com/app/a", 7)
    assert given["proxy"] == CONNECTION.proxy
    assert given["ssl"].verify_mode is ssl.CERT_REQUIRED
    with caplog.at_level(logging.DEBUG):
        given["logger"].debug("> Authorization: Bearer %s", TOKEN)
    assert caplog.text == ""
    opened.close()
    assert given["closed"]


def _response(status: int) -> Response:
    return Response(status, "Because", Headers({"Retry-After": "3"}), b'{"errors": []}')


def test_a_refused_handshake_is_an_answer(given: dict[str, t.Any]) -> None:
    given["error"] = exceptions.InvalidStatus(_response(429))
    answer, opened = _open()
    assert (answer.status, answer.headers["retry-after"], answer.data, opened) == (429, "3", {"errors": []}, None)


@pytest.mark.parametrize(
    ("error", "text", "hopeless"),
    [
        (TimeoutError("timed out"), "timed out", False),
        (socket.gaierror(-2, "Name or service not known"), "the hostname of the proxy is not known", False),
        (ConnectionResetError(104, "Connection reset by peer"), "connection reset by peer", False),
        (ssl.SSLCertVerificationError("no"), "the certificate is not trusted", True),
        (exceptions.InvalidProxyStatus(_response(407)), "tunnel connection failed: 407 because", False),
        (exceptions.InvalidMessage("nonsense"), "the connection was closed before the answer was complete", False),
    ],
)
def test_no_answer_says_why(given: dict[str, t.Any], error: Exception, text: str, hopeless: bool) -> None:
    given["error"] = error
    with pytest.raises(NoAnswerError) as silence:
        _open()
    assert str(silence.value).startswith(text)
    assert "through the proxy http://proxy.example.com:3128" in str(silence.value)
    assert (PASSWORD in str(silence.value), TOKEN in str(silence.value)) == (False, False)
    if not isinstance(error, (exceptions.InvalidProxyStatus, exceptions.InvalidMessage)):
        assert silence.value.hopeless is hopeless


def test_a_proxy_that_is_none_is_refused(given: dict[str, t.Any]) -> None:
    given["error"] = exceptions.InvalidProxy(str(CONNECTION.proxy), "no")
    with pytest.raises(ConfigurationError, match="not a valid proxy URL") as refused:
        _open()
    assert PASSWORD not in refused.value.message


class _Ended:
    """A connection that the host closes."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def send(self, _text: str) -> None:
        raise self._error

    def recv(self, timeout: float) -> str:
        assert timeout == 5
        raise self._error


@pytest.mark.parametrize(("frame", "code"), [(Close(4203, "No permission"), 4203), (None, 1006)])
def test_the_close_code_is_told(frame: Close | None, code: int) -> None:
    closed = Socket(_Ended(exceptions.ConnectionClosedError(frame, None)), exceptions.ConnectionClosed, lambda: None)
    for act in (lambda: closed.send("a"), lambda: closed.receive(5)):
        with pytest.raises(SocketClosedError) as ended:
            act()  # type: ignore[no-untyped-call]
        assert ended.value.code == code


def test_silence_is_no_answer() -> None:
    silent = Socket(_Ended(TimeoutError()), exceptions.ConnectionClosed, lambda: None)
    with pytest.raises(NoAnswerError, match="timed out"):
        silent.receive(5)
