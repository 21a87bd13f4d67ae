# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger in PostgreSQL: its tables, what it needs, and what a broken connection leaves."""

from __future__ import annotations

import os
import sys
import threading
import typing as t
from pathlib import Path

import psycopg
import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import sessions
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.address import parsed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from tests.postgresql import PASSWORD, USER, PostgreSQL


def _admin(database: PostgreSQL) -> psycopg.Connection[t.Any]:
    return psycopg.connect(parsed(database.url()).url, autocommit=True)


def _in_a_thread(*targets: t.Callable[[], object]) -> None:
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_tables_are_made_once_however_many_connect_at_once(database: PostgreSQL) -> None:
    place, together = database.url("at_once"), threading.Barrier(8)

    def write(number: int) -> None:
        together.wait()
        Ledger(place).write(f"acme-{number}", {"id": str(number)})

    _in_a_thread(*(lambda number=number: write(number) for number in range(8)))  # type: ignore[misc]
    assert len(Ledger(place).items()) == 8
    with _admin(database) as admin:
        assert admin.execute("SELECT version FROM at_once.versions").fetchall() == [(1,)]


def test_tables_of_a_newer_release_are_left_alone(database: PostgreSQL) -> None:
    place = database.url("newer")
    Ledger(place).write("acme", {})
    with _admin(database) as admin:
        admin.execute("INSERT INTO newer.versions VALUES (1000)")
    refused: list[str] = []

    def read() -> None:
        with pytest.raises(ConfigurationError) as raised:
            Ledger(place).read("acme")
        refused.append(raised.value.message)

    _in_a_thread(read)
    assert "version 1000, and this release knows version 1. Update qlikfleet.cloud" in refused[0]


def test_fleets_of_one_database_have_a_schema_each(database: PostgreSQL) -> None:
    one, other = database.url(), database.url()
    Ledger(one).write("acme", {"id": "1"})
    assert Ledger(other).read("acme") == {}
    held: list[bool] = []

    def converge() -> None:
        with Ledger(other).converging("acme") as lock:
            held.append(lock.is_held())

    with Ledger(one).converging("acme"):
        _in_a_thread(converge)
    assert held == [True]


def test_a_role_that_may_not_create_schemas_uses_one_that_was_made_for_it(database: PostgreSQL) -> None:
    with _admin(database) as admin:
        admin.execute("CREATE ROLE small LOGIN PASSWORD 'x'")
        admin.execute("CREATE SCHEMA made AUTHORIZATION small")
    place = f"postgresql://small:x@127.0.0.1:{database.port}/postgres?schema=made"
    Ledger(place).write("acme", {"id": "1"})
    assert Ledger(place).read("acme") == {"id": "1"}
    with pytest.raises(ConfigurationError, match=r"acme: ledger .* permission denied"):
        Ledger(place.replace("=made", "=other")).read("acme")


def test_writes_are_durable_whatever_the_role_s_default_is(database: PostgreSQL) -> None:
    with _admin(database) as admin:
        admin.execute("CREATE ROLE hasty SUPERUSER LOGIN PASSWORD 'x'")
        admin.execute("ALTER ROLE hasty SET synchronous_commit = off")
        admin.execute("ALTER ROLE hasty SET lock_timeout = 1")
    place = f"postgresql://hasty:x@127.0.0.1:{database.port}/postgres?schema=hasty"
    session = sessions.session_of(parsed(place))
    assert session.execute("", "SHOW synchronous_commit") == [("on",)]
    assert session.execute("", "SHOW lock_timeout") == [("0",)]


def test_passwords_come_from_libpq_s_environment(
    database: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = database.url(password=False)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    Ledger(place).write("acme", {"id": "1"})
    monkeypatch.delenv("PGPASSWORD")
    service = f"[fleet]\nhost=127.0.0.1\nport={database.port}\ndbname=postgres\nuser={USER}\n"
    for name, text in (("PGPASSFILE", f"*:*:*:{USER}:{PASSWORD}\n"), ("PGSERVICEFILE", service)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o600)
        monkeypatch.setenv(name, str(tmp_path / name))
    schema = place.rpartition("=")[2]
    read: list[t.Any] = []
    _in_a_thread(lambda: read.append(Ledger(f"postgresql:///?service=fleet&schema={schema}").read("acme")))
    assert read == [{"id": "1"}]


def test_what_was_written_survives_a_server_that_dies(database: PostgreSQL) -> None:
    place = database.url()
    ledger = Ledger(place)
    ledger.write("acme", {"id": "1"})
    try:
        database.stop()
        with pytest.raises(ConfigurationError) as raised:
            ledger.read("acme")
    finally:
        database.start()
    text = raised.value.message
    assert text.startswith(f"acme: ledger postgresql://127.0.0.1:{database.port}/postgres ")
    assert "run again" in text
    assert ledger.read("acme") == {"id": "1"}


def test_nothing_is_written_under_a_lock_that_was_lost(database: PostgreSQL) -> None:
    """The server answers again, and another process may have the lock by now."""
    ledger = Ledger(database.url())
    with ledger.locked("acme"):
        ledger.write("acme", {"intent": "1"})
        with _admin(database) as admin:
            admin.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'")
        with pytest.raises(ConfigurationError, match=r"acme: .* locks are lost.*Run again") as raised:
            ledger.write("acme", {"id": "1"})
        with pytest.raises(ConfigurationError):
            ledger.read("acme")
    assert PASSWORD not in raised.value.message
    assert ledger.read("acme") == {"intent": "1"}


def test_a_pool_that_gives_the_lock_to_another_session_is_noticed(database: PostgreSQL) -> None:
    """A pool by transaction answers, but its server session does not have the lock."""
    place = database.url()
    ledger = Ledger(place)
    with ledger.converging("acme") as lock:
        assert lock.is_held()
        sessions.session_of(parsed(place)).execute("", "SELECT pg_advisory_unlock_all()")
        assert not lock.is_held()
        with pytest.raises(ConfigurationError, match="pooled by transaction"):
            ledger.write("acme", {})


def test_a_read_only_server_is_refused(database: PostgreSQL) -> None:
    place = database.url()
    with pytest.raises(ConfigurationError, match="read-only"):
        Ledger(f"{place}&options=-c%20default_transaction_read_only%3Don").read("acme")


@pytest.mark.parametrize("wrong", ["password", "port", "database"])
def test_no_error_shows_the_password(database: PostgreSQL, wrong: str) -> None:
    place = {
        "password": database.url().replace("canary%20of", "canary%20in"),
        "port": database.url().replace(f":{database.port}/", ":1/"),
        "database": database.url().replace("/postgres?", "/missing?"),
    }[wrong]
    with pytest.raises(ConfigurationError) as raised:
        Ledger(place).read("acme")
    assert raised.value.message.startswith("acme: ledger postgresql://127.0.0.1:")
    assert "canary" not in f"{raised.value.message} {Ledger(place).label} {parsed(place)!r}"


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ConfigurationError, match=r"db/qlik needs the Python package psycopg.*pip install 'psycopg\[b"):
        Ledger("postgresql://db/qlik?connect_timeout=1").read(f"acme-{os.getpid()}")
