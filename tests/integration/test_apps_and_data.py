# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What apps, data and the spaces that they are in promise beyond what every kind does."""

from __future__ import annotations

import base64
import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine import uploads
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.saved_plan import as_data
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model import writes
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import NoLedger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import Purge
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs
from tests.integration.clouds import Cloud, Object
from tests.integration.fleets import Fleet

pytestmark = pytest.mark.newest_core


WAREHOUSE: Object = {
    "name": "Warehouse",
    "data_source": "snowflake",
    "properties": {"server": "a.example.com", "port": 443},
    "secret_properties": {"password": "canary"},
}


def test_connections_of_one_name_are_told_apart_by_their_space(cloud: Cloud) -> None:
    spaces = [{"name": name, "type": "shared"} for name in ("Sales", "Finance")]
    connections = [WAREHOUSE, *({**WAREHOUSE, "space": each["name"]} for each in spaces)]
    blueprint = {"space": spaces, "data_connection": connections}
    outcome, sent = cloud.writes_of(lambda: cloud.converge(blueprint))
    assert (outcome.failures, sent) == ([], 5)
    assert cloud.converge(blueprint).changes == []
    gone = {"name": "Warehouse", "space": "Sales", "state": "absent"}
    assert [change.title for change in cloud.converge({"data_connection": [gone]}).changes] == [
        "data_connection Warehouse Sales"
    ]
    assert len(cloud.client.list("/api/connectivity/data-connections")) == 2


def test_another_address_is_sent_with_its_credentials(cloud: Cloud, tmp_path: Path) -> None:
    """And refused without them, before anything is sent: Qlik would refuse it."""
    kind, memory = KINDS["data_connection"], SecretDigests(str(tmp_path), "acme")
    cloud.make(kind, WAREHOUSE, memory=memory)
    moved = {**WAREHOUSE, "properties": {"server": "b.example.com"}}
    done, sent = cloud.writes_of(lambda: cloud.make(kind, moved, memory=memory))
    (request,) = as_data(done.changes)[0]["requests"]
    paths = {each["path"]: each["value"] for each in request["body"]}
    assert sent == 1
    assert paths == {
        "/connectionProperties/server": "b.example.com",
        "/connectionProperties/password": "(hidden)",
    }
    lacking = {name: value for name, value in moved.items() if name != "secret_properties"}
    lacking["properties"] = {"server": "c.example.com"}
    outcome, sent = cloud.writes_of(lambda: cloud.converge({"data_connection": [lacking]}))
    assert ("requires the credentials" in outcome.failures[0]["message"], sent) == (True, 0)


def test_owners_of_many_connections_change_with_one_request(cloud: Cloud) -> None:
    wanted = [{**WAREHOUSE, "name": name, "secret_properties": None} for name in "ABC"]
    cloud.converge({"data_connection": wanted})
    given = [{"name": each["name"], "owner": "auth0|anna"} for each in wanted]
    outcome, sent = cloud.writes_of(lambda: cloud.converge({"data_connection": given}))
    assert (outcome.failures, len(outcome.changes), sent) == ([], 3, 1)
    assert cloud.converge({"data_connection": given}).changes == []


MANAGED: Object = {"name": "Apps", "type": "managed"}


def _file(folder: Path, content: bytes = b"", script: str = "SET vServer='dev';") -> str:
    path = folder / "sales.qvf"
    path.write_bytes(b"simulated app\n" + f'{{"script": "{script}"}}'.encode() + content)
    return str(path)


def _apps(cloud: Cloud) -> dict[str, Object]:
    """The apps that were made since the test began, by id."""
    (tenant,) = cloud.simulator.state()["tenants"].values()
    reports = next(each["id"] for each in tenant["collections"]["spaces"].values() if each["name"] == "Reports")
    found = t.cast("dict[str, Object]", tenant["collections"]["apps"])
    return {name: app for name, app in found.items() if app["attributes"].get("spaceId") != reports}


def test_a_new_file_of_a_published_app_keeps_its_id_and_its_data(cloud: Cloud, tmp_path: Path) -> None:
    memory = SecretDigests(str(tmp_path / "ledger"), "acme")
    app = {"name": "Sales", "space": "Apps", "published": True, "data": "target", "description": "First"}

    def converge(content: bytes) -> list[str]:
        blueprint = {"space": [MANAGED], "app": [{**app, "file": _file(tmp_path, content)}]}
        outcome = cloud.converge(blueprint, memory=memory)
        assert outcome.failures == []
        return [f"{change.action} {change.title}" for change in outcome.changes]

    assert converge(b"one") == ["create space Apps", "create app Sales Apps"]
    (before,) = _apps(cloud).values()
    assert converge(b"one") == []
    assert converge(b"two") == ["update app Sales Apps"]
    (after,) = _apps(cloud).values()
    assert before["attributes"]["id"] == after["attributes"]["id"]
    assert (before["_content"] == after["_content"], before["_data"] == after["_data"]) == (False, True)
    assert converge(b"two") == []


