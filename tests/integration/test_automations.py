# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automations: what Qlik spells in another way, and what belongs to somebody else."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clouds import Cloud

pytestmark = pytest.mark.newest_core
AUTOMATION, CONNECTION = KINDS["automation"], KINDS["automation_connection"]
Object = dict[str, t.Any]
BLOCK: Object = {"id": "1", "type": "StartBlock", "disabled": False, "structure": {}, "childId": None, "x": 0}
PLAIN: Object = {"id": "1", "type": "StartBlock", "x": 0}


def _workspace(**block: t.Any) -> Object:
    return {"name": "A", "workspace": {"blocks": [{**BLOCK, **block}], "variables": []}}


def test_a_workspace_in_the_spelling_of_qlik_is_the_same(cloud: Cloud) -> None:
    cloud.make(AUTOMATION, _workspace())
    assert cloud.make(AUTOMATION, _workspace()).changes == []
    assert cloud.make(AUTOMATION, {"name": "A", "workspace": {"blocks": [PLAIN]}}).changes == []
    for change in ({"disabled": True}, {"x": 20}, {"childId": "2"}):
        assert len(cloud.make(AUTOMATION, _workspace(**change)).changes) == 1
        assert cloud.make(AUTOMATION, _workspace(**change)).changes == []


def test_what_somebody_else_owns_is_seen_and_not_changed(cloud: Cloud) -> None:
    """A client without the scope for automations of others."""
    wanted = {**_workspace(), "owner": "auth0|anna", "enabled": False, "schedules": [{"interval": 3600}]}
    done, sent = cloud.writes_of(lambda: cloud.make(AUTOMATION, wanted))
    assert (len(done.changes), sent) == (1, 3)
    (failure,) = cloud.converge({"automation": [wanted]}).failures
    assert "scope admin.automations" in failure["message"]
    seen = {name: value for name, value in wanted.items() if name != "schedules"}
    assert cloud.make(AUTOMATION, seen).changes == []
    enabled, sent = cloud.writes_of(lambda: cloud.make(AUTOMATION, {"name": "A", "enabled": True}))
    assert (len(enabled.changes), sent) == (1, 1)


def test_schedules_that_never_run_are_none(cloud: Cloud) -> None:
    wanted = {"name": "A", "schedules": [{"interval": 120, "timezone": "Europe/Rome"}]}
    made = cloud.make(AUTOMATION, wanted)
    state = cloud.simulator.state()
    things = cloud.collection(state, made.ids["automation A"])
    things[made.ids["automation A"]]["schedules"].append({"id": "0", "interval": -1})
    cloud.simulator.load(state)
    assert cloud.make(AUTOMATION, wanted).changes == []


def test_an_automation_moves_to_another_space(cloud: Cloud) -> None:
    spaces = [{"name": name, "type": "shared"} for name in ("One", "Two")]
    for space in spaces:
        blueprint = {"space": spaces, "automation": [{"name": "A", "space": space["name"]}]}
        assert cloud.converge(blueprint).failures == []
        assert cloud.converge(blueprint).changes == []
    (found,) = cloud.client.list("/api/workflows/automations")
    (two,) = (each["id"] for each in cloud.client.list("/api/v1/spaces") if each["name"] == "Two")
    assert found["spaceId"] == two


def test_a_connection_names_its_connector_and_its_parameters(cloud: Cloud) -> None:
    wanted = {"name": "C", "connector": "Amazon S3", "params": {"Access Key": "of-s3", "Secret Key": "secret-of-s3"}}
    made = cloud.make(CONNECTION, wanted)
    detail = cloud.client.get(f"/api/workflows/automation-connections/{made.ids['automation_connection C']}")
    assert [each["name"] for each in detail["params"]] == ["Access Key", "Secret Key", "Region"]
    with pytest.raises(errors.ConfigurationError, match="no automation_connector 'Airtabel'"):
        cloud.converge({"automation_connection": [{"name": "D", "connector": "Airtabel"}]})
    other = {**wanted, "connector": "Airtable"}
    (failure,) = cloud.converge({"automation_connection": [other]}).failures
    assert "cannot change connector from" in failure["message"]


def test_a_connection_that_is_used_stays(cloud: Cloud) -> None:
    made = cloud.make(CONNECTION, {"name": "C", "connector": "Airtable"})
    cloud.make(AUTOMATION, _workspace(datasourceId=made.ids["automation_connection C"]))
    (failure,) = cloud.converge({"automation_connection": [{"name": "C", "state": "absent"}]}).failures
    assert "Remove it from the automations that use it first." in failure["message"]


def test_connectors_are_qliks_own() -> None:
    assert "automation_connector" not in KINDS
