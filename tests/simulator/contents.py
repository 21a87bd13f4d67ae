# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contents of files as the state has them: small ones as base64, large ones as the path of a file of their own.

Those files end with the process, so a state that is loaded into another one lacks them.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import secrets
import tempfile
from pathlib import Path

_LARGEST_INLINE = 256 * 1024
_FILE = "file:"


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="qlik-simulator-contents-")


def kept(content: bytes) -> str:
    """The content as the state has it."""
    if len(content) <= _LARGEST_INLINE:
        return base64.b64encode(content).decode()
    return appended("", content)


def appended(place: str, content: bytes) -> str:
    """A file with more content; a new one if there is none."""
    path = Path(place.removeprefix(_FILE)) if place else Path(_folder().name) / secrets.token_hex(8)
    with path.open("ab") as file:
        file.write(content)
    return f"{_FILE}{path}"


def content_of(text: str) -> bytes:
    return Path(text.removeprefix(_FILE)).read_bytes() if text.startswith(_FILE) else base64.b64decode(text)


def size_of(text: str) -> int:
    return Path(text.removeprefix(_FILE)).stat().st_size if text.startswith(_FILE) else len(base64.b64decode(text))


def beginning_of(text: str) -> bytes:
    """As much as a small file has."""
    if not text.startswith(_FILE):
        return base64.b64decode(text)
    with Path(text.removeprefix(_FILE)).open("rb") as file:
        return file.read(_LARGEST_INLINE)


def digest_of(text: str) -> str:
    """What tells a content from others."""
    if not text.startswith(_FILE):
        return hashlib.sha256(base64.b64decode(text)).hexdigest()
    with Path(text.removeprefix(_FILE)).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
