# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Upkeep of a ledger: show its entries, copy them to another place, and forget a tenant."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import bots, events, secret_digests
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import Entry
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger


def shown(place: str, name: str) -> Entry:
    """Return {tenant, bots, sent}: the entry of a tenant, the journal of its bots, and what has digests of secrets."""
    entry = _plain(Ledger(place).read(name))
    sent = Ledger(place, secret_digests.PART).read(name).get("sent", {})
    return {
        "tenant": entry,
        "bots": _plain(Ledger(place, bots.PART).read(entry["hostname"])) if entry.get("hostname") else {},
        "sent": {title: sorted(options) for title, options in sent.items()},
    }


def tenants(place: str) -> dict[str, Entry]:
    """Return the entry of every tenant, by name."""
    return {name: _plain(entry) for name, entry in Ledger(place).items()}


def copy(source: str, target: str, *, check_mode: bool) -> list[str]:
    """Copy every entry, and return the names of those that the target did not have.

    Neither place may begin to create a tenant meanwhile. An entry that differs in the target is an error: only the
    operator knows the right one.
    """
    one, other = Ledger(source), Ledger(target)
    if one.label == other.label and source == target:
        raise ConfigurationError(f"ledger {one.label}: the two places are the same.")
    with one.claiming(), one.claiming_alias(), other.claiming(), other.claiming_alias():
        found = [(part, *item) for part in ("", *one.parts()) for item in Ledger(source, part).items() if item[1]]
        there = {(part, name): Ledger(target, part).read(name) for part, name, _entry in found}
        new = [each for each in found if not there[each[:2]]]
        other_than = [_title(*each[:2]) for each in found if each not in new and _differs(there[each[:2]], each[2])]
        if other_than:
            raise ConfigurationError(
                f"ledger {other.label} has other entries for {', '.join(other_than)}. Nothing was copied. Delete the "
                "wrong ones, in one place or the other, and run again."
            )
        for part, name, entry in new if not check_mode else ():
            _copy_one(one, Ledger(target, part), name, _plain(entry))
    return [_title(part, name) for part, name, _entry in new]


def _copy_one(source: Ledger, target: Ledger, name: str, entry: Entry) -> None:
    """Copy an entry while no converge of its tenant runs, which would add to it."""
    with source.converging(name):
        target.write(name, entry)


def forget(place: str, name: str, *, check_mode: bool) -> list[str]:
    """Delete the entries of a tenant, its own last, and return their names.

    An open creation is not forgotten: nothing else knows that a tenant may exist.
    """
    ledger = Ledger(place)
    with ledger.locked(name), ledger.converging(name):
        entry = ledger.read(name)
        if entry.get("intent"):
            raise ConfigurationError(
                f"{name}: a creation was begun at {entry['intent']} and its answer was lost. Settle it first, with "
                "qlikfleet.cloud.tenant and adopt or abandon."
            )
        places = [
            (bots.PART, str(entry.get("hostname", ""))),
            *((part, name) for part in (secret_digests.PART, events.PART, "")),
        ]
        found = [(part, each) for part, each in places if each and Ledger(place, part).read(each)]
        for part, each in found if not check_mode else ():
            Ledger(place, part).delete(each)
    return [_title(*each) for each in found]


def _title(part: str, name: str) -> str:
    return f"{part}/{name}" if part else name


def _plain(entry: t.Mapping[str, t.Any]) -> Entry:
    """Return an entry without the name that a folder adds if it cannot be a file's name."""
    return {key: value for key, value in entry.items() if key != "name"}


def _differs(one: Entry, other: Entry) -> bool:
    return _plain(one) != _plain(other)
