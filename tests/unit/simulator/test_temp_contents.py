# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads in pieces, as tus 1.0 and the specification of temporary contents have them."""

from __future__ import annotations

import pytest
import requests

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

FILES = "/api/v1/temp-contents/files"
VERSION = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def caller(shared: Simulator) -> Caller:
    return tenant(shared, 12)


def _begin(caller: Caller, length: int) -> str:
    headers = {**VERSION, "Upload-Length": str(length), "Upload-Metadata": "filename c2FsZXMucXZm"}
    answer = caller.call("POST", FILES, headers=headers)
    assert answer.status_code == 201
    return answer.headers["Location"].rpartition("/")[2]


def _piece(caller: Caller, identifier: str, offset: int, content: bytes, **more: str) -> requests.Response:
    headers = {**VERSION, "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), **more}
    return caller.call("PATCH", f"{FILES}/{identifier}", data=content, headers=headers)


def _offset(caller: Caller, identifier: str) -> str:
    return caller.call("HEAD", f"{FILES}/{identifier}", headers=VERSION).headers["Upload-Offset"]


def test_a_file_in_pieces_is_whole_in_the_end(caller: Caller) -> None:
    identifier = _begin(caller, 6)
    assert _piece(caller, identifier, 0, b"\x00\xffa").headers["Upload-Offset"] == "3"
    assert caller.call("GET", f"/api/v1/temp-contents/{identifier}").status_code == 204
    assert _offset(caller, identifier) == "3"
    assert _piece(caller, identifier, 3, b"bcd").status_code == 204
    assert caller.call("GET", f"/api/v1/temp-contents/{identifier}").content == b"\x00\xffabcd"
    assert caller.call("GET", f"/api/v1/temp-contents/{identifier}/details").json()["Name"] == "sales.qvf"


def test_what_a_piece_must_say(caller: Caller) -> None:
    identifier = _begin(caller, 3)
    statuses = [
        _piece(caller, identifier, 1, b"abc").status_code,
        _piece(caller, identifier, 0, b"abcd").status_code,
        _piece(caller, identifier, 0, b"abc", **{"Content-Type": "application/octet-stream"}).status_code,
        _piece(caller, identifier, 0, b"abc", **{"Tus-Resumable": "0.2.2"}).status_code,
        _piece(caller, "nothing", 0, b"abc").status_code,
        caller.call("POST", FILES, headers=VERSION).status_code,
        caller.call("POST", FILES, headers={"Upload-Length": "3"}).status_code,
    ]
    assert statuses == [409, 400, 415, 412, 404, 400, 412]
    assert _offset(caller, identifier) == "0"


def test_an_upload_that_is_not_whole_is_not_imported(caller: Caller) -> None:
    identifier = _begin(caller, 3)
    assert caller.call("POST", f"/api/v1/apps/import?fileId={identifier}").status_code == 404
