# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all unit tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

_SIMULATOR = Path(__file__).parent / "simulator"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run with the oldest ansible-core, and so on its Python, what users run: the simulator is for developers."""
    for item in items:
        if _SIMULATOR in item.path.parents:
            item.add_marker(pytest.mark.newest_core)
