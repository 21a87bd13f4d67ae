# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait until Qlik has finished its background work: asynchronous creations, reloads, the index of items."""

from __future__ import annotations

import time
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client

DEADLINE_SECONDS = 300.0
_PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0)


def wait_until(client: Client, what: str, is_settled: t.Callable[[], bool], deadline: float = DEADLINE_SECONDS) -> None:
    """Poll until `is_settled` returns true. Raise an error after the deadline (seconds)."""
    ends = time.monotonic() + deadline
    pauses = iter(_PAUSES)
    while not is_settled():
        pause = next(pauses, _PAUSES[-1])
        if time.monotonic() + pause > ends:
            raise errors.QlikError(f"{what} was not ready after {deadline:.0f} s. Run again to look at it once more.")
        client.progress.wait(client.label, pause, what, limit=False)
        time.sleep(pause)
