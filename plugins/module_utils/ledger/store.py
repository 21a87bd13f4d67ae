# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fleet's own record of the tenant of each inventory host, and of operations in progress.

One entry for each tenant, durable once written, and locked while a tenant is worked on. Parts of the ledger have other
entries: bots, region clients, digests of secrets, saved plans.
"""

from __future__ import annotations

import contextlib
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import address
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.folder import Folder
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.postgresql import Database
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import BusyError, Entry, Held, Storage

# No host has this name.
_CREATIONS, _ALIASES = ".creations.lock", ".aliases.lock"


def opened(place: str, part: str = "") -> Storage:
    """Return the storage of a part of the ledger: PostgreSQL for its URL, else a folder."""
    if address.is_server(place):
        return Database(address.parsed(place), part)
    return Folder(Path(place) / part)


class Ledger:
    """A part of the ledger: entries by name, and locks on them.

    place: a folder or the URL of a PostgreSQL database. part: by default the tenants.
    """

    def __init__(self, place: str | Path, part: str = "") -> None:
        self._storage = opened(str(place), part)

    @property
    def label(self) -> str:
        """Return the place for messages, without a password."""
        return self._storage.label

    def place_of(self, name: str) -> str:
        """Return the place of an entry for messages."""
        return self._storage.place_of(name)

    def read(self, name: str) -> Entry:
        """Return the entry of a tenant. An unknown tenant has an empty entry."""
        return self._storage.read(name)

    def entries(self) -> list[Entry]:
        """Return every entry, by name."""
        return [entry for _name, entry in self.items()]

    def items(self) -> list[tuple[str, Entry]]:
        """Return every entry with its name."""
        return self._storage.items()

    def write(self, name: str, entry: Entry) -> None:
        """Write an entry, durable before it returns: a creation relies on it."""
        self._storage.write(name, entry)

    def delete(self, name: str) -> None:
        """Delete an entry durably. A missing one is no error."""
        self._storage.delete(name)

    def parts(self) -> list[str]:
        """Return the names of the other parts that have entries."""
        return self._storage.parts()

    def locked(self, name: str) -> contextlib.AbstractContextManager[Held]:
        """Lock a tenant for one process at a time."""
        return self._storage.lock(f"{name}.lock", name)

    def creating(self) -> contextlib.AbstractContextManager[Held]:
        """Lock from the intent to the id. Any number of tenants can be created at a time."""
        return self._storage.lock(_CREATIONS, shared=True)

    def claiming(self) -> contextlib.AbstractContextManager[Held]:
        """Lock while an unclaimed tenant is searched and taken, so that it cannot be one that is being created."""
        return self._storage.lock(_CREATIONS)

    def claiming_alias(self) -> contextlib.AbstractContextManager[Held]:
        """Lock while an alias is checked against other hosts and claimed for this one."""
        return self._storage.lock(_ALIASES)

    @contextlib.contextmanager
    def converging(self, name: str) -> t.Iterator[Held]:
        """Lock a tenant for a converge. A second one does not wait, since its plan would be out of date."""
        with contextlib.ExitStack() as stack:
            try:
                held = stack.enter_context(self._storage.lock(f"{name}.converge.lock", name, wait=False))
            except BusyError:
                raise ConfigurationError(
                    f"{name}: another converge of this tenant is running. Wait for it to end, and run again."
                ) from None
            yield held
