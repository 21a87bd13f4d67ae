# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blueprints and living tenants against rules."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.check import CHECK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.check_report import CHECK_REPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command, execute
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from tests.integration.clouds import Cloud
from tests.integration.fleets import Fleet
from tests.unit.plugins.module_utils.rules.test_sarif import SARIF, jsonschema

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
_PORTAL = {"name": "Portal", "valid_origins": ["https://*.example.com"]}
_CONTENT = {
    "web_integration": [_PORTAL],
    "user": [{"subject": "auth0|dora", "name": "Dora", "assigned_roles": ["TenantAdmin"]}],
    "license_assignment": [{"subject": "auth0|anna", "type": "analyzer"}],
    "oauth_client": [{"client_name": "Portal", "app_type": "web", "redirect_uris": ["https://a.example/back"]}],
    "task": [{"name": "Nightly", "app": "Reports/Sales", "trigger": "time", "recurrence": "RRULE:FREQ=DAILY"}],
}


def _run(command: Command, given: Object, **variables: t.Any) -> Object:
    checked = ArgumentSpecValidator(command.argument_spec).validate(given)
    assert not checked.error_messages
    return execute(command, Context(dict(checked.validated_parameters), variables=variables, origin_of=_origin_of))


def _origin_of(value: t.Any) -> str:
    return "group_vars/all/blueprint.yml:7" if value == _PORTAL else ""


def _check(cloud: Cloud, **options: t.Any) -> Object:
    region = cloud.simulator.ready["regions"]["us"]
    given = {
        "hostname": cloud.client.host,
        "domain": cloud.simulator.ready["domain"],
        "proxy": cloud.simulator.proxy,
        "ca_path": cloud.simulator.ca,
        "client_id": region["client_id"],
        "client_secret": region["client_secret"],
    }
    variables = {"qlik_blueprint_fleet": {"web_integration": [_PORTAL]}, "inventory_hostname": "acme"}
    result = _run(CHECK, given | options, **variables)
    assert "findings" in result, result
    return result


def _found(result: Object, rule: str) -> list[str]:
    return [each["object"] for each in result["findings"] if each["rule"] == rule]


def test_tenants_and_blueprints_are_checked_together(cloud: Cloud) -> None:
    assert cloud.converge(_CONTENT).failures == []
    writes = cloud.client.writes_sent
    result = _check(cloud, rule_settings={"administrators": ["auth0|anna"], "ip_policy": True, "licence_days": 30})
    assert cloud.client.writes_sent == writes
    assert _found(result, "tenant-admin") == ["user auth0|dora"]
    assert _found(result, "web-integration-wildcard") == ["web_integration Portal"]
    assert _found(result, "task-disabled") == ["task Nightly Reports/Sales"]
    assert _found(result, "ip-policy") == ["ip_policy"]
    for rule in ("task-ownerless", "unknown-bot", "client-secret-age", "api-key-age", "unused-licence"):
        assert (rule, _found(result, rule)) == (rule, [])
    (portal,) = (each for each in result["findings"] if each["object"] == "web_integration Portal")
    assert (portal["place"], portal["in_tenant"]) == ("group_vars/all/blueprint.yml:7", True)
    assert result["not_checked"] == {}
    assert result["counts"]["high"] == 2


def test_what_only_a_tenant_can_tell_is_found(cloud: Cloud) -> None:
    """Years pass, somebody leaves, and a bot comes."""
    assert cloud.converge(_CONTENT).failures == []
    state = cloud.simulator.state()
    (tenant,) = state["tenants"].values()
    collections = tenant["collections"]
    anna = next(each for each in collections["users"].values() if each["subject"] == "auth0|anna")
    for task in collections["tasks"].values():
        task["metadata"]["ownerId"] = "somebody-who-left"
    for client in collections["oauth-clients"].values():
        client["clientSecrets"] = [{"hint": "a", "createdAt": "2020-01-01T00:00:00.000Z"}]
    for user in collections["users"].values():
        user["createdAt"] = "2020-01-01T00:00:00.000Z"
    collections["users"]["bot"] = {**anna, "id": "bot", "subject": "qlikbot\\stranger", "email": "b@example.com"}
    cloud.simulator.load(state)
    result = _check(cloud, rule_settings={"licence_days": 30})
    assert _found(result, "task-ownerless") == ["task Nightly Reports/Sales"]
    assert _found(result, "client-secret-age") == ["oauth_client Portal"]
    assert _found(result, "unknown-bot") == ["user qlikbot\\stranger"]
    assert _found(result, "unused-licence") == ["user auth0|anna"]
    assert result["not_checked"].keys() == {"tenant-admin", "tenant-admin-group", "ip-policy"}
    collections["licenses/consumption"] = {
        "1": {"id": "1", "userId": anna["id"], "endTime": "2120-01-01T00:00:00.000Z", "appId": "a"}
    }
    cloud.simulator.load(state)
    assert _found(_check(cloud, rule_settings={"licence_days": 30}), "unused-licence") == []


def test_own_rules_and_exceptions(cloud: Cloud) -> None:
    rule = {"id": "own", "reason": "Spaces have owners.", "kind": "space", "expect": [{"members": {"at_least": 1}}]}
    exception = {"rule": "own", "until": "2999-12-31", "reason": "Not yet.", "object": "space Rep*"}
    assert _found(_check(cloud, rules=[rule]), "own") == ["space Reports"]
    assert _found(_check(cloud, rules=[rule], rule_exceptions=[exception]), "own") == []
    expired = _check(cloud, rules=[rule], rule_exceptions=[exception | {"until": "2020-01-01"}], fail_on="medium")
    assert expired["failed"]
    assert _found(expired, "expired-exception") == ["space Reports"]
    result = _run(CHECK, {"of": ["blueprint"], "blueprint": {}, "rules_off": ["nothing"]}, inventory_hostname="acme")
    assert result["msg"] == "rules_off: there is no rule nothing."


def test_unknown_endings_are_refused(tmp_path: Path) -> None:
    result = _run(CHECK_REPORT, {"checks": {}, "dest": [str(tmp_path / "a.doc")]})
    assert "use one of the endings .json, .sarif" in result["msg"]


def test_the_example_is_checked_without_network(fleet: Fleet) -> None:
    """The proxy and the credentials of the environment would be needed for any request."""
    for name in [name for name in fleet.environment if name.startswith("QLIK_CLOUD_")]:
        del fleet.environment[name]
    (fleet.folder / "group_vars/all/rules.yml").write_text(
        "qlik_rule_settings:\n  administrators: [auth0|anna]\n", encoding="utf-8"
    )
    options = '{"check_of": ["blueprint"], "check_reports": ["out/rules.sarif", "out/rules.json"]}'
    output = fleet.play("check", "-e", options, fails=True)
    assert "high: user auth0|operations: Only named people" in output
    log = json.loads((fleet.folder / "out/rules.sarif").read_text("utf-8"))
    jsonschema.validate(log, SARIF)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "group_vars/all/blueprint.yml", "uriBaseId": "%SRCROOT%"}
    lines = (fleet.folder / "group_vars/all/blueprint.yml").read_text("utf-8").splitlines()
    assert "subject: auth0|operations" in lines[place["region"]["startLine"] - 1]
    told = json.loads((fleet.folder / "out/rules.json").read_text("utf-8"))["tenants"]
    assert {name: each["counts"] for name, each in told.items()} == {
        name: {"high": 1, "medium": 0, "low": 0} for name in ("acme-eu", "birch-eu", "acme-us")
    }
