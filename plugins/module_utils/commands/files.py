# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locate the files that options name, and bring their content to a module on another machine."""

from __future__ import annotations

import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.files import embedded, is_embedded
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

Change = t.Callable[[Field, t.Any], str]


def located(context: Context, blueprint: t.Any) -> t.Any:
    """Return a layer or blueprint with full paths of all files.

    A relative path is relative to the file that has it, else to the fleet file, else searched by Ansible. Malformed
    values are left for the validation to refuse.
    """
    return _changed(blueprint, lambda _option, given: _full(context, given))


def shipped(blueprint: Object) -> Object:
    """Return a blueprint with the content of each file instead of its path, for a machine without the files."""
    return t.cast(Object, _changed(blueprint, embedded))


def located_of(context: Context, kind: Kind, thing: Object) -> Object:
    """Return one object with full paths."""
    return t.cast(Object, _object(kind, thing, lambda _option, given: _full(context, given)))


def _full(context: Context, given: t.Any) -> str:
    path = Path(str(given)).expanduser()
    if path.is_absolute() or is_embedded(given):
        return str(given)
    place = context.origin_of(given)
    file, _colon, line = place.rpartition(":")
    named_by = Path(file if line.isdigit() else place).parent if place else None
    fleet = Path(context.fleet_folder) if context.fleet_folder else None
    found = next((folder / path for folder in (named_by, fleet) if folder and (folder / path).exists()), None)
    return str(found) if found else context.find_file(str(path))


def _changed(blueprint: t.Any, change: Change) -> t.Any:
    if not isinstance(blueprint, dict):
        return blueprint
    concerned = {name: things for name, things in blueprint.items() if name in KINDS and KINDS[name].files}
    return {**blueprint, **{name: _objects(KINDS[name], things, change) for name, things in concerned.items()}}


def _objects(kind: Kind, things: t.Any, change: Change) -> t.Any:
    if isinstance(things, list):
        return [_object(kind, thing, change) for thing in things]
    return _object(kind, things, change)


def _object(kind: Kind, thing: t.Any, change: Change) -> t.Any:
    if not isinstance(thing, dict) or thing.get("state") == "absent":
        return thing
    files = {option.name: option for option in kind.files if thing.get(option.name)}
    return {**thing, **{name: change(option, thing[name]) for name, option in files.items()}}
