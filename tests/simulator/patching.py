# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes to a part of an object: JSON Patch, with or without the leading slash, or an object to lay over it."""

from __future__ import annotations

import copy
import typing as t

from answers import Refused
from world import Object


def patched(thing: Object, change: t.Any) -> Object:
    """A changed copy."""
    if isinstance(change, dict):
        return {**thing, **change}
    result = copy.deepcopy(thing)
    for operation in change:
        if operation["op"] != "remove" and "value" not in operation:
            raise Refused(400, "HTTP-400", f"{operation['op']} {operation['path']} needs a value")
        *way, last = operation["path"].strip("/").split("/")
        holder: t.Any = result
        for segment in way:
            holder = _below(holder, segment)
        _change(holder, last, operation)
    return result


def _below(holder: t.Any, segment: str) -> t.Any:
    try:
        return holder[int(segment)] if isinstance(holder, list) else holder.setdefault(segment, {})
    except (ValueError, IndexError):
        raise Refused(400, "HTTP-400", f"there is no {segment} to change") from None


def _change(holder: t.Any, last: str, operation: Object) -> None:
    if operation["op"] == "remove-value":
        gone = operation["value"] if isinstance(operation["value"], list) else [operation["value"]]
        holder[last] = [each for each in holder.get(last) or [] if not any(_meant(each, one) for one in gone)]
    elif isinstance(holder, list):
        if last != "-" and not (last.isdigit() and int(last) < len(holder)):
            raise Refused(400, "HTTP-400", f"there is no {last} to change")
        if operation["op"] == "add":
            holder.insert(len(holder) if last == "-" else int(last), operation["value"])
        elif operation["op"] == "remove":
            del holder[int(last)]
        else:
            holder[int(last)] = operation["value"]
    elif operation["op"] == "remove":
        holder.pop(last, None)
    else:
        holder[last] = operation["value"]


def _meant(thing: t.Any, reference: t.Any) -> bool:
    """Whether a reference, which may have fewer fields, is to this."""
    if isinstance(thing, dict) and isinstance(reference, dict):
        return any(thing.get(name) == value for name, value in reference.items())
    return bool(thing == reference)
