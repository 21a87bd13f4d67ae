# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the published facts leave two answers possible, the collection works with the other one too."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import BLUEPRINT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.owner import OWNER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.region_client import REGION_CLIENT_INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.tenant import TENANT
from examples.demo import run as demo
from examples.story import run as story
from tests.integration.fleets import ROOT
from tests.integration.scene import MANUAL, Object, Scene
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

CASES = (
    "dropped-scopes",
    "told-scopes",
    "fifth-scope",
    "told-scopes fifth-scope",
    "no-creator",
    "settings-defaults",
    "settings-empty",
    "other-hostname-links",
    "membership-to-reload",
)
BIRCH = "birch-eu.eu.qlikcloud.test"
CONTENT = yaml.safe_load((ROOT / "examples/fleet/group_vars/all/blueprint.yml").read_text("utf-8"))[
    "qlik_blueprint_fleet"
]
# More than a page of users, so that a link is followed.
CROWD = [{"subject": f"auth0|{number:03}", "name": f"Person {number:03}"} for number in range(120)]
PURGED = ["space", "web_integration", "oauth_client"]


def _begin(scene: Scene, varied: str) -> t.Callable[..., Object]:
    """The variation is on. What is returned runs a command that must succeed."""
    scene.simulator.variations(*varied.split())

    def run(command: t.Any, **options: t.Any) -> Object:
        result = scene.run(command, **options)
        assert not result.get("failed"), result["msg"]
        return result

    return run


@pytest.mark.parametrize("varied", CASES)
def test_a_region_client_is_proven(scene: Scene, varied: str) -> None:
    run = _begin(scene, varied)
    assert run(REGION_CLIENT_INFO, region="eu")["client_id"] == scene.new


@pytest.mark.parametrize("varied", CASES)
def test_a_tenant_is_created_and_converged_once(scene: Scene, varied: str) -> None:
    run = _begin(scene, varied)
    key = scene.simulator.ready["regions"]["eu"]["license_key"]
    wanted = {"inventory_name": "birch", "alias": BIRCH.partition(".")[0], "name": "Birch", "license_key": key}
    assert run(TENANT, **wanted)["changed"]
    assert not run(TENANT, **wanted)["changed"]
    content = {**CONTENT, "user": [*CONTENT["user"], *CROWD]}
    assert run(BLUEPRINT, hostname=BIRCH, blueprint=content, return_secrets=True)["changed"]
    assert not run(BLUEPRINT, hostname=BIRCH, blueprint=content, return_secrets=True)["changed"]
    assert scene.writes == 0


@pytest.mark.parametrize("varied", CASES)
def test_what_this_client_made_is_purged(scene: Scene, varied: str) -> None:
    """And nothing else: the spaces of the story are another bot's."""
    run = _begin(scene, varied)
    run(BLUEPRINT, blueprint={name: CONTENT[name] for name in ("user", "group", "role", *PURGED)}, return_secrets=True)
    result = run(BLUEPRINT, blueprint={}, purge={"kinds": PURGED})
    names = {
        name: {each.get("clientName") or each.get("name") for each in scene.collection(name).values()}
        for name in ("spaces", "web-integrations", "oauth-clients")
    }
    assert names["spaces"] == {"Story", "Story of others", "Of a stranger"}
    assert names["web-integrations"] == set()
    kept = varied == "no-creator"
    assert names["oauth-clients"] == ({"Nightly", "Nightly export"} if kept else set())
    assert kept is any("OAuth client" in warning and "who created" in warning for warning in result.get("warnings", ()))


@pytest.mark.parametrize("varied", CASES)
def test_everything_that_can_go_is_handed_over(scene: Scene, varied: str) -> None:
    def in_a_space_of_others(collections: Object) -> None:
        """The task of the old bot reloads an app of Anna's, in a space where the bot is a member and no owner."""
        (space,) = (each for each in collections["spaces"].values() if each["name"] == "Story of others")
        app = collections["apps"][scene.app]["attributes"]
        app |= {"spaceId": space["id"], "ownerId": space["ownerId"]}

    scene.change(in_a_space_of_others)
    run = _begin(scene, varied)
    run(OWNER, from_user=scene.old, automations=True, private_content=True)
    tasks = scene.collection("tasks").values()
    assert {task["metadata"]["ownerId"] for task in tasks} == {scene.bot(scene.new)["id"]}
    assert {task["name"] for task in tasks if not task["enabled"]} == {MANUAL}


@pytest.mark.trust
@pytest.mark.parametrize("varied", CASES)
@pytest.mark.parametrize("example", ["demo", "story"])
def test_whole_examples_end_well(tmp_path: Path, example: str, varied: str) -> None:
    with Simulator(variation=varied.split()) as simulator:
        if example == "demo":
            demo.tell(demo.Demo(simulator, tmp_path / "fleet"))
        else:
            story.tell(story.Story(simulator, tmp_path / "fleet"))
        counts = simulator.counts()
        assert (counts["violations"], counts["answer_violations"]) == ([], [])
