# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converge a tenant: merge, check, plan, approve and apply its blueprint."""

from __future__ import annotations

import contextlib
import fnmatch
import time
import typing as t
from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.layers import (
    Layer,
    explained,
    key_of,
    merge,
    repeated,
    sources,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.source import Where, at
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import (
    plain,
    require_patterns,
    validated,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.failures import failed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.files import located, shipped
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.job import artifacts, fault
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.new_secrets import NewSecrets
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.sent_secrets import (
    UPDATE_SECRETS,
    memory_of,
    warnings_of,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine import saved_plan
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS, READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import plans
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import Held, NotNeeded
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import matches
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import patterns
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.amounts import amount, first
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import ARGUMENT_SPEC as PURGE_SPEC
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import Purge, purge_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs

_LOST = "the ledger's server freed the lock of this tenant, so another converge may have run at the same time."
_PURGE_EXCEPT = "purge: except"
LAYERS = ("fleet", "region", "ring", "customer", "tenant")


def _layers(context: Context) -> dict[str, Layer]:
    """Return the layers in the host's variables, by name."""
    variables = {layer: f"qlik_blueprint_{layer}" for layer in context.option("layers") or LAYERS}
    found = {layer: plain(located(context, context.variables.get(name))) for layer, name in variables.items()}
    for layer, content in found.items():
        if content is not None and not isinstance(content, dict):
            raise errors.ConfigurationError(f"{variables[layer]} is not a dictionary of kinds.")
    if all(content is None for content in found.values()):
        raise errors.ConfigurationError(
            f"There is no blueprint: set one of the variables {', '.join(variables.values())}."
        )
    return {layer: content for layer, content in found.items() if content}


def layered(context: Context) -> Object:
    """Return the given blueprint, or the merged layers of the host."""
    given = context.params.get("blueprint")
    return merge(KINDS, _layers(context).values()) if given is None else dict(plain(located(context, given)))


def repeated_in(context: Context) -> list[str]:
    """Return duplicate declarations of one layer, with file and line, since the intended one is unknown."""
    names = [f"qlik_blueprint_{layer}" for layer in context.option("layers") or LAYERS]
    layers = [context.variables.get(name) for name in names] if context.params.get("blueprint") is None else []
    return [
        f"{at(context.origin_of(thing))}{title} is declared twice in {name}"
        for name, layer in zip(names, layers, strict=False)
        for _kind, title, thing in repeated(KINDS, layer or {})
    ]


def _unread(context: Context) -> list[str]:
    """Return warnings about unused variables, or raise an error if the operator wants one."""
    mode = context.option("unknown_variables") or "warn"
    if mode == "ignore":
        return []
    layers = context.option("layers") or LAYERS
    warnings = [
        f"{_place(context, name)}nothing reads the variable {name}{f'; did you mean {meant}?' if meant else '.'}"
        for name, meant in context.unread(layers).items()
    ]
    names = [f"qlik_blueprint_{layer}" for layer in layers if f"qlik_blueprint_{layer}" in context.variables]
    empty = [name for name in names if context.variables.get(name) in (None, {})]
    warnings += [f"{_place(context, name)}the layer {name} is empty." for name in empty]
    if warnings and mode == "fail":
        raise errors.ConfigurationError(" ".join(warnings))
    return warnings


def _lost_ledger(context: Context) -> list[str]:
    """Return a warning if a job converges without a ledger that lasts. Planning needs none."""
    message = "" if context.check_mode else fault(context)
    return (
        [f"{message} Without it, jobs do not wait for each other, and secrets are sent each time."] if message else []
    )


def _place(context: Context, name: str) -> str:
    """Return file and line of a variable, without templating its value, which could fail."""
    return at(context.origin_of(context.raw(name)))


def where_in(context: Context) -> Where:
    """Return a function for file and line of an object, from the last layer that has it.

    Without a file, as in a job of AWX, whose variables come from a database, it returns the layer's variable.
    """

    def where(kind: str, thing: t.Any) -> str:
        given = context.params.get("blueprint")
        names = [f"qlik_blueprint_{layer}" for layer in context.option("layers") or LAYERS]
        layers = [("", given)] if given is not None else [(name, context.variables.get(name)) for name in names]
        for name, layer in reversed([(name, layer) for name, layer in layers if layer and kind in layer]):
            if thing is None:
                return context.origin_of(next(key for key in layer if key == kind)) or name
            things = layer[kind] if isinstance(layer[kind], list) else [layer[kind]]
            for each in things:
                if isinstance(each, dict) and key_of(KINDS[kind], each) == key_of(KINDS[kind], thing):
                    return context.origin_of(each) or name
        return ""

    return where


def _patterns(context: Context, option: str) -> list[str]:
    given = [str(pattern) for pattern in plain(context.option(option)) or ()]
    require_patterns(KINDS, option, given)
    return given


def _purge(context: Context, blueprint: Blueprint) -> Purge:
    """Return the purge options. Refuse patterns that match nothing."""
    purge = purge_of(plain(context.option("purge")), KINDS)
    titles = {KINDS[name].title(KINDS[name].key_of(thing)) for name, things in blueprint.items() for thing in things}
    given = [(option, each) for option in ("only", "except", "replace") for each in _patterns(context, option)]
    missing = patterns.unmatched([*given, *((_PURGE_EXCEPT, each) for each in purge.exceptions)], titles)
    # A purge also finds objects in the tenant that the blueprint does not name.
    expected = [(option, each) for option, each in missing if option != "replace" and _is_of(each, purge.kinds)]
    wrong = [each for each in missing if each not in expected]
    if wrong:
        raise errors.ConfigurationError(patterns.fault(wrong, titles, "in the blueprint"))
    # A purged kind is selected, even if none of its objects are left.
    return replace(purge, expected=tuple(each for each in expected if each[1] not in purge.kinds))


def _is_of(pattern: str, kinds: t.Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(kind, pattern.split(" ", maxsplit=1)[0]) for kind in kinds)


def _selection(context: Context) -> t.Callable[[str], bool]:
    """Return the selected part of the blueprint."""
    only, without = _patterns(context, "only"), _patterns(context, "except")
    return lambda title: (not only or matches(title, only)) and not matches(title, without)


def _run(context: Context) -> Object:
    began = time.monotonic()
    where, warnings = where_in(context), [*_unread(context), *_lost_ledger(context)]
    blueprint = validated(KINDS, layered(context), where, repeated_in(context))
    client = context.client()
    secrets, memory = NewSecrets(context, client), memory_of(context)
    terms = Terms(
        check=context.check_mode,
        is_selected=_selection(context),
        purge=_purge(context, blueprint),
        replace=_patterns(context, "replace"),
        approve=lambda changes: _approve(context, client, secrets, lock, changes),
        where=where,
        keep=secrets.keep,
        memory=memory,
    )
    with _locked(context) as lock:
        outcome = Tenant(client, READABLE).converge(blueprint, terms)
        warnings += [] if lock.is_held() else [f"{client.label}: {_LOST} Run again to compare the tenant once more."]
    result = _result(context, client, outcome, time.monotonic() - began)
    result |= artifacts(result)
    warnings += [*secrets.warnings(outcome.changes), *warnings_of(memory)]
    result |= {"warnings": [*result.get("warnings", ()), *warnings]} if warnings else {}
    return _judged(context, result)


def _judged(context: Context, result: Object) -> Object:
    """Return the result of check mode, as failed if drift is to be an error. The plan is already written."""
    drifted = context.check_mode and result["changed"] and context.option("fail_on_drift")
    if not drifted or result.get("failed"):
        return result
    text = f"{result['tenant']}: drift: {result['msg']}. {first(result['changes'])}"
    return {**result, "failed": True, "msg": text}


def _approve(context: Context, client: Client, secrets: NewSecrets, lock: Held, changes: list[Change]) -> None:
    """Write the plan or compare it with a written one, and require the lock and a place for new secrets."""
    if not lock.is_held():
        raise errors.ConfigurationError(f"{client.label}: {_LOST} Nothing was changed. Run again.", **client.identity)
    secrets.require_place(changes)
    for option, act in (("plan_file", saved_plan.write), ("apply_plan", saved_plan.require_same)):
        place = _plan_place(context, option)
        if place:
            act(place, client.host, changes)


def _plan_place(context: Context, option: str) -> plans.PlanPlace | None:
    given, name = str(context.option(option) or ""), context.name_in_files
    if plans.in_ledger(given):
        return plans.entry_of(context.require_ledger(), given, name)
    return plans.file_of(str(context.path(option)), name) if given else None


@contextlib.contextmanager
def _locked(context: Context) -> t.Iterator[Held]:
    """Lock the tenant against a second converge with the same ledger. Planning locks nothing."""
    place = context.ledger_place()
    if context.check_mode or not place:
        yield NotNeeded()
        return
    with Ledger(place).converging(str(context.variables.get("inventory_hostname"))) as lock:
        yield lock


def _result(context: Context, client: Client, outcome: Outcome, seconds: float) -> Object:
    summary = _summary(context, client, outcome)
    result: Object = {
        "changed": bool(outcome.changes),
        "msg": summary,
        "tenant": client.host,
        "objects": outcome.objects,
        "counts": _counts(outcome.changes),
        "changes": [_line(change) for change in outcome.changes],
        "losses": [_line(change) for change in outcome.changes if change.destroys],
        "requests": client.requests_sent,
        "writes": client.writes_sent,
        "seconds": round(seconds, 3),
        "failures": outcome.failures,
    }
    if context.diff:
        result["diff"] = diffs(outcome.changes)
    if context.params["report"] == "full":
        result["plan"] = saved_plan.as_data(outcome.changes)
    if outcome.secrets and context.params["return_secrets"]:
        result["client_secrets"] = outcome.secrets
    if outcome.failures:
        failure = failed(client.label, outcome.failures)
        result |= {**failure, "msg": f"{failure['msg']} ({summary})"}
    return result


def _line(change: Change) -> str:
    return f"{change.action} {change.title}"


def _summary(context: Context, client: Client, outcome: Outcome) -> str:
    """Say in one line what changed. Deletions come first, so that they stand out."""
    changes = [_line(change) for change in sorted(outcome.changes, key=lambda change: not change.destroys)]
    verb = "would change" if context.check_mode else "changed"
    named = f" ({first(changes)})" if changes else ""
    return (
        f"{amount(outcome.objects, 'object')}, {len(changes)} {verb}{named}, "
        f"{amount(client.requests_sent, 'request')}, {amount(client.writes_sent, 'write')}"
    )


def _counts(changes: t.Iterable[Change]) -> dict[str, dict[str, int]]:
    """Return the number of changes by action, for each kind."""
    counts: dict[str, dict[str, int]] = {}
    for change in changes:
        by_action = counts.setdefault(change.kind, {})
        by_action[change.action] = by_action.get(change.action, 0) + 1
    return counts


BLUEPRINT = Command(
    "blueprint",
    {
        "blueprint": {"type": "dict"},
        "layers": {"type": "list", "elements": "str"},
        "only": {"type": "list", "elements": "str"},
        "except": {"type": "list", "elements": "str"},
        "replace": {"type": "list", "elements": "str"},
        "purge": {"type": "dict", "options": PURGE_SPEC},
        "plan_file": {"type": "path"},
        "apply_plan": {"type": "path"},
        "report": {"type": "str", "choices": ["summary", "full"], "default": "summary"},
        "return_secrets": {"type": "bool", "default": False},
        "secrets_file": {"type": "path", "no_log": False},
        **UPDATE_SECRETS,
        "fail_on_drift": {"type": "bool"},
        "unknown_variables": {"type": "str", "choices": ["warn", "fail", "ignore"]},
    },
    _run,
    mutually_exclusive=(("blueprint", "layers"),),
    summarized=True,
    shown_once=lambda options: ("client_secrets",) if options.get("return_secrets") else (),
    # The machine that a task is delegated to has no variables.
    resolve=lambda context: {
        "blueprint": shipped(layered(context)),
        "layers": None,
        # Ansible Vault only works on the controller.
        "secrets_file": None,
        **{
            name: context.option(name)
            for name in (
                "only",
                "except",
                "replace",
                "purge",
                "plan_file",
                "apply_plan",
                "update_secrets",
                "fail_on_drift",
            )
        },
    },
)


def _run_blueprint_info(context: Context) -> Object:
    layers = _layers(context)
    twice = repeated_in(context)
    if twice:
        raise errors.ConfigurationError("; ".join(twice))
    blueprint = merge(KINDS, layers.values())
    written = {layer: context.variables.get(f"qlik_blueprint_{layer}") or {} for layer in layers}
    return {"blueprint": blueprint, "lines": explained(KINDS, blueprint, sources(KINDS, written, context.origin_of))}


BLUEPRINT_INFO = Command(
    "blueprint_info",
    {"layers": {"type": "list", "elements": "str"}},
    _run_blueprint_info,
    controller_only=True,
)
