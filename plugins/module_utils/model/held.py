# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Content that an object can hold, and its removal before the object is deleted."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request, Segment
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _cannot(_found: Object, _to: Segment = "") -> Request | None:
    """Return no request: the API has none."""
    return None


@dataclass(frozen=True, kw_only=True)
class Held:
    """One list of content that an object can hold.

    path, query: of the list; `{id}` in the query stands for the id of the containing object.
    holder: the part of a listed thing that has that id, since the list can have content of others.
    counts: tells which of them count, since content of a folder goes with it.
    title: names one for messages. delete, move: the request that deletes it, or moves it to another object.
    """

    path: str
    holder: str
    title: t.Callable[[Object], str]
    query: t.Mapping[str, str] = field(default_factory=dict)
    counts: t.Callable[[Object], bool] = lambda _found: True
    delete: t.Callable[[Object], Request | None] = _cannot
    move: t.Callable[[Object, Segment], Request | None] = _cannot
