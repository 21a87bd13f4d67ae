# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Content that the contract alone does not explain: apps, the index of items, files, and changes of owner."""

from __future__ import annotations

import hashlib
import json
import typing as t
from email.message import Message
from email.parser import BytesParser

from answers import Answer, Refused
from contract import Operation
from generic import Generic
from ownership import require_user
from paging import ordered, page_of, total_of
from world import Object, Tenant, World, moment, now

# What the index tells of an app itself.
_ATTRIBUTES = ("id", "name", "description", "originAppId", "published", "publishTime", "modifiedDate", "usage")
# What the index of items knows: type of the resource, its collection, and where its facts are.
_INDEXED = (
    ("app", "apps", "attributes"),
    ("automation", "automations", ""),
    ("automl-experiment", "ml/experiments", "attributes"),
    ("automl-deployment", "ml/deployments", "attributes"),
    ("glossary", "glossaries", ""),
    ("genericlink", "generic-links", ""),
    ("assistant", "assistants", ""),
    ("knowledgebase", "knowledgebases", ""),
    ("dataset", "data-sets", ""),
    ("dataasset", "data-assets", ""),
    ("dataproduct", "data-products", ""),
    ("semantictype", "semantic-types", ""),
)
# Roles that a new owner of an app gets in its space (published page "Migrate app ownership").
_ELEVATED = {"shared": "producer", "managed": "facilitator"}


