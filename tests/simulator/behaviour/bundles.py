# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Themes and extensions, after their published specifications of 2026-07-24: archives with a manifest, the .qext file.

Inferred: that an upload takes what the manifest says, and that the part `data` overrides it. That `file` has an MD5 is
known from other people's tools alone, so a variation leaves it out.
"""

from __future__ import annotations

import hashlib
import io
import json
import typing as t
import zipfile
from urllib.parse import unquote

import variations
from answers import Answer, Refused
from operations import Call, behaves
from world import Object, now

_NAMES = ("themes", "extensions")
_PATHS = tuple(f"/api/v1/{name}" for name in _NAMES)
_ITEMS = tuple(f"{path}/{{id}}" for path in _PATHS)
# Of the manifest: what an object has of it, and under which names.
_TEXTS = ("name", "description", "author", "icon", "type", "version", "homepage", "keywords", "license", "repository")
_FIELDS = {**{name: name for name in _TEXTS}, "supplier": "supplier", "dependencies": "dependencies"}
_MADE_BY_QLIK = ("id", "userId", "tenantId", "createdAt", "updateAt", "migrationState")


@behaves("GET", *_PATHS)
def _list(call: Call) -> Answer:
    return 200, {}, {"data": [_shown(each) for each in call.tenant.objects(_name(call)).values()]}


@behaves("POST", *_PATHS)
def _create(call: Call) -> Answer:
    facts: Object = {"id": call.world.hexadecimal(24), "userId": call.caller, "tenantId": call.tenant.id}
    made = _settled(call, {**facts, "createdAt": now()})
    call.tenant.objects(_name(call))[made["id"]] = made
    return 201, {}, _shown(made)


@behaves("GET", *_ITEMS)
def _read(call: Call) -> Answer:
    return 200, {}, _shown(_existing(call))


@behaves("PATCH", *_ITEMS)
def _change(call: Call) -> Answer:
    """The answer of a theme is a list, that of an extension is not."""
    changed = _settled(call, _existing(call))
    call.tenant.objects(_name(call))[changed["id"]] = changed
    return 200, {}, {"data": [_shown(changed)]} if _name(call) == "themes" else _shown(changed)


@behaves("DELETE", *_ITEMS)
def _delete(call: Call) -> Answer:
    """A soft deletion: its id and its file name are gone from now on, and a new one can have the names."""
    gone = _existing(call)
    del call.tenant.objects(_name(call))[gone["id"]]
    for name in filter(None, (gone["id"], gone.get("qextFilename"))):
        call.tenant.objects(f"deleted-{_name(call)}")[name] = {"id": name}
    return 204, {}, None


@behaves("GET", *(f"{path}/file" for path in _ITEMS))
def _download(call: Call) -> Answer:
    return 200, {"Content-Type": "application/zip"}, _content(call)


@behaves("GET", *(f"{path}/file/{{filepath}}" for path in _ITEMS))
def _download_one(call: Call) -> Answer:
    with zipfile.ZipFile(io.BytesIO(_content(call))) as archive:
        name = unquote(call.variables["filepath"])
        if name not in archive.namelist():
            raise Refused(404, "HTTP-404", f"{name} is not in the archive")
        return 200, {"Content-Type": "application/octet-stream"}, archive.read(name)


def _name(call: Call) -> str:
    return call.operation.path.split("/")[3]


def _existing(call: Call) -> Object:
    """By id, or by the name of the manifest's file."""
    wanted = unquote(call.variables["id"])
    for each in call.tenant.objects(_name(call)).values():
        if wanted in (each["id"], each.get("qextFilename")):
            return each
    if wanted in call.tenant.objects(f"deleted-{_name(call)}"):
        raise Refused(410, "HTTP-410", f"{wanted} was deleted")
    raise Refused(404, "HTTP-404", f"{wanted} does not exist")


def _content(call: Call) -> bytes:
    content = _existing(call).get("_content")
    if content is None:
        raise Refused(404, "HTTP-404", "it has no archive")
    return str(content).encode("latin-1")


def _settled(call: Call, thing: Object) -> Object:
    """What a creation or a change makes of an object."""
    form = call.body if isinstance(call.body, dict) else {}
    data = form.get("data", {})
    if not isinstance(data, dict):
        raise Refused(415, "HTTP-415", "data is not a JSON object")
    if not data and "file" not in form:
        raise Refused(422, "HTTP-422", "neither file nor data is given")
    given = {name: value for name, value in data.items() if name not in _MADE_BY_QLIK}
    changed = {**thing, **(_of_archive(call, form["file"]) if "file" in form else {}), **given, "updateAt": now()}
    if not changed.get("name"):
        raise Refused(422, "HTTP-422", "it has no name")
    for other in call.tenant.objects(_name(call)).values():
        same = (name for name in ("name", "qextFilename") if changed.get(name) and other.get(name) == changed[name])
        if other["id"] != thing["id"] and (taken := next(same, None)):
            raise Refused(409, "HTTP-409", f"{taken} {changed[taken]} is taken")
    return changed


def _of_archive(call: Call, text: str) -> Object:
    content = text.encode("latin-1")
    manifest, file_name = _manifest(content)
    facts: Object = {field: manifest[name] for name, field in _FIELDS.items() if name in manifest}
    if "tags" in manifest:
        facts["tags"] = manifest["tags"]
    facts |= {"qextFilename": file_name, "_content": text, "file": {"md5": _digest("md5", content)}}
    if "version" in manifest:
        facts["qextVersion"] = manifest["version"]
    if _name(call) == "extensions":
        facts |= {"checksum": _digest("sha256", content), "loadpath": manifest.get("loadpath", f"{file_name}.js")}
        facts |= {"supernova": bool(manifest.get("supernova")), "bundled": "bundle" in manifest}
        facts |= {"bundle": manifest["bundle"]} if "bundle" in manifest else {}
    return facts


def _manifest(content: bytes) -> tuple[Object, str]:
    """The manifest of an archive, and the name of its file without the suffix."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".qext"))
            manifest = json.loads(archive.read(name))
    except (zipfile.BadZipFile, StopIteration, ValueError):
        raise Refused(422, "HTTP-422", "the file is not an archive with a .qext file") from None
    if not isinstance(manifest, dict):
        raise Refused(422, "HTTP-422", "the .qext file is not a JSON object")
    return manifest, name.rpartition("/")[2].removesuffix(".qext")


def _digest(algorithm: str, content: bytes) -> str:
    return hashlib.new(algorithm, content, usedforsecurity=False).hexdigest()


def _shown(thing: Object) -> t.Any:
    shown = {name: value for name, value in thing.items() if not name.startswith("_")}
    if variations.has("no-md5"):
        shown.pop("file", None)
    return shown
