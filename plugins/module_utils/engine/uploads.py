# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resumable uploads: a large file in pieces, to a temporary content (protocol tus 1.0, https://tus.io).

Qlik reports how many bytes it has, and the next piece begins there. A file is read from disk while it is sent.
"""

from __future__ import annotations

import base64
import time

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import Body, part_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.request import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile

# Bytes per request. Proxies limit the size of bodies, and an upload has 800 requests a minute.
PIECE = 64 * 1024 * 1024
_VERSION = {"Tus-Resumable": "1.0.0"}
# How often in a row an upload may stop without progress, and the seconds before each check.
_PAUSES = (0.25, 1.0, 4.0, 15.0, 30.0)
# Another offset, or the server is still busy with the interrupted piece.
_GO_ON = (409, 423)


def upload(client: Client, path: str, file: LocalFile) -> str:
    """Upload a file, and return the id of its temporary content, which Qlik keeps for an hour."""
    headers = {**_VERSION, "Upload-Length": str(file.size), "Upload-Metadata": _metadata(file)}
    made = client.exchange(Request("POST", path, headers=headers, harmless=True))
    identifier = str(made.headers["Location"]).rstrip("/").rpartition("/")[2]
    place, offset, stops = f"{path}/{identifier}", 0, 0
    while offset < file.size:
        try:
            reached = _send(client, place, file, offset)
        except errors.QlikError as error:
            if stops >= len(_PAUSES) or not _can_go_on(error):
                raise
            client.progress.wait(client.label, _PAUSES[stops], f"upload of {file.name}", limit=False)
            time.sleep(_PAUSES[stops])
            reached = _reached(client, place, offset)
        stops = 0 if reached > offset else stops + 1
        offset = reached
    return identifier


def _metadata(file: LocalFile) -> str:
    return f"filename {base64.b64encode(file.name.encode()).decode()}"


def _send(client: Client, place: str, file: LocalFile, offset: int) -> int:
    """Send the next piece, and return how many bytes Qlik has."""
    length = min(PIECE, file.size - offset)
    body = Body("application/offset+octet-stream", (part_of(file.open, offset, length),))
    headers = {**_VERSION, "Upload-Offset": str(offset)}
    return _offset(client.exchange(Request("PATCH", place, body=body, headers=headers)), offset + length)


def _reached(client: Client, place: str, offset: int) -> int:
    """Return how many bytes Qlik has, or the confirmed ones if it is too busy to answer."""
    try:
        return _offset(client.exchange(Request("HEAD", place, headers=_VERSION)), offset)
    except errors.ApiError as error:
        if error.status not in _GO_ON:
            raise
        return offset


def _offset(answer: Answer, default: int) -> int:
    return int(answer.headers.get("Upload-Offset") or default)


def _can_go_on(error: errors.QlikError) -> bool:
    status = int(error.failure.get("status") or 0)
    return isinstance(error, errors.Unreachable) or status in _GO_ON or status >= 500
