# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections that the contract describes and that have no rule of their own: made, listed, read, changed, deleted.

What an answer must have and nobody gave is made up from the schema: an id, a time, the caller, else the plainest value
of its type. What is not of this form answers 501 with its name.
"""

from __future__ import annotations

import typing as t

from answers import Answer, Refused
from contract import Contract, Operation
from ownership import changed, made, narrowed
from paging import ordered, page_of, total_of
from patching import patched
from world import Object, Tenant, World, now

_TIMES = {"createdAt", "created", "updatedAt", "updated", "lastUpdated", "lastUpdatedAt", "modifiedAt", "modifiedDate"}
_PEOPLE = {
    "createdBy",
    "ownerId",
    "owner",
    "updatedBy",
    "modifiedBy",
    "lastUpdatedBy",
    "createdByUser",
    "userId",
    "creatorId",
}


class Generic:
    """Serves what the contract alone describes."""

    def __init__(self, world: World, contract: Contract) -> None:
        self._world, self._contract = world, contract

    def answer(self, operation: Operation, request: t.Any, tenant: Tenant, caller: str) -> Answer:
        """One request; 501 where it is no plain creation, list, reading, change or deletion."""
        segments = operation.path.strip("/").split("/")
        is_item = segments[-1].startswith("{")
        template = "/" + "/".join(segments[:-1] if is_item else segments)
        if not self._is_collection(template):
            raise Refused(501, "SIMULATOR-501", f"{operation.name} is not simulated")
        parts = request.path.strip("/").split("/")
        self._require_parents(segments[:-1] if is_item else segments, parts, tenant)
        store = tenant.objects(_key(parts[:-1] if is_item else parts))
        if not is_item:
            return (
                self._create(operation, request, store, tenant, caller)
                if request.method == "POST"
                else self._list(template, request, store)
            )
        if parts[-1] not in store:
            raise Refused(404, "HTTP-404", "it does not exist")
        return self._item(operation, request, store, parts[-1], tenant, caller)

    def _is_collection(self, template: str) -> bool:
        """It can be listed, and made by a JSON body."""
        listed, creation = self._contract.operation("GET", template), self._contract.operation("POST", template)
        if not listed or _page_schema(self._contract, listed) is None:
            items = [path for method, path in self._contract.operations if method == "GET" and _is_item(path, template)]
            return bool(creation and creation.body_schema and items)
        return bool(creation and creation.body_schema)

    def _require_parents(self, template: list[str], parts: list[str], tenant: Tenant) -> None:
        for number, segment in enumerate(template):
            if segment.startswith("{") and parts[number] not in tenant.objects(_key(parts[:number])):
                raise Refused(404, "HTTP-404", f"{parts[number - 1]}/{parts[number]} does not exist")

    def _create(
        self, operation: Operation, request: t.Any, store: dict[str, Object], tenant: Tenant, caller: str
    ) -> Answer:
        status, schema = operation.success()
        identifier = self._world.hexadecimal(24)
        facts: Object = {name: now() for name in _TIMES} | dict.fromkeys(_PEOPLE, caller)
        facts |= {"id": identifier, "tenantId": tenant.id, "tenant": tenant.id}
        body = request.body or {}
        if "attributes" in (body.get("data") or {}):
            # The form of JSON:API.
            attributes = {**facts, **body["data"]["attributes"]}
            store[identifier] = {"id": identifier, "type": body["data"]["type"], "attributes": attributes}
            return status, {}, self.shown(schema, {"data": store[identifier]})
        made_by_qlik = {name: facts[name] for name in ("id", "tenantId", "tenant")}
        store[identifier] = made(_name(request), {**facts, **body, **made_by_qlik}, tenant, caller)
        return status, {}, self.shown(schema, store[identifier])

    def _list(self, template: str, request: t.Any, store: dict[str, Object]) -> Answer:
        operation = t.cast(Operation, self._contract.operation("GET", template))
        schema = _page_schema(self._contract, operation) or {}
        found = narrowed(_name(request), list(store.values()), request.query)
        things = ordered([self.shown(schema, thing) for thing in found], request.query.get("sort"))
        status, whole = operation.success()
        if self._contract.resolved(whole).get("type") == "array":
            return status, {}, things
        known = {each["name"] for each in operation.raw.get("parameters", ())}
        cursor = next(
            (name for name in ("next", "page", "cursor", "startingAfter", "skip", "offset") if name in known), "next"
        )
        data, links = page_of(things, request, cursor, page=20, largest=100)
        rows = _rows(self._contract, whole)
        return status, {}, self.shown(whole, {rows: data, "links": links, **total_of(things, request)})

    def _item(
        self,
        operation: Operation,
        request: t.Any,
        store: dict[str, Object],
        identifier: str,
        tenant: Tenant,
        caller: str,
    ) -> Answer:
        status, schema = operation.success()
        name = request.path.strip("/").split("/")[-2]
        if request.method == "DELETE":
            del store[identifier]
            below = f"{_key(request.path.strip('/').split('/'))}/"
            for key in [key for key in tenant.collections if key.startswith(below)]:
                del tenant.collections[key]
            return status, {}, None
        if request.method == "PATCH":
            thing = patched(store[identifier], request.body) | {"updatedAt": now()}
            store[identifier] = changed(name, thing, tenant, caller)
        elif request.method == "PUT":
            # What only the server sets stays as it is.
            given = (
                *_TIMES,
                *_PEOPLE,
                "id",
                "tenantId",
                "tenant",
                "metadata",
                "resourceId",
                "user",
                "qID",
                "sourceAppId",
            )
            kept = {field: store[identifier][field] for field in given if field in store[identifier]}
            store[identifier] = changed(name, kept | request.body, tenant, caller)
        shown = {"data": store[identifier]} if "attributes" in store[identifier] else store[identifier]
        return status, {}, self.shown(schema, shown) if schema else None

    def shown(self, schema: Object, thing: Object) -> t.Any:
        """A stored object as one operation shows it."""
        schema = self._contract.resolved(schema)
        forms = schema.get("anyOf") or schema.get("oneOf") or ()
        if forms and "properties" not in schema:
            # The one that says most of what is stored.
            return max((self.shown(form, thing) for form in forms), key=lambda shown: _told(shown, thing))
        properties = self._contract.properties(schema)
        if not properties:
            return thing
        result = {name: thing[name] for name in properties if thing.get(name) is not None}
        for name in schema.get("required", ()):
            result.setdefault(name, self._made_up(properties.get(name, {})))
        return {name: self._fitting(properties[name], value) for name, value in result.items()}

    def _fitting(self, schema: Object, value: t.Any) -> t.Any:
        """A value that the answer has in another form than the request is made up."""
        schema = self._contract.resolved(schema)
        kind = schema.get("type")
        forms: dict[t.Any, t.Any] = {
            "object": dict,
            "array": list,
            "string": str,
            "boolean": bool,
            "number": (int, float),
        }
        if kind in forms and not isinstance(value, forms[kind]):
            return self._made_up(schema)
        if isinstance(value, dict):
            return self.shown(schema, value)
        if isinstance(value, list):
            return [self._fitting(schema.get("items", {}), each) for each in value]
        return value

    def _made_up(self, schema: Object) -> t.Any:
        schema = self._contract.resolved(schema)
        if "enum" in schema:
            return schema["enum"][0]
        if "const" in schema:
            return schema["const"]
        match schema.get("type"):
            case "array":
                return []
            case "boolean":
                return False
            case "number" | "integer":
                return 0
            case "string":
                return now() if schema.get("format") == "date-time" else "-"
        return self.shown(schema, {}) if self._contract.properties(schema) else {}


def _told(shown: t.Any, thing: t.Any) -> int:
    """How many values of an object an answer has."""
    if isinstance(shown, dict) and isinstance(thing, dict):
        return sum(1 + _told(value, thing[name]) for name, value in shown.items() if name in thing)
    return 0


def _key(parts: list[str]) -> str:
    """The store of a collection: old and new namespaces of an API are one, so the namespace is left out."""
    return "/".join(parts[2:])


def _name(request: t.Any) -> str:
    """The last part of the path of a collection."""
    return str(request.path.strip("/").rsplit("/", maxsplit=1)[-1])


def _is_item(path: str, template: str) -> bool:
    """Whether a path is that of one object of a collection."""
    return path.startswith(f"{template}/{{") and path.count("/") == template.count("/") + 1


def _rows(contract: Contract, schema: Object) -> str:
    """Where a list has its objects."""
    known = contract.properties(schema)
    return next((name for name in ("data", "tasks", "sharingTasks") if name in known), "data")


def _page_schema(contract: Contract, operation: Operation) -> Object | None:
    """The schema of one object of a list, None where the operation answers with something else."""
    _status, schema = operation.success()
    schema = contract.resolved(schema)
    if schema.get("type") != "array":
        schema = contract.resolved(contract.properties(schema).get(_rows(contract, schema), {}))
        if "oneOf" in schema or "anyOf" in schema:
            # A list that may be null.
            schema = contract.resolved((schema.get("oneOf") or schema["anyOf"])[0])
    return schema.get("items", {}) if schema.get("type") == "array" else None
