# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schemas take what the collection takes, and refuse what it refuses."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


def _validator(name: str) -> t.Any:
    return jsonschema_rs.validator_for(json.loads((ROOT / f"meta/schemas/{name}.json").read_text()))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples/fleet/group_vars").rglob("*.yml")), ids=lambda path: path.parent.name
)
def test_the_example_blueprints_are_valid(path: Path) -> None:
    _validator("blueprint").validate(yaml.safe_load(path.read_text()))


def test_the_example_fleet_is_valid() -> None:
    _validator("fleet").validate(yaml.safe_load((ROOT / "examples/fleet/fleet.qlik.yml").read_text()))


@pytest.mark.parametrize(
    ("blueprint", "valid"),
    [
        ({"space": [{"name": "A", "type": "shared"}]}, True),
        ({"space": {"name": "A"}}, True),
        ({"space": [{"name": "A", "type": "{{ kind_of_space }}", "description": None}]}, True),
        ({"space": "{{ spaces }}"}, True),
        (
            {"space": [{"name": "A", "members": {"override": [{"name": "x", "roles": {"override": ["consumer"]}}]}}]},
            True,
        ),
        ({"space": [{"name": "A", "state": "absent"}]}, True),
        ({"space": [{"name": "A", "type": "open"}]}, False),
        ({"space": [{"name": "A", "colour": "red"}]}, False),
        ({"space": [{"type": "shared"}]}, False),
        ({"spaces": []}, False),
    ],
)
def test_what_a_layer_may_say(blueprint: dict[str, t.Any], valid: bool) -> None:
    assert _validator("blueprint").is_valid({"qlik_blueprint_fleet": blueprint, "another_variable": 1}) is valid


@pytest.mark.parametrize("wrong", [{"region": {}}, {"regions": {"eu": {"tenant": {}}}}, {"unlisted": "maybe"}])
def test_a_fleet_file_with_a_slip_is_refused(wrong: dict[str, t.Any]) -> None:
    assert not _validator("fleet").is_valid({"plugin": "qlikfleet.cloud.fleet", **wrong})
