# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A blueprint is built up in layers: objects merge by natural key, and a later layer overrides field by field."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Kind, Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reconcile import overlay
from ansible_collections.qlikfleet.cloud.plugins.module_utils.registry import KINDS

Layer = t.Mapping[str, t.Any]


def merge(layers: t.Iterable[Layer]) -> dict[str, list[Object]]:
    """All layers as one blueprint; the last one that names a value gives it."""
    merged: dict[str, dict[t.Any, Object]] = {}
    for layer in layers:
        for name, things in layer.items():
            objects = merged.setdefault(name, {})
            for thing in [things] if isinstance(things, dict) else things:
                _lay_over(objects, thing, KINDS.get(name))
    return {name: list(objects.values()) for name, objects in merged.items()}


def _lay_over(objects: dict[t.Any, Object], thing: Object, kind: Kind | None) -> None:
    key = _key(kind, thing) if kind else len(objects)
    below = objects.get(key, {})
    result = overlay(below, dict(thing))
    for option in kind.fields if kind else ():
        if option.children and below.get(option.name) and thing.get(option.name):
            children: dict[t.Any, Object] = {}
            for child in [*below[option.name], *thing[option.name]]:
                _lay_over(children, child, option.children)
            result[option.name] = list(children.values())
    objects[key] = result


def _key(kind: Kind, thing: Object) -> tuple[t.Any, ...]:
    """Natural key as written; an option that is left out has its default."""
    return tuple(thing.get(name, kind.field(name).default) for name in kind.key)
