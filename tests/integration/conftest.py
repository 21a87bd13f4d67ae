# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the collection on the simulator share."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from tests.integration.fleets import Fleet
from tests.simulator_process import Simulator


@pytest.fixture
def fleet(tmp_path: Path) -> t.Iterator[Fleet]:
    with Simulator() as simulator:
        yield Fleet(simulator, tmp_path / "fleet")
