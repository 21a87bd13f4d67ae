# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published contract: which operation a request is, and whether request and answer obey it."""

from __future__ import annotations

import copy
import functools
import json
import typing as t
from dataclasses import dataclass, field
from pathlib import Path

import jsonschema_rs

FOLDER = Path(__file__).resolve().parent.parent / "contract"
_REF = "#/components/schemas/"


@dataclass
class Operation:
    """One method of one path, with validators compiled on first use."""

    name: str
    method: str
    path: str
    raw: dict[str, t.Any]
    contract: Contract = field(repr=False)
    _compiled: dict[str, t.Any] = field(default_factory=dict, repr=False)

    @property
    def body_schema(self) -> t.Any:
        """The schema of a JSON body, None where the operation takes none."""
        return self.raw.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")

    @property
    def form_schema(self) -> t.Any:
        """The schema of a form of several parts, None where the operation takes none."""
        return self.raw.get("requestBody", {}).get("content", {}).get("multipart/form-data", {}).get("schema")

    @property
    def _any_schema(self) -> t.Any:
        """The schema of the body, whatever its form. One that is empty takes any."""
        return self.form_schema if self.body_schema is None else self.body_schema

    @property
    def takes_bytes(self) -> bool:
        """Whether the body is a file, whatever the client calls it."""
        types = list(self.raw.get("requestBody", {}).get("content", ()))
        return len(types) == 1 and types[0].endswith("octet-stream")

    def has_id(self, parts: list[str]) -> bool:
        """Whether the second part of a path below /api/NAMESPACE, if there is one, is an id and not a fixed word."""
        return len(parts) < 2 or self.path.strip("/").split("/")[3].startswith("{")

    def success(self) -> tuple[int, dict[str, t.Any]]:
        """The status of an answer that is no error, and its schema, which is empty where it has no body."""
        status = min((int(code) for code in self.raw["responses"] if code.startswith("2")), default=200)
        content = self.raw["responses"].get(str(status), {}).get("content", {})
        return status, content.get("application/json", {}).get("schema", {})

    def excess(self, query: dict[str, str], body: t.Any) -> str | None:
        """What the contract does not name in a request that is otherwise well formed: Qlik ignores it."""
        unknown = sorted(set(query) - set(self._parameters()))
        if unknown:
            return f"unknown parameters {unknown}"
        return self._body_excess(body)

    def request_fault(self, query: dict[str, str], body: t.Any) -> str | None:
        """What Qlik refuses: something is missing, or of another type."""
        known = self._parameters()
        missing = sorted(name for name, each in known.items() if each.get("required") and name not in query)
        if missing:
            return f"missing parameters {missing}"
        for name, value in query.items():
            kind = known.get(name, {}).get("schema", {}).get("type")
            is_boolean = value.lower() in ("true", "false")
            if (kind == "number" and not value.isdigit()) or (kind == "boolean" and not is_boolean):
                return f"parameter {name} is not a {kind}"
        schema = self._any_schema
        return self._fault("request", schema, body) if schema is not None and self._body_excess(body) else None

    def _body_excess(self, body: t.Any) -> str | None:
        schema = self._any_schema
        if schema is None:
            return None if body is None or self.takes_bytes else "takes no JSON body"
        return self._fault("closed request", self.contract.closed(schema), body)

    def known(self, body: t.Any) -> t.Any:
        """A body without the fields that the contract does not name."""
        return self.contract.pruned(self.body_schema, body) if self.body_schema else body

    def _parameters(self) -> dict[str, t.Any]:
        return {each["name"]: each for each in self.raw.get("parameters", ()) if each["in"] == "query"}

    def answer_fault(self, status: int, body: t.Any) -> str | None:
        answer = self.raw["responses"].get(str(status)) or self.raw["responses"].get("default")
        if answer is None:
            return f"status {status} is not in the contract"
        content = answer.get("content", {}).get("application/json")
        if not content or body is None:
            return None
        if isinstance(body, bytes):
            # A file, which the contract writes as a text of a media type, or says nothing of.
            known = not content["schema"] or "contentMediaType" in content["schema"]
            return None if known else "a file is not in the contract"
        return self._fault(str(status), self.contract.closed(content["schema"]), body)

    def error_form(self, error: dict[str, t.Any], status: int) -> dict[str, t.Any]:
        """An error with its status as this API writes it: most have a text, some a number, some none."""
        answer = self.raw["responses"].get(str(status)) or self.raw["responses"].get("default") or {}
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        entry = self.contract.resolved(self.contract.properties(schema).get("errors", {})).get("items", {})
        known = self.contract.properties(entry)
        form = self.contract.resolved(known.get("status", {})).get("type", "string")
        return {**error, "status": status} if form in ("number", "integer") else error

    def _fault(self, key: str, schema: t.Any, body: t.Any) -> str | None:
        if key not in self._compiled:
            self._compiled[key] = jsonschema_rs.Draft202012Validator(self.contract.with_needed(schema))
        error = next(iter(self._compiled[key].iter_errors(body)), None)
        return f"{'/'.join(map(str, error.instance_path))}: {error.message}" if error else None


