# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data connections, after the published specification of data-connections and changelog 236 for what a patch may do.

Credentials are kept apart and never answered. Which properties are credentials follows from their names here; Qlik has
a list for each data source.
"""

from __future__ import annotations

import re
import typing as t

import scim
from answers import Answer, Refused
from operations import Call, behaves
from ownership import narrowed
from world import Object, now

_PATHS = ("/api/v1/data-connections", "/api/connectivity/data-connections")
_ITEMS = tuple(f"{path}/{{qID}}" for path in _PATHS)
_SECRET = re.compile("pass|secret|token|private", re.IGNORECASE)
_PLACES = {"host", "server", "url"}
_CREDENTIALS = {"qPassword", "qUsername", "qConnectionSecret", "qCredentialsID"}
_PATCHED = _CREDENTIALS | {"qName", "qConnectStatement", "qSeparateCredentials", "tags", "qArchitecture", "qLogOn"}
_TEXT, _EQUAL = ("eq", "ne", "co", "sw"), ("eq", "ne")
_FILTER = {"qName": _TEXT, "qType": _EQUAL, "datasourceID": _EQUAL, "qri": _TEXT}
_PRIVILEGES = ["list", "update", "delete", "read", "change_owner", "change_space"]


@behaves("GET", *_PATHS)
def _list(call: Call) -> Answer:
    """Without a limit all are answered."""
    query = call.request.query
    found = narrowed("data-connections", list(_stored(call).values()), query)
    if query.get("ownedByMe", "").lower() == "true":
        found = [each for each in found if each["user"] == call.caller]
    if query.get("personal", "").lower() == "true" and "spaceId" not in query:
        found = [each for each in found if not each.get("space")]
    if "filter" in query:
        found = list(filter(scim.parse(query["filter"], _FILTER), found))
    shown = [_shown(each) for each in found]
    if "limit" in query:
        return call.listed(shown, "page")
    links = {"self": {"href": f"https://{call.request.host}{call.request.path}"}}
    status, schema = call.operation.success()
    return status, {}, call.generic.shown(schema, {"data": shown, "links": links})


@behaves("POST", *_PATHS)
def _create(call: Call) -> Answer:
    body = dict(call.body)
    properties = body.pop("connectionProperties", None)
    if properties is not None and "qConnectStatement" in body:
        raise _refused(400, "a connection has a connection string, or properties")
    if len(body.get("tags") or ()) > (32 if properties is None else 31):
        raise _refused(400, "a connection has 32 tags at most")
    owner = body.pop("ownerId", None) or call.caller
    space = body.get("space") or ""
    _require_space(call, space)
    _require_free(call, body["qName"], space, owner)
    if properties is not None:
        body |= _from_properties(body["datasourceID"], properties)
    identifier = call.world.hexadecimal(32)
    secrets = {name: body.pop(name) for name in _CREDENTIALS if name in body and name != "qCredentialsID"}
    made = {"id": identifier, "qID": identifier, "qEngineObjectID": identifier, "user": owner, "created": now()}
    made |= {"tenant": call.tenant.id, "qArchitecture": 0, "privileges": _PRIVILEGES, "createdAt": now()}
    made |= {"qLogOn": 0, "_secrets": {**body.pop("_secrets", {}), **secrets}, "updated": now()}
    if made["_secrets"]:
        made["qCredentialsID"] = call.world.hexadecimal(32)
    _stored(call)[identifier] = {"qSeparateCredentials": False, **body, **made}
    status, schema = call.operation.success()
    first = call.generic.shown(schema["anyOf"][0], {**_shown(_stored(call)[identifier]), "qLogOn": "0"})
    return status, {}, first


@behaves("GET", *_ITEMS)
def _read(call: Call) -> Answer:
    found = _existing(call)
    more = {}
    if call.request.query.get("parseConnection", "").lower() == "true":
        more = {"connectionProperties": found.get("_properties") or _parsed(found["qConnectStatement"])}
    return call.shown({**_shown(found), **more})


@behaves("PUT", *_ITEMS)
def _replace(call: Call) -> Answer:
    found, body = _existing(call), dict(call.body)
    _require_free(call, body["qName"], body.get("space") or "", found["user"], found)
    secrets = {name: body.pop(name) for name in _CREDENTIALS if name in body and name != "qCredentialsID"}
    found["_secrets"] = {**found["_secrets"], **secrets}
    found |= {**body, "qID": found["qID"], "updated": now()}
    return 204, {}, None


@behaves("PATCH", *_ITEMS)
def _patch(call: Call) -> Answer:
    found = _existing(call)
    paths = {each["path"].strip("/") for each in call.body}
    _require_together(found, paths)
    changed = {**found, "_secrets": dict(found["_secrets"]), "_properties": dict(found.get("_properties") or {})}
    for each in call.body:
        if each["op"] != "remove" and "value" not in each:
            raise _refused(400, f"{each['path']} needs a value")
        _change(changed, each["path"].strip("/"), None if each["op"] == "remove" else each["value"])
    _require_free(call, changed["qName"], changed.get("space") or "", changed["user"], found)
    if any(path.startswith("connectionProperties/") for path in paths):
        changed |= {"qConnectStatement": _statement(changed["datasourceID"], changed["_properties"])}
    if found.get("qSeparateCredentials") and _moves(paths):
        changed.pop("qCredentialsID", None)
        changed["_secrets"] = {}
    found.clear()
    found |= {**changed, "updated": now()}
    return 204, {}, None


@behaves("DELETE", *_ITEMS)
def _delete(call: Call) -> Answer:
    del _stored(call)[_existing(call)["qID"]]
    return 204, {}, None


@behaves("POST", *(f"{path}/actions/update" for path in _PATHS))
def _update_many(call: Call) -> Answer:
    return 207, {}, {"data": [_result(call, each, _updated) for each in call.body["connections"]]}


@behaves("POST", *(f"{path}/actions/delete" for path in _PATHS))
def _delete_many(call: Call) -> Answer:
    return 207, {}, {"data": [_result(call, each, _gone) for each in call.body["connections"]]}


def _gone(call: Call, found: Object, _item: Object) -> None:
    del _stored(call)[found["qID"]]


def _result(call: Call, item: Object, act: t.Callable[[Call, Object, Object], None]) -> Object:
    """Each has its own answer."""
    try:
        if item["id"] not in _stored(call):
            raise _refused(404, "the connection does not exist")
        act(call, _stored(call)[item["id"]], item)
    except Refused as refused:
        code, title = refused.body["errors"][0]["code"], refused.body["errors"][0]["title"]
        return {"id": item["id"], "status": refused.status, "error": {"code": code, "title": title}}
    return {"id": item["id"], "status": 204}


def _updated(call: Call, found: Object, item: Object) -> None:
    owner = item.get("ownerId") or found["user"]
    if owner not in call.tenant.objects("users"):
        raise _refused(404, "the new owner does not exist")
    space = item.get("spaceId", found.get("space")) or ""
    if "spaceId" in item:
        _require_space(call, space)
        kind = call.tenant.objects("spaces")[space]["type"] if space else "personal"
        if item.get("spaceType") != kind:
            raise _refused(400, f"spaceType is {kind}")
    _require_free(call, item.get("name") or found["qName"], space, owner, found)
    if owner != found["user"]:
        # The new owner has to enter credentials of their own.
        found["_secrets"] = {}
        found.pop("qCredentialsID", None)
    found |= {"user": owner, "qName": item.get("name") or found["qName"], "space": space, "updated": now()}


def _require_together(found: Object, paths: set[str]) -> None:
    """What a patch may change at once (changelog 236)."""
    unknown = {path for path in paths if path not in _PATCHED and not path.startswith("connectionProperties/")}
    inside = {path.partition("/")[2] for path in paths if path.startswith("connectionProperties/")}
    passwords = {name for name in inside if _SECRET.search(name)}
    if unknown:
        raise _refused(400, f"{sorted(unknown)} cannot be patched")
    if "qConnectStatement" in paths and inside:
        raise _refused(400, "the connection string and its properties cannot be changed together")
    if "qPassword" in paths and passwords:
        raise _refused(400, "the password is given twice")
    has_credentials = bool(found["_secrets"]) and not found.get("qSeparateCredentials")
    if _moves(paths) and has_credentials and not (paths & _CREDENTIALS or passwords):
        raise _refused(400, "another address needs the credentials in the same request")


def _moves(paths: set[str]) -> bool:
    return bool(paths & {"qConnectStatement", *(f"connectionProperties/{name}" for name in _PLACES)})


def _change(thing: Object, path: str, value: t.Any) -> None:
    name = path.rpartition("/")[2]
    is_property = path.startswith("connectionProperties/")
    is_secret = bool(_SECRET.search(name)) if is_property else name in _CREDENTIALS - {"qCredentialsID"}
    holder = thing["_secrets"] if is_secret else thing["_properties"] if is_property else thing
    if value is None:
        holder.pop(name, None)
    else:
        holder[name] = value


def _from_properties(source: str, properties: Object) -> Object:
    plain = {name: value for name, value in properties.items() if not _SECRET.search(name)}
    secrets = {name: value for name, value in properties.items() if _SECRET.search(name)}
    made = {"qConnectStatement": _statement(source, plain), "qType": "QvOdbcConnectorPackage.exe"}
    return {**made, "_properties": plain, "_secrets": secrets}


def _statement(source: str, properties: Object) -> str:
    parts = "".join(f"{name}={value};" for name, value in properties.items())
    return f'CUSTOM CONNECT TO "provider=QvOdbcConnectorPackage.exe;driver={source};{parts}"'


def _parsed(statement: str) -> Object:
    pairs = re.findall(r"(\w+)=([^;\"]*)", statement)
    return {name: value for name, value in pairs if name not in ("provider", "driver")}


def _shown(found: Object) -> Object:
    return {"links": {"self": {"href": f"/api/connectivity/data-connections/{found['qID']}"}}, **_plain(found)}


def _plain(found: Object) -> Object:
    plain = {name: value for name, value in found.items() if not name.startswith("_")}
    plain.setdefault("privileges", _PRIVILEGES)
    return plain if plain.get("space") else {name: value for name, value in plain.items() if name != "space"}


def _stored(call: Call) -> dict[str, Object]:
    return call.tenant.objects("data-connections")


def _existing(call: Call) -> Object:
    identifier = call.variables["qID"]
    if call.request.query.get("type") == "connectionname":
        space = call.request.query.get("spaceId", "")
        named = (each for each in _stored(call).values() if each["qName"] == identifier)
        identifier = next((each["qID"] for each in named if (each.get("space") or "") == space), "")
    if identifier not in _stored(call):
        raise _refused(404, "the connection does not exist")
    found = _stored(call)[identifier]
    found.setdefault("_secrets", {})
    return found


def _require_space(call: Call, space: str) -> None:
    if space and space not in call.tenant.objects("spaces"):
        raise _refused(403, "there is no access to the space")


def _require_free(call: Call, name: str, space: str, owner: str, itself: Object | None = None) -> None:
    """A name is unique in a space, and among the personal connections of a user."""
    for each in _stored(call).values():
        is_there = (each.get("space") or "") == space and (space or each["user"] == owner)
        if each is not itself and each["qName"] == name and is_there:
            raise _refused(409, f"a connection {name} exists there")


def _refused(status: int, why: str) -> Refused:
    return Refused(status, f"DCERR{status}", why)
