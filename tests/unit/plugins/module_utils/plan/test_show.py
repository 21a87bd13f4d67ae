# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are sent to Qlik and never shown, wherever a change is shown or stored."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine import saved_plan
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.plans import PlanFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import revealed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs

CANARY = "never-to-be-seen"
KIND = Kind(
    name="source",
    doc="Made up.",
    path="/api/v1/sources",
    fields=(
        Field(name="name", doc="Name."),
        Field(name="type", doc="Type.", immutable=True),
        Field(name="pass_word", doc="A text.", write_only=True, immutable=True),
        Field(
            name="key",
            doc="Several.",
            type="dict",
            write_only=True,
            immutable=True,
            options=(Field(name="part", doc="One."),),
        ),
    ),
)
WANTED = {"name": "S", "type": "new", "pass_word": CANARY, "key": {"part": CANARY}}


FOUND = {"id": "1", "name": "S", "type": "old"}


def _planner(*found: dict[str, t.Any]) -> Planner:
    return Planner(Catalogue({KIND.name: KIND}, {KIND.name: list(found)}, {KIND.name: [WANTED]}))


def _creation() -> Change:
    return t.cast(Change, _planner().plan(KIND, WANTED, {}, place_of(KIND)))


def _replacement() -> Change:
    return _planner(FOUND).replacement(KIND, _creation(), FOUND)


@pytest.mark.parametrize("change", [_creation(), _replacement()], ids=["create", "replace"])
def test_what_cannot_be_read_back_is_sent_and_never_shown(change: Change, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    saved_plan.write(PlanFile(file), "acme", [change])
    for shown in (json.dumps(diffs([change])), file.read_text(encoding="utf-8")):
        assert CANARY not in shown
        assert shown.count("(hidden)") >= 2
    assert revealed(change.requests[-1].body) == {
        "name": "S",
        "type": "new",
        "passWord": CANARY,
        "key": {"part": CANARY},
    }
    saved_plan.require_same(PlanFile(file), "acme", [change])
