# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user of a tenant owns: how a type of it is listed, and how it is given to another user."""

from __future__ import annotations

import typing as t
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_THREADS = 8


class Receiver(t.NamedTuple):
    """The user who gets content."""

    id: str
    name: str = ""
    is_bot: bool = False


Give = t.Callable[[Client, Object, Receiver], None]
Test = t.Callable[[Object], bool]


def _always(_found: Object) -> bool:
    return True


def _all(found: list[Object]) -> list[Object]:
    return found


@dataclass(frozen=True, kw_only=True)
class Content:
    """A type of content.

    path, query: the list; {user} stands for the id of the owner, and {<field>} for a field of the parent.
    parents: path and query of the list that `path` hangs below, for what can only be listed by its parent.
    is_one: which of the list are of the type. whole: leaves out of these what is part of another one.
    has_private: there is also some in personal spaces, which takes a scope of its own to see.
    rows: where the list is in the answer. owner: the field that tells the owner, since a filter may be ignored.
    give: how it goes to another user; without it the API has no way, and `advice` says what to do instead.
    may_go: which can. only_to_caller: the API makes whoever asks the owner. unsure: whether it does is not documented.
    release: ends what the old owner keeps of it, after everything else was given.
    costs: what is lost with it, so that it needs a yes. afterwards: what its new owner has to do.
    delete: path that deletes it. by_ids: that path takes a list of ids. may_be_deleted: with nothing of others in it.
    """

    name: str
    doc: str
    path: str
    query: t.Mapping[str, t.Any] = field(default_factory=dict)
    parents: tuple[str, t.Mapping[str, t.Any]] | None = None
    rows: str = "data"
    identifier: str = "id"
    label: str = "name"
    owner: str = "ownerId"
    is_one: Test = _always
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
    delete: str = ""
    by_ids: bool = False
    may_be_deleted: Test = _always

    @property
    def listing(self) -> str:
        """The same for types that are in one list."""
        return repr((self.path, dict(self.query), self.parents, self.rows))

    def read(self, client: Client, user: str) -> list[Object]:
        """The list, each object with `_list`, the path of the list that has it."""
        query = {
            name: value.replace("{user}", user) if isinstance(value, str) else value
            for name, value in self.query.items()
        }
        return [
            {**found, **where}
            for where in self._lists(client)
            for found in client.list(where["_list"], rows=self.rows, **query)
        ]

    def _lists(self, client: Client) -> list[Object]:
        """What tells the lists that there are apart: where each is, and the name of what it belongs to."""
        if not self.parents:
            return [{"_list": self.path}]
        parents = client.list(self.parents[0], **self.parents[1])
        return [{"_list": filled(self.path, parent), "_parent": parent.get("name", "")} for parent in parents]

    def owned(self, rows: list[Object], user: str) -> list[Owned]:
        """What of the list is of the type, and the user's."""
        # The pages of one list can name an object twice while others are changing it.
        unique = {
            str(value_at(found, self.identifier)): found
            for found in rows
            if self.is_one(found) and value_at(found, self.owner) == user
        }
        return [Owned(self, found) for found in self.whole(list(unique.values()))]

    def private(self) -> Content:
        """The same type, as far as it is in personal spaces."""
        return replace(self, query={**self.query, "spaceType": "personal"})


@dataclass(frozen=True)
class Owned:
    """One object that a user owns. `found` is the API's answer."""

    content: Content
    found: Object = field(repr=False)

    @property
    def id(self) -> str:
        return str(value_at(self.found, self.content.identifier))

    @property
    def name(self) -> str:
        return str(value_at(self.found, self.content.label) or self.id)

    @property
    def title(self) -> str:
        return f"{self.content.name} {self.name}"

    @property
    def key(self) -> tuple[str, str]:
        return self.content.name, self.id

    def shown(self) -> Object:
        """As results have it."""
        return {"type": self.content.name, "id": self.id, "name": self.name}

    def delete(self, client: Client) -> None:
        body = {"ids": [self.id]} if self.content.by_ids else None
        client.delete(filled(self.content.delete, self.found), json=body)


def value_at(found: t.Any, path: str) -> t.Any:
    """metadata.ownerId of an answer; None where a part is missing."""
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def filled(path: str, found: Object) -> str:
    """A path with fields of an object in it."""
    return path.format_map({name: value for name, value in found.items() if isinstance(value, str)})


def owned(client: Client, contents: t.Iterable[Content], user: str) -> list[Owned]:
    """All that a user owns, of the types given, in their order. A list that has several types is read once."""
    contents = list(contents)
    lists = {content.listing: content for content in contents}
    with ThreadPoolExecutor(_THREADS) as pool:
        rows = dict(zip(lists, pool.map(lambda content: content.read(client, user), lists.values()), strict=True))
    return [each for content in contents for each in content.owned(rows[content.listing], user)]


def patching(path: str, field_path: str = "/ownerId") -> Give:
    """The owner is a field that a JSON Patch replaces."""

    def give(client: Client, found: Object, receiver: Receiver) -> None:
        patch = [{"op": "replace", "path": field_path, "value": receiver.id}]
        client.request("PATCH", filled(path, found), json=patch)

    return give


def acting(method: str, path: str, key: str = "ownerId") -> Give:
    """The owner is changed by an operation of its own."""

    def give(client: Client, found: Object, receiver: Receiver) -> None:
        client.request(method, filled(path, found), json={key: receiver.id})

    return give


def require_done(client: Client, answer: t.Any, title: str) -> None:
    """An answer 207 tells for each object how it went."""
    for part in (answer or {}).get("data", ()):
        if int(part.get("status", 200)) >= 400:
            raise errors.from_answer(
                int(part["status"]), {"errors": [part.get("error") or part]}, host=client.host, what=title
            )
