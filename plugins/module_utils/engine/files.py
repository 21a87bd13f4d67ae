# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open the files that a blueprint names, and build forms from them.

A folder is packed: the same files make the same archive, byte for byte, whoever packs them and when.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import typing as t
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.source import Where, at, nowhere
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import (
    Body,
    Part,
    Source,
    file_source,
    form_body,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Blueprint, Object

# Prefix of the content of a file, in an option of a module on a machine without the file.
_EMBEDDED = "data:application/octet-stream;name="
_BASE64 = ";base64,"
# The content is in memory several times on its way.
_MOST_EMBEDDED = 16 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class _Content:
    """The name of a file, and its bytes as often as they are read."""

    name: str
    source: Source


def is_embedded(given: t.Any) -> bool:
    """Tell whether an option has the content of a file instead of its path."""
    return str(given).startswith(_EMBEDDED)


def opened(kinds: dict[str, Kind], blueprint: Blueprint, where: Where = nowhere) -> Blueprint:
    """Return a blueprint with each file path replaced by the file. Report all unreadable files at once."""
    faults: list[str] = []
    result = dict(blueprint)
    for name, things in blueprint.items():
        if kinds[name].files:
            # The values in a file become part of the object before anything else is computed.
            result[name] = [_with_files(kinds[name], thing, where, faults) for thing in things]
    if faults:
        raise ConfigurationError(f"Nothing was changed: {'; '.join(faults)}.")
    return result


def _with_files(kind: Kind, thing: Object, where: Where, faults: list[str]) -> Object:
    """Return an object with its files, and add their faults to the list."""
    if thing.get("state") == "absent":
        return thing
    files, wrong = dict(thing), []
    for option in kind.files:
        if thing.get(option.name):
            try:
                files[option.name] = _opened(option, thing[option.name])
            except ConfigurationError as error:
                wrong.append(f"{option.name}: {error.message.rstrip('.')}")
    if not wrong:
        try:
            return kind.prepare(files)
        except ConfigurationError as error:
            wrong.append(error.message.rstrip("."))
    title = f"{at(where(kind.name, thing))}{kind.title(kind.key_of(thing))}"
    faults += [f"{title}: {each}" for each in wrong]
    return files


def _opened(option: Field, given: t.Any) -> LocalFile:
    content = _content(option, str(given))
    # Compute an MD5 only if Qlik returns one.
    digests = {"md5": hashlib.md5(usedforsecurity=False)} if option.stored and not option.vague else {}
    digests["sha256"] = hashlib.sha256()
    size = 0
    for chunk in content.source.open():
        size += len(chunk)
        for digest in digests.values():
            digest.update(chunk)
    facts, says = option.inspect(b"".join(content.source.open())) if option.inspect else ({}, {})
    facts = {**{name: digest.hexdigest() for name, digest in digests.items()}, "size": str(size), **facts}
    return LocalFile(content.name, size, facts, content.source.open, says)


def _content(option: Field, given: str) -> _Content:
    if is_embedded(given):
        name, _separator, text = given.removeprefix(_EMBEDDED).partition(_BASE64)
        return _in_memory(unquote(name), _decoded(text))
    path = Path(given).expanduser()
    if not path.is_dir():
        return _Content(path.name, file_source(path))
    if not option.packs:
        raise ConfigurationError(f"{path} is a folder.")
    return _in_memory(f"{path.resolve().name}.zip", packed(path))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ConfigurationError("the content of the file is not base64.") from None


def _in_memory(name: str, data: bytes) -> _Content:
    return _Content(name, Source(len(data), lambda start=0: iter((data[start:],))))


def embedded(option: Field, given: t.Any) -> str:
    """Return the content of a file or folder as a text, for a module on a machine that does not have it."""
    if is_embedded(given):
        return str(given)
    content = _content(option, str(given))
    if content.source.length > _MOST_EMBEDDED:
        raise ConfigurationError(
            f"{given} is larger than {_MOST_EMBEDDED >> 20} MiB, too large for a task that runs on another machine. "
            "Run the task on the controller, without delegate_to, become and async."
        )
    data = base64.b64encode(b"".join(content.source.open())).decode()
    return f"{_EMBEDDED}{quote(content.name)}{_BASE64}{data}"


def packed(folder: Path) -> bytes:
    """Return a folder as a zip archive, without hidden files. Nothing is compressed: that differs between versions."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as writer:
        for name in sorted(files):
            if not any(part.startswith(".") for part in name.split("/")):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.external_attr, entry.create_system = 0o644 << 16, 3
                writer.writestr(entry, files[name].read_bytes())
    return archive.getvalue()


def body_of(form: Object) -> Body:
    """Return a form for sending. Its files are read again each time."""
    return form_body({name: _part(value) for name, value in form.items()})


def file_body(file: LocalFile) -> Body:
    """Return a file as the whole body of a request."""
    return Body("application/octet-stream", (Source(file.size, file.open),))


def _part(value: t.Any) -> Part:
    if isinstance(value, LocalFile):
        return Part(value.name, Source(value.size, value.open), "application/octet-stream")
    if isinstance(value, str):
        return Part(None, value, "text/plain")
    return Part(None, json.dumps(value), "application/json")
