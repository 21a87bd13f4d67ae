# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that objects of blueprints and tenants are checked against, and the findings."""

from __future__ import annotations

import typing as t
from dataclasses import asdict, dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.conditions import Condition, faults

# The most severe first.
SEVERITIES = ("high", "medium", "low")
# What a tenant tells about its objects beside their options: fact, and the kinds that have it, or all.
FACTS: dict[str, tuple[str, ...]] = {
    "created_at": (),
    "owner": (),
    "secrets_created": ("oauth_client",),
    "bot": ("user",),
    "licence": ("user",),
    "last_used_at": ("user",),
}
RULE_SPEC: Object = {
    "id": {"type": "str", "required": True},
    "severity": {"type": "str", "choices": list(SEVERITIES), "default": "medium"},
    "reason": {"type": "str", "required": True},
    "source": {"type": "str"},
    "kind": {"type": "str", "required": True},
    "where": {"type": "dict"},
    "expect": {"type": "list", "elements": "dict"},
    "count": {"type": "dict"},
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule for objects of one kind.

    where: the objects that it is about. Defaults to all.
    expect: conditions, of which each of these objects must meet one.
    count: test of the number of these objects in a tenant, instead of `expect`.
    """

    id: str
    severity: str
    reason: str
    kind: str
    source: str = ""
    where: Condition = field(default_factory=dict)
    expect: tuple[Condition, ...] = ()
    count: Condition = field(default_factory=dict)

    def facts(self, kind: Kind) -> set[str]:
        """Return the facts that only a tenant has, without which nothing can be found."""
        options = {option.name for option in kind.fields}
        needed = set(self.where) - options
        least = [set(condition) - options for condition in self.expect]
        return needed | (set.intersection(*least) if least and all(least) else set())

    def names(self) -> set[str]:
        return {*self.where, *(name for condition in self.expect for name in condition)}


@dataclass(frozen=True)
class Finding:
    """An object that breaks a rule.

    object: title of the object. place: file and line in a blueprint. in_tenant: whether the tenant has the object, and
    not only a blueprint.
    """

    rule: str
    severity: str
    tenant: str
    kind: str
    object: str
    reason: str
    source: str = ""
    place: str = ""
    in_tenant: bool = False

    def as_dict(self) -> Object:
        return asdict(self)


def own_rules(kinds: t.Mapping[str, Kind], given: t.Iterable[Object], taken: t.Collection[str]) -> list[Rule]:
    """Return the rules of an operator. Report all faults at once."""
    rules, wrong, ids = [], [], set(taken)
    for each in given:
        values = {name: value for name, value in each.items() if value is not None}
        rule = Rule(**{**values, "expect": tuple(values.get("expect", ()))})
        messages = [*_faults(kinds, rule), *(["another rule has this id"] if rule.id in ids else [])]
        wrong += [f"{rule.id}: {message}" for message in messages]
        ids.add(rule.id)
        rules.append(rule)
    if wrong:
        raise ConfigurationError(f"rules: {'; '.join(wrong)}.")
    return rules


def _faults(kinds: t.Mapping[str, Kind], rule: Rule) -> t.Iterator[str]:
    kind = kinds.get(rule.kind)
    if not kind or kind.inside:
        yield f"there is no kind {rule.kind!r} to check"
        return
    if bool(rule.expect) is bool(rule.count):
        yield "set one of expect and count"
    known = {option.name for option in kind.fields} | {
        fact for fact, having in FACTS.items() if not having or kind.name in having
    }
    for name in sorted(rule.names() - known):
        yield f"{kind.title_plural} have no {name}; they have {', '.join(sorted(known))}"
    for condition in (rule.where, *rule.expect):
        for name, test in condition.items():
            yield from faults(test, name)
    yield from faults(rule.count, "count")
