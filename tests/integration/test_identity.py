# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only kinds of identity and access promise."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.test_every_kind import Cloud, cloud, example_of, simulated

__all__ = ["cloud", "simulated"]
pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]


@pytest.mark.parametrize(
    "end", [{"status": "revoked"}, {"expiry": "2020-01-01T00:00:00.000Z"}], ids=["revoked", "expired"]
)
def test_an_api_key_that_works_no_more_does_not_count(cloud: Cloud, end: Object) -> None:
    kind = KINDS["api_key"]
    wanted = example_of(kind)
    (identifier,) = cloud.make(kind, wanted).ids.values()
    state = cloud.simulator.state()
    cloud.collection(state, identifier)[identifier] |= end
    cloud.simulator.load(state)
    assert cloud.make(kind, {**wanted, "state": "absent"}).changes == []
    (other,) = cloud.make(kind, wanted).ids.values()
    assert other != identifier


def _assignments(type_: str, **more: str) -> list[Object]:
    return [{"subject": f"auth0|{number}", "type": type_, **more} for number in range(2000)]


def test_two_thousand_assignments_take_twenty_requests(cloud: Cloud) -> None:
    for wanted in (_assignments("analyzer"), _assignments("professional"), _assignments("analyzer", state="absent")):
        done, sent = cloud.writes_of(lambda wanted=wanted: cloud.converge({"license_assignment": wanted}))  # type: ignore[misc]
        assert (done.failures, len(done.changes), sent) == ([], 2000, 20)
        assert cloud.converge({"license_assignment": wanted}).changes == []


def test_an_assignment_that_is_refused_fails_alone(cloud: Cloud) -> None:
    state = cloud.simulator.state()
    (tenant,) = state["tenants"].values()
    tenant["options"]["_allotments"] = {"professional": 1}
    cloud.simulator.load(state)
    wanted = [{"subject": name, "type": "professional"} for name in ("qlikbot\\1a", "auth0|b")]
    outcome = cloud.converge({"license_assignment": wanted})
    (failure,) = outcome.failures
    assert failure["object"] == "license_assignment auth0|b"
    assert "LICENSES-011" in failure["message"]
    assert [change.title for change in outcome.changes] == ["license_assignment qlikbot\\1a"]
    assert cloud.converge({"license_assignment": wanted[:1]}).changes == []
    assert cloud.converge({"license_assignment": [{**wanted[0], "state": "absent"}]}).failures == []


@pytest.mark.parametrize("addresses", [[], ["10.0.0.0/8", "192.168.1.1"]], ids=["none", "private"])
def test_a_policy_that_lets_nobody_in_is_refused_before_anything_is_sent(cloud: Cloud, addresses: list[str]) -> None:
    policy = {"name": "Offices", "allowed_ips": addresses, "enabled": True}
    with pytest.raises(errors.ConfigurationError, match="it would allow no public IPv4 address"):
        cloud.converge({"ip_policy": [policy]})
    assert cloud.converge({"ip_policy": [{**policy, "enabled": False}]}).failures == []
    with pytest.raises(errors.ConfigurationError, match="it would allow no public IPv4 address"):
        cloud.converge({"ip_policy": [{"name": "Offices", "enabled": True}]})


def test_a_policy_without_our_own_address_is_refused_by_qlik(cloud: Cloud) -> None:
    policy = {"name": "Offices", "allowed_ips": ["22.46.216.142"], "enabled": True}
    (failure,) = cloud.converge({"ip_policy": [policy]}).failures
    assert "your own address, must be in an enabled policy" in failure["message"]
