# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of one object: one per kind, and `object` for any kind by name."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import given_only, validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands import many_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.files import located, located_of, shipped
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.many_objects import id_of, secrets_to_come
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.sent_secrets import (
    UPDATE_SECRETS,
    memory_of,
    warnings_of,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS, READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs


def kind_command(kind: Kind) -> Command:
    """Return the module of one kind, for one object or many."""
    options = kind.argument_spec()
    needed = [] if kind.singleton else [name for name, option in options.items() if option.get("required")]
    spec = {**options, **(UPDATE_SECRETS if kind.has_secrets else {})}
    if not kind.singleton:
        spec |= {name: {part: value for part, value in options[name].items() if part != "required"} for name in needed}
        spec |= many_objects.SPEC
    one_or_many = tuple((name, "objects") for name in needed)
    return Command(
        kind.name,
        spec,
        lambda context: _run(context, kind),
        resolve=lambda context: _shipped(context, kind),
        mutually_exclusive=one_or_many,
        required_one_of=one_or_many,
        shown_once=lambda options: _shown_once(kind.name, many="objects" in options),
    )


def _run(context: Context, kind: Kind) -> Object:
    if not kind.singleton and context.params.get("objects") is not None:
        return many_objects.run(context, kind)
    if context.params.get("purge"):
        raise errors.ConfigurationError("purge needs `objects`, since it removes objects that are not in that list.")
    given = given_only({name: context.params.get(name) for name in kind.argument_spec()})
    faults = kind.faults(given)
    if faults:
        raise errors.ConfigurationError(f"{kind.title(kind.key_of(given))}: {'; '.join(faults)}.")
    return _single(context, kind.name, located_of(context, kind, given))


def _shipped(context: Context, kind: Kind) -> Object:
    """Return the options for a machine without the files of the controller."""
    if context.params.get("objects") is not None:
        return {"objects": shipped(many_objects.blueprint_of(context, kind))[kind.name]}
    given = {name: context.params.get(name) for name in ("state", *(option.name for option in kind.files))}
    return t.cast(Object, shipped({kind.name: located_of(context, kind, given)})[kind.name])


def _run_object(context: Context) -> Object:
    name = context.params["kind"]
    blueprint = validated(KINDS, _definition(context))
    return _single(context, name, blueprint[name][0])


def _definition(context: Context) -> Object:
    return t.cast(Object, located(context, {context.params["kind"]: [context.params["definition"]]}))


OBJECT = Command(
    "object",
    {"kind": {"type": "str", "required": True}, "definition": {"type": "dict", "required": True}, **UPDATE_SECRETS},
    _run_object,
    resolve=lambda context: {"definition": shipped(_definition(context))[context.params["kind"]][0]},
    shown_once=lambda options: _shown_once(str(options.get("kind"))),
)


def _shown_once(name: str, *, many: bool = False) -> tuple[str, ...]:
    if name not in KINDS or not KINDS[name].shown_once:
        return ()
    return (many_objects.secrets_name(KINDS[name]) if many else KINDS[name].secret_name,)


def _single(context: Context, name: str, given: Object) -> Object:
    client = context.client()
    memory = memory_of(context)
    terms = Terms(check=context.check_mode, describe=True, memory=memory)
    outcome = Tenant(client, READABLE).converge({name: [given]}, terms)
    if outcome.failures:
        first = outcome.failures[0]
        named = str(first["message"]) if client.host in str(first["message"]) else f"{client.label}: {first['message']}"
        return {"failed": True, "msg": named, "failure": first, "changed": bool(outcome.changes)}
    (state,) = outcome.states
    result: Object = {"changed": bool(outcome.changes), "object": state.object}
    if state.object and not KINDS[name].singleton:
        result["id"] = id_of(outcome, state)
    result["warnings"] = [*warnings_of(memory), *secrets_to_come(context, client.label, outcome)]
    if context.diff:
        result["diff"] = diffs(outcome.changes)
    if outcome.secrets:
        result[KINDS[name].secret_name] = next(iter(outcome.secrets.values()))
    return result
