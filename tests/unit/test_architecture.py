# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration that ARCHITECTURE.md shows is all that a kind takes."""

from __future__ import annotations

import re
import textwrap
import typing as t

import pytest
import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of
from tests.guides import ROOT
from tests.tools import generate, schema

Object = dict[str, t.Any]


@pytest.fixture(scope="module")
def kind() -> Kind:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: Object = {"Kind": Kind, "Field": Field}
    exec(textwrap.dedent(block), names)
    return t.cast(Kind, names["LABEL"])


def test_documentation_examples_and_schema_follow_from_it(kind: Kind) -> None:
    names: Object = {}
    exec(generate.module(kind).partition("\nfrom ansible_collections")[0], names)
    options = {"name", "colour", "was", "state", "objects", "purge"}
    assert set(yaml.safe_load(names["DOCUMENTATION"])["options"]) == options
    assert [task["name"] for task in yaml.safe_load(names["EXAMPLES"])][-1] == "Remove the label"
    assert set(yaml.safe_load(names["RETURN"])["object"]["contains"]) == {"name", "colour"}
    assert "label" in schema.blueprint({"label": kind})["$defs"]["blueprint"]["properties"]


@pytest.mark.parametrize(
    ("wanted", "found", "request_"),
    [
        ({"colour": "red"}, [], ("POST", {"name": "A", "colour": "red"})),
        ({"colour": "red"}, [{"id": "1", "name": "A", "colour": "red"}], None),
        (
            {"colour": "red"},
            [{"id": "1", "name": "A", "colour": "blue"}],
            ("PATCH", [{"op": "replace", "path": "/colour", "value": "red"}]),
        ),
        ({"state": "absent"}, [{"id": "1", "name": "A"}], ("DELETE", None)),
    ],
    ids=["create", "settled", "change", "absent"],
)
def test_it_is_planned_without_a_line_of_code(
    kind: Kind, wanted: Object, found: list[Object], request_: tuple[str, t.Any] | None
) -> None:
    thing = {"name": "A", **wanted}
    catalogue = Catalogue({"label": kind}, {"label": found}, {"label": [thing]})
    change = Planner(catalogue).plan(kind, thing, indexed(kind, found, catalogue), place_of(kind))
    assert (change and (change.requests[0].method, change.requests[0].body)) == request_