def test_an_app_is_published_again_into_the_same_app_if_its_source_has_changed(cloud: Cloud) -> None:
    source = {"name": "Sales", "space": "Work"}
    wanted = {
        "space": [MANAGED, {"name": "Work", "type": "shared"}],
        "app": [source, {"name": "Sales", "space": "Apps", "source": "Work/Sales"}],
    }
    outcome = cloud.converge(wanted)
    assert outcome.failures == []
    assert cloud.converge(wanted).changes == []
    identifier = outcome.ids["app Sales Work"]
    cloud.client.request("PUT", f"/api/v1/apps/{identifier}", json={"attributes": {"description": "Another"}})
    done, sent = cloud.writes_of(lambda: cloud.converge(wanted))
    assert ([change.title for change in done.changes], sent) == (["app Sales Apps"], 1)
    assert cloud.converge(wanted).changes == []
    assert len(_apps(cloud)) == 2


def test_the_next_run_finds_an_app_although_the_index_is_late(cloud: Cloud, tmp_path: Path) -> None:
    cloud.simulator.conditions(index_lag=2)
    wanted = {"app": [{"name": "Sales", "file": _file(tmp_path)}]}
    try:
        assert cloud.converge(wanted).failures == []
        assert cloud.converge(wanted).changes == []
    finally:
        cloud.simulator.conditions(index_lag=0)


def test_an_import_that_makes_another_app_is_a_failure_with_both_ids(cloud: Cloud, tmp_path: Path) -> None:
    memory = SecretDigests(str(tmp_path / "ledger"), "acme")
    cloud.converge({"app": [{"name": "Sales", "file": _file(tmp_path, b"one")}]}, memory=memory)
    cloud.simulator.variations("imports-make-apps")
    outcome = cloud.converge({"app": [{"name": "Sales", "file": _file(tmp_path, b"two")}]}, memory=memory)
    cloud.simulator.variations()
    assert all(identifier in outcome.failures[0]["message"] for identifier in _apps(cloud))


def test_a_script_is_edited_after_each_import_and_only_where_it_must(cloud: Cloud, tmp_path: Path) -> None:
    memory = SecretDigests(str(tmp_path / "ledger"), "acme")
    edits = [{"regexp": "^SET vServer=.*$", "replace": "SET vServer='live';"}]
    wanted = {"name": "Sales", "file": _file(tmp_path), "script_edits": edits}
    cloud.make(KINDS["app"], wanted, memory=memory)
    assert [app["_script"] for app in _apps(cloud).values()] == ["SET vServer='live';"]
    assert cloud.make(KINDS["app"], wanted, memory=memory).changes == []
    _file(tmp_path, b"two", "SET vServer='test';")
    cloud.make(KINDS["app"], wanted, memory=memory)
    assert [app["_script"] for app in _apps(cloud).values()] == ["SET vServer='live';"]
    endless = {"name": "Sales", "script_edits": [{"regexp": "live", "replace": "live and alive"}]}
    outcome, sent = cloud.writes_of(lambda: cloud.converge({"app": [endless]}))
    assert ("matches its own replacement" in outcome.failures[0]["message"], sent) == (True, 0)


def test_no_text_of_a_script_is_in_a_plan(cloud: Cloud) -> None:
    cloud.make(KINDS["app"], {"name": "Sales"})
    (identifier,) = _apps(cloud)
    cloud.client.request("POST", f"/api/v1/apps/{identifier}/scripts", json={"script": "LIB CONNECT 'canary';"})
    edits = [{"regexp": "CONNECT '.*'", "replace": "CONNECT 'Warehouse'"}]
    outcome = cloud.converge({"app": [{"name": "Sales", "script_edits": edits}]}, check=True, describe=True)
    assert "canary" not in str([as_data(outcome.changes), outcome.states])


def _data(cloud: Cloud) -> dict[str, Object]:
    """The data files that the simulator has, by name."""
    (tenant,) = cloud.simulator.state()["tenants"].values()
    return {file["name"]: file for file in tenant["collections"]["data-files"].values()}


