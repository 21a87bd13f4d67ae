# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user of a tenant owns: how a type of it is listed, and how it is given to another user."""

from __future__ import annotations

import typing as t
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Object

_THREADS = 8


class Receiver(t.NamedTuple):
    """The user who gets content."""

    id: str
    name: str = ""


Give = t.Callable[[Client, Object, Receiver], None]


@dataclass(frozen=True, kw_only=True)
class Content:
    """A type of content.

    path, query: the list; {user} stands for the id of the owner, and {<field>} for a field of the parent.
    parents: path and query of the list that `path` hangs below, for what can only be listed by its parent.
    has_private: there is also some in personal spaces, which takes a scope of its own to see.
    rows: where the list is in the answer. owner: the field that tells the owner, since a filter may be ignored.
    give: how it goes to another user; without it the API has no way, and `advice` says what to do instead.
    only_to_caller: the API makes whoever asks the owner. costs: what is lost with it, so that it needs a yes.
    delete: path that deletes it.
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
    give: Give | None = None
    only_to_caller: bool = False
    has_private: bool = False
    costs: str = ""
    advice: str = ""
    delete: str = ""

    def lists(self, client: Client) -> list[Object]:
        """What tells the lists that there are apart: where each is, and the name of what it belongs to."""
        if not self.parents:
            return [{"_list": self.path}]
        parents = client.list(self.parents[0], **self.parents[1])
        return [{"_list": filled(self.path, parent), "_parent": parent.get("name", "")} for parent in parents]

    def query_for(self, user: str) -> Object:
        return {
            name: value.replace("{user}", user) if isinstance(value, str) else value
            for name, value in self.query.items()
        }

    def private(self) -> Content:
        """The same type, as far as it is in personal spaces."""
        return replace(self, query={**self.query, "spaceType": "personal"})

    def is_owned(self, found: Object, user: str) -> bool:
        return not self.owner or value_at(found, self.owner) == user


@dataclass(frozen=True)
class Owned:
    """One object that a user owns. `found` is the API's answer, with `_list`, the path of the list that has it."""

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

    def shown(self) -> Object:
        """As results have it."""
        return {"type": self.content.name, "id": self.id, "name": self.name}


def value_at(found: t.Any, path: str) -> t.Any:
    """metadata.ownerId of an answer; None where a part is missing."""
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def filled(path: str, found: Object) -> str:
    """A path with fields of an object in it."""
    return path.format_map({name: value for name, value in found.items() if isinstance(value, str)})


def owned(client: Client, contents: t.Iterable[Content], user: str) -> list[Owned]:
    """All that a user owns, of the types given, in their order."""

    def of(content: Content) -> list[Owned]:
        query = content.query_for(user)
        rows = [
            {**found, **where}
            for where in content.lists(client)
            for found in client.list(where["_list"], rows=content.rows, **query)
        ]
        # The page of one type can name an object twice while others are changing it.
        unique = {str(value_at(found, content.identifier)): found for found in rows if content.is_owned(found, user)}
        return [Owned(content, found) for found in unique.values()]

    with ThreadPoolExecutor(_THREADS) as pool:
        return [each for found in pool.map(of, contents) for each in found]


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
