# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger is private, whole, and of one process at a time."""

from __future__ import annotations

import itertools
import multiprocessing
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.claims import require_unclaimed
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
    assert ledger.read(name)["id"] == "1"
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


@pytest.mark.parametrize("names", list(itertools.permutations(["z\u00e9 eu", "z\u00e8 eu", "z__eu"])))
def test_two_names_never_share_an_entry_whatever_came_first(tmp_path: Path, names: tuple[str, ...]) -> None:
    ledger = Ledger(tmp_path)
    for name in names:
        assert ledger.read(name) == {}
        ledger.write(name, {"id": name})
    assert {name: ledger.read(name)["id"] for name in names} == {name: name for name in names}


def test_a_host_that_is_named_like_another_host_s_file_is_refused(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.write("z\u00e9 eu", {"id": "1"})
    with pytest.raises(ConfigurationError, match="is the entry of host z\u00e9 eu"):
        ledger.read(ledger.path_of("z\u00e9 eu").stem)


def test_a_host_is_never_in_its_own_way(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.write("z\u00e9 eu", {"id": "1", "alias": "zed.eu.qlikcloud.com"})
    require_unclaimed(ledger, ["zed.eu.qlikcloud.com", "1"], "z\u00e9 eu")
    with pytest.raises(ConfigurationError, match="is the tenant of host z\u00e9 eu"):
        require_unclaimed(ledger, ["zed.eu.qlikcloud.com"], "other")


def test_folders_above_it_are_private_too(tmp_path: Path) -> None:
    Ledger(tmp_path / "fleet/.qlik-ledger/bots").write("acme", {})
    assert (tmp_path / "fleet/.qlik-ledger").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("act", ["read", "write", "lock"])
def test_trouble_with_a_file_names_tenant_file_and_reason(tmp_path: Path, act: str) -> None:
    file = tmp_path / "a file"
    file.write_text("not a folder", encoding="utf-8")
    ledger = Ledger(file)
    with pytest.raises(ConfigurationError) as raised:
        {
            "read": ledger.items,
            "write": lambda: ledger.write("acme", {}),
            "lock": lambda: ledger.locked("acme").__enter__(),
        }[act]()
    assert str(file) in raised.value.message
    assert ": File exists." in raised.value.message or "Not a directory" in raised.value.message
    assert act == "read" or raised.value.message.startswith("acme: ")


def test_an_entry_that_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "acme.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"acme: ledger .* is not JSON"):
        Ledger(tmp_path).read("acme")
