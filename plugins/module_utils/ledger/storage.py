# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of a ledger: named entries and locks, in a folder or in a PostgreSQL database."""

from __future__ import annotations

import contextlib
import typing as t

Entry = dict[str, t.Any]


class BusyError(Exception):
    """Another process holds the lock."""


class Held(t.Protocol):
    """A lock that was taken."""

    def is_held(self) -> bool:
        """Tell whether this process still has the lock. A database frees it when the connection breaks."""


class NotNeeded:
    """In place of a lock that nothing else can take, or that nothing is protected by."""

    def is_held(self) -> bool:
        return True


class Storage(t.Protocol):
    """Storage of one part of a ledger. Every error is a ConfigurationError with the tenant and the place."""

    @property
    def label(self) -> str:
        """Return the name of the place in messages, without a password."""

    def place_of(self, name: str) -> str:
        """Return the place of an entry for messages. Two names have the same place only if they have one entry."""

    def read(self, name: str) -> Entry:
        """Return an entry. An unknown name has an empty entry."""

    def items(self) -> list[tuple[str, Entry]]:
        """Return every entry with its name, by name."""

    def write(self, name: str, entry: Entry) -> None:
        """Write an entry, durable before it returns."""

    def delete(self, name: str) -> None:
        """Delete an entry durably. A missing one is no error."""

    def parts(self) -> list[str]:
        """Return the names of the parts below this one that have entries."""

    def lock(
        self, name: str, about: str = "", *, shared: bool = False, wait: bool = True
    ) -> contextlib.AbstractContextManager[Held]:
        """Take a lock, which the end of the process frees. It is exclusive between processes and threads.

        about: the tenant for messages. Without `wait`, raise BusyError if another one has the lock.
        """
