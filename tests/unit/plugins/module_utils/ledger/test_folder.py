# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger in a folder is private, and names files in errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger


def test_it_is_private_and_out_of_git(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    ledger = Ledger(folder)
    with ledger.locked("acme-eu"):
        ledger.write("acme-eu", {"id": "1"})
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "acme-eu.json").stat().st_mode & 0o777 == 0o600
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize("name", ["../escape", "a/b", "sp ace"])
def test_a_name_does_not_leave_the_folder(tmp_path: Path, name: str) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with ledger.locked(name):
        ledger.write(name, {"id": "1"})
    assert ledger.read(name)["id"] == "1"
    assert {path.parent for path in tmp_path.rglob("*.json")} == {tmp_path / "ledger"}


def test_a_host_that_is_named_like_another_host_s_file_is_refused(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.write("z\u00e9 eu", {"id": "1"})
    with pytest.raises(ConfigurationError, match="is the entry of host z\u00e9 eu"):
        ledger.read(Path(ledger.place_of("z\u00e9 eu")).stem)


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
