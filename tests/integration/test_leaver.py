# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person leaves: what they own has new owners, and they are locked out; a second run changes nothing."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.owner import OWNER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.owned import OWNED
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import ownership_of, type_of
from tests.integration.scene import HOST, PEOPLE, Object, Scene

pytestmark = pytest.mark.newest_core

ANNA, BERT = PEOPLE["anna"], PEOPLE["bert"]
FIXED = {type_of(kind) for kind in OWNED if not ownership_of(kind).give}
KEY = "9" * 24


@pytest.fixture
def leaving(scene: Scene) -> Scene:
    """Anna has a key and a licence."""

    def give(collections: Object) -> None:
        key = {"id": KEY, "sub": ANNA, "subType": "user", "status": "active", "expiry": "2999-01-01T00:00:00.000Z"}
        key |= {"description": "Nightly", "createdByUser": ANNA, "tenantId": "", "token": "of-anna"}
        key |= dict.fromkeys(("created", "lastUpdated"), "2020-01-01T00:00:00.000Z")
        collections.setdefault("api-keys", {})[KEY] = key
        licence = {"subject": "anna", "type": "professional", "excess": False, "created": "2020-01-01T00:00:00.000Z"}
        collections.setdefault("licenses/assignments", {})["anna"] = licence

    scene.change(give)
    return scene


def _leave(scene: Scene, *variables: str, options: tuple[str, ...] = (), fails: bool = False) -> str:
    given = [part for each in variables for part in ("-e", each)]
    output = scene.fleet.play("leaver", *given, *options, limit=HOST, fails=fails)
    scene.refresh()
    return output


def _user(scene: Scene) -> Object:
    return t.cast(Object, scene.collection("users").get(ANNA, {}))


def test_without_its_heir_a_tenant_is_not_touched(leaving: Scene) -> None:
    output = _leave(leaving, "leaver_user=anna", "leaver_heir=carl", fails=True)
    assert "user carl not found" in output
    assert leaving.writes == 0
    assert _user(leaving)["status"] == "active"


def test_what_a_person_owns_is_handed_over_and_the_person_locked_out(leaving: Scene) -> None:
    leaving.run(OWNER, from_user=leaving.old, to_user="anna", automations=True)
    task = next(each["id"] for each in leaving.collection("tasks").values() if each["name"] == "Reload Sales")
    leaving.change(lambda collections: collections["tasks"][task]["metadata"].update(ownerId=ANNA))
    given = ("leaver_user=anna", "leaver_heir=bert", '{"leaver_heirs": {"space": ""}}')
    everything = (*given, "leaver_automations=true")
    said = _leave(leaving, *everything, options=("--check",))
    assert leaving.writes == 0
    assert f"{HOST}: would be done; handed over: " in said
    assert "API keys revoked: 1; licence freed; user disabled" in said, said
    said = _leave(leaving, *everything)
    assert f"{HOST}: done; handed over: " in said
    assert "API keys revoked: 1; licence freed; user disabled" in said, said
    assert leaving.owned(ANNA) == set()
    mine = leaving.bot(leaving.new)["id"]
    assert "Story" in {each["name"] for each in leaving.collection("spaces").values() if each["ownerId"] == mine}
    # Qlik gives it to the user who changes it.
    assert leaving.collection("tasks")[task]["metadata"]["ownerId"] == mine
    assert {each["attributes"]["ownerId"] for each in leaving.collection("apps").values()} >= {BERT}
    assert leaving.collection("api-keys")[KEY]["status"] == "revoked"
    assert "anna" not in leaving.collection("licenses/assignments")
    assert _user(leaving)["status"] == "disabled"
    output = _leave(leaving, *everything)
    assert "changed=0" in output
    assert leaving.writes == 0


def test_a_person_is_deleted_only_if_nothing_is_left(leaving: Scene) -> None:
    theme = next(iter(leaving.collection("themes")))
    leaving.change(lambda collections: collections["themes"][theme].update(userId=ANNA))
    deletion = ("leaver_user=anna", "leaver_remove=absent")
    output = _leave(leaving, *deletion)
    assert "user disabled, since something is left" in output
    assert "left: theme" in output
    assert _user(leaving)["status"] == "disabled"
    leaving.change(lambda collections: collections.pop("themes"))
    assert "user deleted" in _leave(leaving, *deletion)
    assert _user(leaving) == {}
    output = _leave(leaving, *deletion)
    assert f"{HOST}: anna is not in this tenant" in output
    assert "changed=0" in output
    assert leaving.writes == 0
