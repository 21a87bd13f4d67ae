# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads in pieces: where the next one begins, what ends an upload, and when it is given up."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine import uploads
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile

CONTENT = bytes(range(10))
Reply = t.Callable[["Server", bytes], None]


class Server:
    """Keeps what arrives. Each of its faults strikes one piece: given what arrived, it keeps some of it and raises."""

    label = "tenant"

    def __init__(self, *faults: Reply | None) -> None:
        self.progress, self.faults = Progress(), list(faults)
        self.kept, self.log = b"", []  # type: bytes, list[str]

    def exchange(self, request: Request) -> Answer:
        self.log.append(request.method)
        if request.method == "POST":
            assert (request.harmless, request.headers["Upload-Length"]) == (True, "10")  # type: ignore[index]
            return Answer(201, {"Location": "https://host/api/v1/temp-contents/files/f1"}, b"")
        assert request.path == "/files/f1"
        if request.method == "PATCH":
            self._piece(request)
        return Answer(204, {"Upload-Offset": str(len(self.kept))}, b"")

    def _piece(self, request: Request) -> None:
        content = t.cast(t.Any, request.body).whole()
        if request.headers["Upload-Offset"] != str(len(self.kept)):  # type: ignore[index]
            raise errors.ApiError("conflict", status=409)
        fault = self.faults.pop(0) if self.faults else None
        if fault:
            fault(self, content)
        self.kept += content


def _half(server: Server, content: bytes) -> None:
    server.kept += content[: len(content) // 2]
    raise errors.Unreachable("cut")


def _all(server: Server, content: bytes) -> None:
    server.kept += content
    raise errors.Unreachable("the answer was lost")


def _refuse(status: int) -> Reply:
    def refuse(_server: Server, _content: bytes) -> None:
        raise errors.ApiError("refused", status=status)

    return refuse


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PIECE", 4)
    monkeypatch.setattr(uploads, "_PAUSES", (0.0, 0.0))


def _upload(server: Server) -> str:
    def chunks(start: int = 0) -> t.Iterator[bytes]:
        yield CONTENT[start : start + 3]
        yield CONTENT[start + 3 :]

    file = LocalFile("a.qvf", len(CONTENT), {}, chunks)
    return uploads.upload(t.cast(Client, server), "/files", file)


@pytest.mark.parametrize(
    ("faults", "requests"),
    [
        ((), ["PATCH"] * 3),
        ((None, _half), ["PATCH", "PATCH", "HEAD", "PATCH"]),
        ((_all,), ["PATCH", "HEAD", "PATCH", "PATCH"]),
        ((_refuse(503), _refuse(423)), ["PATCH", "HEAD", "PATCH", "HEAD", "PATCH", "PATCH", "PATCH"]),
    ],
)
def test_the_next_piece_begins_where_the_server_says(faults: tuple[Reply | None, ...], requests: list[str]) -> None:
    server = Server(*faults)
    assert _upload(server) == "f1"
    assert (server.kept, server.log) == (CONTENT, ["POST", *requests])


@pytest.mark.parametrize(("status", "sent"), [(413, 1), (410, 1), (503, 3)])
def test_what_cannot_go_on_is_the_error_of_the_server(status: int, sent: int) -> None:
    server = Server(*[_refuse(status)] * 9)
    with pytest.raises(errors.ApiError, match="refused"):
        _upload(server)
    assert server.log.count("PATCH") == sent
