# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gather the objects of one kind in a tenant, with option names, and names instead of ids."""

from __future__ import annotations

import fnmatch
import typing as t
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import list_objects, placed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.reader import read
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object, masked
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import compare
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, identifier_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner

_THREADS = 8


@dataclass(frozen=True, kw_only=True)
class Question:
    """The wanted objects and options.

    conditions: option to value. For a list one of its members, for a text a pattern such as `Finance*`.
    options: names of the options to return. Defaults to all that the list has. Objects below another one, such as the
    members of a space, are returned only if they are named here.
    names: whether to return names instead of ids of other objects, which reads their lists.
    """

    conditions: Object = field(default_factory=dict)
    options: t.Sequence[str] = ()
    names: bool = True


def gather(client: Client, kinds: dict[str, Kind], kind: Kind, question: Question) -> list[Object]:
    """Return the objects that meet all conditions, each with its id."""
    kinds = placed(client, kinds, [kind.name])
    kind = kinds[kind.name]
    told = [option for option in kind.fields if _is_told(option, question)]
    found = _read(client, kinds, kind, told, question)
    planner = Planner(Catalogue(kinds, found, {}))
    things = []
    for each in found[kind.name]:
        thing = planner.readable(kind, each)
        if all(_meets(kind.field(name), thing[name], value) for name, value in question.conditions.items()):
            things.append((each, thing))
    below = [option for option in told if option.children]
    with ThreadPoolExecutor(_THREADS) as pool:
        more = list(pool.map(lambda pair: _below(client, kind, below, pair[0], planner), things))
    names = [option.name for option in told if option.is_readable]
    return [
        {"id": identifier_of(kind, each), **masked({name: thing[name] for name in names}), **children}
        for (each, thing), children in zip(things, more, strict=True)
    ]


def _is_told(option: Field, question: Question) -> bool:
    if option.children:
        return option.name in question.options
    return option.is_readable and (not question.options or option.name in question.options)


def _read(
    client: Client, kinds: dict[str, Kind], kind: Kind, told: list[Field], question: Question
) -> dict[str, list[Object]]:
    """Read the required lists. An object that is selected by its name alone is requested by name."""
    wanted = {name: question.conditions.get(name) for name in kind.key}
    is_one = kind.listing.find and all(isinstance(value, str) and not _is_pattern(value) for value in wanted.values())
    if kind.inside and not isinstance(wanted[kind.inside], str):
        raise ConfigurationError(f"filter: name the {kind.inside} whose {kind.title_plural} are meant.")
    one = bool(is_one) and not kind.field(kind.key[0]).reference
    asked: Blueprint = {kind.name: [wanted]} if one or kind.inside else {}
    whole = set() if one else {kind.name}
    if question.names:
        used = [*told, *(kind.field(name) for name in question.conditions)]
        parts = [part for option in used for part in (option.children.fields if option.children else (option,))]
        whole |= {name for part in parts for name in part.kinds_of_reference if name in kinds}
    return {kind.name: [], **read(client, kinds, asked, whole).lists}


def _below(client: Client, kind: Kind, options: list[Field], found: Object, planner: Planner) -> Object:
    result: Object = {}
    for option in options:
        child = t.cast(Kind, option.children)
        things = list_objects(
            client, child, (child.listing.path or child.path).format(parent=identifier_of(kind, found))
        )
        result[option.name] = [masked(planner.readable(child, thing)) for thing in things]
    return result


def _meets(option: Field, found: t.Any, wanted: t.Any) -> bool:
    if isinstance(found, list) and not isinstance(wanted, list):
        return any(_meets(option, part, wanted) for part in found)
    if _is_pattern(wanted) and isinstance(found, str):
        return fnmatch.fnmatchcase(found, wanted)
    return compare.equal(option, found, wanted)


def _is_pattern(value: t.Any) -> bool:
    return isinstance(value, str) and any(sign in value for sign in "*?[")
