# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request bodies: their type, their length, and their bytes each time that the request is sent."""

from __future__ import annotations

import json
import secrets
import typing as t
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors

_CHUNK = 256 * 1024


# Opens content at the byte that is given, the first one by default.
Open: t.TypeAlias = "t.Callable[..., t.Iterator[bytes]]"


class Source(t.NamedTuple):
    """Content that is not kept in memory."""

    length: int
    open: Open


@dataclass(frozen=True)
class Body:
    """Pieces that are sent one after the other."""

    content_type: str
    pieces: tuple[bytes | Source, ...]

    @property
    def length(self) -> int:
        return sum(piece.length if isinstance(piece, Source) else len(piece) for piece in self.pieces)

    @property
    def is_streamed(self) -> bool:
        return any(isinstance(piece, Source) for piece in self.pieces)

    def chunks(self) -> t.Iterator[bytes]:
        """Return the content from its beginning, in chunks."""
        for piece in self.pieces:
            if isinstance(piece, Source):
                yield from piece.open()
            else:
                yield piece

    def whole(self) -> bytes:
        return b"".join(self.chunks())


class Part(t.NamedTuple):
    """One part of a form. Only a file has a name."""

    file_name: str | None
    content: bytes | str | Source
    type: str


def json_body(data: t.Any) -> Body:
    return Body("application/json", (json.dumps(data).encode(),))


def file_source(path: str | Path) -> Source:
    """Return the content of a file, which is read while it is sent."""
    file = Path(path)
    try:
        length = file.stat().st_size
        file.open("rb").close()
    except OSError as error:
        raise errors.ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None

    def chunks(start: int = 0) -> t.Iterator[bytes]:
        left = length - start
        with file.open("rb") as content:
            content.seek(start)
            while left and (chunk := content.read(min(left, _CHUNK))):
                left -= len(chunk)
                yield chunk
        if left:
            raise errors.ConfigurationError(f"{path} became shorter while it was sent.")

    return Source(length, chunks)


def part_of(content: Open, start: int, length: int) -> Source:
    """Return so many bytes of content, from the one that is given."""

    def chunks() -> t.Iterator[bytes]:
        left = length
        for chunk in content(start):
            yield chunk[:left]
            left -= len(chunk)
            if left <= 0:
                return

    return Source(length, chunks)


def file_body(path: str | Path) -> Body:
    return Body("application/octet-stream", (file_source(path),))


def form_body(parts: dict[str, Part]) -> Body:
    """Return a form as browsers send it (multipart/form-data)."""
    boundary = secrets.token_hex(16)
    pieces: list[bytes | Source] = []
    for name, part in parts.items():
        file_name = f'; filename="{_quoted(part.file_name)}"' if part.file_name is not None else ""
        head = f'Content-Disposition: form-data; name="{_quoted(name)}"{file_name}\r\nContent-Type: {part.type}'
        content = part.content.encode() if isinstance(part.content, str) else part.content
        pieces += [f"--{boundary}\r\n{head}\r\n\r\n".encode(), content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return Body(f"multipart/form-data; boundary={boundary}", tuple(pieces))


def _quoted(name: str) -> str:
    """Return a name as HTML 5 wants it in a form."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
