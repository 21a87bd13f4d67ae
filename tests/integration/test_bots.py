# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bots that are left over, and what people own: told, handed over, and removed, whatever goes wrong meanwhile."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import NAME as TEMPORARY
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot import BOT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot_info import BOT_INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.owner import OWNER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.owned import OWNED
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import ownership_of, type_of
from tests.integration.scene import HOST, MANUAL, MOVED, OTHER_REGION, PEOPLE, UNKNOWN, Object, Scene

pytestmark = pytest.mark.newest_core

TYPES = set(map(type_of, OWNED))
FIXED = {type_of(kind) for kind in OWNED if not ownership_of(kind).give}
ALL = {"automations": True, "private_content": True}
AUTOMATION = {"path": "/api/workflows/automations/*/actions/change-owner"}


def by_kind(result: Object) -> dict[str, Object]:
    return {bot["kind"]: bot for bot in result["bots"]}


def types(things: list[Object]) -> set[str]:
    return {each["type"] for each in things}


def ids(things: list[Object]) -> set[str]:
    return {each["id"] for each in things}


def require_no_temporary_client(scene: Scene) -> None:
    assert list(scene.collection("oauth-clients")) == [scene.tenant_client]
    assert TEMPORARY not in {user["name"] for user in scene.collection("users").values()}


# What there is.


def test_every_bot_is_told_and_all_that_the_orphan_owns(scene: Scene) -> None:
    result = scene.run(BOT_INFO, private_content=True)
    bots = by_kind(result)
    assert {kind: bot["client_id"] for kind, bot in bots.items()} == {
        "current": scene.new,
        "orphaned": scene.old,
        "tenant_client": scene.tenant_client,
        "region_client": OTHER_REGION,
        "unknown": UNKNOWN,
    }
    orphan = bots["orphaned"]
    assert ids(orphan["content"]) == scene.owned(orphan["id"])
    assert types(orphan["content"]) == TYPES
    assert {each["type"] for each in orphan["content"] if each["advice"]} == FIXED
    assert (orphan["roles"], bots["current"]["last_used"] != "", "content" in bots["current"]) == (
        ["TenantAdmin"],
        True,
        False,
    )
    first, second, third = result["to_do"]
    assert f"({scene.old}) is left over and owns {len(orphan['content'])} objects: hand them over" in first
    assert (
        f"The client of the bot qlikbot\\{UNKNOWN} ({UNKNOWN}) is not known; it owns 1 object: hand it over" in second
    )
    assert "A secret of the client Nightly" in third
    require_no_temporary_client(scene)


def test_check_mode_looks_without_a_write(scene: Scene) -> None:
    result = scene.run(BOT_INFO, check=True, private_content=True, content="all")
    assert scene.writes == 0
    assert types(by_kind(result)["orphaned"]["content"]) == TYPES
    assert not result["private_content"]
    assert by_kind(result)["tenant_client"]["content"] == []


def test_a_client_that_the_ledger_does_not_know_is_named(scene: Scene, tmp_path: Path) -> None:
    scene.ledger = tmp_path / "another"
    assert {bot["client_id"]: bot["kind"] for bot in scene.run(BOT_INFO)["bots"]}[scene.old] == "unknown"
    named = scene.run(BOT_INFO, earlier_clients=[scene.old], content="none")
    assert {bot["client_id"]: bot["kind"] for bot in named["bots"]}[scene.old] == "orphaned"


def test_what_a_run_that_was_killed_left_is_told_and_removed_by_the_next(scene: Scene) -> None:
    def left(collections: Object) -> None:
        client = {**collections["oauth-clients"][scene.tenant_client], "clientId": "9" * 32, "clientName": TEMPORARY}
        collections["oauth-clients"]["9" * 32] = client
        user = {**collections["users"][PEOPLE["anna"]], "id": "9" * 24, "name": TEMPORARY}
        collections["users"]["9" * 24] = {**user, "subject": f"qlikbot\\{'9' * 32}"}

    scene.change(left)
    result = scene.run(BOT_INFO)
    assert "temporary" in by_kind(result)
    assert f"A run that was stopped left the bot {TEMPORARY}" in result["to_do"][-2]
    assert "temporary" not in by_kind(scene.run(BOT_INFO, private_content=True))
    require_no_temporary_client(scene)


