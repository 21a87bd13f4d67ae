# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of apps, which are read and written over WebSockets."""

from __future__ import annotations

import copy
import json
import sys
import types
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.gather import Question, gather
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.saved_plan import as_data
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import Purge
from tests.integration import beginnings
from tests.integration.clouds import Cloud
from tests.integration.fleets import Fleet
from tests.integration.test_shipped import ANOTHER, _add_plugins

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
APP = "Finance/Sales"
MEASURE: Object = {"app": APP, "type": "measure", "name": "Revenue", "properties": {"qMeasure": {"qDef": "Sum(A)"}}}
VARIABLE: Object = {"app": APP, "type": "variable", "name": "vRate", "properties": {"qDefinition": "1.5"}}
# As `qlik app unbuild` writes a sheet: a tree of properties.
CHART: Object = {"qProperty": {"qInfo": {"qId": "chart", "qType": "barchart"}, "title": "Bars"}, "qChildren": []}
SHEET: Object = {
    "qProperty": {
        "qInfo": {"qId": "overview", "qType": "sheet"},
        "qMetaDef": {"title": "Overview", "description": "First of all"},
        "cells": [{"name": "chart", "type": "barchart", "col": 0, "row": 0}],
    },
    "qChildren": [CHART],
}


@pytest.fixture
def app(cloud: Cloud) -> str:
    """The id of an app in a space."""
    space = cloud.client.request("POST", "/api/v1/spaces", json={"name": "Finance", "type": "shared"})["id"]
    facts = {"attributes": {"name": "Sales", "spaceId": space}}
    made = str(cloud.client.request("POST", "/api/v1/apps", json=facts)["attributes"]["id"])
    cloud.simulator.reset_counts()
    return made


def _converged(cloud: Cloud, *things: Object, **terms: t.Any) -> Outcome:
    return cloud.converge({"app_object": copy.deepcopy(list(things))}, **terms)


def _done(cloud: Cloud, *things: Object, **terms: t.Any) -> list[str]:
    outcome = _converged(cloud, *things, **terms)
    assert outcome.failures == []
    return [f"{change.action} {change.title}" for change in outcome.changes]


def _said(cloud: Cloud, method: str) -> int:
    return int(cloud.simulator.counts()["by_operation"].get(f"QIX {method}", 0))


def _stored(cloud: Cloud, app: str) -> dict[str, Object]:
    (tenant,) = cloud.simulator.state()["tenants"].values()
    return dict(tenant["collections"].get(f"apps/{app}/objects", {}))


def _file(folder: Path, content: t.Any) -> str:
    path = folder / "file.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def _sheet(folder: Path, **more: t.Any) -> Object:
    return {"app": APP, "type": "sheet", "name": "Overview", "file": _file(folder, SHEET), **more}


def test_what_changes_in_an_app_is_saved_once(cloud: Cloud, app: str, tmp_path: Path) -> None:
    things = [MEASURE, VARIABLE, _sheet(tmp_path, published=True)]
    assert len(_done(cloud, *things)) == 3
    assert (_said(cloud, "Doc.DoSave"), _said(cloud, "Global.OpenDoc")) == (1, 2)
    removed = {**VARIABLE, "state": "absent"}
    changed = {**MEASURE, "properties": {"qMeasure": {"qDef": "Sum(B)"}}}
    assert _done(cloud, changed, removed) == [
        f"update app_object Revenue measure {APP}",
        f"delete app_object vRate variable {APP}",
    ]
    assert _said(cloud, "Doc.DoSave") == 2
    objects = {thing["name"]: thing for thing in _stored(cloud, app).values()}
    assert objects["Revenue"]["_properties"]["qMeasure"]["qDef"] == "Sum(B)"
    assert "vRate" not in objects


