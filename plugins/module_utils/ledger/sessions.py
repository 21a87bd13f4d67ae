# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions on a PostgreSQL server: one connection a thread, with the advisory locks that it holds.

Writes go through the connection that holds the locks. If it breaks, the server frees the locks, and nothing can be
written any more under a lock that another process may have by now.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import threading
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.address import Address
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.migrations import migrate
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import BusyError

# Defaults of libpq's options. A server that is silent for a minute is given up.
_CONNECTION = {
    "application_name": "qlikfleet.cloud",
    "client_encoding": "UTF8",
    "keepalives_count": "3",
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "target_session_attrs": "read-write",
    "tcp_user_timeout": "60000",
}
# Settings of the session, as far as the server has them: durable writes, and locks that no timeout frees or refuses.
# The server frees the locks of a machine that was switched off after two minutes.
_SETTINGS = {
    "idle_session_timeout": "0",
    "lock_timeout": "0",
    "statement_timeout": "0",
    "synchronous_commit": "on",
    "tcp_keepalives_count": "6",
    "tcp_keepalives_idle": "60",
    "tcp_keepalives_interval": "10",
}
_SET = """
    SELECT set_config(known.name, wanted.value, false)
    FROM jsonb_each_text(%s::jsonb) AS wanted (name, value) JOIN pg_settings AS known USING (name)
"""
_HELD = """
    SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND pid = pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_LOCAL = threading.local()


def session_of(address: Address, about: str = "") -> Session:
    """Return this thread's session, a new one if the connection broke while it held no lock."""
    known: dict[tuple[int, Address], Session] = _LOCAL.__dict__.setdefault("sessions", {})
    key = os.getpid(), address
    found = known.get(key)
    if found is None or not (found.locks or found.answers()):
        found = known[key] = Session(address, about)
    return found


class Session:
    """One connection. `locks` are the keys of the advisory locks that it should hold."""

    def __init__(self, address: Address, about: str) -> None:
        self._address, self.locks = address, list[int]()
        self._driver = _driver(address)
        with contextlib.ExitStack() as stack, self._reported(about, "cannot be used"):
            self._connection = self._connected()
            stack.callback(self._connection.close)
            self._connection.execute(_SET, (json.dumps({**_SETTINGS, "search_path": address.schema}),))
            migrate(self._connection, address.schema, key_of(address.schema, "migrations"), address.label)
            stack.pop_all()

    @property
    def is_lost(self) -> bool:
        return bool(self._connection.closed)

    def answers(self) -> bool:
        """Tell whether the server still answers, which may have restarted since the last statement."""
        with contextlib.suppress(self._driver.Error):
            return bool(self._connection.execute("SELECT 1").fetchone())
        return False

    def execute(self, about: str, query: str, values: t.Sequence[t.Any] = ()) -> t.Any:
        """Run a statement, and return its rows. `about`: tenant for messages."""
        with self._reported(about, "failed"):
            cursor = self._connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def write(self, about: str, query: str, values: t.Sequence[t.Any]) -> None:
        """Run a statement only while this session has all its locks."""
        if not self.holds(self.locks, about):
            raise self._went_away(about)
        self.execute(about, query, values)

    def holds(self, keys: t.Collection[int], about: str = "") -> bool:
        """Tell whether the server still knows the locks as this session's."""
        if not keys:
            return True
        return not self.is_lost and set(keys) <= {row[0] for row in self.execute(about, _HELD)}

    @contextlib.contextmanager
    def locked(self, key: int, about: str, *, shared: bool, wait: bool) -> t.Iterator[None]:
        """Hold an advisory lock."""
        kind = "_shared" if shared else ""
        if wait:
            self.execute(about, f"SELECT pg_advisory_lock{kind}(%s)", (key,))
        elif not self.execute(about, f"SELECT pg_try_advisory_lock{kind}(%s)", (key,))[0][0]:
            raise BusyError
        self.locks.append(key)
        try:
            yield
        finally:
            self.locks.remove(key)
            # A broken connection has no locks.
            with contextlib.suppress(ConfigurationError):
                self.execute(about, f"SELECT pg_advisory_unlock{kind}(%s)", (key,))

    def _connected(self) -> t.Any:
        given = self._driver.conninfo.conninfo_to_dict(self._address.url)
        waits = {} if "PGCONNECT_TIMEOUT" in os.environ else {"connect_timeout": "15"}
        return self._driver.connect(**{**_CONNECTION, **waits, **given}, autocommit=True, prepare_threshold=None)

    @contextlib.contextmanager
    def _reported(self, about: str, what: str) -> t.Iterator[None]:
        """Report an error of the driver with the tenant, the server and what to do, without a password."""
        try:
            yield
        except self._driver.Error as error:
            if self.locks and self.is_lost:
                raise self._went_away(about) from None
            reason = " ".join(str(error).split()) or type(error).__name__
            for secret in self._address.secrets:
                reason = reason.replace(secret, "********")
            raise ConfigurationError(
                f"{_for(about)}ledger {self._address.label} {what}: {reason.rstrip('.?')}. Nothing else was done. "
                "Check the server, the URL and libpq's variables (PGPASSFILE, PGPASSWORD, PGSERVICE), and run again."
            ) from None

    def _went_away(self, about: str) -> ConfigurationError:
        return ConfigurationError(
            f"{_for(about)}ledger {self._address.label}: the connection broke, or is pooled by transaction, and its "
            "locks are lost. The run stops here, since another one may begin. Run again once the server answers: the "
            "ledger has every step up to this one."
        )


def key_of(*parts: str) -> int:
    """Return the key of an advisory lock: 63 bits of a digest."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def _driver(address: Address) -> t.Any:
    try:
        import psycopg  # noqa: PLC0415
        import psycopg.conninfo  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError(
            f"ledger {address.label} needs the Python package psycopg, version 3: {error}. Install it for "
            f"{sys.executable}: pip install 'psycopg[binary]'."
        ) from None
    return psycopg


def _for(about: str) -> str:
    return f"{about}: " if about else ""
