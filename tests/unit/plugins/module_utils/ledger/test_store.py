# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger is private, whole, and of one process at a time."""

from __future__ import annotations

import multiprocessing
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger


def test_what_is_written_is_read(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with ledger.locked("acme-eu"):
        ledger.write("acme-eu", {"id": "1", "state": "active"})
    assert Ledger(tmp_path / "ledger").read("acme-eu") == {"id": "1", "state": "active"}
    assert ledger.read("birch-eu") == {}


def test_it_is_private_and_out_of_git(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with ledger.locked("acme-eu"):
        ledger.write("acme-eu", {"id": "1"})
    assert ledger.folder.stat().st_mode & 0o777 == 0o700
    assert (ledger.folder / "acme-eu.json").stat().st_mode & 0o777 == 0o600
    assert (ledger.folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize("name", ["../escape", "a/b", "sp ace"])
def test_a_name_does_not_leave_the_folder(tmp_path: Path, name: str) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with ledger.locked(name):
        ledger.write(name, {"id": "1"})
    assert ledger.read(name) == {"id": "1"}
    assert {path.parent for path in tmp_path.rglob("*.json")} == {ledger.folder}


def test_a_write_that_fails_leaves_the_old_entry(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with ledger.locked("acme-eu"):
        ledger.write("acme-eu", {"id": "1"})
        with pytest.raises(TypeError):
            ledger.write("acme-eu", t.cast(t.Any, {"id": object()}))
    assert ledger.read("acme-eu") == {"id": "1"}


def _count_up(folder: str) -> None:
    ledger = Ledger(folder)
    for _number in range(25):
        with ledger.locked("acme-eu"):
            entry = ledger.read("acme-eu")
            ledger.write("acme-eu", {"count": entry.get("count", 0) + 1})


def test_processes_wait_for_each_other(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(_count_up, [str(tmp_path / "ledger")] * 4)
    assert Ledger(tmp_path / "ledger").read("acme-eu") == {"count": 100}
