# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgresql import PostgreSQL


@pytest.fixture(params=["folder", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place with nothing in it: what the ledger promises holds in each."""
    if request.param == "folder":
        return str(tmp_path / "ledger")
    database: PostgreSQL = request.getfixturevalue("database")
    return database.url()