def test_a_content_of_the_same_size_is_found_by_the_ledger_and_another_size_without_one(
    cloud: Cloud, tmp_path: Path
) -> None:
    kind, memory, file = KINDS["data_file"], SecretDigests(str(tmp_path / "ledger"), "acme"), tmp_path / "a.csv"
    wanted = {"name": "in/a.csv", "file": str(file)}
    file.write_text("one", encoding="utf-8")
    cloud.make(kind, wanted, memory=memory)
    file.write_text("two", encoding="utf-8")
    none = NoLedger()
    assert (cloud.make(kind, wanted, memory=none).changes, none.titles) == ([], ["data_file in/a.csv"])
    assert len(cloud.make(kind, wanted, memory=memory).changes) == 1
    assert cloud.make(kind, wanted, memory=memory).changes == []
    file.write_text("longer", encoding="utf-8")
    assert len(cloud.make(kind, wanted, memory=NoLedger()).changes) == 1
    assert base64.b64decode(_data(cloud)["in/a.csv"]["_content"]) == b"longer"
    assert _data(cloud)["in"]["folder"]


def test_a_file_stays_in_its_space_and_with_its_owner_when_its_content_changes(cloud: Cloud, tmp_path: Path) -> None:
    """Qlik would take whoever uploads it for its owner, and move it to the personal space."""
    file = tmp_path / "a.csv"
    data = {"name": "a.csv", "space": "Data", "file": str(file), "owner": "auth0|anna"}
    blueprint = {"space": [{"name": "Data", "type": "shared"}], "data_file": [data]}
    memory = SecretDigests(str(tmp_path / "ledger"), "acme")
    for text in ("one", "three"):
        file.write_text(text, encoding="utf-8")
        assert cloud.converge(blueprint, memory=memory).failures == []
        outcome = cloud.converge(blueprint, memory=memory)
        assert (outcome.failures, outcome.changes) == ([], [])
    (found,) = _data(cloud).values()
    assert (found["size"], bool(found["spaceId"])) == (5, True)


