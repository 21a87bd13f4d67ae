# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patch, then compare: merge the wanted values over the found ones, and compare both in one form."""

from __future__ import annotations

import json
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Secret, laid_over


def changed(kind: Kind, before: Object, wanted: Object) -> Object:
    """Return the readable options that differ, with their wanted values."""
    after = {name: overlaid(kind.field(name), before[name], value) for name, value in wanted.items() if name in before}
    return {name: value for name, value in after.items() if not equal(kind.field(name), before[name], value)}


def equal(option: Field, one: t.Any, other: t.Any) -> bool:
    """Tell whether the found and the wanted value are the same."""
    if option.meets:
        return option.meets(one, other)
    if isinstance(other, LocalFile):
        return other.is_stored_as(one)
    return bool(canonical(option, one) == canonical(option, other))


def canonical(option: Field, value: t.Any) -> t.Any:
    """Return the form in which values are compared.

    A missing value counts as the value that Qlik means by it. Lists are sets unless the option is ordered. In a
    dictionary with declared members only those count; other dictionaries are compared as a whole.
    """
    value = value.reveal() if isinstance(value, Secret) else value
    if value is None:
        value = option.empty
    if isinstance(value, list):
        parts = [json.dumps(_canonical_part(option, part), sort_keys=True, default=str) for part in value]
        return parts if option.ordered else sorted(set(parts))
    return _canonical_part(option, value)


def _canonical_part(option: Field, value: t.Any) -> t.Any:
    if isinstance(value, dict) and option.options:
        return {each.name: canonical(each, value.get(each.name)) for each in option.options if each.is_readable}
    return option.same(value) if option.same and value is not None else value


def overlaid(option: Field, before: t.Any, wanted: t.Any) -> t.Any:
    """Return the wanted value merged over the found one. Members that are not given keep their value if they may."""
    if option.merges and before is not None and wanted is not None:
        return laid_over(before, wanted)
    if not option.options or option.meets or before is None or wanted is None:
        return wanted
    if isinstance(wanted, list):
        return [_overlaid_part(option, _counterpart(option, before, part), part) for part in wanted]
    return _overlaid_part(option, before, wanted)


def _overlaid_part(option: Field, before: Object, wanted: Object) -> Object:
    parts = {each.name: each for each in option.options}
    return {**before, **{name: overlaid(parts[name], before.get(name), part) for name, part in wanted.items()}}


def _counterpart(option: Field, before: list[Object], wanted: Object) -> Object:
    """Return the found dictionary that corresponds to a wanted one, or an empty one."""
    members = [each for each in option.options if each.is_readable and each.name in (option.match_by or wanted)]
    for part in before:
        if all(equal(each, part.get(each.name), wanted.get(each.name)) for each in members):
            return part
    return {}
