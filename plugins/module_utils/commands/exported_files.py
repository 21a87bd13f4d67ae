# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported blueprints as files: read those of tenants, and write those of layers with the files that they refer to."""

from __future__ import annotations

import hashlib
import typing as t
from dataclasses import dataclass, field
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.writing import as_yaml, from_yaml
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, replaced

NAME = "blueprint.yml"
# Ansible does not load files in a folder with this name as variables, and relative paths find it.
FILES = "blueprint.files"
_VARIABLE = "qlik_blueprint_"
_GROUP = "# What the tenants of the group "
# Lines by the line above them.
Comments = dict[str, list[str]]


@dataclass(frozen=True)
class _Stored:
    """A file beside a blueprint. Two are equal if their paths there and their contents are."""

    path: str
    digest: str
    at: Path = field(compare=False)


@dataclass
class Exported:
    """The export of one tenant. title: the first comment. lines: length of the file."""

    blueprint: Blueprint
    title: str
    comments: Comments
    lines: int


@dataclass
class Part:
    """The blueprint of one group or tenant. folder: relative to the folder of the fleet."""

    folder: str
    layer: str
    title: str
    comments: Comments
    blueprint: Blueprint
    text: str = ""
    stored: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        content = replaced(self.blueprint, self._written)
        lines = [self.title]
        for head, entries in self.comments.items():
            lines += ["", head, *entries]
        self.text = as_yaml({f"{_VARIABLE}{self.layer}": content} if content else {}, lines)

    def _written(self, leaf: t.Any) -> t.Any:
        if not isinstance(leaf, _Stored):
            return leaf
        self.stored[leaf.path] = leaf.at
        return leaf.path


class Written(t.NamedTuple):
    """A file that differs from its new content. An empty one does not exist or is removed."""

    path: Path
    before: str
    after: str
    source: Path | None = None

    @property
    def is_text(self) -> bool:
        return self.path.name == NAME


def read_export(path: Path) -> Exported:
    """Return what the export of one tenant has written."""
    text = _text(path)
    try:
        variables, lines = from_yaml(text)
    except errors.ConfigurationError as error:
        raise errors.ConfigurationError(f"exports: {path}: {error}.") from None
    title, comments, head = lines[0] if lines else "", Comments(), ""
    for line in lines[1:]:
        if line.startswith("  "):
            comments.setdefault(head, []).append(line)
        else:
            head = line or head
    blueprint = replaced(variables.get(f"{_VARIABLE}tenant") or {}, lambda leaf: _with_content(path.parent, leaf))
    return Exported(blueprint, title, comments, text.count("\n"))


def _with_content(folder: Path, leaf: t.Any) -> t.Any:
    if not (isinstance(leaf, str) and leaf.startswith(f"{FILES}/") and (folder / leaf).is_file()):
        return leaf
    return _Stored(str(leaf), _digest(folder / leaf), folder / leaf)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, ValueError) as error:
        raise errors.ConfigurationError(f"{path} cannot be read: {error}.") from None


def changes_in(dest: Path, parts: t.Iterable[Part], hosts: t.Iterable[str]) -> list[Written]:
    """Return the files to write or remove, so that the folder has these parts only."""
    texts = {dest / part.folder / NAME: part.text for part in parts}
    sources = {dest / part.folder / path: at for part in parts for path, at in part.stored.items()}
    groups = [path for path in dest.glob(f"group_vars/*/{NAME}") if _is_ours(path)]
    by_hand = [
        path for path in texts if path.parent.parent.name == "group_vars" and path.exists() and path not in groups
    ]
    if by_hand:
        raise errors.ConfigurationError(
            f"dest: {by_hand[0]} was not written by an export. Set another folder, then compare the files."
        )
    folders = [*(path.parent for path in groups), *(dest / "host_vars" / host for host in hosts)]
    old = {path for folder in folders for path in [folder / NAME, *folder.glob(f"{FILES}/**/*")] if path.is_file()}
    found = [Written(path, _text(path), text) for path, text in texts.items() if _text(path) != text]
    found += [Written(path, "", "", at) for path, at in sources.items() if not _is_same(path, at)]
    return found + [
        Written(path, _text(path) if path.name == NAME else "", "")
        for path in sorted(old - texts.keys() - sources.keys())
    ]


def _is_ours(path: Path) -> bool:
    return _text(path).startswith(f"---\n{_GROUP}")


def _is_same(path: Path, source: Path) -> bool:
    return path.is_file() and _digest(path) == _digest(source)


def write(files: t.Iterable[Written]) -> None:
    """Write and remove files."""
    for each in files:
        try:
            if not each.after and not each.source:
                each.path.unlink()
                continue
            each.path.parent.mkdir(parents=True, exist_ok=True)
            each.path.write_bytes(each.source.read_bytes() if each.source else each.after.encode())
        except OSError as error:
            raise errors.ConfigurationError(f"dest: {each.path} cannot be written: {error.strerror}.") from None
