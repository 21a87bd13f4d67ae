# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fleet's own record of the tenant of each inventory host, and of operations in progress.

One private file for each tenant, written atomically and synced, locked while a tenant is worked on.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import private_files

Entry = dict[str, t.Any]
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
# No host has this name.
_CREATIONS, _ALIASES = ".creations.lock", ".aliases.lock"


class Ledger:
    """A folder of entries."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def read(self, name: str) -> Entry:
        """Return the entry of a tenant. An unknown tenant has an empty entry."""
        path = self.path_of(name)
        entry = self._entry(path, name)
        if entry.get("name", name) != name:
            raise ConfigurationError(f"{name}: ledger {path} is the entry of host {entry['name']}. Rename one of them.")
        return entry

    def entries(self) -> list[Entry]:
        """Return every entry, by name."""
        return [entry for _name, entry in self.items()]

    def items(self) -> list[tuple[str, Entry]]:
        """Return every entry with its name."""
        with _about("", self.folder):
            paths = sorted(self.folder.iterdir()) if self.folder.exists() else []
        entries = [(path.stem, self._entry(path, path.stem)) for path in paths if path.suffix == ".json"]
        return [(str(entry.get("name", stem)), entry) for stem, entry in entries]

    def _entry(self, path: Path, name: str) -> Entry:
        """Return the content of a file, which has its host if that cannot be the file's name."""
        with _about(name, self.folder):
            return t.cast(Entry, json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def path_of(self, name: str) -> Path:
        """Return the file of an entry."""
        return self.folder / f"{_file_name(name)}.json"

    def write(self, name: str, entry: Entry) -> None:
        """Write an entry, durable before it returns: a creation relies on it."""
        named = {**entry, "name": name} if _file_name(name) != name else entry
        with _about(name, self.folder):
            private_files.replace(self.path_of(name), json.dumps(named, indent=2, sort_keys=True))

    @contextlib.contextmanager
    def locked(self, name: str) -> t.Iterator[None]:
        """Lock a tenant for one process at a time."""
        with self._lock(f"{name}.lock", fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def creating(self) -> t.Iterator[None]:
        """Lock from the intent to the id. Any number of tenants can be created at a time."""
        with self._lock(_CREATIONS, fcntl.LOCK_SH):
            yield

    @contextlib.contextmanager
    def claiming(self) -> t.Iterator[None]:
        """Lock while an unclaimed tenant is searched and taken, so that it cannot be one that is being created."""
        with self._lock(_CREATIONS, fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def claiming_alias(self) -> t.Iterator[None]:
        """Lock while an alias is checked against other hosts and claimed for this one."""
        with self._lock(_ALIASES, fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def converging(self, name: str) -> t.Iterator[None]:
        """Lock a tenant for a converge. A second one does not wait, since its plan would be out of date."""
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
        with _about(name.partition(".")[0], self.folder):
            private_files.make_folder(self.folder)
            ignore = self.folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            descriptor = os.open(self.folder / _file_name(name), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, how)
            yield
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _about(name: str, folder: Path) -> t.Iterator[None]:
    """Report an error of a ledger file with the tenant, the file and the reason."""
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as error:
        file = error.filename or folder
        raise ConfigurationError(f"{name + ': ' if name else ''}ledger {file}: {error.strerror}.") from None
    except ValueError as error:
        raise ConfigurationError(f"{name}: ledger {folder}: the entry is not JSON ({error}). Restore it.") from None


def _file_name(name: str) -> str:
    """Return the name of a file; two names never share one."""
    safe = _UNSAFE.sub("_", name)
    return safe if safe == name else f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
