# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What apps, data and the spaces that they are in promise beyond what every kind does."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.saved_plan import as_data
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from tests.integration.test_every_kind import Cloud, Object
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Cloud]:
    file = tmp_path_factory.mktemp("cloud") / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        yield Cloud(simulator)


@pytest.fixture
def cloud(simulated: Cloud) -> t.Iterator[Cloud]:
    simulated.begin()
    yield simulated
    counts = simulated.simulator.counts()
    assert (counts["violations"], counts["answer_violations"]) == ([], [])


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
