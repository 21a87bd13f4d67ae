# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of every kind, and other values of their options: what the examples of its declaration have."""

from __future__ import annotations

import base64
import copy
import io
import json
import re
import typing as t
import zipfile

import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind

Object = dict[str, t.Any]
# How files of a type begin, by which they are known.
_BEGINNINGS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "ico": b"\x00\x00\x01\x00",
    "qvf": b'simulated app\n{"script": "SET vServer=1;"}\n',
    "qvs": b"SET vServer=2;\n",
}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT")


def example_of(kind: Kind) -> Object:
    """The options of the first example, with files that exist."""
    return with_files(kind, _examples(kind)[0])


def examples_of(kind: Kind) -> list[Object]:
    """The options of all examples, with files that exist."""
    return [with_files(kind, each) for each in _examples(kind)]


def _examples(kind: Kind) -> list[Object]:
    name = f"qlikfleet.cloud.{kind.name}"
    return [copy.deepcopy(task[name]) for task in yaml.safe_load(kind.examples) if name in task]


def with_files(kind: Kind, thing: Object, text: str = "") -> Object:
    """An object with files that are its own. Another text makes other files."""
    names = [option.name for option in kind.files if option.name in thing]
    title = kind.text_of(kind.key_of(thing))
    paths = {name: next(each[name] for each in _examples(kind) if name in each) for name in names}
    files = {name: _file(paths[name], title, text) for name in names}
    return {**thing, **files}


def _file(path: str, title: str, text: str) -> str:
    """A file as its content is given in an option; an archive has a manifest with the name of the object."""
    content = _BEGINNINGS.get(path.rpartition(".")[2], b"") + text.encode()
    if path.endswith(".json"):
        content = json.dumps({"sample": text}).encode()
    if path.endswith(".zip"):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as writer:
            manifest = {"name": title, "type": "sample", "description": text}
            writer.writestr(f"{title.lower().replace(' ', '-')}.qext", json.dumps(manifest))
        content = archive.getvalue()
    name = path.rpartition("/")[2]
    return f"data:application/octet-stream;name={name};base64,{base64.b64encode(content).decode()}"


def another(kind: Kind, option: Field, wanted: Object) -> t.Any:
    """Another value that an example has, or one of the same sort; None where there is none."""
    value = wanted[option.name]
    if option in kind.files:
        return with_files(kind, wanted, "another")[option.name]
    others = _others(kind, option, value)
    return others[0] if others else _alike(option, value)


def _others(kind: Kind, option: Field, value: t.Any) -> list[t.Any]:
    """Other values of an option, of examples that change nothing else: they may be right with those changes alone."""
    first, *more = _examples(kind)
    same = [each for each in more if all(first.get(name) in (None, each[name]) for name in each if name != option.name)]
    values = [each.get(option.name) for each in same] if not option.children else []
    return [each for each in values if each not in (None, value)]


def _alike(option: Field, value: t.Any) -> t.Any:
    """Another value of the same sort."""
    if option.choices:
        return next((choice for choice in option.choices if choice != value), None)
    if isinstance(value, list) and not option.children:
        return value[:-1] if len(value) > 1 else None
    if option.reference or option.children or isinstance(value, dict):
        return None
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and _TIME.match(value):
        return f"{int(value[:4]) + 1}{value[4:]}"
    if isinstance(value, str):
        return f"{value} 2" if " " in value else f"{value}2"
    return None
