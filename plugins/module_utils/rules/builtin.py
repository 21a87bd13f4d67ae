# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the collection, given the settings of the fleet."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Rule

SETTINGS_SPEC: Object = {
    "administrators": {"type": "list", "elements": "str"},
    "administrator_groups": {"type": "list", "elements": "str", "default": []},
    "api_key_days": {"type": "int", "default": 180, "no_log": False},
    "secret_days": {"type": "int", "default": 365, "no_log": False},
    "ip_policy": {"type": "bool", "default": False},
    "licence_days": {"type": "int"},
}
# Kinds of clients whose bots are ours.
_OURS = ["current", "region_client", "tenant_client", "organization_client"]
_NIST = "NIST SP 800-53 Rev. 5"
_NO_WILDCARD = {"not": {"contains": "*"}}


def builtin(settings: Object) -> tuple[list[Rule], dict[str, str]]:
    """Return the rules, and for rules that lack a setting the reason why they are not checked."""
    rules = [*_wildcards(), *_others(), *_days(settings), *_people(settings)]
    missing = {}
    if settings["administrators"] is None:
        ids = ("tenant-admin", "tenant-admin-group")
        missing = dict.fromkeys(ids, "rule_settings has no administrators")
    if not settings["ip_policy"]:
        missing["ip-policy"] = "rule_settings does not ask for an IP policy"
    if settings["licence_days"] is None:
        missing["unused-licence"] = "rule_settings has no licence_days"
    return [rule for rule in rules if rule.id not in missing], missing


def _people(settings: Object) -> t.Iterator[Rule]:
    is_admin = {"assigned_roles": "TenantAdmin"}
    yield Rule(
        id="tenant-admin",
        severity="high",
        reason="Only named people and the bots of known clients may be TenantAdmin.",
        source=f"{_NIST}, AC-6(5): privileged accounts",
        kind="user",
        where=is_admin,
        expect=({"subject": settings["administrators"] or []}, {"bot": _OURS}),
    )
    yield Rule(
        id="tenant-admin-group",
        severity="high",
        reason="Only named groups may give their members TenantAdmin.",
        source=f"{_NIST}, AC-6(5): privileged accounts",
        kind="group",
        where=is_admin,
        expect=({"name": settings["administrator_groups"]},),
    )
    yield Rule(
        id="unknown-bot",
        severity="high",
        reason="No known OAuth client works as this bot. Find out who uses it, or remove it.",
        source=f"{_NIST}, AC-2: account management",
        kind="user",
        where={"bot": {"set": True}, "status": {"not": "disabled"}},
        expect=({"bot": [*_OURS, "temporary"]},),
    )


def _days(settings: Object) -> t.Iterator[Rule]:
    yield Rule(
        id="api-key-age",
        severity="medium",
        reason=f"API keys must be replaced after {settings['api_key_days']} days.",
        source=f"{_NIST}, IA-5: authenticator management",
        kind="api_key",
        where={"created_at": {"set": True}},
        expect=({"created_at": {"within_days": settings["api_key_days"]}},),
    )
    yield Rule(
        id="client-secret-age",
        severity="medium",
        reason=f"Secrets of OAuth clients must be replaced after {settings['secret_days']} days.",
        source=f"{_NIST}, IA-5: authenticator management",
        kind="oauth_client",
        expect=({"secrets_created": {"within_days": settings["secret_days"]}},),
    )
    yield Rule(
        id="unused-licence",
        severity="low",
        reason=f"Whoever has not used the tenant for {settings['licence_days']} days needs no licence.",
        source=f"{_NIST}, AC-2(3): disable accounts",
        kind="user",
        where={"licence": {"set": True}},
        expect=(
            {"last_used_at": {"within_days": settings["licence_days"]}},
            {"created_at": {"within_days": settings["licence_days"]}},
        ),
    )


def _wildcards() -> t.Iterator[Rule]:
    yield Rule(
        id="csp-wildcard",
        severity="medium",
        reason="A wildcard in the content security policy lets pages load from servers that nobody chose.",
        source="https://www.w3.org/TR/CSP3/",
        kind="content_security_policy",
        expect=({"origin": _NO_WILDCARD},),
    )
    yield Rule(
        id="web-integration-wildcard",
        severity="medium",
        reason="A wildcard lets websites that nobody chose embed content of the tenant.",
        source="published specification of the API web-integrations",
        kind="web_integration",
        expect=({"valid_origins": _NO_WILDCARD},),
    )
    yield Rule(
        id="redirect-wildcard",
        severity="high",
        reason="A wildcard in a redirect address or origin can send tokens to others.",
        source="https://www.rfc-editor.org/rfc/rfc9700#section-2.1",
        kind="oauth_client",
        expect=({"redirect_uris": _NO_WILDCARD, "allowed_origins": _NO_WILDCARD},),
    )


def _others() -> t.Iterator[Rule]:
    yield Rule(
        id="ip-policy",
        severity="high",
        reason="The fleet asks for an IP policy that is switched on.",
        source=f"{_NIST}, SC-7(5): deny by default",
        kind="ip_policy",
        where={"enabled": {"not": {"is": False}}},
        count={"at_least": 1},
    )
    yield Rule(
        id="task-disabled",
        severity="low",
        reason="The task is disabled, so its app keeps old data.",
        source="published specification of the API scheduling/tasks",
        kind="task",
        expect=({"enabled": {"not": {"is": False}}},),
    )
    yield Rule(
        id="task-ownerless",
        severity="medium",
        reason="The owner of the task does not exist any more, so the task does not run.",
        source="published specification of the API scheduling/tasks",
        kind="task",
        expect=({"owner": {"set": True}},),
    )