def test_an_app_and_its_objects_in_one_run(cloud: Cloud) -> None:
    """The app has no id when the run is planned, nor in a plan that is kept as a file."""
    objects = [{**MEASURE, "name": name, "app": "Reports/New"} for name in ("Revenue", "Cost")]
    wanted: dict[str, list[Object]] = {"app": [{"name": "New", "space": "Reports"}], "app_object": objects}
    check = cloud.converge(copy.deepcopy(wanted), check=True)
    assert "<id of app New Reports>" in json.dumps(as_data(check.changes))
    outcome = cloud.converge(copy.deepcopy(wanted))
    assert outcome.failures == []
    assert [change.title for change in outcome.changes] == [change.title for change in check.changes]
    assert _said(cloud, "Doc.DoSave") == 1
    assert cloud.converge(copy.deepcopy(wanted)).changes == []
    assert len(_stored(cloud, outcome.ids["app New Reports"])) == 2


def test_a_sheet_comes_with_its_charts_and_keeps_them(cloud: Cloud, app: str, tmp_path: Path) -> None:
    _done(cloud, _sheet(tmp_path))
    stored = _stored(cloud, app)
    assert stored["chart"]["_parent"] == "overview"
    # Properties that stand beside the file or alone change what they name.
    about = {"properties": {"qMetaDef": {"description": "Start here"}}}
    sheet = {"app": APP, "type": "sheet", "name": "Overview", **about}
    assert _done(cloud, sheet) == [f"update app_object Overview sheet {APP}"]
    assert _done(cloud, sheet) == []
    changed = _stored(cloud, app)
    assert changed["overview"]["_properties"]["qMetaDef"] == {"title": "Overview", "description": "Start here"}
    assert changed["chart"]["_properties"] == stored["chart"]["_properties"]
    assert len(_done(cloud, _sheet(tmp_path))) == 1
    assert _done(cloud, _sheet(tmp_path, **about)) == [f"update app_object Overview sheet {APP}"]


def test_a_list_of_objects_as_a_file(cloud: Cloud, app: str, tmp_path: Path) -> None:
    """As `measures.json` of an app that was taken apart."""
    measures = [
        {"qInfo": {"qId": name.lower(), "qType": "measure"}, "qMeasure": {"qDef": name}, "qMetaDef": {"title": name}}
        for name in ("Cost", "Revenue")
    ]
    thing = {"app": APP, "type": "measure", "name": "Revenue", "file": _file(tmp_path, measures)}
    assert len(_done(cloud, thing)) == 1
    (stored,) = _stored(cloud, app).values()
    assert (stored["id"], stored["_properties"]["qMeasure"]["qDef"]) == ("revenue", "Revenue")
    for wrong, text in (({**thing, "name": "Margin"}, "0 objects"), ({**thing, "type": "sheet"}, "of type measure")):
        with pytest.raises(errors.ConfigurationError, match=text):
            _converged(cloud, wrong)


@pytest.mark.parametrize(("content", "text"), [("{", "is not JSON"), ("[1]", "neither an object nor a list")])
def test_a_file_that_is_not_one(cloud: Cloud, app: str, tmp_path: Path, content: str, text: str) -> None:
    assert app
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(errors.ConfigurationError, match=text):
        _converged(cloud, {**MEASURE, "file": str(path)})


def test_an_id_tells_an_object_whatever_its_title(cloud: Cloud, app: str) -> None:
    _done(cloud, {**MEASURE, "id": "one"}, {**MEASURE, "name": "Other", "id": "two"})
    renamed = {**MEASURE, "name": "Other", "id": "one"}
    assert _done(cloud, renamed) == [f"update app_object Revenue measure {APP}"]
    assert _done(cloud, renamed) == []
    # Two have one title now.
    (failure,) = _converged(cloud, {**MEASURE, "name": "Other"}).failures
    assert "2 objects have this name" in failure["message"]
    assert len(_stored(cloud, app)) == 2


def test_a_former_name_is_enough_to_rename(cloud: Cloud, app: str) -> None:
    _done(cloud, MEASURE)
    renamed = {**MEASURE, "name": "Turnover", "was": "Revenue"}
    assert _done(cloud, renamed) == [f"update app_object Revenue measure {APP}"]
    assert _done(cloud, renamed) == []
    (stored,) = _stored(cloud, app).values()
    assert stored["name"] == "Turnover"


def test_an_id_that_another_object_has_is_refused(cloud: Cloud, app: str, tmp_path: Path) -> None:
    _done(cloud, _sheet(tmp_path))
    with pytest.raises(errors.ConfigurationError, match="The id chart is that of an object of type barchart"):
        _converged(cloud, {**MEASURE, "id": "chart"})
    assert set(_stored(cloud, app)) == {"overview", "chart"}


