# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published specifications of single APIs, as a second judge of answers.

They are OpenAPI documents that anybody can fetch (https://qlik.dev/specs/rest/users.json and so on), and not part of
the project. Where there is a folder of them, an answer must obey them too, closed: a field that they do not name is a
violation.
"""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

from contract import Contract, Operation

_REF = "#/components/"


class Specifications:
    """All documents of a folder, one contract each."""

    def __init__(self, folder: Path) -> None:
        documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
        self._contracts = [_contract(document) for document in documents]

    def answer_fault(self, method: str, path: str, status: int, body: t.Any) -> str | None:
        """Return what is wrong with an answer; None where it is right, or where no document has the operation."""
        found = (contract.find(method, path) for contract in self._contracts)
        operations: list[Operation] = [each[0] for each in found if each]
        faults = [operation.answer_fault(status, body) for operation in operations]
        # An operation that two documents have is right if one of them says so.
        return next(iter(faults), None) if all(faults) else None


def _contract(document: t.Any) -> Contract:
    components = document.get("components", {})
    paths = {path: _operations(methods, components) for path, methods in document["paths"].items()}
    return Contract(paths, {name: _plain(schema) for name, schema in components.get("schemas", {}).items()})


def _operations(methods: t.Any, components: t.Any) -> t.Any:
    made = {}
    for method, operation in methods.items():
        if method in ("get", "post", "put", "patch", "delete"):
            answers = {
                status: _plain(_followed(answer, components)) for status, answer in operation["responses"].items()
            }
            made[method] = {"operationId": operation.get("operationId", method), "responses": answers}
    return made


def _followed(part: t.Any, components: t.Any) -> t.Any:
    """What a reference to another part than a schema stands for."""
    while "$ref" in part and part["$ref"].startswith(f"{_REF}responses/"):
        part = components["responses"][part["$ref"].rpartition("/")[2]]
    return part


def _plain(schema: t.Any) -> t.Any:
    """A schema of OpenAPI 3.0 as JSON Schema has it: null is a type, and limits are numbers.

    Parts and properties beside each other are parts. That an answer has one of several forms, and not two, cannot be
    said of an empty list.
    """
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "allOf" in schema and "properties" in schema:
        own = {name: schema[name] for name in ("type", "properties", "required") if name in schema}
        schema = {"allOf": [*schema["allOf"], own]}
    if "oneOf" in schema:
        schema = {"anyOf": schema["oneOf"], **{name: part for name, part in schema.items() if name != "oneOf"}}
    if isinstance(schema.get("properties"), dict) and isinstance(schema.get("required"), list):
        # What must be there is known, also where nothing else is said of it.
        schema = {**schema, "properties": {**{name: {} for name in schema["required"]}, **schema["properties"]}}
    limits = ("exclusiveMinimum", "exclusiveMaximum")
    made = {
        name: part if name in ("enum", "example", "examples", "default") else _plain(part)
        for name, part in schema.items()
        if name not in ("nullable", *(each for each in limits if isinstance(schema.get(each), bool)))
    }
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made
