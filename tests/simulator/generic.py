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
from paging import page_of
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
        return self._item(operation, request, store, parts[-1], template)

    def _is_collection(self, template: str) -> bool:
        """It can be listed, and made by a JSON body."""
        listed, made = self._contract.operation("GET", template), self._contract.operation("POST", template)
        return bool(listed and made and _page_schema(self._contract, listed) is not None and made.body_schema)

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
        thing = {**facts, **(request.body or {})}
        store[identifier] = thing
        return status, {}, self.shown(schema, thing)

    def _list(self, template: str, request: t.Any, store: dict[str, Object]) -> Answer:
        operation = t.cast(Operation, self._contract.operation("GET", template))
        schema = t.cast(Object, _page_schema(self._contract, operation))
        things = [self.shown(schema, thing) for thing in store.values()]
        status, whole = operation.success()
        if self._contract.resolved(whole).get("type") == "array":
            return status, {}, things
        known = {each["name"] for each in operation.raw.get("parameters", ())}
        cursor = next((name for name in ("next", "page", "cursor", "startingAfter") if name in known), "next")
        data, links = page_of(things, request, cursor, page=20, largest=100)
        return status, {}, self.shown(whole, {"data": data, "links": links})

    def _item(
        self, operation: Operation, request: t.Any, store: dict[str, Object], identifier: str, template: str
    ) -> Answer:
        status, schema = operation.success()
        if request.method == "DELETE":
            del store[identifier]
            return status, {}, None
        if request.method == "PATCH":
            store[identifier] = patched(store[identifier], request.body) | {name: now() for name in ("updatedAt",)}
        elif request.method == "PUT":
            # What only the server sets stays as it is.
            kept = {name: store[identifier][name] for name in (*_TIMES, *_PEOPLE, "id", "tenantId", "tenant")}
            store[identifier] = kept | request.body
        return status, {}, self.shown(schema, store[identifier]) if schema else None

    def shown(self, schema: Object, thing: Object) -> t.Any:
        """A stored object as one operation shows it."""
        schema = self._contract.resolved(schema)
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


def _key(parts: list[str]) -> str:
    """The store of a collection: old and new namespaces of an API are one, so the namespace is left out."""
    return "/".join(parts[2:])


def _page_schema(contract: Contract, operation: Operation) -> Object | None:
    """The schema of one object of a list, None where the operation answers with something else."""
    _status, schema = operation.success()
    schema = contract.resolved(schema)
    if schema.get("type") != "array":
        schema = contract.resolved(contract.properties(schema).get("data", {}))
    return schema.get("items", {}) if schema.get("type") == "array" else None