class Content:
    """Answers for what is listed above, None for everything else.

    unlisted: how many lists of items do not have a new object yet.
    """

    def __init__(self, world: World, generic: Generic) -> None:
        self._world, self._generic = world, generic
        self.unlisted = 0
        self._seen: dict[str, int] = {}

    def answer(self, operation: Operation, request: t.Any, tenant: Tenant, caller: str, scopes: str) -> Answer | None:
        answer = self._answer(operation, request, tenant, caller, scopes)
        if answer is None or answer[2] is None:
            return answer
        # What an answer must have and nobody gave is made up.
        return answer[0], answer[1], self._generic.shown(operation.success()[1], answer[2])

    def _answer(self, operation: Operation, request: t.Any, tenant: Tenant, caller: str, scopes: str) -> Answer | None:
        parts = request.path.strip("/").split("/")[2:]
        match request.method, *parts:
            case "GET", "items":
                return self._items(request, tenant, caller, scopes)
            case "POST", "apps":
                return self._create_app(request, tenant, caller)
            case _, "apps", identifier, *rest if operation.has_id(parts) and rest[:1] != ["actions"]:
                return self._app(request, tenant, identifier, rest, caller, scopes)
            case "POST", "automations", identifier, "actions", "move":
                return self._change_owner(tenant, "automations", identifier, request.body)
            case "POST", ("automations" | "automation-connections" | "data-files") as name, identifier, "actions", (
                "change-owner"
            ):
                return self._change_owner(tenant, name, identifier, request.body)
            case "GET", "oauth-tokens":
                return self._tokens(request, tenant)
            case "DELETE", ("data-sets" | "data-assets" | "data-stores") as name:
                for identifier in (request.body or {}).get("ids", ()):
                    tenant.objects(name).pop(identifier, None)
                return 204, {}, None
        return None

    # Apps and the index of items.

    def items(self, tenant: Tenant) -> list[Object]:
        """The index; ids of its own, as Qlik has them."""
        found = list(tenant.objects("items").values())
        for resource_type, collection, inside in _INDEXED:
            for identifier, thing in tenant.objects(collection).items():
                if self._is_too_new(identifier):
                    continue
                facts = thing.get(inside, {}) if inside else thing
                if self._is_to_come(facts):
                    continue
                item: Object = {
                    "id": hashlib.sha256(identifier.encode()).hexdigest()[:24],
                    "resourceId": identifier,
                    "resourceType": _type_of(resource_type, facts),
                    "name": facts.get("name") or facts.get("technicalName") or facts.get("label", ""),
                    "ownerId": self._indexed_owner(facts),
                    "tenantId": tenant.id,
                    "createdAt": facts.get("createdAt") or facts.get("createdDate", now()),
                    "updatedAt": now(),
                    "resourceCreatedAt": now(),
                    "resourceUpdatedAt": now(),
                    "actions": [],
                    "collectionIds": [],
                    "isFavorited": False,
                    "links": {},
                    "meta": {"actions": [], "isFavorited": False, "tags": [], "collections": []},
                    "resourceAttributes": {name: facts[name] for name in _ATTRIBUTES if facts.get(name) is not None},
                    "resourceCustomAttributes": {},
                }
                found.append(item | ({"spaceId": facts["spaceId"]} if facts.get("spaceId") else {}))
        return found

    def _is_to_come(self, facts: Object) -> bool:
        """The index has a new app after a while."""
        late: Object = facts.get("_late", {})
        if late.get("new") and late["lists"]:
            late["lists"] -= 1
            return True
        return False

    def _is_too_new(self, identifier: str) -> bool:
        """The index has a new object after a while (inferred from its other delays)."""
        left = self._seen.get(identifier, self.unlisted)
        self._seen[identifier] = max(0, left - 1)
        return left > 0

    def _indexed_owner(self, facts: Object) -> str:
        """The index follows an app to its new owner after a while (published page "Migrate app ownership")."""
        late: Object = facts.get("_late", {})
        if late.get("lists") and "owner" in late:
            late["lists"] -= 1
            return str(late["owner"])
        return str(facts.get("ownerId") or facts.get("createdBy", ""))

    def _items(self, request: t.Any, tenant: Tenant, caller: str, scopes: str) -> Answer:
        query = request.query
        found = [item for item in self.items(tenant) if self._visible(item, caller, scopes, query)]
        for parameter in ("resourceType", "ownerId", "resourceId", "spaceId", "id"):
            if parameter in query:
                wanted = query[parameter].split(",")
                found = [item for item in found if item.get(parameter) in wanted]
        if "name" in query:
            found = [item for item in found if query["name"].lower() in item["name"].lower()]
        found = ordered(found, query.get("sort"))
        data, links = page_of(found, request, "next", page=10, largest=100)
        return 200, {}, {"data": data, "links": links, **total_of(found, request)}

    def _visible(self, item: Object, caller: str, scopes: str, query: t.Mapping[str, str]) -> bool:
        """Apps in the personal space of somebody else are seen with a scope, by asking for personal ones."""
        personal = item["resourceType"] in ("app", "qvapp", "script") and not item.get("spaceId")
        if query.get("spaceType") == "personal" and not personal:
            return False
        asked = query.get("spaceType") == "personal" and "admin.apps" in scopes.split()
        return not personal or item["ownerId"] == caller or asked

    def _create_app(self, request: t.Any, tenant: Tenant, caller: str) -> Answer:
        given = (request.body or {}).get("attributes", {})
        identifier = self._world.hexadecimal(32)
        if given.get("spaceId") and given["spaceId"] not in tenant.objects("spaces"):
            raise Refused(404, "HTTP-404", "the space does not exist")
        facts = {"id": identifier, "ownerId": caller, "createdDate": now(), "modifiedDate": now(), "published": False}
        if self._world.index_lag:
            facts["_late"] = {"lists": self._world.index_lag, "new": True}
        app = {"attributes": {**given, **facts}, "privileges": ["read", "update", "delete", "change_owner", "reload"]}
        tenant.objects("apps")[identifier] = app
        return 200, {}, app

    def _app(
        self, request: t.Any, tenant: Tenant, identifier: str, rest: list[str], caller: str, scopes: str
    ) -> Answer | None:
        app = tenant.objects("apps").get(identifier)
        if app is None:
            raise Refused(404, "HTTP-404", "the app does not exist")
        facts = app["attributes"]
        if not facts.get("spaceId") and facts["ownerId"] != caller and "admin.apps" not in scopes.split():
            raise Refused(403, "HTTP-403", "the app is in a personal space")
        match request.method, *rest:
            case ["GET"]:
                return 200, {}, app
            case ["PUT"]:
                facts |= (request.body or {}).get("attributes", {})
                facts["modifiedDate"] = moment()
                return 200, {}, app
            case ["DELETE"]:
                del tenant.objects("apps")[identifier]
                return 200, {}, None
            case ["PUT", "owner"]:
                self._give_app(tenant, facts, require_user(tenant, request.body.get("ownerId")))
                return 200, {}, app
            case ["PUT", "space"]:
                facts["spaceId"] = request.body["spaceId"]
                return 200, {}, app
            case ["DELETE", "space"]:
                facts.pop("spaceId", None)
                return 200, {}, app
            case ["POST", "objects", object_id, "actions", "change-owner"]:
                thing = tenant.objects(f"apps/{identifier}/objects").get(object_id)
                if thing is None:
                    raise Refused(404, "HTTP-404", "the object does not exist")
                if thing["ownerId"] != caller and "admin.apps" not in scopes.split():
                    raise Refused(403, "HTTP-403", "the object is somebody else's")
                thing["ownerId"] = require_user(tenant, request.body["ownerId"])
                return 200, {}, {"attributes": thing, "privileges": []}
        return None

    def _give_app(self, tenant: Tenant, facts: Object, owner: str) -> None:
        space = tenant.objects("spaces").get(facts.get("spaceId", ""))
        if space is None:
            # The app moves to the personal space of its new owner, where the old one cannot reload it.
            for task in tenant.objects("tasks").values():
                if task["resourceId"] == facts["id"] and task["metadata"]["ownerId"] != owner and task["enabled"]:
                    task["enabled"] = False
                    task["metadata"]["disabledCode"] = "OWNER-MOVED"
        elif space["ownerId"] != owner and space["type"] in _ELEVATED:
            members = tenant.objects(f"spaces/{space['id']}/assignments")
            if owner not in {member["assigneeId"] for member in members.values()}:
                identifier = self._world.hexadecimal(24)
                bot = tenant.objects("users")[owner]["subject"].startswith("qlikbot")
                member: Object = {"id": identifier, "type": "bot" if bot else "user", "assigneeId": owner}
                member |= {"roles": [_ELEVATED[space["type"]]], "spaceId": space["id"], "tenantId": tenant.id}
                members[identifier] = member | {"createdAt": now(), "updatedAt": now(), "createdBy": owner}
        if self._world.index_lag:
            facts["_late"] = {"lists": self._world.index_lag, "owner": facts["ownerId"]}
        facts["ownerId"] = owner

    # Changes of owner.

    def _change_owner(self, tenant: Tenant, name: str, identifier: str, body: Object) -> Answer:
        thing = tenant.objects(name).get(identifier)
        if thing is None:
            raise Refused(404, "HTTP-404", "it does not exist")
        if name == "data-files" and (thing.get("folderId") or "/" in thing["name"]):
            raise Refused(403, "DF-010", "only what is in the root of its space can change its owner")
        owner = require_user(tenant, body.get("userId") or body.get("ownerId"))
        things = [thing]
        if name == "data-files" and thing.get("folder"):
            inside = tenant.objects(name).values()
            things += [each for each in inside if _is_inside(each, thing)]
        for each in things:
            each["ownerId"] = owner
        if name == "automations":
            # History and change logs go, and connections are detached.
            thing["connectorIds"] = []
            thing.pop("lastRun", None)
        return 204, {}, None

    def _tokens(self, request: t.Any, tenant: Tenant) -> Answer:
        """Tokens that are good, by their hosts."""
        found = [
            {"id": hashlib.sha256(token.encode()).hexdigest()[:24], "tenantId": tenant.id, "userId": user}
            | {"lastUsed": now(), "description": ""}
            for token, (host, user, *_rest) in self._world.tokens.items()
            if host in tenant.hostnames and request.query.get("userId", user) == user
        ]
        data, links = page_of(found, request, "page", page=20, largest=100)
        return 200, {}, {"data": data, "links": links}


