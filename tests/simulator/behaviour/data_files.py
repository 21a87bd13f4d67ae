# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data files, after the published specification of data-files: uploaded as forms, or from temporary contents."""

from __future__ import annotations

import fnmatch
import hashlib

import contents
from answers import Answer, Refused
from operations import Call, behaves
from ownership import narrowed
from paging import page_of
from world import Object, moment, now

from behaviour import temp_contents

_PATH, _CORE = "/api/v1/data-files", "/api/core/data-files"
_ACTIONS = ["read", "update", "delete", "list", "change_owner", "change_space"]


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    query = call.request.query
    found = narrowed("data-files", list(_stored(call).values()), query)
    if "connectionId" in query:
        space = _space_of(call, query["connectionId"])
        found = [each for each in found if each.get("spaceId") == space]
    elif query.get("includeAllSpaces", "").lower() != "true" and "ownerId" not in query:
        found = [each for each in found if not each.get("spaceId") and each["ownerId"] == call.caller]
    if query.get("includeFolders", "").lower() != "true":
        found = [each for each in found if not each.get("folder")]
    if "name" in query:
        found = [each for each in found if each["name"] == query["name"]]
    if "baseNameWildcard" in query:
        wanted = query["baseNameWildcard"]
        found = [each for each in found if fnmatch.fnmatchcase(each["name"].rpartition("/")[2], wanted)]
    data, links = page_of(list(map(_shown, found)), call.request, "page", page=20, largest=1000)
    status, schema = call.operation.success()
    return status, {}, call.generic.shown(schema, {"data": data, "links": {"next": {}, "prev": {}, **links}})


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    given = call.body.get("Json") or {}
    if not given.get("name"):
        raise Refused(400, "DF-400", "there is no name")
    space = _space_of(call, given.get("connectionId"))
    _require_free(call, given["name"], space)
    for folder in _folders_of(given["name"]):
        if not _at(call, folder, space):
            _put(call, {"name": folder, "folder": True}, space, None)
    content = None if given.get("folder") else _content(call, given)
    return 201, {}, _answer(call, _put(call, given, space, content))


@behaves("PUT", f"{_PATH}/{{id}}")
def _replace(call: Call) -> Answer:
    """Without a connection the file moves to the personal space."""
    file, given = call.existing("data-files"), call.body.get("Json") or {}
    space = _space_of(call, given.get("connectionId"))
    _require_free(call, given.get("name") or file["name"], space, file)
    file |= {"name": given.get("name") or file["name"], "spaceId": space, "modifiedDate": moment()}
    if "File" in call.body or "tempContentFileId" in given:
        content = _content(call, given)
        file |= {"_content": content, "size": contents.size_of(content), "ownerId": call.caller}
        file |= {"contentUpdatedDate": moment()}
    return 201, {}, _answer(call, file)


@behaves("GET", f"{_PATH}/{{id}}", f"{_CORE}/{{id}}")
def _read(call: Call) -> Answer:
    return call.shown(_shown(call.existing("data-files")))


@behaves("DELETE", f"{_PATH}/{{id}}", f"{_CORE}/{{id}}")
def _delete(call: Call) -> Answer:
    """A folder goes with all that is in it."""
    gone = call.existing("data-files")
    inside = [each["id"] for each in _stored(call).values() if gone.get("folder") and _is_inside(each, gone)]
    for identifier in (gone["id"], *inside):
        del _stored(call)[identifier]
    return 204, {}, None


@behaves("POST", f"{_PATH}/{{id}}/actions/change-space", f"{_CORE}/{{id}}/actions/change-space")
def _move(call: Call) -> Answer:
    file, space = call.existing("data-files"), (call.body or {}).get("spaceId")
    if "/" in file["name"]:
        raise Refused(400, "DF-010", "only what is in the root of its space can be moved")
    if space and space not in call.tenant.objects("spaces"):
        raise Refused(404, "DF-404", "the space does not exist")
    _require_free(call, file["name"], space, file)
    for each in [each for each in _stored(call).values() if file.get("folder") and _is_inside(each, file)]:
        each["spaceId"] = space
    file["spaceId"] = space
    return 204, {}, None


@behaves("GET", f"{_PATH}/connections", f"{_CORE}/connections")
def _connections(call: Call) -> Answer:
    """One for each space, and one for the personal one."""
    query = call.request.query
    spaces = [None, *call.tenant.objects("spaces")]
    if "spaceId" in query:
        spaces = [query["spaceId"]] if query["spaceId"] in spaces else []
    elif query.get("personal", "").lower() == "true":
        spaces = [None]
    found = [_connection(call, space) for space in spaces]
    data, links = page_of(found, call.request, "page", page=20, largest=1000)
    status, schema = call.operation.success()
    return status, {}, call.generic.shown(schema, {"data": data, "links": {"next": {}, "prev": {}, **links}})


def _connection(call: Call, space: str | None) -> Object:
    made: Object = {"id": _connection_id(call, space), "name": "DataFiles", "type": "folder"}
    return {**made, "connectStatement": "lib://DataFiles", **({"spaceId": space} if space else {})}


def _connection_id(call: Call, space: str | None) -> str:
    return hashlib.sha256(f"{call.tenant.id} {space or call.caller}".encode()).hexdigest()[:32]


def _space_of(call: Call, connection: str | None) -> str | None:
    if not connection:
        return None
    for space in (None, *call.tenant.objects("spaces")):
        if _connection_id(call, space) == connection:
            return space
    raise Refused(404, "DF-404", "there is no such connection")


def _content(call: Call, given: Object) -> str:
    if given.get("tempContentFileId"):
        return temp_contents.whole(call, given["tempContentFileId"])
    if "File" not in call.body:
        raise Refused(400, "DF-400", "there is no file")
    return contents.kept(str(call.body["File"]).encode("latin-1"))


def _put(call: Call, given: Object, space: str | None, content: str | None) -> Object:
    identifier = call.world.hexadecimal(24)
    file: Object = {"id": identifier, "name": given["name"], "ownerId": call.caller, "spaceId": space}
    file |= {"folder": content is None, "size": contents.size_of(content) if content is not None else 0}
    file |= {"createdDate": now(), "modifiedDate": moment(), "contentUpdatedDate": moment()}
    _stored(call)[identifier] = file | ({"_content": content} if content is not None else {})
    return _stored(call)[identifier]


def _answer(call: Call, file: Object) -> Object:
    shown: Object = call.generic.shown(call.operation.success()[1], _shown(file))
    return shown


def _shown(file: Object) -> Object:
    facts = {name: value for name, value in file.items() if not name.startswith("_") and value is not None}
    folder, _slash, base = file["name"].rpartition("/")
    return {"actions": _ACTIONS, "folderStats": {}, "baseName": base, "folderPath": folder, **facts}


def _folders_of(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]


def _at(call: Call, name: str, space: str | None) -> Object | None:
    """What has this name in a space, or among the caller's own files."""
    for each in _stored(call).values():
        in_place = (each.get("spaceId") or None) == space and (space or each["ownerId"] == call.caller)
        if in_place and each["name"] == name:
            return each
    return None


def _require_free(call: Call, name: str, space: str | None, itself: Object | None = None) -> None:
    other = _at(call, name, space)
    if other is not None and other is not itself:
        raise Refused(409, "DF-409", f"{name} exists there already")


def _is_inside(file: Object, folder: Object) -> bool:
    same_space = file.get("spaceId") == folder.get("spaceId")
    return same_space and str(file["name"]).startswith(f"{folder['name']}/")


def _stored(call: Call) -> dict[str, Object]:
    return call.tenant.objects("data-files")
