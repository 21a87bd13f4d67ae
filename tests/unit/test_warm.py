# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program in a fork is as if it had been started."""

from __future__ import annotations

import os
import select
import typing as t
from pathlib import Path

import pytest

from tests.warm import Warm

_PROGRAM = """
import os, sys
print(sys.argv[1:], os.getcwd(), dict(os.environ), sys.stdin.read(), __name__)
print("told", file=sys.stderr)
sys.exit(3)
"""


@pytest.fixture
def warm() -> t.Iterator[Warm]:
    made = Warm("simulator")
    yield made
    made.close()


def test_a_program_has_its_own_arguments_folder_environment_streams_and_status(warm: Warm, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        done = warm.run([str(program), name], cwd=tmp_path / name, environment={"GIVEN": name})
        assert done.stdout == f"['{name}'] {tmp_path / name} {{'GIVEN': '{name}'}}  __main__\n"
        assert (done.stderr, done.returncode) == ("told\n", 3)


def test_a_program_that_is_killed_says_so(warm: Warm, tmp_path: Path) -> None:
    forked = _start_endless(warm, tmp_path)
    forked.kill()
    assert forked.wait(60) == -9


def test_a_program_ends_with_whoever_asked_for_it(warm: Warm, tmp_path: Path) -> None:
    forked = _start_endless(warm, tmp_path)
    program = os.pidfd_open(forked.pid)
    del forked
    assert select.select([program], [], [], 60)[0] == [program]
    os.close(program)


def _start_endless(warm: Warm, folder: Path) -> t.Any:
    program = folder / "program.py"
    program.write_text("import signal\nsignal.pause()\n", encoding="utf-8")
    return warm.start([str(program)], cwd=folder, environment={}, stdout=1, stderr=2)
