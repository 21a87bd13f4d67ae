# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fleet's own record of which inventory host is which tenant, and of what is being done to it.

One private file for each tenant, written atomically and synced, locked while a tenant is worked on.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import private_files

Entry = dict[str, t.Any]
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
# No host is named so.
_CREATIONS = ".creations.lock"


class Ledger:
    """A folder of entries."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def read(self, name: str) -> Entry:
        """What is known of a tenant; nothing is an empty entry."""
        path = self.path_of(name)
        return t.cast(Entry, json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def entries(self) -> list[Entry]:
        """Return every entry, by name."""
        return [entry for _name, entry in self.items()]

    def items(self) -> list[tuple[str, Entry]]:
        """Return every entry with the name of its file, which is the host's, as far as a file can have it."""
        paths = sorted(self.folder.iterdir()) if self.folder.exists() else []
        return [(path.stem, self.read(path.stem)) for path in paths if path.suffix == ".json"]

    def path_of(self, name: str) -> Path:
        """Return the file of an entry."""
        return self.folder / _file_name(f"{name}.json")

    def write(self, name: str, entry: Entry) -> None:
        """Durable before it returns: a creation relies on it."""
        private_files.replace(self.path_of(name), json.dumps(entry, indent=2, sort_keys=True))

    @contextlib.contextmanager
    def locked(self, name: str) -> t.Iterator[None]:
        """One process at a time works on a tenant."""
        with self._lock(f"{name}.lock", fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def creating(self) -> t.Iterator[None]:
        """From the intent to the id. Any number of tenants are created at a time."""
        with self._lock(_CREATIONS, fcntl.LOCK_SH):
            yield

    @contextlib.contextmanager
    def claiming(self) -> t.Iterator[None]:
        """While a tenant that is nobody's is looked for and taken: none that is being created can be meant."""
        with self._lock(_CREATIONS, fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def converging(self, name: str) -> t.Iterator[None]:
        """A second converge of a tenant does not wait: by then its plan would be of the past."""
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(self._lock(f"{name}.converge.lock", fcntl.LOCK_EX | fcntl.LOCK_NB))
            except BlockingIOError:
                raise ConfigurationError(
                    f"{name}: another converge of this tenant is running. Wait for it to end, and run again."
                ) from None
            yield

    @contextlib.contextmanager
    def _lock(self, name: str, how: int) -> t.Iterator[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        descriptor = os.open(self.folder / _file_name(name), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, how)
            yield
        finally:
            os.close(descriptor)


def _file_name(name: str) -> str:
    return _UNSAFE.sub("_", name)
