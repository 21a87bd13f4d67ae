# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage in a PostgreSQL database, for machines that share no disk."""

from __future__ import annotations

import contextlib
import json
import typing as t
from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.address import Address
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.sessions import Session, key_of, session_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import Entry

_WRITE = """
    INSERT INTO entries (part, name, entry) VALUES (%s, %s, %s::jsonb)
    ON CONFLICT (part, name) DO UPDATE SET entry = excluded.entry, written = now()
"""


@dataclass(frozen=True)
class AdvisoryLock:
    """An advisory lock of a session, which the server frees with the connection."""

    session: Session
    key: int

    def is_held(self) -> bool:
        with contextlib.suppress(ConfigurationError):
            return self.session.holds([self.key])
        return False


class Database:
    """The rows of one part of the ledger."""

    def __init__(self, address: Address, part: str) -> None:
        self._address, self._part = address, part

    @property
    def label(self) -> str:
        return self._address.label

    def place_of(self, name: str) -> str:
        return f"{self.label}, entry {name}"

    def read(self, name: str) -> Entry:
        rows = self._session(name).execute(
            name, "SELECT entry FROM entries WHERE part = %s AND name = %s", (self._part, str(name))
        )
        return t.cast(Entry, rows[0][0]) if rows else {}

    def items(self) -> list[tuple[str, Entry]]:
        query = 'SELECT name, entry FROM entries WHERE part = %s ORDER BY name COLLATE "C"'
        rows = self._session().execute("", query, (self._part,))
        return [(str(row[0]), t.cast(Entry, row[1])) for row in rows]

    def write(self, name: str, entry: Entry) -> None:
        self._session(name).write(name, _WRITE, (self._part, str(name), json.dumps(entry)))

    def delete(self, name: str) -> None:
        self._session(name).write(name, "DELETE FROM entries WHERE part = %s AND name = %s", (self._part, str(name)))

    def parts(self) -> list[str]:
        rows = self._session().execute("", "SELECT DISTINCT part FROM entries WHERE part <> '' ORDER BY part")
        return [row[0] for row in rows]

    @contextlib.contextmanager
    def lock(self, name: str, about: str = "", *, shared: bool = False, wait: bool = True) -> t.Iterator[AdvisoryLock]:
        session, key = self._session(about), key_of(self._address.schema, self._part, str(name))
        with session.locked(key, about, shared=shared, wait=wait):
            yield AdvisoryLock(session, key)

    def _session(self, about: str = "") -> Session:
        return session_of(self._address, about)
