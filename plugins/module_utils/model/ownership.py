# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ownership: how to find the objects of a kind that a user owns, and how to hand them over."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

if t.TYPE_CHECKING:
    from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind


class Tenant(t.Protocol):
    """Methods of a tenant client that a hand-over needs."""

    @property
    def host(self) -> str: ...

    @property
    def label(self) -> str: ...

    def get(self, path: str, **params: t.Any) -> t.Any: ...

    def list(self, path: str, *, rows: str = "data", **params: t.Any) -> list[t.Any]: ...

    def request(self, method: str, path: str, *, json: t.Any = None) -> t.Any: ...

    def delete(self, path: str, **how: t.Any) -> None: ...


class Receiver(t.NamedTuple):
    """The user who receives content."""

    id: str
    name: str = ""
    is_bot: bool = False


Test = t.Callable[[Object], bool]
Give: t.TypeAlias = "t.Callable[[Tenant, Owned, Receiver], None]"


def _always(_found: Object) -> bool:
    return True


def _all(found: list[Object]) -> list[Object]:
    return found


@dataclass(frozen=True, kw_only=True)
class Ownership:
    """The way in which users own objects of a kind.

    doc: the owned objects, if the description of the kind does not fit.
    item: type in the index of items, if the index has the owner and the kind's own list does not.
    query: added to the kind's own query of the list; {user} stands for the id of the owner.
    above: the kind above the objects, if only the object above lists them.
    label, owner: the parts of an answer with the name and the owner. A filter alone is not trusted.
    whole: removes parts of other objects from a list.
    has_private: personal spaces can have some too, which needs another scope to see.
    give: how to hand it over. Without it the API cannot, and `advice` says what to do instead.
    may_go: which objects can go. only_to_caller: the caller becomes the owner. unsure: this is not documented.
    release: ends the remaining rights of the old owner, after everything else was handed over.
    costs: the loss, which the operator must accept. afterwards: steps for the new owner.
    may_be_deleted: tells which objects have no content of others.
    """

    doc: str = ""
    item: str = ""
    query: t.Mapping[str, t.Any] = field(default_factory=dict)
    above: str = ""
    label: str = "name"
    owner: str = "ownerId"
    whole: t.Callable[[list[Object]], list[Object]] = _all
    has_private: bool = False
    give: Give | None = None
    release: Give | None = None
    may_go: Test = _always
    only_to_caller: bool = False
    unsure: bool = False
    costs: str = ""
    afterwards: str = ""
    advice: str = ""
    may_be_deleted: Test = _always


@dataclass(frozen=True)
class Owned:
    """One object that a user owns.

    found: the API's answer. path: the collection of its kind. above: the object above it.
    """

    kind: Kind
    found: Object = field(repr=False)
    path: str
    above: Object = field(default_factory=dict, repr=False)

    @property
    def ownership(self) -> Ownership:
        return ownership_of(self.kind)

    @property
    def id(self) -> str:
        return str(value_at(self.found, id_part(self.kind)))

    @property
    def at(self) -> str:
        """Return the path of the object."""
        return f"{self.path}/{self.id}"

    @property
    def name(self) -> str:
        """Return its name, or that of the object above, or its id."""
        return str(value_at(self.found, self.ownership.label) or self.above.get("name") or self.id)

    @property
    def type(self) -> str:
        """Return the name of its kind in results and options."""
        return type_of(self.kind)

    @property
    def title(self) -> str:
        return f"{self.type} {self.name}"

    @property
    def key(self) -> tuple[str, str]:
        return self.type, self.id

    @property
    def can_go(self) -> bool:
        return bool(self.ownership.give and self.ownership.may_go(self.found))

    @property
    def can_be_deleted(self) -> bool:
        return bool(self.kind.delete and self.ownership.may_be_deleted(self.found))

    def shown(self) -> Object:
        """Return the object as in results."""
        return {"type": self.type, "id": self.id, "name": self.name}


def ownership_of(kind: Kind) -> Ownership:
    """Return the ownership of a kind that users own."""
    return t.cast(Ownership, kind.ownership)


def id_part(kind: Kind) -> str:
    """Return the part of a listed object that is its id."""
    return "resourceId" if ownership_of(kind).item else kind.identifier


def type_of(kind: Kind) -> str:
    """Return the name of a kind that users own in results and options."""
    return kind.name.replace(" ", "_")


def value_at(found: t.Any, path: str) -> t.Any:
    """Return a nested value of an answer, such as metadata.ownerId; None if a part is missing."""
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def patching(client: Tenant, each: Owned, receiver: Receiver) -> None:
    """Return a hand-over that replaces the owner field with a JSON Patch."""
    client.request("PATCH", each.at, json=[{"op": "replace", "path": "/ownerId", "value": receiver.id}])


def acting(method: str, operation: str, key: str = "ownerId") -> Give:
    """Return a hand-over that uses a separate operation."""

    def give(client: Tenant, each: Owned, receiver: Receiver) -> None:
        client.request(method, f"{each.at}/{operation}", json={key: receiver.id})

    return give