# Hand-over.


def test_all_that_can_go_goes_and_tasks_stay_as_they_were(scene: Scene) -> None:
    before = scene.owned(scene.bot(scene.old)["id"])
    result = scene.run(OWNER, from_user=scene.old, **ALL)
    assert types(result["given"]) == TYPES - FIXED
    assert types(result["left"]) == FIXED
    assert all(each["reason"] for each in result["left"])
    assert {each["type"]: each["name"] for each in result["afterwards"]} == {
        "data_connection": "Warehouse",
        "automation": "Nightly",
    }
    assert scene.owned(scene.bot(scene.old)["id"]) == ids(result["left"])
    memberships = ids([each for each in result["given"] if each["type"] == "space_member"])
    assert before - ids(result["left"]) - memberships <= scene.owned(scene.bot(scene.new)["id"])
    enabled = {task["name"]: task["enabled"] for task in scene.collection("tasks").values()}
    assert enabled == {**dict.fromkeys(enabled, True), MANUAL: False}
    assert MOVED in enabled
    (folder, *inside) = [file for file in scene.collection("data-files").values() if "Archive" in file["name"]]
    assert {folder["ownerId"], *(file["ownerId"] for file in inside)} == {scene.bot(scene.new)["id"]}
    require_no_temporary_client(scene)
    again = scene.run(OWNER, from_user=scene.old, automations=True)
    assert (again["changed"], again["given"], scene.writes) == (False, [], 0)


def test_check_mode_says_what_will_be_given_and_writes_nothing(scene: Scene) -> None:
    """But for what is in personal spaces, which takes a client to see."""
    planned = scene.run(OWNER, check=True, from_user=scene.old, private_content=True)
    assert scene.writes == 0
    done = scene.run(OWNER, from_user=scene.old, private_content=True)
    for name in ("changed", "left", "afterwards"):
        assert planned[name] == done[name]
    assert [each["name"] for each in done["given"] if each not in planned["given"]] == ["Notes of the bot"]


def test_automations_take_a_yes(scene: Scene) -> None:
    result = scene.run(OWNER, from_user=scene.old, types=["automation", "automation_connection"])
    assert types(result["given"]) == {"automation_connection"}
    assert "set automations=true" in result["left"][0]["reason"]


def test_types_can_be_left_out(scene: Scene) -> None:
    result = scene.run(OWNER, from_user=scene.old, except_types=sorted(TYPES - {"space", "webhook"}))
    assert types(result["given"]) == {"space", "webhook"}
    assert result["left"] == []


def test_what_is_refused_is_told_the_rest_goes_and_the_next_run_finishes(scene: Scene) -> None:
    refusal = {"action": "status", "status": 403, "code": "HTTP-403", "times": 1}
    scene.simulator.faults([{"method": "PATCH", "path": "/api/core/webhooks/*", **refusal}])
    result = scene.run(OWNER, from_user=scene.old, **ALL)
    assert result["failed"]
    assert (
        f"{HOST}.eu.qlikcloud.test: could not hand over 1 object; run again, or see left. The first: " in result["msg"]
    )
    assert {each["type"]: each["reason"] for each in result["left"]}["webhook"].endswith(
        "Qlik answered 403 HTTP-403 injected."
    )
    assert types(result["given"]) == TYPES - FIXED - {"webhook"}
    again = scene.run(OWNER, from_user=scene.old, **ALL)
    assert ("failed" in again, types(again["given"])) == (False, {"webhook"})


def test_a_stop_between_an_app_and_its_task_leaves_no_task_switched_off(scene: Scene) -> None:
    scene.simulator.faults([{"method": "PATCH", "path": "/api/scheduling/tasks/*", "status": 403, "times": 99}])
    assert scene.run(OWNER, from_user=scene.old, **ALL)["failed"]
    assert "OWNER-MOVED" in {task["metadata"].get("disabledCode") for task in scene.collection("tasks").values()}
    scene.simulator.faults([])
    scene.run(OWNER, from_user=scene.old, **ALL)
    assert [task["name"] for task in scene.collection("tasks").values() if not task["enabled"]] == [MANUAL]


