# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of a plan, one for each object."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Path, Pending, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Secret


@dataclass(eq=False)
class Change:
    """One object before and after, and the requests that change it.

    path: of the collection of the object. scope: natural keys of the objects above it.
    shown_once: the part of the creation's answer that is a secret.
    remembers: write-only values that are sent, by option, for the next comparison.
    owner: the id of the present owner, who loses the object with the change.
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
        """Return the id that is known after the change."""
        creates = self.action in ("create", "replace")
        return Pending(self.kind, (*self.scope, *self.key)) if creates else None

    def wait_for(self, below: list[Change]) -> None:
        """Delay the last requests until the objects below this one are created."""
        made = tuple(change.makes for change in below if change.makes)
        self.requests = [replace(each, after=made) if each.last else each for each in self.requests]

    @property
    def is_saved(self) -> bool:
        """Return whether the object is part of an app, which saves all its changes together."""
        return bool(self.requests) and all(request.accept == "saved" for request in self.requests)

    @property
    def destroys(self) -> bool:
        return self.action in ("delete", "replace")


class State(t.NamedTuple):
    """An object after the run. An absent one has neither id nor options."""

    title: str
    id: str
    object: Object
