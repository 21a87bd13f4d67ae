# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the guides show runs as it stands."""

from __future__ import annotations

import json
import shlex
import typing as t

import pytest

from tests.guides import ROOT, Page
from tests.integration import beginnings
from tests.integration.fleets import Fleet

HOST = "birch-eu"


@pytest.mark.newest_core
def test_the_commands_of_the_guide_to_blueprints_run(fleet: Fleet) -> None:
    """One after the other, on the fleet of the guides, beside the files that the guide shows."""
    guide = Page(ROOT / "docs/blueprints.md")
    for fence in [*Page(ROOT / "docs/fleet.md").fences("yaml"), *guide.fences("yaml")]:
        # The layer of the whole fleet is the one of the example fleet.
        if fence.file and fence.file != "group_vars/all/blueprint.yml":
            (fleet.folder / fence.file).parent.mkdir(parents=True, exist_ok=True)
            (fleet.folder / fence.file).write_text(fence.text, encoding="utf-8")
    (fleet.folder / "password").write_text("of the vault", encoding="utf-8")
    fleet.play("onboard", limit="all")
    assert len(guide.commands) > 5
    for command in guide.commands:
        words = [word for word in shlex.split(command, comments=True) if word != "--ask-vault-pass"]
        fleet.command(*words, ANSIBLE_VAULT_PASSWORD_FILE="password")


def test_layers_that_are_shown_converge(fleet: Fleet) -> None:
    """Each over those of the example fleet, and twice is once."""
    beginnings.onboarded(fleet, HOST)
    shown = [variables for name in ("README.md", "docs/blueprints.md") for variables in Page(ROOT / name).mappings]
    layers = [each for each in shown if any(name.startswith("qlik_blueprint_") for name in each)]
    assert len(layers) > 3
    tasks: list[dict[str, t.Any]] = []
    for variables in layers:
        converge = {"qlikfleet.cloud.blueprint": {}, "vars": variables}
        again = {**converge, "register": "again", "failed_when": "again is changed or again is failed"}
        tasks += [converge, again]
    play = [{"hosts": "all", "gather_facts": False, "tasks": tasks}]
    (fleet.folder / "shown.yml").write_text(json.dumps(play), encoding="utf-8")
    fleet.play("shown.yml", limit=HOST)
