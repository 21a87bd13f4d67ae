# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule with what it allows and what it finds; rules of operators; exceptions."""

from __future__ import annotations

import datetime
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.builtin import builtin
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.check import (
    EXPIRED,
    check,
    exceptions_of,
    without_exceptions,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.conditions import faults, passes
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Finding, own_rules

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
NOW = datetime.datetime(2026, 11, 28, tzinfo=datetime.UTC)
SETTINGS: Object = {
    "administrators": ["auth0|anna", "ops-*"],
    "administrator_groups": ["Operators"],
    "api_key_days": 100,
    "secret_days": 100,
    "ip_policy": True,
    "licence_days": 100,
}
RULES, _MISSING = builtin(SETTINGS)
_RECENT, _OLD = "2026-11-01T00:00:00.000Z", "2026-01-01T00:00:00Z"
_ADMIN = {"assigned_roles": ["Developer", "TenantAdmin"]}
_BOT = {"subject": "qlikbot\\1", "status": "active"}
# For each rule, objects that it allows and objects that it finds.
CASES: dict[str, tuple[list[Object], list[Object]]] = {
    "tenant-admin": (
        [
            {"subject": "auth0|anna", **_ADMIN},
            {"subject": "ops-1", **_ADMIN},
            {"subject": "qlikbot\\1", "bot": "region_client", **_ADMIN},
            {"subject": "auth0|bert", "assigned_roles": ["Developer"]},
            {"subject": "auth0|carl"},
            {"subject": "auth0|dora", "state": "absent", **_ADMIN},
        ],
        [{"subject": "auth0|bert", **_ADMIN}, {"subject": "qlikbot\\1", "bot": "unknown", **_ADMIN}],
    ),
    "tenant-admin-group": (
        [{"name": "Operators", **_ADMIN}, {"name": "Analysts", "assigned_roles": []}],
        [{"name": "Analysts", **_ADMIN}],
    ),
    "unknown-bot": (
        [{**_BOT, "bot": "current"}, {**_BOT, "bot": "unknown", "status": "disabled"}, {"subject": "a", "bot": None}],
        [{**_BOT, "bot": "unknown"}, {**_BOT, "bot": "orphaned"}],
    ),
    "api-key-age": (
        [{"description": "K", "user": "a", "created_at": _RECENT}],
        [{"description": "K", "user": "a", "created_at": _OLD}],
    ),
    "client-secret-age": (
        [{"client_name": "C", "secrets_created": [_RECENT]}, {"client_name": "C", "secrets_created": []}],
        [{"client_name": "C", "secrets_created": [_RECENT, _OLD]}],
    ),
    "unused-licence": (
        [
            {"subject": "a", "licence": "analyzer", "last_used_at": _RECENT, "created_at": _OLD},
            {"subject": "a", "licence": "analyzer", "last_used_at": None, "created_at": _RECENT},
            {"subject": "a", "licence": None, "last_used_at": None, "created_at": _OLD},
        ],
        [
            {"subject": "a", "licence": "analyzer", "last_used_at": None, "created_at": _OLD},
            {"subject": "a", "licence": "professional", "last_used_at": _OLD, "created_at": _OLD},
        ],
    ),
    "csp-wildcard": ([{"origin": "cdn.example.com"}], [{"origin": "*.example.com"}, {"origin": "*"}]),
    "web-integration-wildcard": (
        [{"name": "P", "valid_origins": ["https://a.example"]}, {"name": "P"}],
        [{"name": "P", "valid_origins": ["https://a.example", "https://*.example"]}],
    ),
    "redirect-wildcard": (
        [{"client_name": "C", "redirect_uris": ["https://a.example/back"], "allowed_origins": []}],
        [
            {"client_name": "C", "redirect_uris": ["https://*.example/back"]},
            {"client_name": "C", "allowed_origins": ["https://*"]},
        ],
    ),
    "ip-policy": ([{"name": "Office", "enabled": True}], [{"name": "Office", "enabled": False}]),
    "task-disabled": (
        [{"name": "T", "app": "A", "enabled": True}, {"name": "T", "app": "A"}],
        [{"name": "T", "app": "A", "enabled": False}],
    ),
    "task-ownerless": (
        [{"name": "T", "app": "A", "owner": "auth0|anna"}],
        [{"name": "T", "app": "A", "owner": None}],
    ),
}


def test_every_rule_has_its_cases() -> None:
    assert {rule.id for rule in RULES} == CASES.keys()
    assert all(rule.severity and rule.reason and rule.source for rule in RULES)


def _found(rule: str, thing: Object) -> list[str]:
    (one,) = (each for each in RULES if each.id == rule)
    return [finding.object for finding, _thing in check(KINDS, [one], {one.kind: [thing]}, "acme", NOW)]


@pytest.mark.parametrize(
    ("rule", "thing"), [(rule, thing) for rule, (right, _wrong) in CASES.items() for thing in right]
)
def test_a_rule_allows(rule: str, thing: Object) -> None:
    assert _found(rule, thing) == []


@pytest.mark.parametrize(
    ("rule", "thing"), [(rule, thing) for rule, (_right, wrong) in CASES.items() for thing in wrong]
)
def test_a_rule_finds(rule: str, thing: Object) -> None:
    assert len(_found(rule, thing)) == 1


def test_a_kind_without_objects_lacks_what_is_counted() -> None:
    (rule,) = (each for each in RULES if each.id == "ip-policy")
    assert [finding.object for finding, thing in check(KINDS, [rule], {}, "acme", NOW) if thing is None] == [
        "ip_policy"
    ]


def test_rules_without_their_setting_are_named() -> None:
    rules, missing = builtin({**SETTINGS, "administrators": None, "ip_policy": False, "licence_days": None})
    assert {rule.id for rule in rules} | missing.keys() == CASES.keys()
    assert missing.keys() == {"tenant-admin", "tenant-admin-group", "ip-policy", "unused-licence"}


def test_rules_that_need_a_tenant() -> None:
    facts = {rule.id: rule.facts(KINDS[rule.kind]) for rule in RULES}
    assert {name: needed for name, needed in facts.items() if needed} == {
        "unknown-bot": {"bot"},
        "api-key-age": {"created_at"},
        "client-secret-age": {"secrets_created"},
        "unused-licence": {"licence"},
        "task-ownerless": {"owner"},
    }


@pytest.mark.parametrize(
    ("value", "test", "passed"),
    [
        ("a", "a", True),
        ("Finance Europe", "Finance*", True),
        (["a", "b"], "b", True),
        (["a", "b"], ["c", "b"], True),
        (None, "a", False),
        (None, None, True),
        (1, True, False),
        (True, {"is": True}, True),
        ("*", {"is": "*"}, True),
        ("a*", {"contains": "*"}, True),
        (["a", "b*"], {"contains": "*"}, True),
        (None, {"contains": "*"}, False),
        (["ab", "c"], {"matches": "^a.$"}, True),
        ([], {"set": False}, True),
        (False, {"set": True}, True),
        (["a"], {"at_least": 2}, False),
        (3, {"at_least": 1, "at_most": 3}, True),
        (_OLD, {"within_days": 100}, False),
        ("soon", {"within_days": 100}, False),
        (["a", "b"], {"all": {"not": "c"}}, True),
        (["a", "b"], {"not": {"any": "b"}}, False),
        ([{"name": "x", "roles": ["consumer"]}], {"any": {"has": {"name": "x", "roles": "consumer"}}}, True),
        ("x", {"has": {"name": "x"}}, False),
    ],
)
def test_tests_of_values(value: t.Any, test: t.Any, passed: bool) -> None:
    assert list(faults(test, "here")) == []
    assert passes(value, test, NOW) is passed


_RULE = {"id": "own", "severity": "low", "reason": "Because.", "kind": "space", "expect": [{"owner": {"set": True}}]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "spaces"}, "there is no kind 'spaces' to check"),
        ({"kind": "app_object"}, "there is no kind 'app_object' to check"),
        ({"count": {"at_least": 1}}, "set one of expect and count"),
        ({"expect": []}, "set one of expect and count"),
        ({"expect": [{"ownr": "a"}]}, "spaces have no ownr"),
        ({"where": {"bot": "a"}}, "spaces have no bot"),
        ({"expect": [{"owner": {"eval": "a"}}]}, "owner: there is no test 'eval'"),
        ({"expect": [{"owner": {"not": {"eval": "a"}}}]}, "owner: not: there is no test 'eval'"),
        ({"expect": [{"owner": {"matches": "("}}]}, "owner: matches needs a regular expression"),
        ({"expect": [{"owner": {"has": "a"}}]}, "owner: has needs a dictionary"),
        ({"expect": [{"members": {"any": {"has": {"a": {"at_least": "1"}}}}}]}, "at_least needs a number"),
        ({"id": "taken"}, "another rule has this id"),
    ],
)
def test_faults_of_own_rules_are_named(change: Object, message: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        own_rules(KINDS, [{**_RULE, **change}], ["taken"])
    assert message in str(error.value)


def test_own_rules_find() -> None:
    rules = own_rules(KINDS, [_RULE], [])
    spaces = [{"name": "A", "owner": "auth0|anna"}, {"name": "B"}]
    ((finding, thing),) = check(KINDS, rules, {"space": spaces}, "acme", NOW)
    assert (finding.object, finding.severity, thing) == ("space B", "low", spaces[1])


def _exceptions(**options: str) -> list[t.Any]:
    given = {"rule": "own", "object": "*", "tenant": "*", "until": "2026-12-31", "reason": "Moved then.", **options}
    return exceptions_of([given], ["own"])


_FINDING = Finding("own", "high", "acme", "space", "space B", "Because.", place="a.yml:3")


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, []),
        ({"object": "space [AB]", "tenant": "ac*", "until": "2026-11-28"}, []),
        ({"object": "space C"}, ["own"]),
        ({"tenant": "birch"}, ["own"]),
        ({"until": "2026-11-27"}, ["own", EXPIRED]),
        ({"until": "2026-11-27", "object": "space C"}, ["own"]),
    ],
)
def test_exceptions_hold_until_they_end(options: dict[str, str], kept: list[str]) -> None:
    found = without_exceptions([_FINDING], _exceptions(**options), NOW.date())
    assert [each.rule for each in found] == kept
    assert {each.place for each in found} <= {"a.yml:3"}


@pytest.mark.parametrize("options", [{"rule": "others"}, {"until": "soon"}])
def test_faults_of_exceptions_are_named(options: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="rule_exceptions: 1: "):
        _exceptions(**options)
