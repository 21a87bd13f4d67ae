# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The budget of requests, on a clock of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import (
    READ,
    SPECIAL,
    WRITE,
    Pace,
    Tier,
    tier_of,
)

FIGURES = json.loads((Path(__file__).parents[4] / "contract/rate-limits.json").read_text(encoding="utf-8"))


class Clock:
    """Stands still until it is told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def _sent_at(clock: Clock, pace: Pace, number: int, tier: Tier = WRITE) -> list[float]:
    """When each of so many requests could be sent, by a client that waits as it is told."""
    times = []
    for _request in range(number):
        while seconds := pace.take(tier):
            clock.now += seconds
        times.append(clock.now)
    return times


def test_a_small_load_does_not_wait() -> None:
    clock = Clock()
    assert set(_sent_at(clock, Pace(users=2, clock=clock), 490)) == {1000.0}


@given(bursts=st.lists(st.tuples(st.integers(1, 300), st.floats(0, 400)), max_size=8))
def test_no_window_of_five_minutes_has_more_than_is_permitted(bursts: list[tuple[int, float]]) -> None:
    clock = Clock()
    pace = Pace(users=2, clock=clock)
    times: list[float] = []
    for number, pause in bursts:
        times += _sent_at(clock, pace, number)
        clock.now += pause
    for number, begin in enumerate(times):
        assert sum(each < begin + 299.999 for each in times[number : number + 501]) <= 500


@given(before=st.integers(0, 600), pause=st.floats(0, 400), number=st.integers(1, 1500), refused=st.booleans())
def test_a_forecast_comes_true(before: int, pause: float, number: int, refused: bool) -> None:
    clock = Clock()
    pace = Pace(users=2, clock=clock)
    _sent_at(clock, pace, before)
    clock.now += pause
    if refused:
        pace.refused(WRITE, 60)
    began, forecast = clock.now, pace.forecast(WRITE, number)
    assert _sent_at(clock, pace, number)[-1] - began == pytest.approx(forecast, abs=0.1)


def test_a_long_load_uses_nearly_all_that_is_permitted() -> None:
    clock = Clock()
    times = _sent_at(clock, Pace(users=2, clock=clock), 4900)
    assert 4900 / ((times[-1] - times[0]) / 60 + 5) > 0.95 * 100


def test_reads_and_writes_are_counted_apart() -> None:
    clock = Clock()
    pace = Pace(users=2, clock=clock)
    _sent_at(clock, pace, 490)
    assert (pace.take(WRITE) > 0, pace.take(READ)) == (True, 0.0)


def test_a_refusal_closes_the_tier_and_lowers_the_budget() -> None:
    clock = Clock()
    pace = Pace(users=2, clock=clock)
    _sent_at(clock, pace, 100)
    pace.refused(WRITE, 60)
    pace.refused(WRITE, 60)  # told by another thread, of the same refusal
    assert pace.take(WRITE) == 60
    assert pace.take(READ) == 0
    times = _sent_at(clock, pace, 400)
    assert times[0] == 1060
    assert sum(each == 1060 for each in times) == 343


def test_a_tenant_with_one_user_permits_half_until_it_has_more() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    assert set(_sent_at(clock, pace, 245)) == {1000.0}
    assert (pace.take(WRITE) > 0, pace.halved) == (True, True)
    pace.permit(2)
    assert (set(_sent_at(clock, pace, 245)), pace.halved) == ({1000.0}, False)
    assert pace.take(WRITE) > 0


def test_the_limits_are_those_of_the_contract() -> None:
    assert [(each["method"], each["path"], each["per_minute"]) for each in FIGURES["special"]] == list(SPECIAL)
    assert {"1": READ.per_minute, "2": WRITE.per_minute} == FIGURES["per_minute"]


@pytest.mark.parametrize(
    ("method", "path", "per_minute"),
    [
        ("GET", "/api/v1/spaces?limit=100", 1000),
        ("PATCH", "/api/v1/spaces/1", 100),
        ("POST", "/api/v1/reloads", 50),
        ("GET", "/api/v1/reloads", 1000),
        ("POST", "/api/v1/reloads/1/actions/cancel", 50),
        ("DELETE", "/api/v1/tasks/1", 600),
    ],
)
def test_an_endpoint_with_a_limit_of_its_own_is_counted_apart(method: str, path: str, per_minute: int) -> None:
    clock = Clock()
    pace, tier = Pace(users=2, clock=clock), tier_of(method, path)
    assert tier.per_minute == per_minute
    _sent_at(clock, pace, int(per_minute * 5 * 0.98), tier)
    assert pace.take(tier) > 0
    others = {READ, WRITE} - {tier}
    assert {pace.take(other) for other in others} == {0.0}
