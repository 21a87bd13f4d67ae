# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of lists, as in RFC 7644: `name co "x" and (status eq "active" or not (id eq "1"))`."""

from __future__ import annotations

import re
import typing as t

from answers import Refused

Object = dict[str, t.Any]
Test = t.Callable[[Object], bool]
_WORDS = re.compile(r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[()])|(?P<word>[^\s()"]+))')
_COMPARE: dict[str, t.Callable[[t.Any, t.Any], bool]] = {
    "ne": lambda found, given: found != given,
    "co": lambda found, given: str(given).lower() in str(found).lower(),
    "sw": lambda found, given: str(found).lower().startswith(str(given).lower()),
    "gt": lambda found, given: str(found) > str(given),
    "ge": lambda found, given: str(found) >= str(given),
    "lt": lambda found, given: str(found) < str(given),
    "le": lambda found, given: str(found) <= str(given),
}


def parse(text: str, attributes: t.Mapping[str, t.Iterable[str]]) -> Test:
    """The test that a filter is; `attributes` has the operators that each attribute may be compared with."""
    parser = _Parser(text, attributes)
    test = parser.either()
    if parser.words:
        raise _refused(f"{parser.words[0]!r} is not expected")
    return test


def _refused(why: str) -> Refused:
    return Refused(400, "HTTP-400", f"the filter is not valid: {why}")


class _Parser:
    """One filter, word by word."""

    def __init__(self, text: str, attributes: t.Mapping[str, t.Iterable[str]]) -> None:
        self.words = [found.group().strip() for found in _WORDS.finditer(text)]
        self._attributes = {name.lower(): (name, set(operators)) for name, operators in attributes.items()}

    def either(self) -> Test:
        tests = [self._both()]
        while self._is("or"):
            tests.append(self._both())
        tests = _joined(tests)
        return tests[0] if len(tests) == 1 else lambda thing: any(test(thing) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._is("and"):
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda thing: all(test(thing) for test in tests)

    def _one(self) -> Test:
        if self._is("not"):
            inner = self._one()
            return lambda thing: not inner(thing)
        if self._is("("):
            inner = self.either()
            if not self._is(")"):
                raise _refused("a bracket is not closed")
            return inner
        return self._comparison()

    def _comparison(self) -> Test:
        if len(self.words) < 3:
            raise _refused("a comparison is attribute, operator and value")
        attribute, operator, value = self.words[:3]
        del self.words[:3]
        name, operators = self._attributes.get(attribute.lower(), ("", set()))
        if operator.lower() not in operators:
            raise _refused(f"{attribute} {operator} is not supported")
        if operator.lower() == "eq":
            return _IsOneOf(name, frozenset({_value(value)}))
        compare, given = _COMPARE[operator.lower()], _value(value)
        negative = operator.lower() == "ne"
        found = _values(name.split("."))
        return lambda thing: (all if negative else any)(compare(each, given) for each in found(thing))

    def _is(self, word: str) -> bool:
        if not self.words or self.words[0].lower() != word:
            return False
        self.words.pop(0)
        return True


class _IsOneOf:
    """Comparisons of one attribute with several values, as quick as with one: a server would have an index."""

    def __init__(self, name: str, values: frozenset[t.Any]) -> None:
        self.name, self.values = name, values
        self._found = _values(name.split("."))

    def __call__(self, thing: Object) -> bool:
        return any(not isinstance(each, dict) and each in self.values for each in self._found(thing))


def _joined(tests: list[Test]) -> list[Test]:
    """Tests of which one must hold, those that compare one attribute as a single one."""
    values: dict[str, frozenset[t.Any]] = {}
    rest: list[Test] = []
    for test in tests:
        if isinstance(test, _IsOneOf):
            values[test.name] = values.get(test.name, frozenset()) | test.values
        else:
            rest.append(test)
    return [*(_IsOneOf(name, given) for name, given in values.items()), *rest]


def _value(word: str) -> t.Any:
    if word.startswith('"'):
        return re.sub(r"\\(.)", r"\1", word[1:-1])
    return {"true": True, "false": False, "null": None}.get(word.lower(), word)


def _values(path: list[str]) -> t.Callable[[Object], list[t.Any]]:
    """What an attribute is in an object; of a list, each of its elements."""

    def found(thing: t.Any) -> list[t.Any]:
        values = [thing]
        for name in path:
            values = [value.get(name) for value in values if isinstance(value, dict)]
            values = [each for value in values for each in (value if isinstance(value, list) else [value])]
        return values

    return found
