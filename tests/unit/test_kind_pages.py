# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation page of each kind answers what an operator asks before using it."""

from __future__ import annotations

import importlib
import typing as t

import pytest
import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind

Object = dict[str, t.Any]
kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


def _module(kind: Kind) -> t.Any:
    return importlib.import_module(f"ansible_collections.qlikfleet.cloud.plugins.modules.{kind.name}")


def _page(kind: Kind) -> Object:
    return t.cast(Object, yaml.safe_load(_module(kind).DOCUMENTATION))


def _options(fields: tuple[Field, ...], page: Object) -> t.Iterator[tuple[Field, str]]:
    """Each option with what its page says, those of members and of objects below among them."""
    for field in fields:
        yield field, " ".join(page[field.name]["description"])
        below = field.children.fields if field.children else field.options
        yield from _options(below, page[field.name].get("suboptions", {}))


def _tasks(kind: Kind) -> list[Object]:
    """The options of each example."""
    name = f"qlikfleet.cloud.{kind.name}"
    return [task[name] for task in yaml.safe_load(_module(kind).EXAMPLES) if name in task]


@kinds
def test_it_says_what_the_kind_is(kind: Kind) -> None:
    page = _page(kind)
    assert len(kind.doc.split()) > 3
    assert page["description"][0] == kind.doc
    assert all(len(text) > 10 for _field, text in _options(kind.fields, page["options"]))


@kinds
def test_it_says_what_cannot_be_changed_later(kind: Kind) -> None:
    for field, text in _options(kind.fields, _page(kind)["options"]):
        said = "Cannot be changed later." in text or "sent only when the object is created" in text
        assert said == field.immutable, field.name


@kinds
def test_it_says_what_qlik_never_answers(kind: Kind) -> None:
    for field, text in _options(kind.fields, _page(kind)["options"]):
        assert ("Qlik never returns it." in text) == (field.secret or field.write_only), field.name


@kinds
def test_it_says_what_the_caller_needs_and_where_the_facts_come_from(kind: Kind) -> None:
    notes = _page(kind)["notes"]
    assert len([each for each in notes if each.startswith("Needs ")]) == 1, "give the kind `needs`"
    assert len([each for each in notes if each.startswith("Source")]) == 1, "use `source` of the kind, not a note"


@kinds
def test_an_example_changes_what_another_one_creates(kind: Kind) -> None:
    first, *others = [each for each in _tasks(kind) if each.get("state") != "absent"]
    same = [each for each in others if kind.key_of(each) == kind.key_of(first) or each.get("was")]
    assert any(first.get(name) != value for each in same for name, value in each.items())


@kinds
def test_an_example_removes_the_object_where_it_can_be_absent(kind: Kind) -> None:
    absent = [each for each in _tasks(kind) if each.get("state") == "absent"]
    assert bool(absent) == bool(kind.delete)
    assert len(_tasks(kind)) >= (3 if kind.delete else 2)


def test_the_page_of_the_notes_names_the_api_with_its_namespace() -> None:
    assert "Source: published specification of the API C(core/ip-policies)." in _page(KINDS["ip_policy"])["notes"]
    assert "Source: published specification of the API C(brands)." in _page(KINDS["brand"])["notes"]
