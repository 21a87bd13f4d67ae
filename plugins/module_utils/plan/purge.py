# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Purge: delete objects that no blueprint names, only of listed kinds, and up to a maximum number."""

from __future__ import annotations

import difflib
import fnmatch
import typing as t
from dataclasses import dataclass

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind, matches
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan import patterns
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.amounts import amount
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import identifier_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of_found

ARGUMENT_SPEC: Object = {
    "kinds": {"type": "list", "elements": "str", "required": True},
    "what": {"type": "str", "choices": ["created_by_this_client", "all"], "default": "created_by_this_client"},
    "except": {"type": "list", "elements": "str", "default": []},
    "at_most": {"type": "int", "default": 10},
}


IsSpared = t.Callable[[Kind, tuple[t.Any, ...], str], bool]
# Tells whether the run itself uses a found object, given its kind and natural key.
IsCaller = t.Callable[[Kind, tuple[t.Any, ...], Object], bool]
# An unprotected found object, with its kind and title.
Candidate = tuple[Kind, Object, str]


@dataclass(frozen=True)
class Purge:
    """The objects that may be deleted if the blueprint does not name them."""

    kinds: tuple[str, ...] = ()
    what: str = "created_by_this_client"
    exceptions: tuple[str, ...] = ()
    at_most: int = 0
    # Patterns, including exceptions, that match no wanted object, so they must match a found one.
    expected: tuple[patterns.Pattern, ...] = ()


NO_PURGE = Purge()


def purge_of(given: t.Any, kinds: t.Mapping[str, Kind]) -> Purge:
    """Return the option, checked before anything is sent."""
    if not given:
        return NO_PURGE
    checked = ArgumentSpecValidator(ARGUMENT_SPEC).validate(dict(given))
    messages = list(checked.error_messages)
    values = checked.validated_parameters
    for name in values.get("kinds") or ():
        if name not in kinds or kinds[name].singleton or not kinds[name].delete:
            messages.append(f"there is no kind {name!r} that can be purged{_meant(name, kinds)}")
        elif values["what"] == "created_by_this_client" and not kinds[name].creator:
            messages.append(f"Qlik does not report who created a {name}, so it can be purged only with what=all")
    for pattern in values.get("except") or ():
        name = str(pattern).split(" ", maxsplit=1)[0]
        if not any(fnmatch.fnmatchcase(each, name) for each in values.get("kinds") or ()):
            messages.append(f"except: {pattern!r} is of no kind in kinds{_meant(name, values.get('kinds') or ())}")
    if messages:
        raise ConfigurationError(f"purge: {'; '.join(messages)}")
    return Purge(tuple(values["kinds"]), values["what"], tuple(values["except"]), values["at_most"])


def removals(
    purge: Purge,
    kinds: t.Mapping[str, Kind],
    found: t.Mapping[str, list[Object]],
    planner: Planner,
    unprotected: t.Sequence[Candidate],
    *,
    ours: t.Collection[str],
) -> list[Change]:
    """Return the deletions of our objects. `ours` has the ids of the caller's user and client."""
    # Without information, the object is not ours.
    changes = [
        planner.removal(kind, thing, place_of_found(kind, thing))
        for kind, thing, _title in unprotected
        if purge.what == "all" or thing.get(kind.creator) in ours
    ]
    # If nothing is deleted, exceptions have nothing to protect, but selected objects must exist.
    expected = [each for each in purge.expected if changes or each[0] == "only"]
    _require_matches(expected, purge, kinds, found, planner)
    if len(changes) > purge.at_most:
        titles = ", ".join(change.title for change in changes)
        raise ConfigurationError(
            f"purge: {amount(len(changes), 'object')} would be deleted, and at_most is {purge.at_most}: nothing was "
            f"changed. To be deleted: {titles}."
        )
    return changes


def untold(purge: Purge, kinds: t.Mapping[str, Kind], unprotected: t.Sequence[Candidate]) -> list[str]:
    """Name the objects that are kept because Qlik does not report their creator, one sentence for each kind."""
    if purge.what == "all":
        return []
    stays: dict[str, list[str]] = {}
    for kind, thing, title in unprotected:
        if not thing.get(kind.creator):
            stays.setdefault(kind.name, []).append(title)
    return [
        f"purge: kept {', '.join(titles)}: Qlik does not report who created {kinds[name].title_plural}. "
        "Delete unwanted ones by hand, or use what=all with exceptions."
        for name, titles in stays.items()
    ]


def candidates(
    purge: Purge,
    kinds: t.Mapping[str, Kind],
    found: t.Mapping[str, list[Object]],
    planner: Planner,
    *,
    is_spared: IsSpared,
    is_caller: IsCaller,
) -> t.Iterator[Candidate]:
    """Yield the unprotected objects with their titles."""
    for name in purge.kinds:
        kind = kinds[name]
        for thing in found[name]:
            key = planner.catalogue.key_of_found(kind, thing)
            identifier = identifier_of(kind, thing)
            is_kept = is_spared(kind, key, identifier) or kind.protected(thing) or kind.spared(thing)
            is_safe = is_kept or is_caller(kind, key, thing)
            if not is_safe and not matches(kind.title(key), purge.exceptions):
                yield kind, thing, kind.title(key)


def _require_matches(
    expected: list[patterns.Pattern],
    purge: Purge,
    kinds: t.Mapping[str, Kind],
    found: t.Mapping[str, list[Object]],
    planner: Planner,
) -> None:
    """Refuse a pattern that matches nothing: an exception with a typo would protect nothing."""
    if not expected:
        return
    key_of = planner.catalogue.key_of_found
    titles = {kinds[name].title(key_of(kinds[name], thing)) for name in purge.kinds for thing in found[name]}
    wrong = patterns.unmatched(expected, titles)
    if wrong:
        raise ConfigurationError(patterns.fault(wrong, titles, "in the tenant") + " Nothing was changed.")


def _meant(word: str, words: t.Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(words), n=1)
    return f"; did you mean {close[0]}?" if close else ""
