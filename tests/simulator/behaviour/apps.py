# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps as files: exported to temporary contents, imported, published and published again.

From the specifications of apps and temporary contents, and from what Qlik's published examples of platform operations
send and read.
"""

from __future__ import annotations

import base64
import json

from answers import Answer, Refused
from operations import Call, behaves
from world import Object, now

# Of an app that was made here; a file that somebody imports may be anything.
_MAGIC = b"simulated app\n"
_PRIVILEGES = ["read", "update", "delete", "change_owner", "reload", "export", "publish"]


@behaves("POST", "/api/v1/temp-contents")
def _upload(call: Call) -> Answer:
    identifier = _keep(call, call.body or b"", call.request.query.get("filename", ""))
    return 201, {"Location": f"/api/v1/temp-contents/{identifier}"}, None


@behaves("GET", "/api/v1/temp-contents/{id}")
def _download(call: Call) -> Answer:
    return 200, {}, _content(call, call.variables["id"])


@behaves("POST", "/api/v1/apps/{appId}/export")
def _export(call: Call) -> Answer:
    app = call.existing("apps", "appId")
    facts = app["attributes"]
    _require_member(call, facts)
    content = base64.b64decode(app["_content"]) if "_content" in app else b""
    without_data = call.request.query.get("NoData", "").lower() == "true"
    kept = {name: facts[name] for name in ("id", "name", "description") if name in facts}
    file = content or _MAGIC + json.dumps({**kept, "data": not without_data}).encode()
    identifier = _keep(call, file, f"{facts.get('name', 'app')}.qvf")
    return 201, {"Location": f"/api/v1/temp-contents/{identifier}"}, None


@behaves("POST", "/api/v1/apps/import")
def _import(call: Call) -> Answer:
    query = call.request.query
    content = _content(call, query["fileId"]) if "fileId" in query else call.body or b""
    if not content:
        raise Refused(400, "APPS-400", "there is no file to import")
    said = json.loads(content[len(_MAGIC) :]) if content.startswith(_MAGIC) else {}
    name = query.get("name") or said.get("name") or query.get("fallbackName") or "Untitled"
    apps = call.tenant.objects("apps")
    replaces = query.get("mode") == "autoreplace"
    old = apps.get(query.get("appId") or said.get("id", "")) if replaces else None
    _require_space(call, query.get("spaceId"))
    identifier = old["attributes"]["id"] if old else query.get("appId") or call.world.hexadecimal(32)
    app = _made(call, identifier, {**(old["attributes"] if old else {}), "name": name})
    if query.get("spaceId"):
        app["attributes"]["spaceId"] = query["spaceId"]
    app["_content"] = base64.b64encode(content).decode()
    apps[identifier] = app
    return call.shown(app)


@behaves("POST", "/api/v1/apps/{appId}/publish")
def _publish(call: Call) -> Answer:
    """A copy in a managed space, which users of it see; the source stays where it is."""
    app = call.existing("apps", "appId")
    body = call.body or {}
    space = _require_space(call, body.get("spaceId"))
    if not space or space["type"] != "managed":
        raise Refused(400, "APPS-400", "an app is published to a managed space")
    if body.get("originAppId"):
        raise Refused(400, "APPS-400", "originAppId is for apps that are moved, which is not simulated")
    published = _made(call, call.world.hexadecimal(32), {**app["attributes"], **body.get("attributes", {})})
    published["attributes"] |= {"spaceId": space["id"], "published": True, "publishTime": now()}
    published["attributes"]["originAppId"] = app["attributes"]["id"]
    published["_content"] = app.get("_content", "")
    call.tenant.objects("apps")[published["attributes"]["id"]] = published
    return call.shown(published)


@behaves("PUT", "/api/v1/apps/{appId}/publish")
def _republish(call: Call) -> Answer:
    """The published app keeps its id, and what users have made in it."""
    app, body = call.existing("apps", "appId"), call.body or {}
    target = call.tenant.objects("apps").get(body.get("targetId", ""))
    if target is None or not target["attributes"].get("published"):
        raise Refused(404, "APPS-404", "targetId is no published app")
    if body.get("checkOriginAppId", True) and target["attributes"].get("originAppId") != app["attributes"]["id"]:
        raise Refused(400, "APPS-400", "the published app was made from another one")
    target["attributes"] |= {"name": app["attributes"]["name"], **body.get("attributes", {})}
    target["attributes"] |= {"publishTime": now(), "modifiedDate": now()}
    target["_content"] = app.get("_content", "")
    return call.shown(target)


def _made(call: Call, identifier: str, attributes: Object) -> Object:
    facts = {"id": identifier, "ownerId": call.caller, "createdDate": now(), "modifiedDate": now(), "published": False}
    return {"attributes": {**attributes, **facts}, "privileges": _PRIVILEGES}


def _keep(call: Call, content: bytes, filename: str) -> str:
    identifier = str(call.world.hexadecimal(24))
    encoded = base64.b64encode(content).decode()
    kept = {"id": identifier, "filename": filename, "size": len(content), "_content": encoded, "createdAt": now()}
    call.tenant.objects("temp-contents")[identifier] = kept
    return identifier


def _content(call: Call, identifier: str) -> bytes:
    kept = call.tenant.objects("temp-contents").get(identifier.rsplit("/", maxsplit=1)[-1])
    if kept is None:
        raise Refused(404, "HTTP-404", "there is no such temporary content")
    return base64.b64decode(kept.get("_content", ""))


def _require_space(call: Call, identifier: str | None) -> Object | None:
    if not identifier:
        return None
    if identifier not in call.tenant.objects("spaces"):
        raise Refused(404, "HTTP-404", "the space does not exist")
    return call.tenant.objects("spaces")[identifier]


def _require_member(call: Call, facts: Object) -> None:
    """Scopes of administrators do not replace the membership of a space where an app is exported."""
    space = call.tenant.objects("spaces").get(facts.get("spaceId", ""))
    if not space or call.caller in (space["ownerId"], facts["ownerId"]):
        return
    members = call.tenant.objects(f"spaces/{space['id']}/assignments").values()
    if call.caller not in {member["assigneeId"] for member in members}:
        raise Refused(403, "APPS-403", "only members of the space export its apps")
