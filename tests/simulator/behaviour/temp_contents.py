# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Temporary contents: files that are uploaded before something is made of them, whole or in pieces.

After the published specification of temp-contents, and tus 1.0 (https://tus.io) for uploads in pieces.
"""

from __future__ import annotations

import base64

import contents
from answers import Answer, Refused
from operations import Call, behaves
from world import Object, now

_FILES = "/api/v1/temp-contents/files"
_VERSION = "1.0.0"
_TYPE = "application/offset+octet-stream"


@behaves("POST", "/api/v1/temp-contents")
def _upload(call: Call) -> Answer:
    identifier = keep(call, contents.kept(call.body or b""), call.request.query.get("filename", ""))
    return 201, {"Location": f"/api/v1/temp-contents/{identifier}"}, None


@behaves("GET", "/api/v1/temp-contents/{id}")
def _download(call: Call) -> Answer:
    kept = _existing(call, call.variables["id"])
    if not _is_whole(kept):
        return 204, {}, None
    return 200, {}, contents.content_of(kept["_content"])


@behaves("GET", "/api/v1/temp-contents/{id}/details")
def _details(call: Call) -> Answer:
    kept = _existing(call, call.variables["id"])
    facts = {"ID": kept["id"], "Name": kept["filename"], "CreatedAt": kept["createdAt"], "TTLSeconds": 3600}
    return call.shown(facts) if _is_whole(kept) else (204, {}, None)


@behaves("POST", _FILES)
def _begin(call: Call) -> Answer:
    _require_version(call)
    length = call.request.headers.get("upload-length", "")
    if not length.isdigit():
        raise Refused(400, "TCS-400", "Upload-Length is the number of bytes")
    pairs = (each.split() for each in call.request.headers.get("upload-metadata", "").split(",") if each.strip())
    metadata = {pair[0]: base64.b64decode(pair[1]).decode() if len(pair) > 1 else "" for pair in pairs}
    identifier = keep(call, "", metadata.get("filename", ""))
    _stored(call)[identifier] |= {"_length": int(length), "_offset": 0}
    place = f"https://{call.request.host}{_FILES}/{identifier}"
    return 201, {"Location": place, "Tus-Resumable": _VERSION}, None


@behaves("HEAD", f"{_FILES}/{{id}}")
def _reached(call: Call) -> Answer:
    _require_version(call)
    return 200, {**_offset(_existing(call, call.variables["id"])), "Cache-Control": "no-store"}, None


@behaves("PATCH", f"{_FILES}/{{id}}")
def _piece(call: Call) -> Answer:
    _require_version(call)
    kept, headers, piece = _existing(call, call.variables["id"]), call.request.headers, call.body or b""
    if headers.get("content-type") != _TYPE:
        raise Refused(415, "TCS-415", f"a piece is of the type {_TYPE}")
    if headers.get("upload-offset") != str(kept.get("_offset")):
        raise Refused(409, "TCS-409", "the offsets do not match")
    if kept["_offset"] + len(piece) > kept["_length"]:
        raise Refused(400, "TCS-400", "there is more than Upload-Length said")
    kept["_content"] = contents.appended(kept["_content"], piece)
    kept["_offset"] += len(piece)
    return 204, _offset(kept), None


def _offset(kept: Object) -> dict[str, str]:
    facts = {"Upload-Offset": str(kept["_offset"]), "Upload-Length": str(kept["_length"])}
    return {**facts, "Tus-Resumable": _VERSION}


def _require_version(call: Call) -> None:
    if call.request.headers.get("tus-resumable") != _VERSION:
        raise Refused(412, "TCS-412", "the version of the protocol is not supported", **{"Tus-Version": _VERSION})


def _is_whole(kept: Object) -> bool:
    return bool(kept.get("_offset", 0) == kept.get("_length", 0))


def keep(call: Call, content: str, filename: str) -> str:
    """Keep a content, as the state has it, and return its id."""
    identifier = str(call.world.hexadecimal(24))
    kept = {"id": identifier, "filename": filename, "_content": content, "createdAt": now()}
    _stored(call)[identifier] = kept
    return identifier


def whole(call: Call, identifier: str) -> str:
    """The content of this id, as the state has it."""
    kept = _existing(call, identifier.rsplit("/", maxsplit=1)[-1])
    if not _is_whole(kept):
        raise Refused(404, "TCS-404", "the upload is not complete")
    return str(kept["_content"])


def _stored(call: Call) -> dict[str, Object]:
    return call.tenant.objects("temp-contents")


def _existing(call: Call, identifier: str) -> Object:
    if identifier not in _stored(call):
        raise Refused(404, "TCS-404", "there is no such temporary content")
    return _stored(call)[identifier]
