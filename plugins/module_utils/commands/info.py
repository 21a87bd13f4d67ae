# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List objects of any kind, filtered and with option names."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import meant, plain
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.gather import Question, gather
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def objects_of(
    context: Context, name: str, conditions: Object, options: t.Sequence[str] = (), *, names: bool = True
) -> list[Object]:
    """Return the objects of a kind that meet the conditions. Refuse unknown names first."""
    if name not in READABLE:
        raise errors.ConfigurationError(f"There is no kind {name!r}{meant(name, READABLE)}.")
    kind = READABLE[name]
    _require_options(kind, "filter", conditions)
    _require_options(kind, "fields", options)
    question = Question(conditions=dict(plain(conditions)), options=[str(each) for each in options], names=names)
    return gather(context.client(), READABLE, kind, question)


def _require_options(kind: Kind, option: str, given: t.Iterable[str]) -> None:
    known = {each.name: each for each in kind.fields if each.is_readable or (each.children and option == "fields")}
    wrong = [each for each in given if each not in known]
    if wrong:
        texts = "; ".join(f"{each!r}{meant(each, known)}" for each in wrong)
        raise errors.ConfigurationError(f"{option}: {kind.title_plural} have no {texts}.")


def _run(context: Context) -> Object:
    params = context.params
    found = objects_of(context, params["kind"], params["filter"] or {}, params["fields"] or (), names=params["names"])
    return {"objects": found}


INFO = Command(
    "info",
    {
        "kind": {"type": "str", "required": True},
        "filter": {"type": "dict"},
        "fields": {"type": "list", "elements": "str"},
        "names": {"type": "bool", "default": True},
    },
    _run,
)