def _read(name: str) -> t.Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@functools.cache
def tenant_contract() -> Contract:
    """What tenants and register hosts answer."""
    document, additions = _read("qlik-cloud-openapi.json"), _read("additions.json")
    schemas = document["components"]["schemas"] | _read("corrections.json") | additions["schemas"]
    for place, status in additions["statuses"].items():
        method, _space, path = place.partition(" ")
        document["paths"][path][method.lower()]["responses"] = {status: {"description": status}}
    for name, fields in additions["fields"].items():
        schemas[name] = {**schemas[name], "properties": schemas[name]["properties"] | fields}
    paths = document["paths"] | additions["tenant_paths"]
    return Contract(paths | _namespaced(document["paths"], additions["namespaced"]), schemas)


def _namespaced(paths: dict[str, t.Any], additions: dict[str, t.Any]) -> dict[str, t.Any]:
    """Operations that moved to a namespace: those of the old path, with other bodies where that is said."""
    made: dict[str, t.Any] = {}
    for path, addition in additions.items():
        made[path] = copy.deepcopy(paths[addition["as"]])
        for method, operation in made[path].items():
            operation["operationId"] = f"{addition['prefix']}.{operation['operationId']}"
            if method in addition.get("bodies", {}):
                schema = {"$ref": f"{_REF}{addition['bodies'][method]}"}
                operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return made


def console_contract() -> Contract:
    """What the organization's console host answers."""
    additions = _read("additions.json")
    return Contract(additions["paths"], additions["schemas"])


class Contract:
    """All operations of a host, found by method and path."""

    def __init__(self, paths: dict[str, t.Any], schemas: dict[str, t.Any]) -> None:
        self.schemas = schemas
        self.operations: dict[tuple[str, str], Operation] = {}
        self._routes: dict[tuple[str, int], list[tuple[list[str], Operation]]] = {}
        for path, methods in paths.items():
            for method, raw in methods.items():
                if method == "parameters":
                    continue
                parts = path.strip("/").split("/")
                operation = Operation(raw["operationId"], method.upper(), path, raw, self)
                self.operations[method.upper(), path] = operation
                self._routes.setdefault((method.upper(), len(parts)), []).append((parts, operation))
        for routes in self._routes.values():
            routes.sort(key=lambda route: [part.startswith("{") for part in route[0]])

    def operation(self, method: str, template: str) -> Operation | None:
        """The operation of a path as the contract writes it."""
        return self.operations.get((method, template))

    def resolved(self, schema: t.Any) -> dict[str, t.Any]:
        """A schema, where a reference stands for it; the parts of an `allOf` as one."""
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].removeprefix(_REF)]
        if "allOf" not in schema:
            return t.cast(dict[str, t.Any], schema)
        whole: dict[str, t.Any] = {"type": "object", "properties": {}, "required": []}
        for part in map(self.resolved, schema["allOf"]):
            whole["properties"] |= part.get("properties", {})
            whole["required"] += part.get("required", [])
            whole["type"] = part.get("type", whole["type"])
        return whole

    def properties(self, schema: t.Any) -> dict[str, t.Any]:
        return t.cast(dict[str, t.Any], self.resolved(schema).get("properties", {}))

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation, fixed segments before variable ones, and the variables of its path."""
        parts = path.strip("/").split("/")
        for route, operation in self._routes.get((method, len(parts)), ()):
            if all(want == got or want.startswith("{") for want, got in zip(route, parts, strict=True)):
                names = zip(route, parts, strict=True)
                return operation, {want[1:-1]: got for want, got in names if want.startswith("{")}
        return None

    def with_needed(self, schema: t.Any) -> dict[str, t.Any]:
        """A schema that stands by itself: with what it refers to, and nothing else."""
        needed: dict[str, t.Any] = {}

        def visit(value: t.Any) -> None:
            if isinstance(value, dict):
                name = str(value.get("$ref", "")).removeprefix(_REF)
                if "$ref" in value and name not in needed:
                    needed[name] = self.schemas[name]
                    visit(needed[name])
                for part in value.values():
                    visit(part)
            elif isinstance(value, list):
                for part in value:
                    visit(part)

        visit(schema)
        return {**schema, "components": {"schemas": needed}}

    def pruned(self, schema: t.Any, value: t.Any) -> t.Any:
        """A value without the fields that its schema does not name."""
        schema = self.resolved(schema)
        if isinstance(value, list):
            return [self.pruned(schema.get("items", {}), each) for each in value]
        properties = schema.get("properties")
        if not isinstance(value, dict) or not properties or "additionalProperties" in schema:
            return value
        return {name: self.pruned(properties[name], each) for name, each in value.items() if name in properties}

    def closed(self, schema: t.Any, within: tuple[str, ...] = ()) -> t.Any:
        """A schema in which a field that the contract does not name is a violation; open again inside itself."""
        if isinstance(schema, list):
            return [self.closed(part, within) for part in schema]
        if not isinstance(schema, dict):
            return schema
        if "$ref" in schema:
            name = str(schema["$ref"])
            return schema if name in within else self.closed(self.schemas[name.removeprefix(_REF)], (*within, name))
        if "allOf" in schema and all(self.properties(part) for part in schema["allOf"]):
            return self.closed(self.resolved(schema), within)
        result = {key: self.closed(value, within) if key != "enum" else value for key, value in schema.items()}
        if result.get("properties") and "additionalProperties" not in result and "allOf" not in result:
            result["additionalProperties"] = False
        return result
