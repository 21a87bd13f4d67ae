# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far events were read is kept: none is lost, and none comes twice, although Qlik may list one late."""

from __future__ import annotations

import datetime

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.events import Cursor, now, read, written

OVERLAP = 300


def _event(name: str, seconds: float) -> dict[str, str]:
    """An event of so many seconds from now."""
    return {"id": name, "eventTime": written(now() + datetime.timedelta(seconds=seconds))}


def _begin(cursor: Cursor) -> datetime.datetime:
    return read(cursor.interval.partition("/")[0])


def test_events_come_once_and_in_order_whatever_is_restarted(place: str) -> None:
    one, two, late = _event("1", 1000), _event("2", 2000), _event("late", 1900)
    cursor = Cursor(place, "acme", OVERLAP)
    assert [each["id"] for each in cursor.unseen([two, one, two])] == ["1", "2"]
    cursor.keep([one, two])
    again = Cursor(place, "acme", OVERLAP)
    assert again.unseen([two, late]) == [late]
    assert _begin(again) == read(two["eventTime"]) - datetime.timedelta(seconds=OVERLAP)
    again.keep([late])
    assert Cursor(place, "acme", OVERLAP).unseen([late, two]) == []
    assert Cursor(place, "birch", OVERLAP).unseen([one]) == [one]


def test_what_was_before_the_first_start_is_not_read(place: str) -> None:
    before = now()
    Cursor(place, "acme", OVERLAP)
    later = Cursor(place, "acme", OVERLAP)
    later.keep([_event("1", 1)])
    assert _begin(later) >= before - datetime.timedelta(milliseconds=1)


def test_only_events_of_the_overlap_are_remembered(place: str) -> None:
    cursor = Cursor(place, "acme", OVERLAP)
    old, new = _event("old", 1000), _event("new", 5000)
    cursor.keep([old])
    cursor.keep([new])
    assert cursor.unseen([old, new]) == [old], "it is before the interval that is listed"
    assert _begin(cursor) > read(old["eventTime"])
