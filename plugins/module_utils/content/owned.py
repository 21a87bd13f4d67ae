# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the content of a user of a tenant."""

from __future__ import annotations

import typing as t
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.owned import ITEMS, OWNED
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import (
    Owned,
    id_part,
    ownership_of,
    type_of,
    value_at,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work

_THREADS = 8
_PRIVATE = {"spaceType": "personal"}
_BY_NAME = {type_of(kind): kind for kind in OWNED}
# Collection of a kind, the object above it, and the rows of the list.
Rows = tuple[str, Object, list[Object]]


@dataclass
class Inventory:
    """All content of a user. Private content only if a client sees it."""

    client: Client
    user: str
    kinds: t.Sequence[Kind] = OWNED
    private: Client | None = None

    def read(self) -> list[tuple[Client, Owned]]:
        """Return each object with the client that may hand it over, in the order of the kinds."""
        seen = {each.key: (self.client, each) for each in _read(self.client, self.kinds, self.user, {})}
        if self.private:
            hidden = [kind for kind in self.kinds if ownership_of(kind).has_private]
            found = _read(self.private, hidden, self.user, _PRIVATE)
            seen |= {each.key: (self.private, each) for each in found}
        order = {type_of(kind): number for number, kind in enumerate(self.kinds)}
        return sorted(seen.values(), key=lambda pair: order[pair[1].type])


def delete(client: Client, each: Owned) -> None:
    """Delete an object with the delete operation of its kind."""
    work = Work(kind=each.kind, path=(each.path,), identifier=each.id, found=each.found)
    for request in each.kind.delete(work) if each.kind.delete else ():
        client.delete("/".join(map(str, request.path)), json=request.body, headers=request.headers)


def of_user(kind: Kind, user: str, lists: t.Iterable[Rows]) -> list[Owned]:
    """Return the listed objects of the kind that belong to the user."""
    ownership, is_one = ownership_of(kind), _listing(kind).is_one
    found: list[Owned] = []
    for path, above, rows in lists:
        own = [row for row in rows if is_one(row) and value_at(row, ownership.owner) == user]
        # The pages of a list can have an object twice while others change it.
        unique = {Owned(kind, row, path, above).id: row for row in own}
        found += [Owned(kind, row, path, above) for row in ownership.whole(list(unique.values()))]
    return found


def _read(client: Client, kinds: t.Sequence[Kind], user: str, query: Object) -> list[Owned]:
    """Return all content of a user, in the order of the kinds. A list with several kinds is read once."""
    lists = {_list_of(kind): kind for kind in kinds}
    with ThreadPoolExecutor(_THREADS) as pool:
        read = pool.map(lambda kind: _rows(client, kind, user, query), lists.values())
        rows = dict(zip(lists, read, strict=True))
    return [
        each
        for kind in kinds
        for each in of_user(kind, user, [(_path(kind, above), above, found) for above, found in rows[_list_of(kind)]])
    ]


def _rows(client: Client, kind: Kind, user: str, query: Object) -> list[tuple[Object, list[Object]]]:
    """Return the rows of each list, with the object above the list."""
    listing = _listing(kind)
    asked = {
        name: value.replace("{user}", user) if isinstance(value, str) else value
        for name, value in {**listing.query, **_page(listing), **query}.items()
    }
    return [
        (above, client.list(listing.path.format(parent=parent), rows=listing.rows, **asked))
        for above, parent in _above(client, ownership_of(kind).above)
    ]


def _above(client: Client, name: str) -> list[tuple[Object, str]]:
    """Return the objects that have a list below them, with their ids. A single list has a nameless one."""
    if not name:
        return [({}, "")]
    kind = _BY_NAME[name]
    listing, item = kind.listing, ownership_of(kind).item
    if item:
        listing = replace(ITEMS, query={"resourceType": item})
    found = client.list(listing.path or kind.path, rows=listing.rows, **listing.query, **_page(listing))
    return [(each, str(each[id_part(kind)])) for each in found]


def _page(listing: Listing) -> Object:
    return {"limit": listing.page_size} if listing.page_size else {}


def _path(kind: Kind, above: Object) -> str:
    return kind.path.format(parent=above[id_part(_BY_NAME[ownership_of(kind).above])]) if above else kind.path


def _list_of(kind: Kind) -> str:
    """Return a value that is equal for kinds in one list."""
    listing = _listing(kind)
    return repr((listing.path, dict(listing.query), listing.rows))


def _listing(kind: Kind) -> Listing:
    """Return the listing of the owned objects of a kind."""
    ownership, listing = ownership_of(kind), kind.listing
    if ownership.item:
        return replace(ITEMS, is_one=lambda found: found["resourceType"] == ownership.item)
    return replace(listing, path=listing.path or kind.path, query={**listing.query, **ownership.query})
