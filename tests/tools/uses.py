# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which operations of the contract the kinds use, and which fields they send: computed from the declarations."""

from __future__ import annotations

import collections
import functools
import re
import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Write
from tests.simulator.contract import Operation
from tests.tools import sent

Place = tuple[str, str]
# An alternative of a pattern that stands for part of a path: an id.
_VARIABLE_PART = re.compile(r"\{[^}]*\}")
_VARIABLE = re.compile(r"\[[^/]*")


@dataclass
class Use:
    """What kinds do with one operation.

    acts: for each kind what it does, such as `create`, or the option that is changed.
    fields: of the body, the option whose value is sent; empty where the kind sets the value itself.
    """

    acts: dict[str, list[str]] = field(default_factory=lambda: collections.defaultdict(list))
    fields: dict[str, str] = field(default_factory=dict)


@functools.cache
def uses() -> dict[Place, Use]:
    """Return the operations that follow from the declarations, by method and path as the contract has them."""
    found: dict[Place, Use] = collections.defaultdict(Use)
    for kind in sent.ALL.values():
        for act, request in _requests(kind):
            operation = sent.operation(request)
            use = found[operation.method, operation.path]
            if act not in use.acts[kind.name]:
                use.acts[kind.name].append(act)
            for name, option in _named(request.body):
                use.fields[name] = use.fields.get(name) or option
    return dict(found)


def _requests(kind: Kind) -> t.Iterator[tuple[str, Request]]:
    """Return every request that a kind can send or read with, and what for."""
    for act, write, changed in () if kind.read_only else _writes(kind):
        for request in _varied(kind, write, changed):
            yield act, request
            if request.instead:
                yield act, request.instead
            if request.edit:
                yield "read", Request("GET", request.edit.path)
            if request.until:
                yield "wait", Request("GET", request.until.path)
    yield "read", Request("GET", (kind.listing.path or kind.path,))
    for option in kind.told_apart:
        yield "read", Request("GET", (_VARIABLE_PART.sub("an-id", option.told_at),))
    if kind.listing.detail is not None:
        yield "read", Request("GET", (kind.path, "an-id", *filter(None, [kind.listing.detail.strip("/")])))


def _writes(kind: Kind) -> t.Iterator[tuple[str, Write, list[str]]]:
    always_there = kind.singleton and not kind.delete
    yield "change" if always_there else "create", kind.create, []
    yield "change", kind.update, sent.changeable(kind)
    for option in kind.fields:
        if write := sent.own_write(option):
            yield f"option {option.name}", write, [option.name]
    if kind.delete:
        yield "delete", kind.delete, []


def _varied(kind: Kind, write: Write, changed: list[str]) -> t.Iterator[Request]:
    """Return the requests of a write for each choice, each switch on and off, and with an object found so."""
    switches = [option for option in kind.fields if option.type == "bool"]
    there = {option.api_name: sent.sample(option) for option in kind.fields}
    found = [{}, *({**there, **{option.api_name: value for option in switches}} for value in (True, False))]
    # Without files, and without what a new object can be made from.
    plain = {option.name: sent.sample(option) for option in kind.fields if _is_plain(kind, option)}
    for values in [*_variants(kind), *([plain] if write is kind.create else [])]:
        for each in found:
            try:
                yield from sent.requests(kind, write, changed, values, each)
            except (ConfigurationError, KeyError):
                continue  # what the declaration refuses is not sent


def _is_plain(kind: Kind, option: Field) -> bool:
    return option.name in kind.key or not (option.reference or option.type == "path")


def _variants(kind: Kind) -> t.Iterator[sent.Object]:
    whole = sent.samples(kind)
    yield whole
    for option in kind.fields:
        for value in _values(option):
            yield {**whole, option.name: value}


def _values(option: Field) -> tuple[t.Any, ...]:
    if option.type == "bool":
        return tuple(map(option.to_api, (True, False)))
    if option.type == "path":
        return ("",)
    return option.choices if option.type == "str" else ()