@pytest.fixture
def onboarded(fleet: Fleet) -> Fleet:
    return beginnings.onboarded(fleet, "acme-eu")


def test_a_task_on_another_machine_talks_to_the_engine_from_there(onboarded: Fleet) -> None:
    """The file is one of the controller."""
    fleet = onboarded
    _add_plugins(fleet)
    (fleet.folder / "sheet.json").write_text(json.dumps(SHEET), encoding="utf-8")
    sheet = {"app": "Sales", "type": "sheet", "name": "Overview", "file": "sheet.json"}
    tasks: list[Object] = [
        ANOTHER,
        {"qlikfleet.cloud.app": {"name": "Sales"}},
        {"qlikfleet.cloud.app_object": sheet, "delegate_to": "another_machine", "register": "made"},
        {"qlikfleet.cloud.app_object": sheet, "register": "here"},
        {"ansible.builtin.assert": {"that": ["made is changed", "made.id == 'overview'", "here is not changed"]}},
    ]
    play = [{"hosts": "acme-eu", "gather_facts": False, "tasks": tasks}]
    (fleet.folder / "play.yml").write_text(json.dumps(play), encoding="utf-8")
    fleet.play("play.yml", limit="acme-eu")


def test_a_plan_that_is_approved_has_the_properties(onboarded: Fleet) -> None:
    fleet = onboarded
    layer = {"qlik_blueprint_tenant": {"app": [{"name": "Sales"}], "app_object": [{**MEASURE, "app": "Sales"}]}}
    (fleet.folder / "host_vars").mkdir(exist_ok=True)
    (fleet.folder / "host_vars/acme-eu.yml").write_text(json.dumps(layer), encoding="utf-8")
    only = ("-e", json.dumps({"qlik_only": ["app", "app_object"]}))
    fleet.play("converge", *only, "--check", "-e", "qlik_plan_file=plan.json", limit="acme-eu")
    assert "Sum(A)" in (fleet.folder / "plan.json").read_text("utf-8")
    done = fleet.play("converge", *only, "-e", "qlik_apply_plan=plan.json", limit="acme-eu")
    assert "changed=1" in done


def test_published_and_taken_back(cloud: Cloud, app: str, tmp_path: Path) -> None:
    for published in (True, False):
        assert len(_done(cloud, _sheet(tmp_path, published=published))) == 1
        assert _done(cloud, _sheet(tmp_path, published=published)) == []
        assert _stored(cloud, app)["overview"]["published"] is published
    _done(cloud, _sheet(tmp_path, published=True))
    assert len(_done(cloud, {**_sheet(tmp_path), "state": "absent"})) == 1
    assert _stored(cloud, app) == {}


def test_defaults_that_the_engine_leaves_out_are_no_change(cloud: Cloud, app: str) -> None:
    assert app
    properties = {"qMeasure": {"qDef": "Sum(A)", "qActiveExpression": 0, "qExpressions": []}, "qMetaDef": {"tags": []}}
    thing = {**MEASURE, "properties": properties}
    cloud.simulator.variations("omitted-defaults")
    try:
        assert len(_done(cloud, thing)) == 1
        assert _done(cloud, thing) == []
    finally:
        cloud.simulator.variations()


def test_one_that_is_refused_fails_alone(cloud: Cloud, app: str) -> None:
    cloud.simulator.faults([{"method": "CreateMeasure", "action": "status", "status": 5}])
    outcome = _converged(cloud, MEASURE, VARIABLE)
    (failure,) = outcome.failures
    assert (failure["object"], failure["code"], failure["status"]) == (f"app_object Revenue measure {APP}", "5", 403)
    assert [change.title for change in outcome.changes] == [f"app_object vRate variable {APP}"]
    assert [thing["name"] for thing in _stored(cloud, app).values()] == ["vRate"]


