# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check a whole blueprint before anything is sent, and report all faults at once."""

from __future__ import annotations

import difflib
import fnmatch
import typing as t

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.source import Where, at, nowhere
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.value_types import type_faults
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object

_CLEARABLE = ("str", "list", "dict", "path")
_TYPES: dict[str, type] = {"str": str, "bool": bool, "int": int, "list": list, "dict": dict}


def plain(value: t.Any) -> t.Any:
    """Return containers and texts without the tags of ansible-core, which make copying twenty times as expensive."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, t.Mapping):
        return {plain(name): plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, (list, tuple)) else value


def validated(
    kinds: t.Mapping[str, Kind], blueprint: t.Mapping[str, t.Any], where: Where = nowhere, faults: t.Iterable[str] = ()
) -> Blueprint:
    """Return the blueprint with every object checked against its kind. A single object stands for a list of one.

    where: returns file and line of a kind (with None) or of one of its objects.
    faults: the faults of its layers.
    """
    result: Blueprint = {}
    wrong = list(faults)
    for name, things in blueprint.items():
        if name not in kinds:
            wrong.append(f"{at(where(name, None))}there is no kind {name!r}{meant(name, kinds)}")
            continue
        result[name], messages = _objects(kinds[name], [things] if isinstance(things, dict) else things, where)
        wrong += messages
    if wrong:
        raise errors.ConfigurationError("The blueprint is not valid: " + "; ".join(wrong))
    return result


def _objects(kind: Kind, things: t.Any, where: Where) -> tuple[list[Object], list[str]]:
    """Return the objects of one kind and their faults."""
    if not isinstance(things, list):
        return [], [f"{at(where(kind.name, None))}{kind.name} must be a list of objects"]
    options = kind.argument_spec()
    validator = ArgumentSpecValidator(options)
    result: list[Object] = []
    wrong: list[str] = []
    keys: set[tuple[t.Any, ...]] = set()
    for number, thing in enumerate(things, 1):
        if not isinstance(thing, dict):
            wrong.append(f"{kind.name} {number} must be a dictionary of options")
            continue
        right = completed(options, thing)
        given, messages = (right, []) if right else _object(kind, options, validator, dict(thing))
        messages = messages or kind.faults(given)
        place = at(where(kind.name, thing)) if messages else ""
        wrong += [f"{place}{_title(kind, number, thing)}: {message}" for message in messages]
        if messages:
            continue
        key = kind.key_of(given)
        if key in keys:
            wrong.append(f"{at(where(kind.name, thing))}{kind.title(key)} is declared twice")
        keys.add(key)
        result.append(given)
    return result, wrong + _renaming_faults(kind, result, where)


def _renaming_faults(kind: Kind, things: list[Object], where: Where) -> list[str]:
    """Return the faults of former names, which must be unique and no longer in use."""
    wrong, names, taken = [], {kind.key_of(thing) for thing in things}, set()
    for thing in (each for each in things if each.get("was")):
        before = kind.key_of(kind.as_it_was(thing))
        what = f"{at(where(kind.name, thing))}{kind.title(kind.key_of(thing))}: was: {kind.title(before)} is"
        wrong += [f"{what} declared too. Omit one of the two"] if before in names else []
        wrong += [f"{what} the earlier name of another object too"] if before in taken else []
        taken.add(before)
    return wrong


def completed(options: Object, thing: Object) -> Object | None:
    """Return the object as the validator would, if nothing needs conversion or refusal; otherwise None.

    This holds for nearly every object, and the validator takes ten times as long.
    """
    if any(name not in options or value is None for name, value in thing.items()):
        return None
    result: Object = {}
    for name, option in options.items():
        value = thing.get(name, option.get("default"))
        if value is not None:
            value = _right(option, option["type"], value)
        if value is None and (name in thing or "required" in option):
            return None
        if value is not None:
            result[name] = value
    return result


def _right(option: Object, type_: str, value: t.Any) -> t.Any:
    """Return a value of the right type, with its members completed; otherwise None."""
    expected: t.Any = _TYPES.get(type_, ())
    if not isinstance(value, expected) or (isinstance(value, bool) and type_ != "bool"):
        return None
    if type_ == "list":
        parts = [_right(option, option.get("elements", ""), part) for part in value]
        return None if None in parts else parts
    if "choices" in option and value not in option["choices"]:
        return None
    return completed(option["options"], value) if "options" in option else value


def _object(kind: Kind, options: Object, validator: ArgumentSpecValidator, thing: Object) -> tuple[Object, list[str]]:
    """Return one object and its faults."""
    messages = [f"unknown option {name}{meant(name, options)}" for name in thing if name not in options]
    nulls = [name for name in thing if name in options and thing[name] is None]
    messages += [f"{name} cannot be null" for name in nulls if name in kind.key or not _clearable(options[name])]
    faults = type_faults(options, thing)
    if faults:
        return {}, [*messages, *(fault for each in faults.values() for fault in each)]
    checked = validator.validate({name: thing[name] for name in thing if name in options})
    messages += checked.error_messages
    given = {name: given_only(value) for name, value in checked.validated_parameters.items() if value is not None}
    # Null clears a value. Options that are not given keep their value in the tenant, and are removed here.
    below = {option.name for option in kind.below}
    return {**given, **{name: [] if name in below else None for name in nulls}}, messages


def given_only(value: t.Any) -> t.Any:
    """Return nested options without those that are not given, which the validator of ansible-core sets to None."""
    if isinstance(value, dict):
        return {name: given_only(part) for name, part in value.items() if part is not None}
    return [given_only(part) for part in value] if isinstance(value, list) else value


def _clearable(argument: Object) -> bool:
    return argument["type"] in _CLEARABLE and not argument.get("choices")


def _title(kind: Kind, number: int, thing: t.Mapping[str, t.Any]) -> str:
    """Return the title of an object in messages: its position, and its name if it has one."""
    names = " ".join(thing[name] for name in kind.key if isinstance(thing.get(name), str))
    return f"{kind.name} {number}" + (f" ({names})" if names else "")


def meant(word: t.Any, words: t.Iterable[str]) -> str:
    """Return the end of a sentence about a wrong name: a suggestion, or all names."""
    close = difflib.get_close_matches(str(word), list(words), n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(sorted(words))}"


def require_patterns(kinds: t.Iterable[str], option: str, patterns: t.Iterable[str]) -> None:
    """Require that each pattern begins with an existing kind, since a typo would silently match nothing."""
    for pattern in patterns:
        name = pattern.split(" ", maxsplit=1)[0]
        if not any(fnmatch.fnmatchcase(kind, name) for kind in kinds):
            raise errors.ConfigurationError(f"{option}: there is no kind {name!r}{meant(name, kinds)}")
