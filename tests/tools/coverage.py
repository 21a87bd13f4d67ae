# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the administrative APIs is managed: what follows from the kinds, and the rest from `coverage.yml`."""

from __future__ import annotations

import functools
import typing as t
from dataclasses import dataclass, field

import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.registry import COMMANDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.simulator.contract import FOLDER, Operation
from tests.tools import sent, uses

Object = dict[str, t.Any]


@dataclass(frozen=True)
class Line:
    """One operation or field. used_by: a kind or module, empty where nothing uses it. text: what for, or why not."""

    name: str
    used_by: str
    text: str
    fields: tuple[Line, ...] = ()


@dataclass
class Family:
    """Operations that belong together, with what stands by hand about them.

    faults: what is neither used nor explained, and explanations that nothing needs.
    """

    title: str
    data: Object
    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@functools.cache
def data() -> Object:
    return t.cast(Object, yaml.safe_load((FOLDER / "coverage.yml").read_text(encoding="utf-8")))


def text_of(reason: str) -> str:
    """Return a reason in words."""
    return str(data()["reasons"].get(reason, reason)).strip()


@functools.cache
def families() -> tuple[Family, ...]:
    """Return every family with its operations in the order of their paths."""
    found = tuple(Family(title, each) for title, each in data()["families"].items())
    for family in found:
        _fill(family)
    return found


def operations_of(family: Family) -> list[Operation]:
    """Return the operations of the contract at the paths of a family."""
    every = sent.contract().operations.values()
    paths = family.data["paths"]
    mine = [each for each in every if any(f"{each.path}/".startswith(f"{path}/") for path in paths)]
    return sorted(mine, key=lambda each: (each.path, each.method))


def _fill(family: Family) -> None:
    by_hand = dict(family.data.get("operations", {}))
    reasons = dict(family.data.get("fields", {}))
    needed: set[str] = set()
    for operation in operations_of(family):
        name = f"{operation.method} {operation.path}"
        entry = by_hand.pop(name, family.data.get("all"))
        use = uses.uses().get((operation.method, operation.path))
        if use and entry:
            family.faults.append(f"{name}: {', '.join(use.acts)} uses it, so coverage.yml need not explain it")
        if use:
            known = uses.fields_of(operation, use)
            needed |= {each for each, option in known.items() if option is None}
            family.lines.append(_of_kinds(name, use, known, reasons))
        elif isinstance(entry, dict):
            family.lines.append(_of_module(name, operation, entry, family.faults))
        elif entry:
            family.lines.append(Line(name, "", text_of(entry)))
        else:
            family.faults.append(f"{name}: no kind uses it, and coverage.yml does not say why")
    family.faults += [f"{each}: the contract has no such operation in {family.title}" for each in by_hand]
    family.faults += [
        f"{family.title}: no kind sends {each}, and coverage.yml does not say why"
        for each in sorted(needed - reasons.keys())
    ]
    family.faults += [
        f"{family.title}: {each} is sent or unknown, so it needs no reason" for each in sorted(reasons.keys() - needed)
    ]


def _of_kinds(name: str, use: uses.Use, known: dict[str, str | None], reasons: dict[str, str]) -> Line:
    """An operation that kinds use; more than one kind only where they share it."""
    acts = "; ".join(_acts(each) for each in use.acts.values())
    users = ", ".join(map(_kind, use.acts))
    fields = [
        Line(each, "", text_of(reasons.get(each, "")))
        if option is None
        else Line(each, users, f"`{option}`" if option else "The kind sets it.")
        for each, option in known.items()
    ]
    return Line(name, users, acts, tuple(fields))


def _kind(name: str) -> str:
    """A kind as a task names it; one below another by the option that has it."""
    if name not in sent.CHILDREN:
        return f"`{name}`"
    return next(
        f"`{kind.name}`, option `{option.name}`"
        for kind in KINDS.values()
        for option in kind.below
        if option.children is sent.CHILDREN[name]
    )


def _acts(acts: t.Sequence[str]) -> str:
    options = [act.removeprefix("option ") for act in acts if act.startswith("option ")]
    named = [f"`{option}`" for option in options]
    return ", ".join([*(act for act in acts if not act.startswith("option ")), *named])


def _of_module(name: str, operation: Operation, entry: Object, faults: list[str]) -> Line:
    """An operation that a module of another kind uses, as it stands by hand."""
    module, options, reasons = entry["module"], entry.get("fields", {}), entry.get("reasons", {})
    spec = COMMANDS[module].argument_spec if module in COMMANDS else None
    if spec is None:
        faults.append(f"{name}: there is no module {module}")
    known = uses.fields_of(operation, uses.Use()) if operation.method in ("POST", "PUT", "PATCH") else {}
    faults += [f"{name}: {each} has no option and no reason" for each in known.keys() - options.keys() - reasons.keys()]
    faults += [f"{name}: the contract has no field {each}" for each in (options | reasons).keys() - known.keys()]
    fields = []
    for each, option in options.items():
        named = [option] if isinstance(option, str) else option
        faults += [f"{name}: {module} has no option {one}" for one in named if not _has(spec or {}, one.strip())]
        fields.append(Line(each, f"`{module}`", ", ".join(f"`{one.strip()}`" for one in named)))
    fields += [Line(each, "", text_of(reason)) for each, reason in reasons.items()]
    return Line(name, f"`{module}`", entry.get("for", ""), tuple(fields))


def _has(spec: Object, option: str) -> bool:
    first, _dot, rest = option.partition(".")
    return first in spec and (not rest or _has(spec[first].get("options", {}), rest))


def faults() -> list[str]:
    """Return what the contract has and nothing explains, what is explained without need, and unknown fields."""
    listed = {line.name for family in families() for line in family.lines}
    used = {f"{method} {path}" for method, path in uses.uses()}
    text = str(data()["families"])
    return [
        *(fault for family in families() for fault in family.faults),
        *(f"{each}: no family in coverage.yml has its path" for each in sorted(used - listed)),
        *(f"reasons: nothing uses {each}" for each in data()["reasons"] if f"'{each}'" not in text),
        *(f"{kind.name}: the contract has no {name}" for kind in sent.ALL.values() for name in uses.unknown(kind)),
    ]
