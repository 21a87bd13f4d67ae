# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before and after, as `--diff` shows them."""

from __future__ import annotations

import json
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.reconcile import Change

_HIDDEN = "(hidden)"
_LOSSES = {"delete": " (deleted)", "replace": " (deleted and made anew)"}


def diffs(changes: list[Change]) -> list[Object]:
    """One for each object that changes; what is lost says so in its header."""
    return [
        {
            "before_header": change.title,
            "after_header": change.title + _LOSSES.get(change.action, ""),
            "before": _text(shown(change, change.before)),
            "after": _text(shown(change, change.after)),
        }
        for change in changes
    ]


def shown(change: Change, state: t.Any) -> t.Any:
    """Return a state or a request body of a change without the values that nobody may read."""
    if not isinstance(state, dict):
        return state
    return {name: _HIDDEN if name in change.hidden else value for name, value in state.items()}


def _text(state: Object) -> str:
    return json.dumps(state, indent=2, sort_keys=True, default=str) + "\n" if state else ""
