# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan does to one object."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Path, Pending, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Secret


@dataclass(eq=False)
class Change:
    """One object, before and after, and the requests that take it from one to the other.

    path: of the collection that has the object. scope: natural keys of the objects above it.
    shown_once: the part of the creation's answer that is a secret.
    remembers: write-only values that are sent, by option, to compare with next time.
    owner: the id of the user who has the object, and no more once it is changed.
    """

    kind: str
    key: tuple[t.Any, ...]
    title: str
    action: str
    before: Object
    after: Object
    requests: list[Request]
    path: Path = ()
    scope: tuple[t.Any, ...] = ()
    shown_once: str = ""
    remembers: dict[str, Secret] = field(default_factory=dict)
    owner: str = ""

    @property
    def makes(self) -> Pending | None:
        """The id that is known once the change is carried out."""
        creates = self.action in ("create", "replace")
        return Pending(self.kind, (*self.scope, *self.key)) if creates else None

    def wait_for(self, below: list[Change]) -> None:
        """Let the requests that come last be sent after the creation of the objects below this one."""
        made = tuple(change.makes for change in below if change.makes)
        self.requests = [replace(each, after=made) if each.last else each for each in self.requests]

    @property
    def is_saved(self) -> bool:
        """Whether it is part of an app, which all that changes in it saves together."""
        return bool(self.requests) and all(request.accept == "saved" for request in self.requests)

    @property
    def destroys(self) -> bool:
        return self.action in ("delete", "replace")


class State(t.NamedTuple):
    """An object as a run leaves it; one that is absent has neither id nor options."""

    title: str
    id: str
    object: Object
