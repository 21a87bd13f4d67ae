# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many objects of a kind in one task."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from tests.integration.hosts import Host, one_tenant
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
GROUPS = [{"name": f"Group {number}", "provider_type": "custom"} for number in range(5)]


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Simulator]:
    with one_tenant(tmp_path_factory) as simulator:
        yield simulator


@pytest.fixture
def host(simulator: Simulator, tmp_path: Path) -> Host:
    return Host(simulator, tmp_path)


def test_many_objects_cost_one_list_request(simulator: Simulator, host: Host) -> None:
    check = host.run("group", check=True, objects=GROUPS)
    assert [each["id"] for each in check["objects"]] == ["(known after apply)"] * 5
    made = host.run("group", objects=GROUPS)
    assert made["changed"]
    assert [each["object"]["name"] for each in made["objects"]] == [each["name"] for each in GROUPS]
    simulator.reset_counts()
    again = host.run("group", objects=GROUPS)
    assert not again["changed"]
    assert [each["id"] for each in again["objects"]] == [each["id"] for each in made["objects"]]
    counts = simulator.counts()
    # A token, and a page of the list.
    assert (counts["reads"], counts["writes"] - counts["tokens"]) == (1, 0)


def test_purge_removes_what_the_list_does_not_name(host: Host) -> None:
    spaces = [{"name": f"Space {number}", "type": "shared"} for number in range(4)]
    host.run("space", objects=spaces)
    slip = host.run("space", objects=spaces[:1], purge={"except": ["space Spade 1"]})
    assert "except: 'space Spade 1' matches nothing in the tenant; did you mean 'space Space 1'?" in slip["msg"]
    low = host.run("space", objects=spaces[:1], purge={"at_most": 2})
    assert "3 objects would be deleted, and at_most is 2" in low["msg"]
    done = host.run("space", objects=spaces[:1], purge={"except": ["space Space 1"]})
    assert done["changed"]
    left = host.run("info", kind="space", filter={"name": "Space *"}, fields=["name"])["objects"]
    assert sorted(each["name"] for each in left) == ["Space 0", "Space 1"]
    assert [host.run("space", objects=spaces[:1], purge={})["changed"] for _time in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"objects": [{"name": "A"}], "name": "B"}, "parameters are mutually exclusive: name|objects"),
        ({}, "one of the following is required: name, objects"),
        ({"objects": [{"name": "A"}], "description": "d"}, "description: give this in each of the objects"),
        ({"objects": [{"name": "A"}, {"name": "A"}]}, "group A is declared twice"),
        ({"objects": [{"names": "A"}]}, "unknown option names; did you mean name?"),
        ({"name": "A", "description": "d"}, ""),
        ({"name": "A", "purge": {"what": "all"}}, "purge needs `objects`"),
    ],
)
def test_what_is_wrong_is_said(host: Host, options: Object, said: str) -> None:
    result = host.run("group", check=True, **options)
    assert bool(result.get("failed")) is bool(said)
    assert said in result.get("msg", "")


def test_one_that_fails_does_not_stop_the_others(host: Host) -> None:
    made = host.run("space", name="Managed", type="managed")
    assert not made.get("failed")
    result = host.run("space", objects=[{"name": "Managed", "type": "shared"}, {"name": "Fine", "type": "shared"}])
    assert "1 object failed. space Managed: " in result["msg"]
    assert result["changed"]


def test_secrets_of_new_objects_are_returned_by_their_titles(host: Host) -> None:
    clients = [{"client_name": name, "app_type": "web"} for name in ("One", "Two")]
    result = host.run("oauth_client", objects=clients)
    assert sorted(result["client_secrets"]) == ["oauth_client One", "oauth_client Two"]
