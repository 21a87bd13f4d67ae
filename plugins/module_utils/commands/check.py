# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the blueprint of a tenant, and the tenant itself, against rules."""

from __future__ import annotations

import datetime
import typing as t
from collections import Counter
from dataclasses import replace

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import plain, validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import (
    LAYERS,
    layered,
    repeated_in,
    where_in,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot_info import BOTS_SPEC
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.files import shipped
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.tenant_facts import facts_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.builtin import SETTINGS_SPEC, builtin
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.check import (
    EXCEPTION_SPEC,
    check,
    exceptions_of,
    without_exceptions,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import (
    RULE_SPEC,
    SEVERITIES,
    Finding,
    Rule,
    own_rules,
)

_BLUEPRINT, _TENANT = "blueprint", "tenant"


def _run(context: Context) -> Object:
    now = datetime.datetime.now(datetime.UTC)
    rules, not_checked, exceptions = _rules(context)
    found: list[Finding] = []
    if _BLUEPRINT in context.params["of"]:
        usable = [rule for rule in rules if not rule.facts(KINDS[rule.kind])]
        found += _of_blueprint(context, usable, now)
        if _TENANT not in context.params["of"]:
            not_checked |= {rule.id: "only a tenant can tell" for rule in rules if rule not in usable}
    if _TENANT in context.params["of"]:
        found = _merged(found, _of_tenant(context, rules, not_checked, now))
    found = without_exceptions(found, exceptions, now.date())
    found.sort(key=lambda each: (SEVERITIES.index(each.severity), each.rule, each.object))
    return _result(context, found, not_checked, len(rules))


def _rules(context: Context) -> tuple[list[Rule], dict[str, str], list[t.Any]]:
    """Return the rules, the ids of those that are not checked with the reason, and the exceptions."""
    settings = _checked("rule_settings", SETTINGS_SPEC, [context.option("rule_settings") or {}])[0]
    rules, not_checked = builtin(settings)
    given = _checked("rules", RULE_SPEC, context.option("rules") or [])
    rules += own_rules(KINDS, given, [*(rule.id for rule in rules), *not_checked])
    known = [*(rule.id for rule in rules), *not_checked]
    off = [str(each) for each in plain(context.option("rules_off")) or ()]
    unknown = sorted(set(off) - set(known))
    if unknown:
        raise errors.ConfigurationError(f"rules_off: there is no rule {', '.join(unknown)}.")
    not_checked |= dict.fromkeys(off, "rules_off")
    exceptions = _checked("rule_exceptions", EXCEPTION_SPEC, context.option("rule_exceptions") or [])
    return [rule for rule in rules if rule.id not in not_checked], not_checked, exceptions_of(exceptions, known)


def _checked(name: str, spec: Object, given: t.Any) -> list[Object]:
    """Return dictionaries with their defaults, also those from variables, which Ansible does not check."""
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise errors.ConfigurationError(f"{name}: must be a list of dictionaries.")
    result = []
    for number, each in enumerate(plain(given), 1):
        validator = ArgumentSpecValidator(spec)
        checked = validator.validate({key: value for key, value in each.items() if value is not None})
        if checked.error_messages:
            raise errors.ConfigurationError(f"{name} {number}: {'; '.join(checked.error_messages)}.")
        result.append(dict(checked.validated_parameters))
    return result


def _of_blueprint(context: Context, rules: list[Rule], now: datetime.datetime) -> list[Finding]:
    if _TENANT in context.params["of"] and not _has_blueprint(context):
        return []
    where = where_in(context)
    blueprint = validated(KINDS, layered(context), where, repeated_in(context))
    return [
        replace(finding, place=where(finding.kind, thing) if thing else "")
        for finding, thing in check(KINDS, rules, blueprint, context.name_in_files, now)
    ]


def _has_blueprint(context: Context) -> bool:
    names = [f"qlik_blueprint_{layer}" for layer in context.option("layers") or LAYERS]
    return context.params.get("blueprint") is not None or any(name in context.variables for name in names)


def _of_tenant(
    context: Context, rules: list[Rule], not_checked: dict[str, str], now: datetime.datetime
) -> list[Finding]:
    settings = plain(context.option("rule_settings")) or {}
    facts = facts_of(context, context.client(), rules, settings.get("licence_days"))
    for rule in rules:
        missing = sorted(rule.facts(KINDS[rule.kind]) & facts.unknown.keys())
        not_checked |= {rule.id: facts.unknown[missing[0]]} if missing else {}
    usable = [rule for rule in rules if rule.id not in not_checked]
    found = check(KINDS, usable, facts.objects, context.name_in_files, now)
    return [replace(finding, in_tenant=True) for finding, _thing in found]


def _merged(declared: list[Finding], living: list[Finding]) -> list[Finding]:
    """Return each finding once. One that the blueprint and the tenant have has the place in the blueprint."""
    places = {(each.rule, each.object): each.place for each in declared}
    known = {(each.rule, each.object) for each in living}
    found = [replace(each, place=places.get((each.rule, each.object), "")) for each in living]
    return [*(each for each in declared if (each.rule, each.object) not in known), *found]


def _result(context: Context, found: list[Finding], not_checked: dict[str, str], rules: int) -> Object:
    counts = Counter(each.severity for each in found)
    text = f"{context.name_in_files}: {len(found)} findings of {rules} rules"
    result: Object = {
        "findings": [each.as_dict() for each in found],
        "counts": {severity: counts[severity] for severity in SEVERITIES},
        "not_checked": not_checked,
        "msg": f"{text}: {', '.join(f'{counts[each]} {each}' for each in SEVERITIES)}.",
    }
    limit = context.params["fail_on"]
    worst = SEVERITIES[: SEVERITIES.index(limit) + 1] if limit in SEVERITIES else ()
    return result | ({"failed": True} if any(counts[each] for each in worst) else {})


CHECK = Command(
    "check",
    {
        "of": {"type": "list", "elements": "str", "choices": [_BLUEPRINT, _TENANT], "default": [_BLUEPRINT, _TENANT]},
        "blueprint": {"type": "dict"},
        "layers": {"type": "list", "elements": "str"},
        "rules": {"type": "list", "elements": "dict", "options": RULE_SPEC},
        "rules_off": {"type": "list", "elements": "str"},
        "rule_settings": {"type": "dict", "options": SETTINGS_SPEC},
        "rule_exceptions": {"type": "list", "elements": "dict", "options": EXCEPTION_SPEC},
        "fail_on": {"type": "str", "choices": [*SEVERITIES, "never"], "default": "never"},
        **BOTS_SPEC,
    },
    _run,
    mutually_exclusive=(("blueprint", "layers"),),
    summarized=True,
    # The machine that a task is delegated to has no variables, and no blueprint with lines.
    resolve=lambda context: {
        "layers": None,
        "blueprint": shipped(layered(context)) if _has_blueprint(context) else None,
        "ledger": context.ledger_place() or None,
        **{
            name: context.option(name)
            for name in ("rules", "rules_off", "rule_settings", "rule_exceptions", "organization_client_id")
        },
    },
)
