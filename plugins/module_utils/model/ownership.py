# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user of a tenant owns of a kind: how it is found, and how it is given to another user."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

if t.TYPE_CHECKING:
    from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind


class Tenant(t.Protocol):
    """What giving needs of the client of a tenant."""

    @property
    def host(self) -> str: ...

    @property
    def label(self) -> str: ...

    def get(self, path: str, **params: t.Any) -> t.Any: ...

    def list(self, path: str, *, rows: str = "data", **params: t.Any) -> list[t.Any]: ...

    def request(self, method: str, path: str, *, json: t.Any = None) -> t.Any: ...

    def delete(self, path: str, **how: t.Any) -> None: ...


class Receiver(t.NamedTuple):
    """The user who gets what is given."""

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
    """How objects of a kind belong to users.

    doc: what of it a user owns, and what becomes of it, where the kind's own words do not say that.
    item: the type by which the index of items lists it, where that tells the owner and the kind's own list does not.
    query: what the list is asked with beside the kind's own query; {user} stands for the id of the owner.
    above: the kind that the objects are below, where only the object above lists them.
    label, owner: the parts of an answer that tell the name and the owner; a filter alone is not trusted.
    whole: leaves out of a list what is part of another object in it.
    has_private: there is also some in personal spaces, which takes a scope of its own to see.
    give: how it goes to another user; without it the API has no way, and `advice` says what to do instead.
    may_go: which can. only_to_caller: the API makes whoever asks the owner. unsure: whether it does is not documented.
    release: ends what the old owner keeps of it, after everything else was given.
    costs: what is lost with it, so that it needs a yes. afterwards: what its new owner has to do.
    may_be_deleted: which have nothing of others in them.
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

    found: the API's answer. path: where objects of its kind are. above: the object that it is below.
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
        """The path of the object."""
        return f"{self.path}/{self.id}"

    @property
    def name(self) -> str:
        """Its name, or that of the object above; else its id."""
        return str(value_at(self.found, self.ownership.label) or self.above.get("name") or self.id)

    @property
    def type(self) -> str:
        """What results and options call its kind."""
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
        """As results have it."""
        return {"type": self.type, "id": self.id, "name": self.name}


def ownership_of(kind: Kind) -> Ownership:
    """How a kind that users own belongs to them."""
    return t.cast(Ownership, kind.ownership)


def id_part(kind: Kind) -> str:
    """The part of a listed object that is its id."""
    return "resourceId" if ownership_of(kind).item else kind.identifier


def type_of(kind: Kind) -> str:
    """What results and options call a kind that users own."""
    return kind.name.replace(" ", "_")


def value_at(found: t.Any, path: str) -> t.Any:
    """metadata.ownerId of an answer; None where a part is missing."""
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def patching(client: Tenant, each: Owned, receiver: Receiver) -> None:
    """The owner is a field that a JSON Patch replaces."""
    client.request("PATCH", each.at, json=[{"op": "replace", "path": "/ownerId", "value": receiver.id}])


def acting(method: str, operation: str, key: str = "ownerId") -> Give:
    """The owner is changed by an operation of its own."""

    def give(client: Tenant, each: Owned, receiver: Receiver) -> None:
        client.request(method, f"{each.at}/{operation}", json={key: receiver.id})

    return give
