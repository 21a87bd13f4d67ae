# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that tasks and blueprints name: found beside what names them, and sent from the controller alone."""

from __future__ import annotations

import json
import typing as t

import pytest
import yaml

from tests.integration.fleets import Fleet
from tests.integration.test_shipped import ANOTHER, _add_plugins

pytestmark = pytest.mark.newest_core

HOST = "acme-us"


@pytest.fixture
def onboarded(fleet: Fleet) -> Fleet:
    fleet.play("onboard", limit=HOST)
    return fleet


def _theme(fleet: Fleet, folder: str, name: str) -> None:
    """A theme as a folder, below the folder of the fleet."""
    place = fleet.folder / folder
    place.mkdir(parents=True)
    (place / "theme.json").write_text("{}", encoding="utf-8")
    manifest = {"name": name, "type": "theme", "version": "1.0"}
    (place / f"{place.name}.qext").write_text(json.dumps(manifest), encoding="utf-8")


def _play(fleet: Fleet, *tasks: dict[str, t.Any]) -> str:
    play = [{"hosts": HOST, "gather_facts": False, "tasks": [ANOTHER, *tasks]}]
    (fleet.folder / "themes.yml").write_text(json.dumps(play), encoding="utf-8")
    return fleet.play("themes.yml")


def _themes(fleet: Fleet) -> set[str]:
    (tenant,) = fleet.tenants
    return {each["name"] for each in tenant["collections"].get("themes", {}).values()}


def test_a_file_is_found_beside_what_names_it_and_sent_once(onboarded: Fleet) -> None:
    fleet = onboarded
    _theme(fleet, "host_vars/looks/corporate", "Corporate")
    _theme(fleet, "files/summer", "Summer")
    themes = [{"name": "Corporate", "file": "looks/corporate"}, {"name": "Summer", "file": "files/summer"}]
    layer = {"qlik_blueprint_tenant": {"theme": themes}}
    path = fleet.folder / f"host_vars/{HOST}.yml"
    before = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(yaml.safe_dump({**before, **layer}), encoding="utf-8")
    planned = fleet.play("converge", "--check", "--diff", limit=HOST)
    assert "corporate.zip (" in planned
    assert "sha256" in planned
    fleet.play("converge", limit=HOST)
    assert _themes(fleet) == {"Corporate", "Summer"}
    fleet.play("converge", limit=HOST)
    assert fleet.writes == 0


def test_a_task_on_another_machine_sends_a_file_of_the_controller(onboarded: Fleet) -> None:
    fleet = onboarded
    _add_plugins(fleet)
    _theme(fleet, "files/winter", "Winter")
    options = {"name": "Winter", "file": "winter"}
    there = {"delegate_to": "another_machine"}
    tasks: list[dict[str, t.Any]] = [
        {"qlikfleet.cloud.theme": options, **there, "check_mode": True},
        {"qlikfleet.cloud.theme": options, **there, "register": "made"},
        {"qlikfleet.cloud.theme": options, "register": "here"},
        {
            "qlikfleet.cloud.object": {"kind": "theme", "definition": options},
            **there,
            "register": "again",
        },
        {"ansible.builtin.assert": {"that": ["made is changed", "here is not changed", "again is not changed"]}},
    ]
    _play(fleet, *tasks)
    assert (_themes(fleet), fleet.writes) == ({"Winter"}, 1)


def test_a_file_that_does_not_exist_is_said_with_its_place_before_anything_is_sent(onboarded: Fleet) -> None:
    fleet = onboarded
    task = {"qlikfleet.cloud.theme": {"name": "Lost", "file": "lost.zip"}, "register": "lost", "ignore_errors": True}
    failed = ["lost is failed", "'lost.zip cannot be read: No such file or directory' in lost.msg"]
    _play(fleet, task, {"ansible.builtin.assert": {"that": failed}})
    assert fleet.writes == 0