def test_an_answer_that_was_lost_is_no_failure_where_the_object_has_its_new_owner(scene: Scene) -> None:
    scene.simulator.faults([{**AUTOMATION, "action": "reset", "when": "after"}])
    result = scene.run(OWNER, from_user=scene.old, **ALL)
    assert "failed" not in result
    assert "automation" in result["counts"]


def test_one_part_of_many_that_fails_is_told(scene: Scene) -> None:
    """The list is late: what it has of a data connection is gone when it is to be given."""

    def gone(collections: Object) -> None:
        connections = collections["data-connections"]
        (identifier,) = connections
        connections["gone"] = {**connections[identifier], "qID": "late", "qName": "Late"}

    scene.change(gone)
    result = scene.run(OWNER, from_user=scene.old, types=["data_connection"])
    assert ("could not hand over 1 object" in result["msg"], len(result["given"])) == (True, 1)
    (left,) = result["left"]
    assert left["name"] == "Late"
    assert "data connection Late failed. Qlik answered 404 DCERR404" in left["reason"]


def test_an_index_that_is_late_is_waited_for(scene: Scene) -> None:
    scene.simulator.conditions(index_lag=2)
    result = scene.run(OWNER, from_user=scene.old, types=["app"])
    assert (result["counts"], result["left"]) == ({"app": 1}, [])


def test_a_person_leaves_and_another_takes_over(scene: Scene) -> None:
    """Tasks are not among it: they go to whoever changes them."""
    result = scene.run(OWNER, from_user=scene.old, to_user="bert", **ALL)
    assert types(result["given"]) == TYPES - FIXED - {"task"}
    assert {each["reason"] for each in result["left"] if each["type"] == "task"} == {
        "A task goes to whoever changes it: run again as the user who is to have it."
    }
    kinds = {
        member["type"]
        for name in scene.collection("spaces")
        for member in scene.collection(f"spaces/{name}/assignments").values()
        if member["assigneeId"] == PEOPLE["bert"]
    }
    assert kinds == {"user"}
    back = scene.run(OWNER, from_user="bert", to_user=PEOPLE["anna"], **ALL)
    assert types(back["given"]) == types(result["given"])


def test_a_user_who_was_deleted_is_named_by_id_and_nobody_gives_to_themselves(scene: Scene) -> None:
    owner = scene.bot(scene.old)["id"]
    scene.change(lambda collections: collections["users"].pop(owner))
    assert scene.run(OWNER, from_user=owner, **ALL)["counts"]["app"] == 2
    assert "has it already" in scene.run(OWNER, from_user=scene.new)["msg"]
    assert "user nobody not found" in scene.run(OWNER, from_user="anna", to_user="nobody")["msg"]
    (warning,) = scene.run(OWNER, from_user="nobody")["warnings"]
    assert "user nobody not found, and nothing is owned by" in warning


def test_private_objects_of_apps_are_named(scene: Scene) -> None:
    objects = [{"app_id": scene.app, "object_id": "sheet"}, {"app_id": scene.app, "object_id": "gone"}]
    result = scene.run(OWNER, from_user=scene.old, types=["space"], app_objects=objects, private_content=True)
    assert [each["id"] for each in result["given"] if each["type"] == "app_object"] == ["sheet"]
    assert ("could not hand over 1 object" in result["msg"], "404" in result["msg"]) == (True, True)
    assert scene.collection(f"apps/{scene.app}/objects")["sheet"]["ownerId"] == scene.bot(scene.new)["id"]


# The client that looks into personal spaces.


