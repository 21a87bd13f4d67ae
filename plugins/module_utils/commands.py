# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules do."""

from __future__ import annotations

import json

from ansible_collections.qlikfleet.cloud.plugins.module_utils import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint import Outcome, Tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Kind, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.layers import Layer, explained, merge, sources
from ansible_collections.qlikfleet.cloud.plugins.module_utils.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.task import Command, Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.validation import plain, validated

LAYERS = ("fleet", "region", "ring", "tenant")


def kind_command(kind: Kind) -> Command:
    """The module of one kind: one object of it."""
    options = kind.argument_spec()

    def run(context: Context) -> Object:
        given = {name: context.params.get(name) for name in options}
        return _single(context, kind.name, given)

    return Command(kind.name, options, run)


def _run_object(context: Context) -> Object:
    name = context.params["kind"]
    blueprint = validated({name: [context.params["definition"]]})
    return _single(context, name, blueprint[name][0])


OBJECT = Command(
    "object",
    {"kind": {"type": "str", "required": True}, "definition": {"type": "dict", "required": True}},
    _run_object,
)


def _single(context: Context, name: str, given: Object) -> Object:
    client = context.client()
    outcome = Tenant(client, KINDS).converge({name: [given]}, check=context.check_mode)
    if outcome.failures:
        first = outcome.failures[0]
        return {"failed": True, "msg": first["message"], "failure": first, "changed": bool(outcome.changes)}
    result: Object = {"changed": bool(outcome.changes), "diff": diffs(outcome)}
    if outcome.secrets:
        # Registered in full, and never printed.
        result |= {"client_secret": next(iter(outcome.secrets.values())), "_ansible_no_log": True}
    return result


def _layers(context: Context) -> dict[str, Layer]:
    """The layers that the host's variables have, by name."""
    variables = {layer: f"qlik_blueprint_{layer}" for layer in context.option("layers") or LAYERS}
    found = {layer: plain(context.variables.get(name)) for layer, name in variables.items()}
    for layer, content in found.items():
        if content is not None and not isinstance(content, dict):
            raise errors.ConfigurationError(f"{variables[layer]} is not a dictionary of kinds.")
    if all(content is None for content in found.values()):
        raise errors.ConfigurationError(
            f"There is no blueprint: set one of the variables {', '.join(variables.values())}."
        )
    return {layer: content for layer, content in found.items() if content}


def layered(context: Context) -> Object:
    """The blueprint that is given, or the layers of the host laid over each other."""
    given = context.params.get("blueprint")
    return merge(_layers(context).values()) if given is None else dict(plain(given))


def _run_blueprint(context: Context) -> Object:
    blueprint = validated(layered(context))
    client = context.client()
    outcome = Tenant(client, KINDS).converge(blueprint, check=context.check_mode)
    counts: dict[str, dict[str, int]] = {}
    for change in outcome.changes:
        by_action = counts.setdefault(change.kind, {})
        by_action[change.action] = by_action.get(change.action, 0) + 1
    verb = "would change" if context.check_mode else "changed"
    result: Object = {
        "changed": bool(outcome.changes),
        "msg": f"{outcome.objects} objects, {len(outcome.changes)} {verb}, {client.requests_sent} requests, "
        f"{client.writes_sent} writes",
        "tenant": client.host,
        "objects": outcome.objects,
        "counts": counts,
        "changes": [f"{change.action} {change.title}" for change in outcome.changes],
        "requests": client.requests_sent,
        "writes": client.writes_sent,
        "failures": outcome.failures,
        "diff": diffs(outcome),
    }
    if outcome.secrets and context.params["return_secrets"]:
        result |= {"client_secrets": outcome.secrets, "_ansible_no_log": True}
    elif outcome.secrets:
        result["warnings"] = [
            f"{client.host}: the secret of {title} was told once and is lost, since return_secrets is not set."
            for title in outcome.secrets
        ]
    if outcome.failures:
        texts = "; ".join(f"{each['object']}: {each['message']}" for each in outcome.failures)
        result |= {"failed": True, "msg": f"{client.host}: {len(outcome.failures)} objects failed. {texts}"}
    return result


BLUEPRINT = Command(
    "blueprint",
    {
        "blueprint": {"type": "dict"},
        "layers": {"type": "list", "elements": "str"},
        "return_secrets": {"type": "bool", "default": False},
    },
    _run_blueprint,
    mutually_exclusive=(("blueprint", "layers"),),
    # The machine that a task is delegated to has no variables.
    resolve=lambda context: {"blueprint": layered(context), "layers": None},
)


def _run_blueprint_info(context: Context) -> Object:
    layers = _layers(context)
    blueprint = merge(layers.values())
    return {"blueprint": blueprint, "lines": explained(blueprint, sources(layers))}


BLUEPRINT_INFO = Command(
    "blueprint_info",
    {"layers": {"type": "list", "elements": "str"}},
    _run_blueprint_info,
    controller_only=True,
)


def diffs(outcome: Outcome) -> list[Object]:
    """Before and after of each object that changes, as `--diff` shows them."""
    return [
        {
            "before_header": change.title,
            "after_header": change.title,
            "before": _text(change.before),
            "after": _text(change.after),
        }
        for change in outcome.changes
    ]


def _text(state: Object) -> str:
    return json.dumps(state, indent=2, sort_keys=True, default=str) + "\n" if state else ""


def _run_api(context: Context) -> Object:
    params = context.params
    client = context.client()
    method = params["method"]
    if context.check_mode and method != "GET":
        return {"changed": True}
    if method == "GET" and params["all_pages"]:
        return {"json": client.list(params["path"], **(params["query"] or {}))}
    answer = client.request(
        method, params["path"], json=params["body"], params=params["query"], headers=params["headers"]
    )
    return {"changed": method != "GET", "json": answer}


API = Command(
    "api",
    {
        "path": {"type": "str", "required": True},
        "method": {"type": "str", "choices": ["GET", "POST", "PUT", "PATCH", "DELETE"], "default": "GET"},
        "query": {"type": "dict"},
        "body": {"type": "raw"},
        "headers": {"type": "dict"},
        "all_pages": {"type": "bool", "default": False},
    },
    _run_api,
)
