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
import tempfile
import typing as t
from pathlib import Path

Entry = dict[str, t.Any]


class Ledger:
    """A folder of entries."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def read(self, name: str) -> Entry:
        """What is known of a tenant; nothing is an empty entry."""
        path = self._path(name)
        return t.cast(Entry, json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def write(self, name: str, entry: Entry) -> None:
        """Durable before it returns: a creation relies on it."""
        text = json.dumps(entry, indent=2, sort_keys=True)
        descriptor, temporary = tempfile.mkstemp(dir=self.folder, prefix=".writing-")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(self._path(name))
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextlib.contextmanager
    def locked(self, name: str) -> t.Iterator[None]:
        """One process at a time works on a tenant."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        descriptor = os.open(self._path(name).with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _path(self, name: str) -> Path:
        return self.folder / f"{re.sub(r'[^A-Za-z0-9._-]', '_', name)}.json"
