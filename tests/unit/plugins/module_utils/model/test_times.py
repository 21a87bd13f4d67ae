# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One time, however it is written."""

from __future__ import annotations

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.times import utc

pytestmark = pytest.mark.every_core


@pytest.mark.parametrize(
    "written",
    ["2026-12-05T18:00:00Z", "2026-12-05T19:00:00+01:00", "2026-12-05 18:00", "2026-12-05T18:00:00.000Z"],
)
def test_times_are_equal_however_they_are_written(written: str) -> None:
    assert utc(written) == "2026-12-05T18:00:00.000Z"


def test_what_is_no_time_is_left_for_qlik_to_refuse() -> None:
    assert utc("next Friday") == "next Friday"
