# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that were sent are told from others, and are not in the ledger."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Secret

CANARY = "canary-in-the-ledger"


def test_a_secret_is_known_once_it_was_sent(tmp_path: Path) -> None:
    digests = SecretDigests(str(tmp_path), "acme-eu")
    values = {"password": Secret(CANARY), "headers": Secret([{"name": "X", "value": CANARY}])}
    assert not digests.is_known("webhook A", "password", values["password"])
    digests.remember("webhook A", values)
    again = SecretDigests(str(tmp_path), "acme-eu")
    assert all(again.is_known("webhook A", option, value) for option, value in values.items())
    others = [("webhook A", "password", Secret("other")), ("webhook B", "password", values["password"])]
    assert not any(again.is_known(*other) for other in others)
    assert not SecretDigests(str(tmp_path), "birch-eu").is_known("webhook A", "password", values["password"])


def test_the_file_has_neither_secret_nor_equal_digests(tmp_path: Path) -> None:
    digests = SecretDigests(str(tmp_path), "acme-eu")
    digests.remember("webhook A", {"one": Secret(CANARY), "two": Secret(CANARY)})
    (file,) = tmp_path.rglob("*.json")
    text = file.read_text(encoding="utf-8")
    assert CANARY not in text
    assert file.stat().st_mode & 0o777 == 0o600
    first, second = (
        line.split('"')[3] for line in text.splitlines() if ":" in line and ('"one"' in line or '"two"' in line)
    )
    assert first != second


def test_one_value_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    digests = SecretDigests(str(tmp_path), "acme-eu")
    digests.remember("webhook A", {"one": Secret("1"), "two": Secret("2")})
    digests.remember("webhook A", {"one": Secret("changed")})
    known = [digests.is_known("webhook A", *each) for each in (("one", Secret("1")), ("two", Secret("2")))]
    assert known == [False, True]
