# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every declared option is one that the published contract has, where it is sent: the writes say where that is."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from tests.tools import sent
from tests.tools.sent import ALL, Object

pytestmark = pytest.mark.every_core
WRITTEN = [name for name, kind in ALL.items() if not kind.read_only]


def _require_known(request: Request) -> None:
    """A body has only what the contract names."""
    operation = sent.operation(request)
    if request.body is not None:
        _require_named(sent.schema_of(operation), request.body)


def _require_named(schema: Object, body: t.Any) -> None:
    if isinstance(body, list):
        for each in body:
            _require_named(sent.items(schema), each)
    elif isinstance(body, dict) and "op" in body:
        # Where the contract leaves paths of a patch open it says nothing.
        fields = sent.properties(schema)
        for name in ("op", "path"):
            assert body[name] in (sent.named_values(fields[name]) or {body[name]})
    elif isinstance(body, dict):
        fields = sent.properties(schema)
        assert set(body) - set(fields) == set()
        for name, value in body.items():
            _require_named(fields[name], value)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_sent_with_a_creation(name: str) -> None:
    for request in sent.requests(ALL[name], ALL[name].create):
        _require_known(request)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_sent_with_a_change(name: str) -> None:
    """A natural key changes where an object is renamed."""
    kind = ALL[name]
    for request in sent.requests(kind, kind.update, sent.changeable(kind)):
        _require_known(request)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_sent_for_options_with_operations_of_their_own(name: str) -> None:
    kind = ALL[name]
    for option in kind.fields:
        for request in sent.requests(kind, write, [option.name]) if (write := sent.own_write(option)) else ():
            _require_known(request)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_deleted(name: str) -> None:
    kind = ALL[name]
    assert kind.delete or "state" not in kind.argument_spec()
    for request in sent.requests(kind, kind.delete) if kind.delete else ():
        sent.operation(request)


@pytest.mark.parametrize("name", WRITTEN)
def test_choices_are_those_of_the_contract(name: str) -> None:
    for request in sent.requests(ALL[name], ALL[name].create):
        for field in ALL[name].fields:
            schema = sent.schema_of(sent.operation(request))
            for part in field.api_path:
                schema = sent.properties(schema).get(part, {})
            allowed = sent.named_values(schema)
            if field.choices and allowed and not field.after_create:
                assert set(field.choices) <= allowed, field.name
