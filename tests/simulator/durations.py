# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Durations as ISO 8601 writes them."""

from __future__ import annotations

import re
import typing as t

from answers import Refused

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SECONDS = (31_536_000, 2_592_000, 604_800, 86_400, 3600, 60, 1)


def seconds_of(value: t.Any) -> int:
    """The seconds of a duration; a year is 365 days, a month 30."""
    found = _DURATION.fullmatch(str(value))
    if not found or not any(found.groups()):
        raise Refused(400, "HTTP-400", f"{value} is not a duration")
    return sum(int(part or 0) * seconds for part, seconds in zip(found.groups(), _SECONDS, strict=True))
