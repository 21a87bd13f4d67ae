# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check objects against rules, apart from the exceptions that still hold."""

from __future__ import annotations

import datetime
import fnmatch
import typing as t
from dataclasses import dataclass, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.conditions import holds, passes
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Finding, Rule

EXCEPTION_SPEC: Object = {
    "rule": {"type": "str", "required": True},
    "object": {"type": "str", "default": "*"},
    "tenant": {"type": "str", "default": "*"},
    "until": {"type": "str", "required": True},
    "reason": {"type": "str", "required": True},
}
EXPIRED = "expired-exception"


@dataclass(frozen=True)
class Exempt:
    """What may break a rule until the end of a day. object, tenant: patterns."""

    rule: str
    object: str
    tenant: str
    until: datetime.date
    reason: str

    def is_about(self, finding: Finding) -> bool:
        return (
            finding.rule == self.rule
            and fnmatch.fnmatchcase(finding.object, self.object)
            and fnmatch.fnmatchcase(finding.tenant, self.tenant)
        )


def exceptions_of(given: t.Iterable[Object], known: t.Collection[str]) -> list[Exempt]:
    """Return the exceptions of an operator. known: ids of all rules."""
    found, wrong = [], []
    for number, each in enumerate(given, 1):
        if each["rule"] not in known:
            wrong.append(f"{number}: there is no rule {each['rule']!r}")
            continue
        try:
            found.append(Exempt(**{**each, "until": datetime.date.fromisoformat(str(each["until"])[:10])}))
        except ValueError:
            wrong.append(f"{number}: until must be a date, such as 2026-12-31")
    if wrong:
        raise ConfigurationError(f"rule_exceptions: {'; '.join(wrong)}.")
    return found


def check(
    kinds: t.Mapping[str, Kind], rules: t.Iterable[Rule], blueprint: Blueprint, tenant: str, now: datetime.datetime
) -> list[tuple[Finding, Object | None]]:
    """Return findings, each with its object, or None if it is about all objects of a kind."""
    found: list[tuple[Finding, Object | None]] = []
    for rule in rules:
        things = [each for each in blueprint.get(rule.kind, ()) if each.get("state") != "absent"]
        concerned = [each for each in things if holds(rule.where, each, now)]
        finding = Finding(rule.id, rule.severity, tenant, rule.kind, rule.kind, rule.reason, rule.source)
        if rule.count and not passes(len(concerned), rule.count, now):
            found.append((finding, None))
        for each in concerned if rule.expect else ():
            if not any(holds(condition, each, now) for condition in rule.expect):
                title = kinds[rule.kind].title(kinds[rule.kind].key_of(each))
                found.append((replace(finding, object=title), each))
    return found


def without_exceptions(findings: list[Finding], exceptions: list[Exempt], today: datetime.date) -> list[Finding]:
    """Leave out excepted findings. An exception that has ended, but would be used, is a finding itself."""
    kept = [each for each in findings if not any(one.is_about(each) and today <= one.until for one in exceptions)]
    for one in exceptions:
        about = [each for each in kept if one.is_about(each)]
        if about and today > one.until:
            reason = f"The exception from {one.rule} ended on {one.until}: {one.reason}"
            kept += [
                Finding(EXPIRED, "medium", each.tenant, each.kind, each.object, reason, "", each.place, each.in_tenant)
                for each in about
            ]
    return kept
