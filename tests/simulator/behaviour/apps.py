# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps as files: exported to temporary contents, imported, published and published again; and their load scripts.

From the specifications of apps and temporary contents, and from what Qlik's published examples of platform operations
send and read.
"""

from __future__ import annotations

import json

import contents
import variations
from answers import Answer, Refused
from documents import publish_objects
from operations import Call, behaves
from world import Object, moment, now

from behaviour import temp_contents

# Of an app that was made here; a file that somebody imports may be anything.
_MAGIC = b"simulated app\n"
_PRIVILEGES = ["read", "update", "delete", "change_owner", "reload", "export", "publish"]
_SCRIPTS = "/api/v1/apps/{appId}/scripts"


@behaves("POST", "/api/v1/apps/{appId}/export")
def _export(call: Call) -> Answer:
    app = call.existing("apps", "appId")
    facts = app["attributes"]
    _require_member(call, facts)
    without_data = call.request.query.get("NoData", "").lower() == "true"
    kept = {name: facts[name] for name in ("id", "name", "description") if name in facts}
    kept |= {"script": app.get("_script", "")}
    made = contents.kept(_MAGIC + json.dumps({**kept, "data": not without_data}).encode())
    identifier = temp_contents.keep(call, app.get("_content") or made, f"{facts.get('name', 'app')}.qvf")
    return 201, {"Location": f"/api/v1/temp-contents/{identifier}"}, None


@behaves("POST", "/api/v1/apps/import")
def _import(call: Call) -> Answer:
    query = call.request.query
    content = temp_contents.whole(call, query["fileId"]) if "fileId" in query else contents.kept(call.body or b"")
    if not content:
        raise Refused(400, "APPS-400", "there is no file to import")
    begins = contents.beginning_of(content)
    said = json.JSONDecoder().raw_decode(begins[len(_MAGIC) :].decode("latin-1"))[0] if _is_ours(begins) else {}
    name = query.get("name") or said.get("name") or query.get("fallbackName") or "Untitled"
    apps = call.tenant.objects("apps")
    replaces = query.get("mode", "").lower() == "autoreplace" and not variations.has("imports-make-apps")
    old = apps.get(query.get("appId") or said.get("id", "")) if replaces else None
    _require_space(call, query.get("spaceId"))
    without_data = query.get("NoData", "").lower() == "true"
    named = query.get("appId", "")
    identifier = named if named and (replaces or named not in apps) else call.world.hexadecimal(32)
    app = old or _made(call, identifier, {})
    app["attributes"] |= {"name": name, "modifiedDate": moment()}
    if query.get("spaceId"):
        app["attributes"]["spaceId"] = query["spaceId"]
    app |= {"_content": content, "_script": said.get("script", "")}
    if not (old and without_data):
        app["_data"] = contents.digest_of(content)
    apps[app["attributes"]["id"]] = app
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
    published["attributes"] |= {"spaceId": space["id"], "published": True, "publishTime": moment()}
    published["attributes"]["originAppId"] = app["attributes"]["id"]
    published |= {part: app[part] for part in ("_content", "_script", "_data") if part in app}
    call.tenant.objects("apps")[published["attributes"]["id"]] = published
    publish_objects(call.tenant, app["attributes"]["id"], published["attributes"]["id"])
    return call.shown(published)


@behaves("PUT", "/api/v1/apps/{appId}/publish")
def _republish(call: Call) -> Answer:
    """The published app keeps its id, and what users have made in it; its data too, if that is asked for."""
    app, body = call.existing("apps", "appId"), call.body or {}
    target = call.tenant.objects("apps").get(body.get("targetId", ""))
    if target is None or not target["attributes"].get("published"):
        raise Refused(404, "APPS-404", "targetId is no published app")
    if body.get("checkOriginAppId", True) and target["attributes"].get("originAppId") != app["attributes"]["id"]:
        raise Refused(400, "APPS-400", "the published app was made from another one")
    target["attributes"] |= {"name": app["attributes"]["name"], **body.get("attributes", {})}
    target["attributes"] |= {"publishTime": moment(), "modifiedDate": moment()}
    target["attributes"]["originAppId"] = app["attributes"]["id"]
    parts = ("_content", "_script", *(("_data",) if body.get("data") != "target" else ()))
    target |= {part: app[part] for part in parts if part in app}
    publish_objects(call.tenant, app["attributes"]["id"], target["attributes"]["id"])
    return call.shown(target)


@behaves("POST", _SCRIPTS)
def _set_script(call: Call) -> Answer:
    app, body = call.existing("apps", "appId"), call.body or {}
    if "script" not in body:
        raise Refused(400, "APPS-400", "there is no script")
    versions = app.setdefault("_versions", [])
    version: Object = {"scriptId": call.world.hexadecimal(24), "modifiedTime": moment(), "modifierId": call.caller}
    version |= {"versionMessage": body.get("versionMessage", ""), "size": len(body["script"])}
    versions.insert(0, {**version, "_script": body["script"]})
    app["_script"] = body["script"]
    app["attributes"]["modifiedDate"] = moment()
    return 200, {}, None


@behaves("GET", _SCRIPTS)
def _scripts(call: Call) -> Answer:
    """The latest first."""
    versions = call.existing("apps", "appId").get("_versions", [])
    return call.shown({"scripts": versions, "privileges": _PRIVILEGES, "links": {}})


@behaves("GET", f"{_SCRIPTS}/{{id}}")
def _script(call: Call) -> Answer:
    app = call.existing("apps", "appId")
    if call.variables["id"] == "current":
        return call.shown({"script": app.get("_script", "")})
    for version in app.get("_versions", []):
        if version["scriptId"] == call.variables["id"]:
            return call.shown({"script": version["_script"], "versionMessage": version["versionMessage"]})
    raise Refused(404, "APPS-404", "there is no such version")


def _is_ours(begins: bytes) -> bool:
    return begins.startswith(_MAGIC)


def _made(call: Call, identifier: str, attributes: Object) -> Object:
    facts = {"id": identifier, "ownerId": call.caller, "createdDate": now(), "published": False}
    facts |= {"modifiedDate": moment()}
    if call.world.index_lag:
        facts["_late"] = {"lists": call.world.index_lag, "new": True}
    return {"attributes": {**attributes, **facts}, "privileges": _PRIVILEGES}


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
