# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The budget of requests, on a clock of our own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.pace import Pace


class Clock:
    """Stands still until it is told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def _sent_at(clock: Clock, pace: Pace, number: int, tier: str = "write") -> list[float]:
    """When each of so many requests could be sent, by a client that waits as it is told."""
    times = []
    for _request in range(number):
        while seconds := pace.take(tier):
            clock.now += seconds
        times.append(clock.now)
    return times


def test_a_small_load_does_not_wait() -> None:
    clock = Clock()
    assert set(_sent_at(clock, Pace(clock=clock), 490)) == {1000.0}


@given(bursts=st.lists(st.tuples(st.integers(1, 300), st.floats(0, 400)), max_size=8))
def test_no_window_of_five_minutes_has_more_than_is_permitted(bursts: list[tuple[int, float]]) -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    times: list[float] = []
    for number, pause in bursts:
        times += _sent_at(clock, pace, number)
        clock.now += pause
    for number, begin in enumerate(times):
        assert sum(each < begin + 299.999 for each in times[number : number + 501]) <= 500


def test_a_long_load_uses_nearly_all_that_is_permitted() -> None:
    clock = Clock()
    times = _sent_at(clock, Pace(clock=clock), 4900)
    assert 4900 / ((times[-1] - times[0]) / 60 + 5) > 0.95 * 100


def test_reads_and_writes_are_counted_apart() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    _sent_at(clock, pace, 490)
    assert (pace.take("write") > 0, pace.take("read")) == (True, 0.0)


def test_a_refusal_closes_the_tier_and_lowers_the_budget() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    _sent_at(clock, pace, 100)
    pace.refused("write", 60)
    pace.refused("write", 60)  # told by another thread, of the same refusal
    assert pace.take("write") == 60
    assert pace.take("read") == 0
    times = _sent_at(clock, pace, 400)
    assert times[0] == 1060
    assert sum(each == 1060 for each in times) == 343
