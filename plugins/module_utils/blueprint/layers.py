# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A blueprint is built up in layers: objects merge by natural key, option by option, and a later layer wins.

Lists are sets, so those of several layers unite. To replace the values of earlier layers, a
layer gives `{override: ...}` with the whole value instead of a list or dictionary, or null for an empty one. To remove
an object, it gives `state: absent`.
"""

from __future__ import annotations

import json
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

Layer = t.Mapping[str, t.Any]
# For each kind its objects by natural key. Overrides stay marked, so merging in steps equals merging at once.
Kinds = t.Mapping[str, Kind]
Merged = dict[str, dict[t.Any, Object]]
_OVERRIDE = "override"


def merge(kinds: Kinds, layers: t.Iterable[Layer]) -> dict[str, list[Object]]:
    """Return all layers as one blueprint."""
    merged: Merged = {}
    for layer in layers:
        merged = lay_over(kinds, merged, indexed(kinds, layer))
    return {name: [_settled(thing) for thing in objects.values()] for name, objects in merged.items()}


def sources(
    kinds: Kinds, layers: t.Mapping[str, Layer], origin_of: t.Callable[[t.Any], str] = lambda _value: ""
) -> dict[tuple[str, t.Any, str], list[str]]:
    """Return for each kind, object and option the layers of its value, with file and line if they are known.

    origin_of: returns file and line of a value, or of its object.
    """
    found: dict[tuple[str, t.Any, str], list[str]] = {}
    for layer_name, layer in layers.items():
        for name, objects in indexed(kinds, layer).items():
            for key, thing in objects.items():
                for option, value in thing.items():
                    unites = isinstance(value, (list, dict)) and not _is_override(value)
                    below = found.get((name, key, option), []) if unites else []
                    place = origin_of(value) or origin_of(thing)
                    found[name, key, option] = [*below, f"{layer_name} ({place})" if place else layer_name]
    return found


def explained(
    kinds: Kinds, blueprint: t.Mapping[str, list[Object]], sources_of: t.Mapping[tuple[str, t.Any, str], list[str]]
) -> list[str]:
    """Return a merged blueprint as lines of YAML, each value with its layers."""
    lines: list[str] = []
    for name, things in blueprint.items():
        lines.append(f"{name}:")
        for number, thing in enumerate(things):
            key = key_of(kinds[name], thing) if name in kinds else number
            indent = "  - "
            for option, value in thing.items():
                lines.append(f"{indent}{option}: {json.dumps(value)}  # {', '.join(sources_of[name, key, option])}")
                indent = "    "
    return lines


def indexed(kinds: Kinds, layer: Layer) -> Merged:
    """Return one layer by natural keys. Duplicate objects are merged."""
    result: Merged = {}
    for name, things in layer.items():
        objects = result.setdefault(name, {})
        kind = kinds.get(name)
        for thing in things if isinstance(things, list) else [] if things is None else [things]:
            # Keep values that are not objects for the validation to refuse.
            key = key_of(kind, thing) if kind and isinstance(thing, dict) else len(objects)
            objects[key] = _object(kind, objects[key], thing) if key in objects else _marked(kind, thing)
    return result


def lay_over(kinds: Kinds, below: Merged, above: Merged) -> Merged:
    """Merge one layer, or several merged ones, over another."""
    result = {name: dict(objects) for name, objects in below.items()}
    for name, objects in above.items():
        here = result.setdefault(name, {})
        for key, thing in objects.items():
            here[key] = _object(kinds.get(name), here[key], thing) if key in here else thing
    return result


def key_of(kind: Kind, thing: t.Mapping[str, t.Any]) -> tuple[t.Any, ...]:
    """Return the natural key as written, with defaults for omitted options."""
    return tuple(_hashable(_part(kind.field(name), thing)) for name in kind.key)


def _part(option: Field, thing: t.Mapping[str, t.Any]) -> t.Any:
    value = thing.get(option.name, option.default)
    return option.missing if value is None else value


def _hashable(value: t.Any) -> t.Any:
    """Return a hashable part of a natural key. The validation refuses parts that are not texts, such as lists."""
    return value if value is None or isinstance(value, str) else repr(value)


def repeated(kinds: Kinds, layer: Layer) -> t.Iterator[tuple[str, str, t.Any]]:
    """Yield the duplicates of one layer: kind, title and the second declaration."""
    for name, things in layer.items():
        if name in kinds:
            yield from ((name, title, thing) for title, thing in _repeated(kinds[name], things))


def _repeated(kind: Kind, things: t.Any) -> t.Iterator[tuple[str, t.Any]]:
    keys: set[t.Any] = set()
    for thing in things if isinstance(things, list) else [things]:
        if not isinstance(thing, dict):
            continue
        key = key_of(kind, thing)
        if key in keys:
            yield kind.title(key), thing
        keys.add(key)
        for option in kind.below:
            for title, _child in _repeated(t.cast(Kind, option.children), _settled(thing.get(option.name))):
                yield f"{kind.title(key)}: {title}", thing


def _object(kind: Kind | None, below: Object, above: t.Any) -> t.Any:
    if not kind:
        return above
    result = dict(below)
    for name, value in _marked(kind, above).items():
        result[name] = _value(_options(kind.fields).get(name), below.get(name), value)
    return result


def _value(option: Field | None, below: t.Any, above: t.Any) -> t.Any:
    """Merge the values of one option, which are both marked."""
    if option is None or below is None or _is_override(above) or not isinstance(above, (list, dict)):
        return above
    if _is_override(below):
        return {_OVERRIDE: _value(option, below[_OVERRIDE], above)}
    if option.children and isinstance(below, list) and isinstance(above, list):
        return _children(option.children, [*below, *above])
    if isinstance(below, list) and isinstance(above, list):
        return [*below, *(value for value in above if value not in below)]
    if isinstance(below, dict) and isinstance(above, dict):
        parts = _options(option.options)
        return {**below, **{name: _value(parts.get(name), below.get(name), part) for name, part in above.items()}}
    return above


def _children(kind: Kind, things: list[Object]) -> list[Object]:
    found: dict[t.Any, Object] = {}
    for thing in things:
        # Keep values that are not objects for the validation to refuse.
        key = key_of(kind, thing) if isinstance(thing, dict) else len(found)
        found[key] = _object(kind, found[key], thing) if key in found else _marked(kind, thing)
    return list(found.values())


def _options(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {field.name: field for field in fields}


def _marked(kind: Kind | None, thing: t.Any) -> t.Any:
    """Mark a value. Null means an empty list or dictionary, regardless of earlier layers."""
    if not kind or not isinstance(thing, dict) or None not in thing.values():
        return thing
    empty: Object = {
        field.name: {_OVERRIDE: [] if field.type == "list" else {}} for field in kind.fields if _unites(field)
    }
    return {name: empty[name] if value is None and name in empty else value for name, value in thing.items()}


def _unites(field: Field) -> bool:
    return field.type in ("list", "dict")


def _is_override(value: t.Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and _OVERRIDE in value


def _settled(value: t.Any) -> t.Any:
    """Return a value without the marks."""
    if _is_override(value):
        return _settled(value[_OVERRIDE])
    if isinstance(value, dict):
        return {name: _settled(part) for name, part in value.items()}
    return [_settled(part) for part in value] if isinstance(value, list) else value