def _named(body: t.Any) -> t.Iterator[tuple[str, str]]:
    """Return the fields of a body with their options; of a patch, its paths."""
    if isinstance(body, list) and body and "op" in body[0]:
        for each in body:
            value = each.get("value")
            inner = list(_named_below(value)) if isinstance(value, (dict, list)) else []
            name = each["path"].strip("/")
            yield name, sent.option_of(value) or (inner[0][1].partition(".")[0] if inner else "")
    elif isinstance(body, dict):
        yield from _named_below(body)


def _named_below(value: t.Any, above: str = "") -> t.Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from _named_below(each, f"{above}/{name}" if above else name)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from _named_below(value[0], above)
    elif above:
        yield above, sent.option_of(value)


def fields_of(operation: Operation, use: Use) -> dict[str, str | None]:
    """Return each field that a body can have, with the option that is sent in it; None where nothing is.

    Fields of fields are among them where the kind sends such. A patch has the paths that the contract names.
    """
    if operation.method == "PATCH" and (paths := _patched(operation)):
        return {name: _sent_as(pattern, use) for pattern, name in paths.items()}
    names = list(_below(sent.schema_of(operation), use.fields)) if sent.schema_of(operation) else []
    return {name: use.fields.get(name) for name in names}


def _sent_as(pattern: str, use: Use) -> str | None:
    return next((option for name, option in use.fields.items() if re.fullmatch(pattern, name)), None)


def _patched(operation: Operation) -> dict[str, str]:
    """Return the paths of a patch: a pattern for each, and how it is shown."""
    entry = sent.items(sent.schema_of(operation))
    path = sent.properties(entry).get("path", {})
    named = sorted(sent.named_values(path))
    if named:
        return {re.escape(each.strip("/")): each.strip("/") for each in named}
    patterns = [form["pattern"] for form in sent.forms(path) if "pattern" in form]
    texts = [each for pattern in patterns for each in pattern.strip("^$").strip("/").strip("()").split("|")]
    return {each: re.sub(r"\(.*", "", _VARIABLE.sub("{id}", each)) for each in texts}


def _below(schema: sent.Object, known: t.Collection[str], above: str = "") -> t.Iterator[str]:
    for name, each in sent.properties(schema).items():
        path = f"{above}/{name}" if above else name
        if not any(other.startswith(f"{path}/") for other in known):
            yield path
        elif "items" in str(sent.forms(each)) and (within := sent.items(each))["anyOf"]:
            yield from _below(within, known, path)
        else:
            yield from _below(each, known, path)


def unknown(kind: Kind) -> list[str]:
    """Return the options that the contract has in no body and no answer of the operations of a kind, by API names."""
    operations = {id(each): each for _act, request in _requests(kind) for each in [sent.operation(request)]}.values()
    return [
        name
        for option in kind.fields
        if not option.children
        and not option.at_deletion
        and not option.told_at
        and not (option.type == "path" and option.write_only)
        for each in (option, *option.options)
        for name in [option.api_name if each is option else f"{option.api_name}/{each.api_name}"]
        if not any(_knows(operation, name) for operation in operations)
    ]


def _knows(operation: Operation, name: str) -> bool:
    patched = _patched(operation) if operation.method == "PATCH" else {}
    answer = operation.success()[1]
    rows = [sent.items(each) for each in sent.properties(answer).values()]
    schemas = [sent.schema_of(operation), *map(sent.items, [sent.schema_of(operation), answer]), answer, *rows]
    within = [
        form for schema in schemas for each in sent.properties(schema).values() for form in (each, sent.items(each))
    ]
    return any(re.fullmatch(pattern, name) for pattern in patched) or any(
        _has(schema, name.split("/")) for schema in (*schemas, *within)
    )


def _has(schema: sent.Object, way: list[str]) -> bool:
    if not way:
        return True
    below = sent.properties(schema).get(way[0])
    return below is not None and any(_has(each, way[1:]) for each in (below, sent.items(below)))
