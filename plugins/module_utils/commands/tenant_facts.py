# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the objects of a tenant for rules: their options with names instead of ids, and facts that are no options."""

from __future__ import annotations

import datetime
import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.licences import Licences
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot_info import bots_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export import with_mentioned
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.reader import Found, read_all
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import value_at
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object, masked
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, identifier_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Rule

_CREATED = ("createdAt", "created", "createdDate")
_CONSUMPTION = "/api/v1/licenses/consumption"


@dataclass
class Facts:
    """The objects of a tenant by kind. unknown: facts that it does not tell, with the reason."""

    objects: Blueprint = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)


def facts_of(context: Context, client: Client, rules: t.Sequence[Rule], licence_days: int | None) -> Facts:
    """Return the objects of the kinds that rules are about, with the facts that they use."""
    names = {rule.kind for rule in rules}
    used = {name for rule in rules for name in rule.names()}
    found = read_all(client, with_mentioned([*names, *({"user"} if "owner" in used else ())]))
    result = Facts()
    facts = _UserFacts(context, client, used, licence_days, result.unknown) if "user" in names else None
    planner = Planner(Catalogue(READABLE, found.lists, {}))
    subjects = {str(each["id"]): each.get("subject") for each in found.lists.get("user", ())}
    for name in sorted(names):
        result.objects[name] = [
            _common_facts(READABLE[name], each, subjects)
            | (facts.of(each) if facts and name == "user" else {})
            | masked(planner.readable(READABLE[name], each))
            | _below(planner, READABLE[name], each, found)
            for each in found.lists.get(name, ())
        ]
    return result


def _common_facts(kind: Kind, found: Object, subjects: t.Mapping[str, t.Any]) -> Object:
    facts: Object = {"created_at": next((found[name] for name in _CREATED if found.get(name)), None)}
    if kind.ownership and kind.ownership.owner:
        facts["owner"] = subjects.get(str(value_at(found, kind.ownership.owner)))
    if "clientSecrets" in found:
        facts["secrets_created"] = [each["createdAt"] for each in found["clientSecrets"] if each.get("createdAt")]
    return facts


def _below(planner: Planner, kind: Kind, found: Object, everything: Found) -> Object:
    """Return the objects below another one, such as the members of a space."""
    return {
        option.name: [
            masked(planner.readable(t.cast(Kind, option.children), each))
            for each in everything.below.get((option.name, identifier_of(kind, found)), ())
        ]
        for option in kind.below
    }


class _UserFacts:
    """What other lists tell about users. Only the lists are read that rules need."""

    def __init__(
        self, context: Context, client: Client, used: set[str], days: int | None, unknown: dict[str, str]
    ) -> None:
        self._bots = bots_of(context, client) if "bot" in used else None
        self._licences = Licences(client) if "licence" in used else None
        self._last = _last_used(client, days, unknown) if "last_used_at" in used else {}

    def of(self, user: Object) -> Object:
        licences = self._licences.of(user) if self._licences else []
        return {
            "bot": self._bots.kind_of(user) if self._bots and users.is_bot(user) else None,
            "licence": licences[0]["type"] if licences else None,
            "last_used_at": self._last.get(str(user["id"])),
        }


def _last_used(client: Client, days: int | None, unknown: dict[str, str]) -> dict[str, str]:
    """Return when users last ended a session in an app, by id of the user, for the last days."""
    if days is None:
        unknown["last_used_at"] = "rule_settings has no licence_days"
        return {}
    since = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days + 1)
    condition = f'endTime gt "{since.strftime("%Y-%m-%dT%H:%M:%SZ")}"'
    try:
        sessions = client.list(_CONSUMPTION, filter=condition, limit=200)
    except errors.ApiError as error:
        if error.status not in errors.NOT_PROVIDED:
            raise
        unknown["last_used_at"] = f"Qlik answered {error.status} to GET {_CONSUMPTION}"
        return {}
    last: dict[str, str] = {}
    for each in sessions:
        user = str(each.get("userId"))
        last[user] = max(last.get(user, ""), str(each.get("endTime") or ""))
    return last
