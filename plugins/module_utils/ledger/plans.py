# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of saved plans: a file, or the ledger, which jobs on different machines share."""

from __future__ import annotations

import datetime
import json
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import private_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import Entry
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger

PREFIX = "ledger:"
_PART = "plans"
# Older plans in the ledger are removed when another one is written.
_KEPT = datetime.timedelta(days=90)


class PlanPlace(t.Protocol):
    """A place of one tenant's plan: {tenant, made, changes}."""

    @property
    def label(self) -> str: ...

    def read(self) -> Entry: ...

    def write(self, plan: Entry) -> None: ...


class PlanFile:
    """A private file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def label(self) -> str:
        return str(self._path)

    def read(self) -> Entry:
        try:
            return t.cast(Entry, json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"apply_plan: {self.label} cannot be read: {error}") from None

    def write(self, plan: Entry) -> None:
        private_files.replace(self._path, json.dumps(plan, indent=2) + "\n")


class PlanEntry:
    """An entry of the ledger."""

    def __init__(self, ledger_place: str, name: str) -> None:
        self._ledger, self._name = Ledger(ledger_place, _PART), name

    @property
    def label(self) -> str:
        return self._ledger.place_of(self._name)

    def read(self) -> Entry:
        found = self._ledger.read(self._name)
        if not found:
            raise ConfigurationError(f"apply_plan: {self.label} cannot be read: there is no such plan.")
        return found

    def write(self, plan: Entry) -> None:
        oldest = (datetime.datetime.now(datetime.UTC) - _KEPT).strftime("%Y-%m-%dT%H:%M:%SZ")
        for name, entry in self._ledger.items():
            if entry["made"] < oldest:
                self._ledger.delete(name)
        self._ledger.write(self._name, plan)


def in_ledger(given: str) -> bool:
    """Tell whether an option names a place in the ledger."""
    return given.startswith(PREFIX)


def file_of(given: str, name: str) -> PlanPlace:
    """Return the file, or in a folder the file of a host."""
    path = Path(given)
    return PlanFile(path / f"{name}.json" if given.endswith("/") or path.is_dir() else path)


def entry_of(ledger_place: str, given: str, name: str) -> PlanPlace:
    """Return the entry of a host. What follows the prefix is the name of the run that all hosts share."""
    run = given.removeprefix(PREFIX).strip("/")
    if not run:
        raise ConfigurationError(f"{given}: name the run after {PREFIX}, such as {PREFIX}nightly.")
    return PlanEntry(ledger_place, f"{run}/{name}")
