# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A planned request, and the ids that it waits for."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

# Placeholder for an id until the object is created.
UNKNOWN_ID = "(known after apply)"


@dataclass(frozen=True)
class Pending:
    """The id of an object that an earlier request of the plan creates."""

    kind: str
    key: tuple[t.Any, ...]

    def __str__(self) -> str:
        return UNKNOWN_ID


@dataclass(frozen=True)
class Indexed:
    """The id of an object in the index of items, which lists a new object some time after its creation."""

    type: str
    resource: str | Pending

    def __str__(self) -> str:
        return UNKNOWN_ID


Segment: t.TypeAlias = "str | Pending"
Path: t.TypeAlias = "tuple[Segment, ...]"


class Until(t.NamedTuple):
    """A condition to poll for."""

    path: Path
    is_over: t.Callable[[dict[str, t.Any]], bool]
    query: t.Mapping[str, t.Any] = {}


class Edit(t.NamedTuple):
    """A body that is computed from the current state at Qlik when the request is sent; None if nothing is to be sent.

    path, query: of the current state.
    """

    path: Path
    make: t.Callable[[t.Any], t.Any]
    query: t.Mapping[str, t.Any] = {}


class Call(t.NamedTuple):
    """One call in a session with the engine of an app: a method and its parameters, in order.

    on: number of the earlier call that returned the object of the method. Defaults to the app.
    """

    method: str
    params: tuple[t.Any, ...] = ()
    on: int | None = None


@dataclass(frozen=True)
class Request:
    """One write.

    path: segments, since an id in it may be pending.
    makes: the pending id that the answer returns.
    accept: how to interpret the answer. `one`: the status is the result. `later`: the object is ready some time after
    the answer, or when the condition `until` is met. `each`: an answer 207 has a status for every item of the list
    `items` in the body, and requests of one path are joined into batches. `saved`: the body is a list of calls to the
    engine of the app at the path. Calls of one path share one session, and the app is saved once at its end.
    instead: the request to send if Qlik answers 404 to this one.
    query: parameters, which may include pending ids.
    upload: the body is a file, which is uploaded in pieces to a temporary content, whose id is `makes`.
    edit: makes the body.
    keeps: the id that the answer must have, since the request must change an object and not create another one.
    id_at: the part of the answer with that id, for an object that does not belong to a kind.
    last: sent after the creation of the objects below this one, whose ids are `after`.
    """

    method: str
    path: Path
    body: t.Any = None
    headers: dict[str, str] = field(default_factory=dict)
    makes: Pending | None = None
    accept: t.Literal["one", "later", "each", "saved"] = "one"
    items: str = ""
    instead: Request | None = None
    until: Until | None = None
    query: t.Mapping[str, t.Any] = field(default_factory=dict)
    upload: bool = False
    edit: Edit | None = None
    keeps: str = ""
    id_at: str = "id"
    last: bool = False
    after: tuple[Pending, ...] = ()


def pendings(request: Request) -> set[Pending]:
    """Return the ids that must be known before a request can be sent."""
    found: set[Pending] = set()

    def visit(value: t.Any) -> None:
        if isinstance(value, Pending):
            found.add(value)
        if isinstance(value, Indexed):
            visit(value.resource)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
            visit(part)

    visit(request.path)
    visit(request.body)
    visit(dict(request.query))
    if request.edit:
        visit((request.edit.path, dict(request.edit.query)))
    visit(request.after)
    return found
