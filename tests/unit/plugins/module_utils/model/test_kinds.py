# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every declared option is one that the published contract has, where it is sent: the writes say where that is."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import Form, LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Field, Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work, Write
from tests.simulator.contract import Operation, tenant_contract

pytestmark = pytest.mark.every_core

CONTRACT = tenant_contract()
CHILDREN = {field.children.name: field.children for kind in KINDS.values() for field in kind.fields if field.children}
ALL = KINDS | CHILDREN
Object = dict[str, t.Any]
FILE = LocalFile("a.zip", 0, {}, lambda: iter(()))


def _sample(option: Field) -> t.Any:
    """A value as it is sent, with every declared member."""
    if not option.options:
        return f"a value of {option.name}"
    whole = {each.api_name: _sample(each) for each in option.options}
    return [whole] if option.type == "list" else whole


def _requests(kind: Kind, write: Write, changed: t.Collection[str] = ()) -> list[Request]:
    """What a write sends where every option is given."""
    sent: dict[str, t.Any] = {option.name: _sample(option) for option in kind.fields}
    identifier = "" if kind.singleton else "an-id"
    sent |= {option.name: FILE for option in kind.files}
    work = Work(kind=kind, path=(kind.path,), identifier=identifier, sent=sent, changed=changed, given=sent)
    return write(work)


def _operation(request: Request) -> Operation:
    """By its path, whatever the contract names the variables in it."""
    path = "/".join(str(part) for part in request.path)
    found = CONTRACT.find(request.method, path)
    assert found, f"the contract has no {request.method} {path}"
    return found[0]


def _forms(schema: Object) -> list[Object]:
    """A schema as each form that a value may have."""
    schema = CONTRACT.resolved(schema)
    parts = (*schema.get("anyOf", ()), *schema.get("oneOf", ()))
    return [schema, *(form for part in parts for form in _forms(part))]


def _properties(schema: Object) -> dict[str, Object]:
    """The fields of an object, those of every form that it can have among them."""
    found: dict[str, list[Object]] = {}
    for form in _forms(schema):
        for name, field in form.get("properties", {}).items():
            found.setdefault(name, []).append(field)
    return {name: fields[0] if len(fields) == 1 else {"anyOf": fields} for name, fields in found.items()}


def _named_values(schema: Object) -> set[str]:
    """The values that a schema names; none where it leaves them open."""
    return {each for form in _forms(schema) for each in (form.get("enum") or [form.get("const")]) if each is not None}


def _require_known(request: Request) -> None:
    """A body has only what the contract names."""
    operation = _operation(request)
    if request.body is not None:
        _require_named(operation.form_schema if isinstance(request.body, Form) else operation.body_schema, request.body)


def _require_named(schema: Object, body: t.Any) -> None:
    if isinstance(body, list):
        items = {"anyOf": [form["items"] for form in _forms(schema) if "items" in form]}
        for each in body:
            _require_named(items, each)
    elif isinstance(body, dict) and "op" in body:
        # Where the contract leaves paths of a patch open it says nothing.
        fields = _properties(schema)
        for name in ("op", "path"):
            assert body[name] in (_named_values(fields[name]) or {body[name]})
    elif isinstance(body, dict):
        fields = _properties(schema)
        assert set(body) - set(fields) == set()
        for name, value in body.items():
            _require_named(fields[name], value)


def _operation_of(option: Field) -> Write | None:
    return option.via or option.changed_by


def _can_change(option: Field) -> bool:
    return not option.immutable and not option.children


@pytest.mark.parametrize("name", ALL)
def test_what_is_sent_with_a_creation(name: str) -> None:
    for request in _requests(ALL[name], ALL[name].create):
        _require_known(request)


@pytest.mark.parametrize("name", ALL)
def test_what_is_sent_with_a_change(name: str) -> None:
    """A natural key changes where an object is renamed."""
    kind = ALL[name]
    changed = [option.name for option in kind.fields if _can_change(option) and not _operation_of(option)]
    for request in _requests(kind, kind.update, changed):
        _require_known(request)


@pytest.mark.parametrize("name", ALL)
def test_what_is_sent_for_options_with_operations_of_their_own(name: str) -> None:
    kind = ALL[name]
    for option in kind.fields:
        for request in _requests(kind, write, [option.name]) if (write := _operation_of(option)) else ():
            _require_known(request)


@pytest.mark.parametrize("name", ALL)
def test_what_is_deleted(name: str) -> None:
    kind = ALL[name]
    assert kind.delete or "state" not in kind.argument_spec()
    for request in _requests(kind, kind.delete) if kind.delete else ():
        _operation(request)


@pytest.mark.parametrize("name", ALL)
def test_choices_are_those_of_the_contract(name: str) -> None:
    for request in _requests(ALL[name], ALL[name].create):
        for field in ALL[name].fields:
            operation = _operation(request)
            schema = operation.form_schema if isinstance(request.body, Form) else operation.body_schema
            for part in field.api_path:
                schema = _properties(schema).get(part, {})
            allowed = _named_values(schema)
            if field.choices and allowed and not field.after_create:
                assert set(field.choices) <= allowed, field.name
