# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds send, and the operations of the published contract that it goes to."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work, Write
from tests.simulator.contract import Contract, Operation, tenant_contract

Object = dict[str, t.Any]
CHILDREN = {
    field.children.name: field.children for kind in READABLE.values() for field in kind.fields if field.children
}
# What is said to the engine of an app is not of this contract.
SAID: dict[str, Kind] = {name: kind for name, kind in READABLE.items() if kind.listing.converse}
ALL: dict[str, Kind] = {name: kind for name, kind in (READABLE | CHILDREN).items() if name not in SAID}
_VALUE = "a value of "


@functools.cache
def contract() -> Contract:
    return tenant_contract()


def sample(option: Field, above: str = "") -> t.Any:
    """Return a value as it is sent, with every declared member. It says which option it is one of."""
    name = above + option.name
    if option.type == "path":
        return LocalFile(_VALUE + name, 0, {}, lambda: iter(()))
    if not option.options:
        return _VALUE + name
    whole = {each.api_name: sample(each, f"{name}.") for each in option.options}
    return [whole] if option.type == "list" else whole


def option_of(value: t.Any) -> str:
    """Return the option that a sent value is a sample of; nothing where it is none."""
    text = value.name if isinstance(value, LocalFile) else value
    return text.removeprefix(_VALUE) if isinstance(text, str) and text.startswith(_VALUE) else ""


def samples(kind: Kind) -> Object:
    """Return a value of every option."""
    return {option.name: sample(option) for option in kind.fields}


def requests(
    kind: Kind, write: Write, changed: t.Collection[str] = (), sent: Object | None = None, found: Object | None = None
) -> list[Request]:
    """Return what a write sends; by default every option is given."""
    sent = samples(kind) if sent is None else sent
    identifier = "" if kind.singleton else "an-id"
    makes = Pending(kind.name, ("new",)) if write is kind.create and not kind.singleton else None
    work = Work(
        kind=kind,
        path=(kind.path,),
        identifier="" if makes else identifier,
        sent=sent,
        changed=changed,
        given=sent,
        found=found or {},
        makes=makes,
    )
    return write(work)


def own_write(option: Field) -> Write | None:
    """Return the write of an option that is not changed with the others."""
    return option.via or option.changed_by


def changeable(kind: Kind) -> list[str]:
    """Return the options that a change sends together."""
    changed = [each for each in kind.fields if not (each.immutable or each.at_deletion or each.children)]
    return [each.name for each in changed if not own_write(each)]


def operation(request: Request) -> Operation:
    """Return the operation of a request by its path, whatever the contract names the variables in it."""
    path = "/".join(str(part) for part in request.path).partition("?")[0]
    found = contract().find(request.method, path)
    assert found, f"the contract has no {request.method} {path}"
    return found[0]


def schema_of(operation_: Operation) -> Object:
    """Return the schema of a body, be it JSON or a form; an empty one where there is none."""
    return operation_.body_schema or operation_.form_schema or {}


def forms(schema: Object) -> list[Object]:
    """Return a schema as each form that a value may have."""
    schema = contract().resolved(schema)
    parts = (*schema.get("anyOf", ()), *schema.get("oneOf", ()))
    return [schema, *(form for part in parts for form in forms(part))]


def properties(schema: Object) -> dict[str, Object]:
    """Return the fields of an object, those of every form that it can have among them."""
    found: dict[str, list[Object]] = {}
    for form in forms(schema):
        for name, field in form.get("properties", {}).items():
            found.setdefault(name, []).append(field)
    return {name: fields[0] if len(fields) == 1 else {"anyOf": fields} for name, fields in found.items()}


def items(schema: Object) -> Object:
    """Return the schema of what is in a list."""
    return {"anyOf": [form["items"] for form in forms(schema) if "items" in form]}


def named_values(schema: Object) -> set[str]:
    """Return the values that a schema names; none where it leaves them open."""
    return {each for form in forms(schema) for each in (form.get("enum") or [form.get("const")]) if each is not None}