def _is_inside(file: Object, folder: Object) -> bool:
    same_space = file.get("spaceId") == folder.get("spaceId")
    return same_space and str(file["name"]).startswith(f"{folder['name']}/")


def _type_of(resource_type: str, facts: Object) -> str:
    """Scripts, data flows and table recipes are apps with a usage of their own; that the index tells them apart by it
    is inferred from its types and theirs. What is no app of its own making, such as a QlikView document, says so."""
    if resource_type == "app" and facts.get("usage") in ("DATA_PREPARATION", "DATAFLOW_PREP", "SINGLE_TABLE_PREP"):
        return "script"
    return str(facts.get("_resourceType") or resource_type)


def form(content_type: str, raw: bytes) -> Object:
    """A form of several parts: texts of JSON as what they are, files as text."""
    message = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw)
    parts: Object = {}
    for part in t.cast(list[Message], message.get_payload()):
        name = str(part.get_param("name", header="content-disposition"))
        payload = t.cast(bytes, part.get_payload(decode=True) or b"")
        file = part.get_param("filename", header="content-disposition")
        plain = str(part.get("Content-Type", "")).startswith("text/plain")
        parts[name] = payload.decode("latin-1") if file else payload.decode() if plain else _text(payload)
    return parts


def _text(payload: bytes) -> t.Any:
    try:
        return json.loads(payload)
    except ValueError:
        return payload.decode("utf-8", "replace")
