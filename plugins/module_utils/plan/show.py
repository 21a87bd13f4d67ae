# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before and after, as `--diff` shows them."""

from __future__ import annotations

import json

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, masked
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change

_LOSSES = {"delete": " (deleted)", "replace": " (replaced)"}


def diffs(changes: list[Change]) -> list[Object]:
    """Return a diff for each changed object. The header marks objects that are deleted."""
    return [
        {
            "before_header": change.title,
            "after_header": change.title + _LOSSES.get(change.action, ""),
            "before": _text(change.before),
            "after": _text(change.after),
        }
        for change in changes
    ]


def _text(state: Object) -> str:
    return json.dumps(masked(state), indent=2, sort_keys=True, default=str) + "\n" if state else ""
