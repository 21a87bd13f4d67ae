# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ISO 8601 durations, which Qlik may return in another spelling."""

from __future__ import annotations

import re
import typing as t

# Without years and months, which have no fixed length.
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)
_SECONDS = (604_800, 86_400, 3600, 60, 1)


def seconds(value: t.Any) -> t.Any:
    """Return the seconds of a duration, since `P7D` and `PT168H` are the same, and any other value unchanged."""
    found = _DURATION.fullmatch(str(value))
    if not found or not any(found.groups()):
        return value
    return sum(int(part or 0) * each for part, each in zip(found.groups(), _SECONDS))  # noqa: B905
