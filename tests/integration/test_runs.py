# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reloads of apps and runs of automations: started, waited for, and told why they failed."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.runs import AUTOMATION_RUN, RELOAD
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clouds import Cloud

pytestmark = pytest.mark.newest_core
Object = dict[str, t.Any]
RELOADS = "/api/v1/reloads"
FAILING = {"blocks": [{"id": "1", "name": "Fail"}]}


def _reloads(cloud: Cloud, app: str = "Sales") -> list[Object]:
    (found,) = (each for each in cloud.client.list("/api/v1/items", resourceType="app") if each["name"] == app)
    return list(cloud.client.list(RELOADS, appId=found["resourceId"], log=True))


def test_an_app_is_reloaded_and_its_end_waited_for(cloud: Cloud) -> None:
    result = cloud.run(RELOAD, app="Reports/Sales", partial=True, variables={"vYear": "2026"})
    assert (result["changed"], result["run"]["status"]) == (True, "SUCCEEDED")
    assert _reloads(cloud)[0]["partial"] is True


def test_a_check_reloads_nothing(cloud: Cloud) -> None:
    assert cloud.run(RELOAD, check=True, app="Reports/Sales") == {"changed": True}
    assert _reloads(cloud) == []


def test_a_reload_that_is_on_the_way_is_waited_for(cloud: Cloud) -> None:
    first = cloud.run(RELOAD, app="Reports/Sales", wait=False)
    assert (first["changed"], first["run"]["status"]) == (True, "QUEUED")
    second = cloud.run(RELOAD, app="Reports/Sales")
    assert (second["changed"], second["run"]["status"]) == (False, "SUCCEEDED")
    assert second["run"]["id"] == first["run"]["id"]
    assert len(_reloads(cloud)) == 1


def test_a_reload_that_fails_shows_the_end_of_its_log(cloud: Cloud) -> None:
    cloud.client.request("POST", "/api/v1/apps", json={"attributes": {"name": "Broken"}})
    result = cloud.run(RELOAD, app="Broken")
    assert result["failed"]
    assert "ended with the status FAILED: EngineReloadError: the script has an error." in result["msg"]
    assert result["msg"].endswith("Error: Table 'Sales' not found")


def test_an_app_that_there_is_not_is_named(cloud: Cloud) -> None:
    result = cloud.run(RELOAD, app="Reports/Sale")
    assert "There is no app 'Reports/Sale' in the tenant" in result["msg"]
    assert cloud.client.label.split()[0] in result["msg"]


def test_whoever_waits_too_long_is_told_to_run_again(cloud: Cloud) -> None:
    result = cloud.run(RELOAD, app="Reports/Sales", timeout=0)
    assert "was not ready after 0 s. Run again" in result["msg"]
    assert len(_reloads(cloud)) == 1


@pytest.mark.parametrize(("workspace", "status"), [({}, "finished"), (FAILING, "failed")])
def test_an_automation_runs_to_its_end(cloud: Cloud, workspace: Object, status: str) -> None:
    cloud.make(KINDS["automation"], {"name": "A", "workspace": workspace})
    result = cloud.run(AUTOMATION_RUN, automation="A")
    if status == "finished":
        assert (result["changed"], result["run"]["status"]) == (True, status)
    else:
        assert "run of automation A ended with the status failed" in result["msg"]
        assert "the block Fail failed" in result["msg"]
