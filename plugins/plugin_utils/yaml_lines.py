# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of the values in a YAML file, and duplicate keys, of which a loader silently keeps the last one."""

from __future__ import annotations

import typing as t
from pathlib import Path

import yaml

Lines = dict[tuple[t.Any, ...], int]


def lines_of(path: str) -> tuple[Lines, list[str]]:
    """Return the line of each key of nested dictionaries, and the faults: duplicate keys."""
    root = yaml.compose(Path(path).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    lines: Lines = {}
    wrong: list[str] = []
    _visit(root, (), lines, wrong, path)
    return lines, wrong


def _visit(node: t.Any, path: tuple[t.Any, ...], lines: Lines, wrong: list[str], file: str) -> None:
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        here = (*path, _plain(key))
        line = key.start_mark.line + 1
        if here in lines:
            wrong.append(f"{file}:{line}: {key.value} stands twice, first in line {lines[here]}")
        lines[here] = line
        _visit(value, here, lines, wrong, file)


def _plain(key: yaml.Node) -> t.Any:
    """Return the key as the loader reads it: `no` is a boolean, `1` a number."""
    return yaml.SafeLoader("").construct_object(key) if isinstance(key, yaml.ScalarNode) else None
