# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of a ledger in PostgreSQL. Every connection brings them to the version of this release."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError

# One for each version, and never changed once released.
_MIGRATIONS = (
    """
    CREATE TABLE entries (
        part text NOT NULL,
        name text NOT NULL,
        entry jsonb NOT NULL,
        written timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (part, name)
    )
    """,
)
_VERSIONS = "CREATE TABLE IF NOT EXISTS versions (version integer PRIMARY KEY, applied timestamptz DEFAULT now())"


def migrate(connection: t.Any, schema: str, lock: int, label: str) -> None:
    """Apply the missing migrations in one transaction. `lock`: advisory lock for this, since many connect at once.

    The schema is on the connection's search path, and has only lower-case letters, digits and underscores.
    """
    if _version(connection, schema, label) == len(_MIGRATIONS):
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock,))
        # A role without the right to create a schema can use one that was created for it.
        if not connection.execute("SELECT to_regnamespace(%s) IS NOT NULL", (schema,)).fetchone()[0]:
            connection.execute(f"CREATE SCHEMA {schema}")
        connection.execute(_VERSIONS)
        for number in range(_version(connection, schema, label), len(_MIGRATIONS)):
            connection.execute(_MIGRATIONS[number])
            connection.execute("INSERT INTO versions (version) VALUES (%s)", (number + 1,))


def _version(connection: t.Any, schema: str, label: str) -> int:
    if not connection.execute("SELECT to_regclass(%s) IS NOT NULL", (f"{schema}.versions",)).fetchone()[0]:
        return 0
    found = int(connection.execute("SELECT coalesce(max(version), 0) FROM versions").fetchone()[0])
    if found > len(_MIGRATIONS):
        raise ConfigurationError(
            f"ledger {label}: its tables are of version {found}, and this release knows version {len(_MIGRATIONS)}. "
            "Update qlikfleet.cloud on this machine."
        )
    return found