def test_a_purge_of_files_leaves_the_folders_that_files_are_in(cloud: Cloud, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a", encoding="utf-8")
    files = [{"name": name, "file": str(tmp_path / "a.csv")} for name in ("in/a.csv", "in/b.csv")]
    cloud.converge({"data_file": files})
    outcome = cloud.converge({"data_file": files[:1]}, purge=Purge(("data_file",), "all", (), 1))
    assert [change.title for change in outcome.changes] == ["data_file in/b.csv"]
    assert set(_data(cloud)) == {"in", "in/a.csv"}


def test_a_large_data_file_is_uploaded_first(cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "LARGE", 3)
    (tmp_path / "a.csv").write_text("a;b;c", encoding="utf-8")
    done, sent = cloud.writes_of(
        lambda: cloud.make(KINDS["data_file"], {"name": "a.csv", "file": str(tmp_path / "a.csv")})
    )
    # Begin, one piece, and the file itself. The plan has the upload as one request.
    assert (sent, [len(change.requests) for change in done.changes]) == (3, [2])
    assert _data(cloud)["a.csv"]["size"] == 5


OLD: Object = {"name": "Old", "type": "shared"}


def _filled(cloud: Cloud, tmp_path: Path) -> None:
    """A space with an app, a connection, and a file in a folder."""
    (tmp_path / "a.csv").write_text("a", encoding="utf-8")
    inside: dict[str, list[Object]] = {
        "app": [{"name": "Sales", "space": "Old"}],
        "data_connection": [{**WAREHOUSE, "space": "Old"}],
        "data_file": [{"name": "in/a.csv", "space": "Old", "file": str(tmp_path / "a.csv")}],
    }
    assert cloud.converge({"space": [OLD], **inside}).failures == []


def _spaces(cloud: Cloud) -> dict[str, str]:
    return {space["name"]: space["id"] for space in cloud.client.list("/api/v1/spaces")}


def test_a_space_that_is_not_empty_is_not_deleted_unasked(cloud: Cloud, tmp_path: Path) -> None:
    _filled(cloud, tmp_path)
    (failure,) = cloud.converge({"space": [{"name": "Old", "state": "absent"}]}).failures
    assert (failure["status"], "Set content to delete or move" in failure["message"]) == (412, True)


def test_the_content_of_a_space_is_deleted_with_it_if_that_is_said(cloud: Cloud, tmp_path: Path) -> None:
    _filled(cloud, tmp_path)
    gone = {"space": [{"name": "Old", "state": "absent", "content": "delete"}]}
    check, none = cloud.writes_of(lambda: cloud.converge(gone, check=True))
    done, sent = cloud.writes_of(lambda: cloud.converge(gone))
    # An app, a folder with its file, a connection, and the space.
    assert (none, sent, len(check.changes[0].requests)) == (0, 4, 4)
    assert [f"{change.action} {change.title}" for change in done.changes] == ["delete space Old"]
    shown = diffs(check.changes)[0]["before"]
    assert all(each in shown for each in ("app Sales", "data_file in", "data_connection Warehouse"))
    assert (_apps(cloud), _data(cloud), "Old" in _spaces(cloud)) == ({}, {}, False)
    assert cloud.converge(gone).changes == []


def test_the_content_of_a_space_is_moved_to_a_space_that_the_same_run_creates(cloud: Cloud, tmp_path: Path) -> None:
    _filled(cloud, tmp_path)
    moved = {"name": "Old", "state": "absent", "content": "move", "content_to": "New"}
    outcome = cloud.converge({"space": [{"name": "New", "type": "shared"}, moved]})
    assert outcome.failures == []
    new = _spaces(cloud)["New"]
    (app,) = _apps(cloud).values()
    (connection,) = cloud.client.list("/api/connectivity/data-connections")
    assert (app["attributes"]["spaceId"], connection["space"]) == (new, new)
    assert {file["spaceId"] for file in _data(cloud).values()} == {new}


def test_what_a_space_holds_and_nothing_takes_away_keeps_the_space(cloud: Cloud) -> None:
    space = cloud.converge({"space": [OLD]}).ids["space Old"]
    cloud.client.request("POST", "/api/v1/glossaries", json={"name": "Terms", "description": "", "spaceId": space})
    moved = {"name": "Old", "state": "absent", "content": "move", "content_to": "Reports"}
    outcome, sent = cloud.writes_of(lambda: cloud.converge({"space": [moved]}))
    assert ("leaves glossary Terms" in outcome.failures[0]["message"], sent) == (True, 0)


def test_a_bot_that_is_a_member_as_a_user_is_not_made_one_again(cloud: Cloud) -> None:
    bot = cloud.client.get("/api/v1/users/me")
    member = {"type": "user", "name": bot["subject"], "roles": ["producer"]}
    space = {**OLD, "members": [member]}
    assert cloud.converge({"space": [space]}).failures == []
    again = cloud.converge({"space": [{**space, "members": [{**member, "type": "bot"}], "purge_members": True}]})
    assert (again.failures, again.changes) == ([], [])


@pytest.mark.parametrize("fault", ["cut", "reset", "status"])
def test_an_upload_that_was_cut_goes_on_where_it_stopped(
    cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """With the bytes that Qlik has, whatever became of the answer."""
    monkeypatch.setattr(writes, "LARGE", 100)
    monkeypatch.setattr(uploads, "PIECE", 4000)
    monkeypatch.setattr(uploads, "_PAUSES", (0.0, 0.0))
    path = _file(tmp_path, bytes(range(256)) * 50)
    cloud.simulator.faults(
        [{"method": "PATCH", "path": "/api/v1/temp-contents/files/*", "action": fault, "after": 1, "times": 2}]
    )
    cloud.make(KINDS["app"], {"name": "Sales", "file": path})
    (app,) = _apps(cloud).values()
    assert Path(app["_content"].removeprefix("file:")).read_bytes() == Path(path).read_bytes()
    counts = cloud.simulator.counts()["by_operation"]
    assert (counts["temp-contents.postTus"], counts["temp-contents.headTus"]) == (1, 2)
    # Four pieces that came in whole. Two that were cut make five, since the half that came in is not sent again.
    assert counts["temp-contents.patchTus"] == (5 if fault == "cut" else 4)


def test_a_playbook_takes_an_app_to_a_file_and_sends_a_file_again_only_if_it_differs(fleet: Fleet) -> None:
    fleet.play("onboard", limit="acme-us")
    (fleet.folder / "files").mkdir()
    content = Path(_file(fleet.folder / "files")).read_bytes()
    app = {"name": "Sales", "file": "files/sales.qvf"}
    export = {"name": "Sales", "dest": str(fleet.folder / "out.qvf")}
    tasks: list[Object] = [
        {"qlikfleet.cloud.app": app, "register": "made"},
        {"qlikfleet.cloud.app": app, "register": "again"},
        {"qlikfleet.cloud.app_export": export, "register": "out"},
        {"qlikfleet.cloud.app_export": export, "register": "same"},
        {
            "ansible.builtin.assert": {
                "that": ["made is changed", "again is not changed", "again.warnings is not defined"]
            }
        },
        {"ansible.builtin.assert": {"that": ["out is changed", "same is not changed", "out.id == made.id"]}},
        {"qlikfleet.cloud.app_export": {**export, "name": "Nothing"}, "register": "missing", "ignore_errors": True},
        {"ansible.builtin.assert": {"that": ["missing is failed", "'has no app' in missing.msg"]}},
    ]
    play = [{"hosts": "acme-us", "gather_facts": False, "tasks": tasks}]
    (fleet.folder / "apps.yml").write_text(json.dumps(play), encoding="utf-8")
    fleet.play("apps.yml")
    written = fleet.folder / "out.qvf"
    assert (written.read_bytes(), written.stat().st_mode & 0o777) == (content, 0o600)
