# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps: the requests of a plan, and the batches that are sent together."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Path, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change

# Maximum number of items in one bulk request, as for licence assignments.
_BATCH = 100


class Step(t.NamedTuple):
    """One request of a change."""

    change: Change
    number: int = 0

    @property
    def request(self) -> Request:
        return self.change.requests[self.number]

    @property
    def is_last(self) -> bool:
        return self.number + 1 == len(self.change.requests)

    def following(self) -> Step:
        return self._replace(number=self.number + 1)


def batches(steps: t.Iterable[Step]) -> t.Iterator[list[Step]]:
    """Yield single steps, or batches if one request takes several items."""
    joined: dict[tuple[str, Path], list[Step]] = {}
    for step in steps:
        if step.request.accept in ("each", "saved") and not step.request.edit:
            joined.setdefault((step.request.method, step.request.path), []).append(step)
        else:
            yield [step]
    for batch in joined.values():
        size = _BATCH if batch[0].request.accept == "each" else len(batch)
        for start in range(0, len(batch), size):
            yield batch[start : start + size]
