# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types of the values in a blueprint, since the validator of ansible-core converts silently, or reports Python types.

It would turn `name: NO` into `False` and `1.10` into `1.1`, and create objects that nobody wanted.
"""

from __future__ import annotations

import datetime
import typing as t

from ansible.module_utils.common.validation import check_type_bool, check_type_float, check_type_int

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_CHECKS: dict[str, t.Callable[[t.Any], t.Any]] = {
    "bool": check_type_bool,
    "int": check_type_int,
    "float": check_type_float,
}
WORDS = {
    "str": "a text",
    "path": "a path",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "list": "a list",
    "dict": "a dictionary",
}


def type_faults(options: Object, thing: Object) -> dict[str, list[str]]:
    """Return the type faults of an object, by option, including values at any depth."""
    found = {
        name: _faults(name, options[name], value)
        for name, value in thing.items()
        if name in options and value is not None
    }
    return {name: faults for name, faults in found.items() if faults}


def _faults(path: str, option: Object, value: t.Any) -> list[str]:
    if option["type"] != "list":
        return _faults_of_one(path, option, option["type"], value)
    if isinstance(value, dict):
        return [_must_be(path, "list", value)]
    # A single value stands for a list of one.
    parts = value if isinstance(value, (list, tuple)) else [value]
    return [
        fault
        for number, part in enumerate(parts, 1)
        for fault in _faults_of_one(f"{path} {number}", option, option.get("elements", "raw"), part)
    ]


def _faults_of_one(path: str, option: Object, type_: str, value: t.Any) -> list[str]:
    if not fits(type_, value):
        return [_must_be(path, type_, value)]
    if type_ != "dict" or "options" not in option or not isinstance(value, dict):
        return []
    parts = option["options"]
    return [
        fault
        for name, part in value.items()
        if name in parts and part is not None
        for fault in _faults(f"{path}: {name}", parts[name], part)
    ]


def fits(type_: str, value: t.Any) -> bool:
    """Return whether a value has a type, or is a text that can only mean this type."""
    if type_ in ("str", "path"):
        return not isinstance(value, (bool, int, float, datetime.date, list, tuple, dict, type(None)))
    if type_ == "dict":
        return isinstance(value, dict)
    if type_ not in _CHECKS:
        return True
    if value is None or (isinstance(value, bool) and type_ != "bool"):
        return False
    try:
        _CHECKS[type_](value)
    except (TypeError, ValueError):
        return False
    return True


def _must_be(path: str, type_: str, value: t.Any) -> str:
    # A value that may be a secret stays out of the message; its YAML type is enough.
    advice = "; put it in quotes" if type_ == "str" and not isinstance(value, (list, tuple, dict, type(None))) else ""
    return f"{path} must be {WORDS[type_]}, and is {described(value)}{advice}"


def described(value: t.Any) -> str:
    """Return the YAML type of a value, for messages."""
    if isinstance(value, bool):
        return "the boolean true" if value else "the boolean false"
    if value is None:
        return "null"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, datetime.date):
        return "a date"
    names = {dict: "a dictionary", list: "a list", tuple: "a list"}
    return next((word for each, word in names.items() if isinstance(value, each)), "a text")