@pytest.mark.parametrize("method", ["CreateVariableEx", "DoSave"])
def test_without_saving_nothing_is_done(cloud: Cloud, app: str, method: str) -> None:
    """A connection that is lost takes with it what was not saved; the next run does it."""
    cloud.simulator.faults([{"method": method, "action": "reset"}])
    outcome = _converged(cloud, MEASURE, VARIABLE)
    assert (len(outcome.failures), outcome.changes) == (2, [])
    assert "Unsaved changes are lost" in outcome.failures[0]["message"]
    assert _stored(cloud, app) == {}
    assert len(_done(cloud, MEASURE, VARIABLE)) == 2


def test_a_save_whose_answer_is_lost_is_looked_at_by_the_next_run(cloud: Cloud, app: str) -> None:
    cloud.simulator.faults([{"method": "DoSave", "action": "reset", "when": "after"}])
    assert len(_converged(cloud, MEASURE).failures) == 1
    assert len(_stored(cloud, app)) == 1
    assert _done(cloud, MEASURE) == []


def test_an_app_that_the_client_may_not_open(cloud: Cloud, app: str) -> None:
    """The error says what to do, and the token is not in it."""
    user = cloud.client.get("/api/v1/users", filter='subject eq "auth0|anna"')["data"][0]["id"]
    (space,) = cloud.client.get("/api/v1/spaces", name="Finance")["data"]
    cloud.client.request("PATCH", f"/api/v1/spaces/{space['id']}", json=_patch("ownerId", user))
    cloud.client.request("PUT", f"/api/v1/apps/{app}/owner", json={"ownerId": user})
    state = cloud.simulator.state()
    (tenant,) = state["tenants"].values()
    tenant["collections"][f"spaces/{space['id']}/assignments"] = {}
    cloud.simulator.load(state)
    with pytest.raises(errors.ApiError, match="may not open the app: make its bot a member") as refused:
        _converged(cloud, MEASURE)
    assert cloud.client.token() not in str(refused.value)


def _patch(name: str, value: str) -> list[Object]:
    return [{"op": "replace", "path": f"/{name}", "value": value}]


def test_an_expired_token_is_renewed_for_a_socket_too(cloud: Cloud, app: str) -> None:
    assert app
    cloud.simulator.expire_tokens()
    assert len(_done(cloud, MEASURE)) == 1


def test_objects_of_one_app_are_listed(cloud: Cloud, app: str, tmp_path: Path) -> None:
    assert app
    _done(cloud, MEASURE, VARIABLE, _sheet(tmp_path))
    kind = READABLE["app_object"]
    found = gather(cloud.client, READABLE, kind, Question(conditions={"app": APP}, options=["type", "name"]))
    assert sorted((each["type"], each["name"]) for each in found) == [
        ("measure", "Revenue"),
        ("sheet", "Overview"),
        ("variable", "vRate"),
    ]
    with pytest.raises(errors.ConfigurationError, match="filter: name the app"):
        gather(cloud.client, READABLE, kind, Question())


def test_a_purge_removes_what_is_not_named_from_the_named_apps_only(cloud: Cloud, app: str) -> None:
    other = cloud.client.request("POST", "/api/v1/apps", json={"attributes": {"name": "Other"}})["attributes"]["id"]
    _done(cloud, MEASURE, VARIABLE, {**MEASURE, "app": "Other"})
    purge = Purge(kinds=("app_object",), what="all", at_most=5)
    assert _done(cloud, MEASURE, purge=purge) == [f"delete app_object vRate variable {APP}"]
    assert (len(_stored(cloud, app)), len(_stored(cloud, str(other)))) == (1, 1)


@pytest.mark.parametrize(
    ("version", "text"), [("", "websockets"), ("13.1", "Version 13.1 is installed; 15.0 or later")]
)
def test_without_the_library_the_error_says_what_to_install(
    cloud: Cloud, app: str, monkeypatch: pytest.MonkeyPatch, version: str, text: str
) -> None:
    """Everything else works without it."""
    assert app
    if version:
        module = types.ModuleType("websockets.version")
        module.version = version  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "websockets.version", module)
    else:
        monkeypatch.setitem(sys.modules, "websockets", None)
        monkeypatch.setitem(sys.modules, "websockets.sync", None)
    with pytest.raises(errors.ConfigurationError, match=text):
        _converged(cloud, MEASURE)
    assert cloud.converge({"space": [{"name": "Finance", "description": "Changed"}]}).failures == []