@pytest.mark.parametrize(
    "rule",
    [
        {"method": "POST", "path": "/api/v1/oauth-clients", "status": 403},
        {"method": "POST", "path": "/api/v1/oauth-clients", "action": "reset", "when": "after"},
        {"method": "GET", "path": "/api/v1/items", "status": 403},
        {"method": "GET", "path": "/api/scheduling/tasks", "status": 403},
        {"method": "DELETE", "path": "/api/v1/oauth-clients/*", "status": 403},
        {"method": "DELETE", "path": "/api/v1/users/*", "status": 403},
        {"method": "DELETE", "path": "/api/v1/oauth-clients/*", "action": "reset", "when": "after"},
        {"method": "DELETE", "path": "/api/v1/users/*", "action": "reset", "when": "after"},
    ],
    ids=lambda rule: f"{rule['method']} {rule['path']} {rule.get('action', 'refused')}",
)
def test_the_temporary_client_and_its_bot_are_removed_whatever_happens(scene: Scene, rule: Object) -> None:
    scene.simulator.faults([rule])
    result = scene.run(OWNER, from_user=scene.old, **ALL)
    survives = rule.get("action") == "reset" and rule["method"] == "DELETE"
    assert result.get("failed", False) is not survives
    if rule["method"] == "GET" or survives:
        require_no_temporary_client(scene)
    # What could not be removed then is by the next run.
    assert "failed" not in scene.run(OWNER, from_user=scene.old, **ALL)
    require_no_temporary_client(scene)
    assert scene.owned(scene.bot(scene.old)["id"]) == ids(scene.run(OWNER, from_user=scene.old)["left"])


# Removal.


@pytest.mark.parametrize(
    ("bot", "said"),
    [
        ("new", "is the bot of a client that is in use (current): it stays."),
        (OTHER_REGION, "is the bot of a client that is in use (region client): it stays."),
        ("tenant_client", "is the bot of a client that is in use (tenant client): it stays."),
        ("anna", "anna is not a bot. This module manages bots only."),
        ("old", "still owns 1 space, 1 space_member, 1 data_connection, 2 data_file, 2 app"),
    ],
)
def test_a_bot_that_is_needed_stays(scene: Scene, bot: str, said: str) -> None:
    users = {identifier: user["status"] for identifier, user in scene.collection("users").items()}
    for state in ("disabled", "absent"):
        result = scene.run(BOT, bot=getattr(scene, bot, bot), state=state, grace_days=0)
        assert said in result["msg"]
    assert {identifier: user["status"] for identifier, user in scene.collection("users").items()} == users
    require_no_temporary_client(scene)


def test_the_bot_of_the_organization_client_stays(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QLIK_CLOUD_ORGANIZATION_CLIENT_ID", UNKNOWN)
    assert by_kind(scene.run(BOT_INFO))["organization_client"]["client_id"] == UNKNOWN
    assert "in use (organization client): it stays." in scene.run(BOT, bot=UNKNOWN)["msg"]
    assert scene.bot(UNKNOWN)["status"] == "active"


def test_a_bot_that_is_not_there_is_removed_already(scene: Scene) -> None:
    assert scene.run(BOT, bot="8" * 32, state="absent") == {"changed": False, "bot": {}}


def _emptied(scene: Scene) -> str:
    """The bot that nobody knows owns nothing any more. Its client's id is returned."""
    scene.run(OWNER, from_user=UNKNOWN)
    return UNKNOWN


def _days_pass(scene: Scene, days: int) -> None:
    """The ledger has it that a bot was disabled as many days earlier."""
    (path,) = (scene.ledger / "bots").glob("*.json")
    journal = json.loads(path.read_text(encoding="utf-8"))
    for entry in journal.values():
        then = datetime.datetime.fromisoformat(entry["disabled"]) - datetime.timedelta(days=days)
        entry["disabled"] = then.strftime("%Y-%m-%dT%H:%M:%SZ")
    path.write_text(json.dumps(journal), encoding="utf-8")


def _in_days(days: int) -> str:
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)).strftime("%Y-%m-%d")


