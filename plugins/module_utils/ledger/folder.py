# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage in a folder: one private file for each entry, written atomically and synced."""

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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import BusyError, Entry, NotNeeded

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class Folder:
    """A folder of entries."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def label(self) -> str:
        return str(self.folder)

    def place_of(self, name: str) -> str:
        return str(self._path_of(name))

    def read(self, name: str) -> Entry:
        path = self._path_of(name)
        entry = self._entry(path, name)
        if entry.get("name", name) != name:
            raise ConfigurationError(f"{name}: ledger {path} is the entry of host {entry['name']}. Rename one of them.")
        return entry

    def items(self) -> list[tuple[str, Entry]]:
        with _about("", self.folder):
            paths = sorted(self.folder.iterdir()) if self.folder.exists() else []
        entries = [(path.stem, self._entry(path, path.stem)) for path in paths if path.suffix == ".json"]
        return [(str(entry.get("name", stem)), entry) for stem, entry in entries]

    def write(self, name: str, entry: Entry) -> None:
        named = {**entry, "name": name} if _file_name(name) != name else entry
        with _about(name, self.folder):
            private_files.replace(self._path_of(name), json.dumps(named, indent=2, sort_keys=True))

    def delete(self, name: str) -> None:
        with _about(name, self.folder):
            private_files.remove(self._path_of(name))

    def parts(self) -> list[str]:
        with _about("", self.folder):
            below = sorted(self.folder.iterdir()) if self.folder.exists() else []
        return [path.name for path in below if path.is_dir() and any(path.glob("*.json"))]

    @contextlib.contextmanager
    def lock(self, name: str, about: str = "", *, shared: bool = False, wait: bool = True) -> t.Iterator[NotNeeded]:
        with _about(about, self.folder):
            private_files.make_folder(self.folder)
            ignore = self.folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            descriptor = os.open(self.folder / _file_name(name), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with _about(about, self.folder):
                _flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
            # Only this process can give it back.
            yield NotNeeded()
        finally:
            os.close(descriptor)

    def _entry(self, path: Path, name: str) -> Entry:
        """Return the content of a file, which has its host if that cannot be the file's name."""
        with _about(name, self.folder):
            return t.cast(Entry, json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def _path_of(self, name: str) -> Path:
        return self.folder / f"{_file_name(name)}.json"


def _flock(descriptor: int, how: int) -> None:
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        raise BusyError from None


@contextlib.contextmanager
def _about(name: str, folder: Path) -> t.Iterator[None]:
    """Report an error of a ledger file with the tenant, the file and the reason."""
    try:
        yield
    except OSError as error:
        file = error.filename or folder
        raise ConfigurationError(f"{name + ': ' if name else ''}ledger {file}: {error.strerror}.") from None
    except ValueError as error:
        raise ConfigurationError(f"{name}: ledger {folder}: the entry is not JSON ({error}). Restore it.") from None


def _file_name(name: str) -> str:
    """Return the name of a file; two names never share one."""
    safe = _UNSAFE.sub("_", name)
    return safe if safe == name else f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
