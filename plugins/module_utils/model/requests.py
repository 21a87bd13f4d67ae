# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A planned request, and the ids that it waits for."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

# What stands for an id until the object is created.
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
    """The id that the index of items has for an object; it has a new object some time after its creation."""

    type: str
    resource: str | Pending

    def __str__(self) -> str:
        return UNKNOWN_ID


Segment: t.TypeAlias = "str | Pending"
Path: t.TypeAlias = "tuple[Segment, ...]"


class Until(t.NamedTuple):
    """What is read again and again until it is so."""

    path: Path
    is_over: t.Callable[[dict[str, t.Any]], bool]
    query: t.Mapping[str, t.Any] = {}


class Edit(t.NamedTuple):
    """A body that is made of what Qlik has when the request is sent; None where nothing is to be sent.

    path, query: where that is read.
    """

    path: Path
    make: t.Callable[[t.Any], t.Any]
    query: t.Mapping[str, t.Any] = {}


class Call(t.NamedTuple):
    """One call of a conversation with the engine of an app: a method, and what it is given, in its order.

    on: number of the call before it that has answered the object which the method is one of; without it, the app's.
    """

    method: str
    params: tuple[t.Any, ...] = ()
    on: int | None = None


@dataclass(frozen=True)
class Request:
    """One write.

    path: segments, since an id in it may be pending.
    makes: the pending id that the answer tells.
    accept: how the answer counts. `one`: the status is the result. `later`: the object is ready some time after the
    answer, or what `until` says is over. `each`: an answer 207 has a status for every item of the list `items` in the
    body, and requests of one path are joined into batches. `saved`: the body is a list of calls to the engine of the
    app at the path; those of one path are said in one conversation, at whose end the app is saved once.
    instead: the request that is sent where Qlik answers 404 to this one.
    query: parameters, of which an id may be pending too.
    upload: the body is a file, which is uploaded in pieces to a temporary content: `makes` is the id of that.
    edit: makes the body.
    keeps: the id that the answer must have, since the request is to change an object and not to make another one.
    id_at: where the answer has that id, if it is of an object that is no kind.
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
