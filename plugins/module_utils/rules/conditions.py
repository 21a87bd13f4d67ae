# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions of rules: a small set of tests on the options of an object, as data. Nothing is evaluated as code."""

from __future__ import annotations

import datetime
import fnmatch
import re
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

Condition = t.Mapping[str, t.Any]
# A test of a value, given what it is compared with and the time of the check.
_Test = t.Callable[[t.Any, t.Any, datetime.datetime], bool]


def holds(condition: Condition, thing: Object, now: datetime.datetime) -> bool:
    """Return whether an object passes the tests of all options. An option without a value is null."""
    return all(passes(thing.get(name), test, now) for name, test in condition.items())


def passes(value: t.Any, test: t.Any, now: datetime.datetime) -> bool:
    """Return whether a value passes a test.

    test: a dictionary of named tests, which must all pass; a list, of which one must; or a plain value. That is a
    pattern for a text, and one of the members of a list.
    """
    if isinstance(test, dict):
        return all(_TESTS[name](value, operand, now) for name, operand in test.items())
    if isinstance(test, list):
        return any(passes(value, each, now) for each in test)
    if isinstance(value, list):
        return any(passes(each, test, now) for each in value)
    if isinstance(value, str) and isinstance(test, str):
        return value == test or fnmatch.fnmatchcase(value, test)
    return type(value) is type(test) and bool(value == test)


def faults(test: t.Any, place: str) -> t.Iterator[str]:
    """Yield what is wrong with a test."""
    for name, operand in test.items() if isinstance(test, dict) else ():
        if name not in _TESTS:
            yield f"{place}: there is no test {name!r}; the tests are {', '.join(sorted(_TESTS))}"
        elif name in ("not", "all", "any"):
            yield from faults(operand, f"{place}: {name}")
        elif name == "has" and not isinstance(operand, dict):
            yield f"{place}: has needs a dictionary of options"
        elif name == "has":
            for option, each in operand.items():
                yield from faults(each, f"{place}: {option}")
        elif name in _NUMBERS and (isinstance(operand, bool) or not isinstance(operand, int)):
            yield f"{place}: {name} needs a number"
        elif name == "matches":
            yield from _pattern_faults(operand, place)


def _pattern_faults(pattern: t.Any, place: str) -> t.Iterator[str]:
    try:
        re.compile(pattern)
    except (re.error, TypeError) as error:
        yield f"{place}: matches needs a regular expression: {error}"


def moment(value: t.Any) -> datetime.datetime | None:
    """Return the time in a value, or None if it has none. A time without an offset is in UTC."""
    try:
        found = datetime.datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _within_days(value: t.Any, days: int, now: datetime.datetime) -> bool:
    """Return whether a time, or each time of a list, is at most some days ago."""
    if isinstance(value, list):
        return all(_within_days(each, days, now) for each in value)
    found = moment(value)
    return found is not None and now - found <= datetime.timedelta(days=days)


def _contains(value: t.Any, part: t.Any, _now: datetime.datetime) -> bool:
    if isinstance(value, list):
        return any(_contains(each, part, _now) for each in value)
    return isinstance(value, str) and str(part) in value


def _matches(value: t.Any, pattern: str, _now: datetime.datetime) -> bool:
    if isinstance(value, list):
        return any(_matches(each, pattern, _now) for each in value)
    return isinstance(value, str) and bool(re.search(pattern, value))


def _size(value: t.Any) -> int:
    return value if isinstance(value, int) else len(value) if isinstance(value, (list, dict, str)) else 0


_TESTS: dict[str, _Test] = {
    "is": lambda value, wanted, _now: type(value) is type(wanted) and bool(value == wanted),
    "set": lambda value, wanted, _now: (value not in (None, "", [], {})) is bool(wanted),
    "contains": _contains,
    "matches": _matches,
    "at_least": lambda value, number, _now: _size(value) >= number,
    "at_most": lambda value, number, _now: _size(value) <= number,
    "within_days": _within_days,
    "not": lambda value, test, now: not passes(value, test, now),
    "all": lambda value, test, now: all(passes(each, test, now) for each in value or ()),
    "any": lambda value, test, now: any(passes(each, test, now) for each in value or ()),
    "has": lambda value, condition, now: isinstance(value, dict) and holds(condition, value, now),
}
_NUMBERS = ("at_least", "at_most", "within_days")
