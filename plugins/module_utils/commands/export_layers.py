# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the exports of many tenants as layers: common objects and options stand once, in the files of groups."""

from __future__ import annotations

import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.layers import merge
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.lifting import Lifted, lift, unordered
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import plain
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import LAYERS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.exported_files import (
    Comments,
    Exported,
    Part,
    changes_in,
    read_export,
    write,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# The group of the layer whose tenants are all of them, which no label creates.
_ALL = {"fleet": "all"}


class _Group(t.NamedTuple):
    name: str
    layer: str
    members: list[str]


def _run(context: Context) -> Object:
    params = plain(context.params)
    dest, exports = Path(params["dest"]), {host: read_export(Path(path)) for host, path in params["exports"].items()}
    _require_all(dest, exports)
    groups = _groups(params["layers"], params["groups"], sorted(exports))
    members = {group.name: group.members for group in groups}
    lifted = lift(KINDS, {host: exports[host].blueprint for host in sorted(exports)}, members)
    _require_exact(exports, groups, lifted)
    parts = _parts(exports, groups, lifted)
    files = changes_in(dest, parts, list(exports))
    if not context.check_mode:
        write(files)
    result: Object = {
        "changed": bool(files),
        "parts": [str(dest / part.folder / "blueprint.yml") for part in parts],
        "lines": {
            "exported": sum(each.lines for each in exports.values()),
            "written": sum(part.text.count("\n") for part in parts),
        },
        "warnings": [
            f"group_vars/{name} also applies to {', '.join(others)}, which this run did not export."
            for name in lifted.groups
            if (others := sorted(set(params["groups"].get(name, ())) - exports.keys()))
        ],
    }
    shown = [{"header": str(each.path), "before": each.before, "after": each.after} for each in files if each.is_text]
    return result | ({"diff": shown} if context.diff else {})


def _require_all(dest: Path, exports: t.Mapping[str, Exported]) -> None:
    """Refuse to write layers that change the blueprints of other tenants in the folder."""
    others = sorted({path.parent.name for path in dest.glob("host_vars/*/blueprint.yml")} - exports.keys())
    if others:
        raise errors.ConfigurationError(
            f"dest: {dest} also has {', '.join(others)}, which share the layers. Export these tenants in the same run, "
            "or set another folder."
        )


def _groups(layers: list[str], known: t.Mapping[str, list[str]], hosts: list[str]) -> list[_Group]:
    """Return the groups of the layers, the most general layer first. Ansible uses one group for each layer."""
    found: list[_Group] = []
    for layer in layers:
        names = [_ALL[layer]] if layer in _ALL else _outermost({n: set(known[n]) for n in known if _is_of(layer, n)})
        of_layer = [_Group(name, layer, [host for host in hosts if host in known.get(name, ())]) for name in names]
        for host in hosts:
            several = [group.name for group in of_layer if host in group.members]
            if len(several) > 1:
                raise errors.ConfigurationError(f"{host} is in several groups of {layer}: {', '.join(several)}.")
        found += [group for group in of_layer if len(group.members) > 1]
    return found


def _is_of(layer: str, group: str) -> bool:
    return group.startswith(f"{layer}_")


def _outermost(groups: dict[str, set[str]]) -> list[str]:
    """Leave out groups within others, such as those of the subscriptions of a region."""
    kept: list[str] = []
    for name in sorted(groups, key=lambda name: (-len(groups[name]), name)):
        if not any(groups[name] <= groups[other] for other in kept):
            kept.append(name)
    return sorted(kept)


def _require_exact(exports: t.Mapping[str, Exported], groups: list[_Group], lifted: Lifted) -> None:
    for host, exported in exports.items():
        layers = [lifted.groups.get(group.name, {}) for group in groups if host in group.members]
        merged = merge(KINDS, [*layers, lifted.tenants.get(host, {})])
        if unordered(KINDS, merged) != unordered(KINDS, merge(KINDS, [exported.blueprint])):
            raise errors.QlikError(f"{host}: its layers would not be its export. Nothing was written; report this.")


def _parts(exports: t.Mapping[str, Exported], groups: list[_Group], lifted: Lifted) -> list[Part]:
    """Return the files to write. A comment that holds for a whole group stands in its file only."""
    rest = {host: dict(exported.comments) for host, exported in exports.items()}
    parts: list[Part] = []
    for group in groups:
        common = _common([rest[host] for host in group.members])
        rest |= {host: _without(rest[host], common) for host in group.members}
        title = f"What the tenants of the group {group.name} have in common."
        if group.name in lifted.groups or common:
            parts.append(
                Part(f"group_vars/{group.name}", group.layer, title, common, lifted.groups.get(group.name, {}))
            )
    for host, exported in exports.items():
        if host in lifted.tenants or rest[host]:
            blueprint = lifted.tenants.get(host, {})
            parts.append(Part(f"host_vars/{host}", "tenant", exported.title, rest[host], blueprint))
    return parts


def _common(comments: list[Comments]) -> Comments:
    first, *others = comments
    shared = {
        head: [each for each in lines if all(each in other.get(head, ()) for other in others)]
        for head, lines in first.items()
    }
    return {head: lines for head, lines in shared.items() if lines}


def _without(comments: Comments, common: Comments) -> Comments:
    rest = {head: [each for each in lines if each not in common.get(head, ())] for head, lines in comments.items()}
    return {head: lines for head, lines in rest.items() if lines}


EXPORT_LAYERS = Command(
    "export_layers",
    {
        "exports": {"type": "dict", "required": True},
        "groups": {"type": "dict", "required": True},
        "layers": {"type": "list", "elements": "str", "default": list(LAYERS[:-1])},
        "dest": {"type": "path", "required": True},
    },
    _run,
    controller_only=True,
)
