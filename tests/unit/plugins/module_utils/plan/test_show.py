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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Field, Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import reconcile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs

CANARY = "never-to-be-seen"
KIND = Kind(
    name="source",
    doc="Made up.",
    path="/api/v1/sources",
    fields=(
        Field(name="name", doc="Name.", required=True),
        Field(name="type", doc="Type.", immutable=True),
        Field(name="pass_word", doc="A text.", create_only=True),
        Field(name="key", doc="Several.", type="dict", create_only=True, options=(Field(name="part", doc="One."),)),
    ),
)
WANTED = {"name": "S", "type": "new", "pass_word": CANARY, "key": {"part": CANARY}}


def _creation() -> reconcile.Change:
    catalogue = reconcile.Catalogue({KIND.name: KIND}, {}, {KIND.name: [WANTED]})
    return t.cast(reconcile.Change, reconcile.plan(KIND, WANTED, {}, catalogue))


def _replacement() -> reconcile.Change:
    found = {"id": "1", "name": "S", "type": "old"}
    catalogue = reconcile.Catalogue({KIND.name: KIND}, {KIND.name: [found]}, {KIND.name: [WANTED]})
    return reconcile.replacement(KIND, _creation(), found, catalogue)


@pytest.mark.parametrize("change", [_creation(), _replacement()], ids=["create", "replace"])
def test_what_cannot_be_read_back_is_sent_and_never_shown(change: reconcile.Change, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    saved_plan.write(file, "acme", [change])
    for shown in (json.dumps(diffs([change])), file.read_text(encoding="utf-8")):
        assert CANARY not in shown
        assert shown.count("(hidden)") >= 2
    assert change.requests[-1].body == {"name": "S", "type": "new", "passWord": CANARY, "key": {"part": CANARY}}
    saved_plan.require_same(file, "acme", [change])
