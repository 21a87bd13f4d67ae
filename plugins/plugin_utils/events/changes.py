# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes among events: what kind of object was created, updated or deleted."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

ACTIONS = (
    "activated",
    "added",
    "changed",
    "created",
    "deactivated",
    "deleted",
    "disabled",
    "enabled",
    "imported",
    "moved",
    "published",
    "removed",
    "republished",
    "restored",
    "updated",
)


def changes(event: Object, kinds: t.Collection[str] = ()) -> list[Object]:
    """Return the event with its kind and action, or nothing if it is not a change of one of the kinds.

    The type of an event ends in both, such as com.qlik.v1.space.created.
    """
    parts = str(event.get("qlik", {}).get("type", "")).split(".")
    if len(parts) < 2 or parts[-1] not in ACTIONS:
        return []
    kind = parts[-2].replace("-", "_")
    if kinds and kind not in kinds:
        return []
    return [{**event, "qlik": {**event["qlik"], "kind": kind, "action": parts[-1]}}]
