# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only kinds of identity and access promise."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import Forgetful
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs
from tests.integration.clouds import Cloud
from tests.integration.samples import example_of

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


PORTAL: Object = {
    "description": "Portal",
    "protocol": "jwtAuth",
    "provider": "external",
    "issuer": "https://portal.example.com",
    "static_keys": [{"kid": "one", "pem": "-----BEGIN PUBLIC KEY-----\nAAAA\nBBBB\n-----END PUBLIC KEY-----\n"}],
}
SAML: Object = {
    "description": "Okta",
    "protocol": "SAML",
    "provider": "okta",
    "skip_verify": True,
    "entity_id": "http://www.okta.com/1a",
    "sign_on_url": "https://acme.okta.com/sso",
    "certificates": [{"certificate": "AAAA"}],
    "claims_mapping": {name: [name] for name in ("sub", "name", "email", "picture", "groups")},
}


def test_a_key_of_tokens_is_replaced_only_on_request(cloud: Cloud) -> None:
    cloud.make(KINDS["identity_provider"], PORTAL)
    one_line = {"kid": "one", "pem": PORTAL["static_keys"][0]["pem"].replace("\n", "")}
    assert cloud.converge({"identity_provider": [{**PORTAL, "static_keys": [one_line]}]}).changes == []
    rotated = {**PORTAL, "static_keys": [{"kid": "two", "pem": "CCCC"}]}
    (failure,) = cloud.converge({"identity_provider": [rotated]}).failures
    assert "cannot change static_keys" in failure["message"]
    outcome = cloud.converge({"identity_provider": [rotated]}, replace=["identity_provider Portal"])
    assert [change.action for change in outcome.changes] == ["replace"]
    assert cloud.converge({"identity_provider": [rotated]}).changes == []


def test_a_provider_of_people_is_changed_for_a_test(cloud: Cloud) -> None:
    """What is compared afterwards is the configuration that waits, so that the change is not sent again."""
    kind = KINDS["identity_provider"]
    cloud.make(kind, {**SAML, "active": True})
    changed = {**SAML, "entity_id": "http://www.okta.com/2b"}
    done, sent = cloud.writes_of(lambda: cloud.make(kind, changed))
    assert (sent, done.changes[0].requests[0].body[0]["path"]) == (1, "/pendingOptions/entityId")
    assert cloud.make(kind, changed).changes == []
    (failure,) = cloud.converge({"identity_provider": [{**SAML, "state": "absent"}]}).failures
    assert "cannot be deleted" in failure["message"]


def test_the_secret_of_a_provider_is_sent_when_it_changes_and_shown_nowhere(cloud: Cloud) -> None:
    kind = KINDS["identity_provider"]
    wanted = {**example_of(kind), "client_secret": "canary"}
    done = cloud.make(kind, wanted, describe=True)
    again = cloud.make(kind, {**wanted, "client_secret": "canary-2"}, memory=Forgetful(), describe=True)
    assert [entry["path"] for entry in again.changes[0].requests[0].body] == ["/pendingOptions/clientSecret"]
    assert "canary" not in repr((done, again, diffs(done.changes), diffs(again.changes)))


def test_a_tenant_is_encrypted_with_another_key_once_the_migration_is_over(cloud: Cloud) -> None:
    kind = KINDS["encryption_key_provider"]
    wanted = {**example_of(kind), "current": True}
    done, sent = cloud.writes_of(lambda: cloud.make(kind, wanted))
    assert (len(done.changes), sent) == (1, 2)
    assert cloud.make(kind, wanted).changes == []
    (failure,) = cloud.converge({kind.name: [{**wanted, "state": "absent"}]}).failures
    assert "cannot be deleted" in failure["message"]
    _done, sent = cloud.writes_of(lambda: cloud.make(kind, {**wanted, "current": False}))
    assert sent == 1


def test_how_consent_is_given_can_be_changed_and_is_not_sent_again(cloud: Cloud) -> None:
    kind = KINDS["oauth_client"]
    wanted = {"client_name": "Portal", "app_type": "web", "connection_config": {"consent_method": "required"}}
    _made, sent = cloud.writes_of(lambda: cloud.make(kind, wanted))
    assert (sent, cloud.make(kind, wanted).changes) == (1, [])
    trusted = {**wanted, "connection_config": {"consent_method": "trusted"}}
    done, sent = cloud.writes_of(lambda: cloud.make(kind, trusted))
    (request,) = done.changes[0].requests
    assert (sent, request.path[-1]) == (1, "connection-configs/me")
    assert cloud.make(kind, trusted).changes == []


def test_a_client_is_published_once_and_for_all(cloud: Cloud) -> None:
    kind = KINDS["oauth_client"]
    wanted = {"client_name": "Portal", "app_type": "web", "published": True}
    done, sent = cloud.writes_of(lambda: cloud.make(kind, wanted))
    assert (sent, len(done.changes)) == (2, 1)
    assert cloud.make(kind, wanted).changes == []
    (failure,) = cloud.converge({"oauth_client": [{**wanted, "published": False}]}).failures
    assert "cannot be withdrawn" in failure["message"]


@pytest.mark.parametrize("invite", [True, False])
def test_a_user_is_invited_with_the_creation_alone(cloud: Cloud, invite: bool) -> None:
    kind = KINDS["user"]
    wanted = {"subject": "auth0|new", "name": "New", "email": "new@example.com", "invite": invite}
    (identifier,) = cloud.make(kind, wanted).ids.values()
    things = cloud.collection(cloud.simulator.state(), identifier)
    assert things[identifier]["status"] == ("invited" if invite else "active")
    assert cloud.make(kind, wanted).changes == []
    assert cloud.make(kind, {**wanted, "invite": not invite}).changes == []


def test_the_scopes_of_user_default_are_declared_like_those_of_others(cloud: Cloud) -> None:
    kind = KINDS["role"]
    wanted = {"name": "UserDefault", "assigned_scopes": ["audits:read"]}
    done, sent = cloud.writes_of(lambda: cloud.make(kind, wanted))
    assert ([change.action for change in done.changes], sent) == (["update"], 1)
    assert cloud.make(kind, wanted).changes == []
    (failure,) = cloud.converge({"role": [{"name": "UserDefault", "state": "absent"}]}).failures
    assert "cannot be deleted" in failure["message"]
