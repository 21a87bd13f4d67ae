# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all unit tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what no ansible-core has a part in with the newest one only: every unit test that does not say otherwise."""
    for item in items:
        if _HERE in item.path.parents and item.get_closest_marker("every_core") is None:
            item.add_marker(pytest.mark.newest_core)
