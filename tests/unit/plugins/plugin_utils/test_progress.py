# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of long work, on a clock of our own."""

from __future__ import annotations

import io
import sys
import threading
import typing as t
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress, Step
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import WRITE, Pace
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress import steps
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.equal_changes import EqualChanges
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.fleet import FleetProgress, duration
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.terminal import Terminal
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.watch import Watch
from tests.screen import seen


class Clock:
    """Stands still until it is told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def _advance(progress: Progress, clock: Clock, times: int) -> None:
    for _change in range(times):
        clock.now += 1
        progress.advance()


def test_a_tenant_says_now_and_then_how_far_it_has_come() -> None:
    said: list[str] = []
    clock = Clock()
    progress = Progress(said.append, clock=clock)
    progress.expect("acme", 25)
    _advance(progress, clock, 25)
    assert said == ["acme: 10 of 25 changes done, about 15 s left", "acme: 20 of 25 changes done, about 5 s left"]


def test_it_says_nothing_of_that_where_a_listener_shows_it() -> None:
    said: list[str] = []
    told: list[Step] = []
    clock = Clock()
    progress = Progress(said.append, told.append, clock)
    progress.expect("acme", 0)
    progress.expect("acme", 25)
    _advance(progress, clock, 25)
    assert said == []
    assert [step[:2] for step in told] == [(number, 25) for number in range(26)]


def test_a_wait_is_told_once_and_not_by_each_thread() -> None:
    said: list[str] = []
    told: list[Step] = []
    progress = Progress(said.append, told.append, Clock())
    together = threading.Barrier(8)

    def wait(number: int) -> None:
        together.wait()
        progress.wait("acme", 30 + number / 10, "request limit", limit=True)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(wait, range(8)))
    assert (len(said), len(told)) == (1, 1)
    assert 1030 <= told[0].waits_until < 1031


def test_a_short_wait_is_not_told_and_one_for_something_else_is_no_wait_for_limits() -> None:
    said: list[str] = []
    told: list[Step] = []
    progress = Progress(said.append, told.append, Clock())
    progress.wait("acme", 1.9, "request limit", limit=True)
    progress.wait("acme", 4, "503 to GET", limit=False)
    assert (said, told) == (["acme: waiting 4 s (503 to GET)"], [])


def test_a_task_in_words() -> None:
    clock = Clock()
    progress = FleetProgress("blueprint", ["a", "b", "c", "d"], clock)
    assert progress.line() == "blueprint: 0 of 4 tenants"
    for host in ("a", "b", "c"):
        progress.start(host)
    clock.now += 60
    progress.tell("a", Step(1200, 1200))
    progress.end("a", failed=False)
    progress.tell("b", Step(300, 600, clock.now + 40))
    progress.tell("c", Step(0, 0, clock.now - 1))
    assert progress.line() == (
        "blueprint: 1 of 4 tenants, 1,500 of 1,800 changes, 1 waiting for limits (up to 40 s), about 2 min left"
    )
    progress.end("b", failed=True)
    assert progress.line() == "blueprint: 2 of 4 tenants (1 failed), 1,500 of 1,800 changes, about 60 s left"


def test_time_left_is_never_less_than_the_longest_wait() -> None:
    clock = Clock()
    progress = FleetProgress("blueprint", ["a"], clock)
    progress.start("a")
    clock.now += 10
    progress.tell("a", Step(490, 500, clock.now + 290))
    assert progress.left == "about 5 min left"


def test_time_left_counts_every_wait_that_the_limits_will_take() -> None:
    """1,500 changes of a tenant that permits 490 in five minutes: two more waits after the present one."""
    clock = Clock()
    pace = Pace(users=2, clock=clock)
    steps_told: list[Step] = []
    said: list[str] = []
    shown, alone = Progress(said.append, steps_told.append, clock), Progress(said.append, clock=clock)
    for progress in (shown, alone):
        progress.expect("acme", 1500, lambda number: pace.forecast(WRITE, number))
    for _change in range(490):
        assert pace.take(WRITE) == 0
    clock.now += 20
    for progress in (shown, alone):
        for _change in range(490):
            progress.advance()
    fleet = FleetProgress("blueprint", ["a"], clock)
    fleet.start("a")
    fleet.tell("a", steps_told[-1])
    clock.now += 1
    assert fleet.left == "about 15 min left"
    clock.now += 20
    alone.advance()
    assert said[-1].endswith("about 859 s left")


def test_a_task_that_runs_once_has_one_tenant() -> None:
    progress = FleetProgress("blueprint", [], Clock())
    progress.start("a")
    assert progress.tenants == "0 of 1 tenants"
    progress.end("a", failed=False)
    assert progress.complete


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (89, "89 s"), (91, "2 min"), (89 * 60, "89 min"), (7500, "2 h 5 min")]
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_what_a_worker_tells_is_read(tmp_path: Path) -> None:
    steps.listen(str(tmp_path))
    where = (str(tmp_path), "task", "a/host")
    assert steps.read(*where) == Step()
    for expected in (Step(1, 10, 5.0, 7.0), Step(4, 13, 0.0)):
        # Each item of a loop begins anew; the task as a whole goes on.
        tell = steps.listener(*where)
        assert tell
        tell(Step(1, 10, 5.0, 7.0) if expected.done == 1 else Step(3, 3))
        assert steps.read(*where) == expected
    steps.forget(*where)
    assert steps.read(*where) == Step()


def test_nobody_is_told_where_nobody_listens(tmp_path: Path) -> None:
    assert steps.listener(str(tmp_path), "task", "host") is None
    assert list(tmp_path.iterdir()) == []


class Shown:
    """A screen that only remembers."""

    pause = 0.0

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.hidden = 0
        self.one = threading.Event()

    def show(self, _key: t.Hashable, progress: FleetProgress) -> None:
        self.lines.append(progress.line())
        self.one.set()

    def hide(self, _key: t.Hashable) -> None:
        self.hidden += 1


def _watch(tmp_path: Path, shown: Shown, after: float) -> Watch:
    steps.listen(str(tmp_path))
    watch = Watch(FleetProgress("blueprint", ["a", "b"]), shown, str(tmp_path), "task", after)
    watch.start("a")
    watch.start("b")
    return watch


def test_short_work_is_silent(tmp_path: Path) -> None:
    shown = Shown()
    watch = _watch(tmp_path, shown, after=3600)
    for host in ("a", "b"):
        watch.end(host, failed=False)
    watch.thread.join(60)
    assert (watch.thread.is_alive(), shown.lines, shown.hidden) == (False, [], 1)


def test_long_work_is_shown_until_it_ends(tmp_path: Path) -> None:
    shown = Shown()
    watch = _watch(tmp_path, shown, after=0)
    assert shown.one.wait(60)
    watch.end("a", failed=False)
    watch.close()
    number = len(shown.lines)
    watch.thread.join(60)
    assert (watch.thread.is_alive(), len(shown.lines), shown.lines[0]) == (False, number, "blueprint: 0 of 2 tenants")


def test_what_is_written_on_the_terminal_passes_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    real = io.StringIO()
    monkeypatch.setattr(sys, "stdout", real)
    monkeypatch.setattr(sys, "stderr", real)
    terminal = Terminal(threading.RLock())
    terminal.put("one", "50 %\nof all")
    assert seen(real.getvalue()) == ["50 %", "of all", ""]
    print("TASK [one]", end="")
    assert seen(real.getvalue()) == ["TASK [one]"]
    print(" ****")
    terminal.put("two", "10 %")
    assert seen(real.getvalue()) == ["TASK [one] ****", "50 %", "of all", "10 %", ""]
    terminal.remove("one")
    terminal.remove("two")
    print("ok")
    assert seen(real.getvalue()) == ["TASK [one] ****", "ok", ""]


def test_equal_changes_of_several_tenants_are_one_line() -> None:
    equal = EqualChanges()
    for host in ("a", "b", "c"):
        equal.add(
            host, {"changes": ["create space All", *(["create space Some"] if host != "c" else [f"only {host}"])]}
        )
    equal.add("hidden", {"censored": "the output has been hidden"})
    assert equal.lines() == ["create space All everywhere: 3 tenants", "create space Some in 2 of 3 tenants"]
    looped = EqualChanges()
    for host in ("a", "b"):
        looped.add(host, {"results": [{"changes": [f"create space {number}"]} for number in range(12)]})
    *_lines, last = looped.lines()
    assert (len(_lines), last) == (10, "and 2 more changes that tenants have in common")
