# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as values of options: files to send, and the properties that Qlik reports."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Shown


class StoredFile(Shown):
    """A file at Qlik, with facts that identify its content, the best first. Not every answer has all of them."""

    def __init__(self, **facts: t.Any) -> None:
        self.facts = {name: str(value) for name, value in facts.items() if value}

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self.facts.items()) or "a file"


@dataclass(frozen=True)
class LocalFile(Shown):
    """A file to send. Plans show its name, size in bytes and digests, but not its content.

    facts: values that identify its content: `md5`, `sha256`, and values in the content itself.
    says: options that the content defines itself, such as the name in the manifest of a theme.
    open: opens it at a byte, by default the first one.
    """

    name: str
    size: int
    facts: dict[str, str]
    open: t.Callable[..., t.Iterator[bytes]] = field(repr=False, compare=False)
    says: Object = field(default_factory=dict)

    def __str__(self) -> str:
        digests = [f"{name} {self.facts[name]}" for name in ("md5", "sha256") if name in self.facts]
        return f"{self.name} ({', '.join([f'{self.size} bytes', *digests])})"

    @property
    def text(self) -> str:
        """Return the content as a text, without a byte order mark and with Unix line ends."""
        return as_text(b"".join(self.open()))

    def is_stored_as(self, stored: t.Any) -> bool:
        """Tell whether Qlik has this content. The first common fact decides; without one, they count as equal."""
        if not isinstance(stored, StoredFile):
            return False
        shared = [name for name in stored.facts if name in self.facts]
        return not shared or self.facts[shared[0]] == stored.facts[shared[0]]


def as_text(content: bytes) -> str:
    """Return the text in a file, without a byte order mark and with Unix line ends."""
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


class Form(dict[str, t.Any]):
    """The body of a request that is a form of several parts: files, texts, and values that are sent as JSON."""