def test_disabled_first_and_deleted_after_the_days_of_grace(scene: Scene) -> None:
    away: Object = {"bot": _emptied(scene), "state": "absent", "grace_days": 14}
    planned = scene.run(BOT, check=True, **away)
    assert scene.writes == 0
    done = scene.run(BOT, **away)
    assert {**planned, "deletion_due": done["deletion_due"]} == done
    assert "set status to disabled" in done["diff"]["after"]
    assert "delete" not in done["diff"]["after"]
    assert done["deletion_due"][:10] in (_in_days(14), _in_days(13))
    assert scene.bot(UNKNOWN)["status"] == "disabled"
    (journal,) = (scene.ledger / "bots").glob("*.json")
    assert journal.stat().st_mode & 0o777 == 0o600
    again = scene.run(BOT, **away)
    assert (again["changed"], scene.writes, again["deletion_due"]) == (False, 0, done["deletion_due"])
    _days_pass(scene, 14)
    planned = scene.run(BOT, check=True, **away)
    assert scene.bot(UNKNOWN)
    assert planned == scene.run(BOT, **away)
    assert not scene.bot(UNKNOWN)
    (entry,) = json.loads(journal.read_text(encoding="utf-8")).values()
    assert {"client_id", "disabled", "deleted"} == set(entry)
    assert scene.run(BOT, **away) == {"changed": False, "bot": {}}
    require_no_temporary_client(scene)


def test_a_removal_that_was_stopped_on_its_way_out_is_ended_by_the_next(scene: Scene) -> None:
    """The bot is the last to go: without it, nothing would lead to what is left of the temporary client."""
    away: Object = {"bot": _emptied(scene), "state": "absent", "grace_days": 0}
    scene.simulator.faults([{"method": "DELETE", "path": "/api/v1/oauth-clients/*", "status": 403}])
    assert "failed. Qlik answered 403" in scene.run(BOT, **away)["msg"]
    assert scene.bot(UNKNOWN)
    assert "failed" not in scene.run(BOT, **away)
    assert not scene.bot(UNKNOWN)
    require_no_temporary_client(scene)


def test_one_that_is_enabled_again_begins_its_grace_anew(scene: Scene) -> None:
    away: Object = {"bot": _emptied(scene), "state": "absent"}
    scene.run(BOT, **away)
    _days_pass(scene, 31)
    back = scene.run(BOT, bot=UNKNOWN, state="enabled")
    assert (back["changed"], scene.bot(UNKNOWN)["status"]) == (True, "active")
    assert scene.run(BOT, bot=UNKNOWN, state="enabled")["changed"] is False
    # By hand, so that the ledger learns of it last.
    scene.change(lambda collections: collections["users"]["2" * 24].update(status="disabled"))
    assert scene.run(BOT, **away)["deletion_due"][:10] in (_in_days(30), _in_days(29))
    assert scene.bot(UNKNOWN)


def test_content_is_deleted_only_with_the_alias_typed_and_when_it_is_due(scene: Scene) -> None:
    away: Object = {"bot": scene.old, "state": "absent", "delete_content": True}
    for typed in ("", "birch-eu"):
        refused = scene.run(BOT, **away, confirm_alias=typed)["msg"]
        assert "Type the tenant's alias or hostname in confirm_alias" in refused
    said = scene.run(BOT, **away, confirm_alias=HOST)["msg"]
    assert "The following must be deleted manually: data_file Archive, odag_link Details, dataqualityrule" in said
    assert scene.bot(scene.old)["status"] == "active"
    scene.run(OWNER, from_user=scene.old, types=["data_file", "odag_link"])
    scene.change(lambda collections: collections["items"].clear())
    before = scene.owned(scene.bot(scene.old)["id"])
    assert scene.run(BOT, **away, confirm_alias=HOST)["changed"]
    assert scene.owned(scene.bot(scene.old)["id"]) == before
    _days_pass(scene, 31)
    owner = scene.bot(scene.old)["id"]
    # One of it is refused: the bot stays, and the next run goes on with the rest.
    scene.simulator.faults([{"method": "DELETE", "path": "/api/v1/themes/*", "status": 403}])
    assert "DELETE /api/v1/themes" in scene.run(BOT, **away, confirm_alias=HOST)["msg"]
    left = scene.owned(owner)
    assert (bool(scene.bot(scene.old)), left < before, left > set()) == (True, True, True)
    result = scene.run(BOT, **away, confirm_alias=HOST)
    assert (scene.owned(owner), scene.bot(scene.old)) == (set(), {})
    assert "delete the bot" in result["diff"]["after"]
    assert "delete theme" in result["diff"]["after"]
    require_no_temporary_client(scene)
