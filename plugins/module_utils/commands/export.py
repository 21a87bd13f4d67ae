# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export a live tenant to files: its blueprint, and the files that it refers to."""

from __future__ import annotations

import re
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import meant, plain
from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.writing import Variable, as_yaml
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.api import saved
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.exported_files import FILES, NAME
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.reader import read_all
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.request import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS, READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, replaced
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.describe import Description, File, Unknown, describe


def _run(context: Context) -> Object:
    dest, client = _dest(context), context.client()
    names = _wanted(plain(context.params["kinds"]))
    found = read_all(client, with_mentioned(names))
    description = describe(READABLE, found.lists, found.below, names)
    files: list[File] = []
    content = replaced(description.blueprint, lambda leaf: _as_written(leaf, files))
    text = as_yaml({"qlik_blueprint_tenant": content}, _comments(client, description))
    path = dest / NAME
    before = _read(path)
    if before != text and not context.check_mode:
        _write(path, text)
    downloaded = [_download(context, client, dest / _path(each), each) for each in files]
    result = {
        "changed": before != text or any(downloaded),
        "dest": str(path),
        "counts": {name: len(things) for name, things in description.blueprint.items()},
        "files": [str(dest / _path(each)) for each in files],
        "secrets": description.secrets,
        "left_out": description.left_out,
    }
    return result | ({"diff": {"before": before, "after": text}} if context.diff else {})


def _dest(context: Context) -> Path:
    if context.params["dest"]:
        return Path(context.params["dest"])
    if not context.run_folder:
        raise errors.ConfigurationError("dest: a module on another machine needs a folder.")
    return Path(context.run_folder) / "export" / context.name_in_files


def _wanted(names: list[str] | None) -> list[str]:
    """Return the kinds to export. Defaults to all."""
    wrong = [f"there is no kind {name!r}{meant(name, KINDS)}" for name in names or () if name not in KINDS]
    if wrong:
        raise errors.ConfigurationError(f"kinds: {'; '.join(wrong)}")
    return sorted(names or KINDS)


def with_mentioned(names: list[str]) -> dict[str, Kind]:
    """Return kinds with those that they refer to, which provide names."""
    found: dict[str, Kind] = {}
    more = set(names)
    while more:
        found |= {name: READABLE[name] for name in more}
        more = (set().union(*(READABLE[name].kinds_mentioned for name in more)) & READABLE.keys()) - found.keys()
    return found


def _as_written(leaf: t.Any, files: list[File]) -> t.Any:
    if isinstance(leaf, Unknown):
        return Variable(leaf.name)
    if isinstance(leaf, File):
        files.append(leaf)
        return _path(leaf)
    return leaf


def _path(file: File) -> str:
    name = re.sub(r"[^\w .-]", "_", file.name)
    return f"{FILES}/{file.kind}/{name}"


def _comments(client: Client, description: Description) -> list[str]:
    lines = [f"What {client.host} has."]
    if description.secrets:
        lines += ["", "Qlik does not answer secrets. Set these variables, best in a file that Ansible Vault encrypts:"]
        lines += [f"  {name}: {about['option']} of {about['object']}" for name, about in description.secrets.items()]
    if description.left_out:
        lines += ["", "Not here:"]
        lines += [f"  {each['object']}: {each['reason']}" for each in description.left_out]
    return lines


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, ValueError) as error:
        raise errors.ConfigurationError(f"dest: {path} cannot be read: {error}.") from None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise errors.ConfigurationError(f"dest: {path} cannot be written: {error.strerror}.") from None


def _download(context: Context, client: Client, path: Path, file: File) -> bool:
    """Download a file, and tell whether it has changed."""
    if not context.check_mode:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.parent.is_dir():
        return True
    return bool(saved(client, Request("GET", file.at), path, check=context.check_mode)["changed"])


EXPORT = Command(
    "export",
    {
        "dest": {"type": "path"},
        "kinds": {"type": "list", "elements": "str"},
    },
    _run,
)
