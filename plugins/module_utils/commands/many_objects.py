# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many objects of one kind in one task, which reads the list of the kind once."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import plain, validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.failures import failed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.files import located
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.sent_secrets import memory_of, warnings_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS, READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import UNKNOWN_ID
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import patterns
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import State
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import ARGUMENT_SPEC as PURGE_SPEC
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import NO_PURGE, Purge, purge_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs

PURGE: Object = {name: option for name, option in PURGE_SPEC.items() if name != "kinds"}
SPEC: Object = {
    "objects": {"type": "list", "elements": "dict"},
    "purge": {"type": "dict", "options": PURGE},
}


def secrets_name(kind: Kind) -> str:
    """Return the name of the once-shown secrets in results."""
    return f"{kind.secret_name}s"


def blueprint_of(context: Context, kind: Kind) -> Blueprint:
    """Return the checked objects of the task. Refuse other options beside them."""
    beside = [
        name
        for name, option in kind.argument_spec().items()
        if context.params.get(name) not in (None, option.get("default"))
    ]
    if beside:
        raise errors.ConfigurationError(f"{', '.join(beside)}: give this in each of the objects.")
    things = context.params["objects"]
    found = plain(located(context, {kind.name: things}))
    origins = dict(zip(map(id, found[kind.name]), map(context.origin_of, things), strict=True))
    return validated(KINDS, found, lambda _kind, thing: origins.get(id(thing), ""))


def run(context: Context, kind: Kind) -> Object:
    """Return the result of a task with a list of objects."""
    blueprint = blueprint_of(context, kind)
    client, memory = context.client(), memory_of(context)
    purge = _purge(context, kind, blueprint)
    terms = Terms(check=context.check_mode, describe=True, memory=memory, purge=purge)
    outcome = Tenant(client, READABLE).converge(blueprint, terms)
    result: Object = {
        "changed": bool(outcome.changes),
        "objects": [{"id": id_of(outcome, state), "object": state.object} for state in outcome.states],
        "warnings": [*warnings_of(memory), *secrets_to_come(context, client.label, outcome)],
    }
    if context.diff:
        result["diff"] = diffs(outcome.changes)
    if outcome.secrets:
        result[secrets_name(kind)] = outcome.secrets
    if outcome.failures:
        result |= {**failed(client.label, outcome.failures), "failure": outcome.failures[0]}
    return result


def id_of(outcome: Outcome, state: State) -> str:
    """Return the id of an object after the task, empty for an absent one."""
    return (state.id or outcome.ids.get(state.title) or UNKNOWN_ID) if state.object else ""


def secrets_to_come(context: Context, label: str, outcome: Outcome) -> list[str]:
    """Return warnings of check mode about secrets that the run would create."""
    advice = "Qlik shows its secret once, at the creation: register the result of the run."
    once = [change.title for change in outcome.changes if change.shown_once and context.check_mode]
    return [f"{label}: {title}: {advice}" for title in once]


def _purge(context: Context, kind: Kind, blueprint: Blueprint) -> Purge:
    given = context.params.get("purge")
    if not given:
        return NO_PURGE
    purge = purge_of(plain({**given, "kinds": [kind.name]}), KINDS)
    titles = {kind.title(kind.key_of(thing)) for thing in blueprint[kind.name]}
    return replace(purge, expected=tuple(patterns.unmatched((("except", each) for each in purge.exceptions), titles)))
