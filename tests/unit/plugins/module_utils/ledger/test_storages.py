# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a ledger promises, in each place that it can be kept in."""

from __future__ import annotations

import itertools
import multiprocessing
import threading
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.claims import left_out, require_unclaimed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import ClientHistory, regions_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Secret

# Forks of a process without threads.
_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload([Ledger.__module__, "psycopg"])
_NAMES = ("z\u00e9 eu", "z\u00e8 eu", "z__eu")


def test_what_is_written_is_read(place: str) -> None:
    ledger = Ledger(place)
    with ledger.locked("acme-eu"):
        ledger.write("acme-eu", {"id": "1", "state": "active"})
    assert Ledger(place).read("acme-eu") == {"id": "1", "state": "active"}
    assert ledger.read("birch-eu") == {}


def test_entries_are_listed_by_name_and_by_part(place: str) -> None:
    ledger = Ledger(place)
    assert (ledger.items(), ledger.parts()) == ([], [])
    for name in ("birch", "Acme", "acme"):
        ledger.write(name, {"id": name})
    Ledger(place, "bots").write("acme.eu", {"1": {}})
    assert [name for name, _entry in ledger.items()] == ["Acme", "acme", "birch"]
    assert [entry["id"] for entry in ledger.entries()] == ["Acme", "acme", "birch"]
    assert ledger.parts() == ["bots"]


def test_a_deleted_entry_is_gone_and_only_it(place: str) -> None:
    ledger = Ledger(place)
    for name in ("acme", "birch"):
        ledger.write(name, {"id": name})
        Ledger(place, "bots").write(name, {})
    ledger.delete("acme")
    ledger.delete("acme")
    assert [name for name, _entry in ledger.items()] == ["birch"]
    assert len(Ledger(place, "bots").items()) == 2


def test_a_write_that_fails_leaves_the_old_entry(place: str) -> None:
    ledger = Ledger(place)
    with ledger.locked("acme-eu"):
        ledger.write("acme-eu", {"id": "1"})
        with pytest.raises(TypeError):
            ledger.write("acme-eu", t.cast(t.Any, {"id": object()}))
    assert ledger.read("acme-eu") == {"id": "1"}


@pytest.mark.parametrize("names", list(itertools.permutations(_NAMES)))
def test_two_names_never_share_an_entry_whatever_came_first(place: str, names: tuple[str, ...]) -> None:
    ledger = Ledger(place)
    for name in names:
        assert ledger.read(name) == {}
        ledger.write(name, {"id": name})
    assert {name: ledger.read(name)["id"] for name in names} == {name: name for name in names}
    assert {name for name, _entry in ledger.items()} == set(names)


def test_a_host_is_never_in_its_own_way(place: str) -> None:
    ledger = Ledger(place)
    ledger.write("z\u00e9 eu", {"id": "1", "alias": "zed.eu.qlikcloud.com", "state": "active"})
    require_unclaimed(ledger, ["zed.eu.qlikcloud.com", "1"], "z\u00e9 eu")
    with pytest.raises(ConfigurationError, match="is the tenant of host z\u00e9 eu"):
        require_unclaimed(ledger, ["zed.eu.qlikcloud.com"], "other")
    assert "z\u00e9 eu" in left_out(ledger, ["other"])[0]


def test_every_part_keeps_what_it_is_for(place: str) -> None:
    digests = SecretDigests(place, "acme")
    digests.remember("webhook A", {"password": Secret("canary")})
    assert SecretDigests(place, "acme").is_known("webhook A", "password", Secret("canary"))
    ClientHistory(place, "eu").record("client", "fingerprint", {"tenant": "bot"})
    assert regions_of(place, "client") == {"eu"}
    BotJournal(place, "acme.eu").record({"id": "bot"}, "client", "disabled")
    assert "disabled" in BotJournal(place, "acme.eu").of({"id": "bot"})
    assert Ledger(place).parts() == ["bots", "region-clients", "secret-digests"]
    assert "canary" not in repr(Ledger(place, "secret-digests").items())


def _count_up(place: str) -> None:
    ledger = Ledger(place)
    for _number in range(25):
        with ledger.locked("acme-eu"):
            entry = ledger.read("acme-eu")
            ledger.write("acme-eu", {"count": entry.get("count", 0) + 1})


def test_processes_wait_for_each_other(place: str) -> None:
    with _FORK.Pool(4) as pool:
        pool.map(_count_up, [place] * 4)
    assert Ledger(place).read("acme-eu") == {"count": 100}


def test_threads_of_a_process_wait_too(place: str) -> None:
    threads = [threading.Thread(target=_count_up, args=(place,)) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Ledger(place).read("acme-eu") == {"count": 100}


class _Other:
    """Another process that holds a lock of a ledger until it is told to go on, or killed."""

    def __init__(self, place: str, lock: str, *arguments: str) -> None:
        self._pipe, theirs = _FORK.Pipe()
        self.process = _FORK.Process(target=self._hold, args=(theirs, place, lock, *arguments))
        self.process.start()
        theirs.close()

    @staticmethod
    def _hold(pipe: t.Any, place: str, lock: str, *arguments: str) -> None:
        with getattr(Ledger(place), lock)(*arguments):
            pipe.send("held")
            pipe.recv()

    def holds(self, seconds: float = 30) -> bool:
        return bool(self._pipe.poll(seconds)) and self._pipe.recv() == "held"

    def end(self) -> None:
        self._pipe.send("end")
        self.process.join()


def test_a_second_converge_of_a_tenant_is_refused_while_the_first_runs(place: str) -> None:
    other = _Other(place, "converging", "acme")
    assert other.holds()
    with pytest.raises(ConfigurationError, match="acme: another converge of this tenant is running"):
        Ledger(place).converging("acme").__enter__()
    with Ledger(place).converging("birch") as lock:
        assert lock.is_held()
    other.end()
    with Ledger(place).converging("acme") as lock:
        assert lock.is_held()


@pytest.mark.parametrize("lock", [("locked", "acme"), ("converging", "acme"), ("claiming",), ("claiming_alias",)])
def test_a_killed_process_frees_its_locks(place: str, lock: tuple[str, ...]) -> None:
    other = _Other(place, *lock)
    assert other.holds()
    waiting = None if lock[0] == "converging" else _Other(place, *lock)
    assert waiting is None or not waiting.holds(0.1)
    other.process.kill()
    other.process.join()
    # Only a server takes a moment to see that its client has ended.
    while waiting is None:
        try:
            with Ledger(place).converging("acme"):
                return
        except ConfigurationError:
            continue
    assert waiting.holds()
    waiting.end()


def test_tenants_are_created_together_and_claimed_alone(place: str) -> None:
    creations = [_Other(place, "creating"), _Other(place, "creating")]
    assert all(creation.holds() for creation in creations)
    claim = _Other(place, "claiming")
    assert not claim.holds(0.1)
    for creation in creations:
        creation.end()
    assert claim.holds()
    later = _Other(place, "creating")
    assert not later.holds(0.1)
    claim.end()
    assert later.holds()
    later.end()


@pytest.mark.parametrize("held", ["creating", "claiming"])
def test_locks_that_are_nested_are_given_back_one_by_one(place: str, held: str) -> None:
    ledger = Ledger(place)
    with ledger.locked("acme"), getattr(ledger, held)(), ledger.claiming_alias():
        ledger.write("acme", {"id": "1"})
    others = [_Other(place, "locked", "acme"), _Other(place, "claiming"), _Other(place, "claiming_alias")]
    assert all(other.holds() for other in others)
    for other in others:
        other.end()
