# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times, which can be written in many ways and are returned in one."""

from __future__ import annotations

import datetime


def utc(text: str) -> str:
    """Return a date-time of ISO 8601 as Qlik answers it: in UTC, with milliseconds, such as 2026-12-05T18:00:00.000Z.

    One without an offset is in UTC. A text that is not a date-time is returned unchanged: Qlik refuses it and says why.
    """
    try:
        moment = datetime.datetime.fromisoformat(text.strip().upper().replace("Z", "+00:00"))
    except ValueError:
        return text
    moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
