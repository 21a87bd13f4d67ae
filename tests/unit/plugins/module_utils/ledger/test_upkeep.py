# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger is shown, copied to another place, and forgets a tenant, in each place that it can be kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import upkeep
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.events import Cursor
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import ClientHistory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Secret

ACME = {"id": "1", "hostname": "a1.eu.qlikcloud.com", "state": "active"}
ALL = {"acme", "events/acme", "z\u00e9 eu", "bots/a1.eu.qlikcloud.com", "region-clients/eu", "secret-digests/acme"}


def _fill(place: str) -> None:
    Ledger(place).write("acme", ACME)
    Ledger(place).write("z\u00e9 eu", {"intent": "2026-11-28T07:00:00Z"})
    BotJournal(place, "a1.eu.qlikcloud.com").record({"id": "bot"}, "client", "disabled")
    ClientHistory(place, "eu").record("client", "fingerprint", {})
    Cursor(place, "acme", 300)
    SecretDigests(place, "acme").remember("webhook A", {"password": Secret("canary")})


def test_all_that_is_known_of_a_tenant_is_shown_without_digests(place: str) -> None:
    _fill(place)
    shown = upkeep.shown(place, "acme")
    assert (shown["tenant"], list(shown["bots"])) == (ACME, ["bot"])
    assert shown["sent"] == {"webhook A": ["password"]}
    assert upkeep.shown(place, "other") == {"tenant": {}, "bots": {}, "sent": {}}
    assert upkeep.tenants(place) == {"acme": ACME, "z\u00e9 eu": {"intent": "2026-11-28T07:00:00Z"}}


def test_a_copy_has_everything_and_there_and_back_is_the_same(place: str, tmp_path: Path) -> None:
    _fill(place)
    other = str(tmp_path / "other")
    assert set(upkeep.copy(place, other, check_mode=True)) == ALL
    assert upkeep.tenants(other) == {}
    assert set(upkeep.copy(place, other, check_mode=False)) == ALL
    assert upkeep.copy(place, other, check_mode=False) == upkeep.copy(other, place, check_mode=False) == []
    assert upkeep.shown(other, "acme") == upkeep.shown(place, "acme")
    assert SecretDigests(other, "acme").is_known("webhook A", "password", Secret("canary"))
    assert ClientHistory(other, "eu").current == "client"


def test_nothing_is_copied_over_another_entry(place: str, tmp_path: Path) -> None:
    _fill(place)
    other = str(tmp_path / "other")
    Ledger(other).write("acme", {**ACME, "id": "2"})
    with pytest.raises(ConfigurationError, match=r"has other entries for acme\. Nothing was copied"):
        upkeep.copy(place, other, check_mode=False)
    assert list(upkeep.tenants(other)) == ["acme"]
    with pytest.raises(ConfigurationError, match="are the same"):
        upkeep.copy(place, place, check_mode=False)


def test_a_forgotten_tenant_leaves_nothing_and_others_stay(place: str) -> None:
    _fill(place)
    titles = ["bots/a1.eu.qlikcloud.com", "secret-digests/acme", "events/acme", "acme"]
    assert upkeep.forget(place, "acme", check_mode=True) == titles
    assert upkeep.shown(place, "acme")["tenant"] == ACME
    assert upkeep.forget(place, "acme", check_mode=False) == titles
    assert upkeep.forget(place, "acme", check_mode=False) == []
    assert upkeep.shown(place, "acme") == {"tenant": {}, "bots": {}, "sent": {}}
    assert list(upkeep.tenants(place)) == ["z\u00e9 eu"]
    assert ClientHistory(place, "eu").current == "client"


def test_an_open_creation_is_not_forgotten(place: str) -> None:
    _fill(place)
    with pytest.raises(ConfigurationError, match="z\u00e9 eu: a creation was begun"):
        upkeep.forget(place, "z\u00e9 eu", check_mode=False)
    assert "z\u00e9 eu" in upkeep.tenants(place)
