# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the objects of a kind: the whole list, or a few objects by name."""

from __future__ import annotations

import itertools
import typing as t
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import identifier_of

_TENANT = "{tenant}"
# Maximum number of requests by name. If more are needed, the whole list is read.
_MOST_QUESTIONS = 20
# Number of them at a time.
_AT_ONCE = 8


def is_unplaced(kind: Kind) -> bool:
    """Tell whether the path of a kind lacks the id of the tenant."""
    return _TENANT in kind.path


def placed(client: Client, kinds: dict[str, Kind], names: t.Iterable[str]) -> dict[str, Kind]:
    """Return the named kinds with the id of the tenant filled into their paths."""
    without = [kinds[name] for name in names if is_unplaced(kinds[name])]
    if not without:
        return kinds
    identifier = client.get("/api/v1/tenants/me")["id"]
    return {**kinds, **{kind.name: replace(kind, path=kind.path.replace(_TENANT, identifier)) for kind in without}}


def list_objects(client: Client, kind: Kind, path: str = "") -> list[Object]:
    """Return all objects of a kind. A missing singleton gives an empty list."""
    path = path or kind.listing.path or kind.path
    if kind.singleton:
        return _counted(kind, [_singleton(client, path)])
    return _counted(kind, (_from_both_ends if kind.listing.sort else _pages)(client, kind, path))


def special_objects(client: Client, kind: Kind, names: t.Collection[str]) -> list[Object]:
    """Return the named objects that the list never has. Their queries cannot be combined with others."""
    queries = [query for name, query in kind.listing.special.items() if name in names]
    return [thing for query in queries for thing in client.list(kind.path, rows=kind.listing.rows, **query)]


def find_objects(client: Client, kind: Kind, names: t.Collection[str]) -> list[Object]:
    """Return the objects of these names, and possibly others.

    The cost depends on the number of names. A single request by name is sent at once. If more are needed, the list is
    read first, one page further than these objects alone would fill it, since it may end there.
    """
    find = kind.listing.find
    if kind.singleton or not find or not all(map(find.can_ask, names)):
        return list_objects(client, kind)
    questions = _questions(find, sorted(names))
    if len(questions) > _MOST_QUESTIONS:
        return list_objects(client, kind)
    if len(questions) > 1:
        pages = _pages(client, kind, kind.listing.path or kind.path)
        size = kind.listing.page_size
        begin = list(itertools.islice(pages, len(names) // size + 1)) if size else []
        if not begin or len(begin[-1]) < t.cast(int, size):
            return _counted(kind, [*begin, *pages])
    try:
        return _counted(kind, _answers(client, kind, questions))
    except errors.ApiError as error:
        # A filter that Qlik finds too complex.
        if error.status != 400:
            raise
        return list_objects(client, kind)


def _answers(client: Client, kind: Kind, questions: list[Object]) -> list[t.Sequence[Object]]:
    """Return the pages for some queries, which are sent concurrently."""

    def ask(question: Object) -> list[t.Sequence[Object]]:
        return list(_pages(client, kind, kind.listing.path or kind.path, **question))

    with ThreadPoolExecutor(min(len(questions), _AT_ONCE)) as pool:
        return [page for pages in pool.map(ask, questions) for page in pages]


def _questions(find: Find, names: list[str]) -> list[Object]:
    return [find.query(names[start : start + find.at_once]) for start in range(0, len(names), find.at_once)]


def _counted(kind: Kind, pages: t.Iterable[t.Sequence[Object]]) -> list[Object]:
    """Return the objects of all pages that count as objects of the kind."""
    return [kind.listing.form(thing) for page in pages for thing in page if kind.listing.is_one(thing)]


def _pages(client: Client, kind: Kind, path: str, **question: t.Any) -> t.Iterator[t.Sequence[Object]]:
    page: Object = {"limit": kind.listing.page_size} if kind.listing.page_size else {}
    return client.pages(path, rows=kind.listing.rows, **{**kind.listing.query, **page, **question})


def _from_both_ends(client: Client, kind: Kind, path: str) -> list[list[Object]]:
    """Return a list that is read in both directions until they meet, since each page only links to the next one."""
    ends = [_pages(client, kind, path, sort=f"{sign}{kind.listing.sort}") for sign in "+-"]
    first = list(next(ends[0], []))
    if len(first) < t.cast(int, kind.listing.page_size):
        return [first]
    seen: list[dict[str, Object]] = [{identifier_of(kind, each): each for each in first}, {}]

    def read(end: int) -> None:
        for page in ends[end]:
            found = {identifier_of(kind, each): each for each in page}
            seen[end] |= found
            if not found.keys().isdisjoint(seen[1 - end]):
                return

    with ThreadPoolExecutor(len(ends)) as pool:
        list(pool.map(read, range(len(ends))))
    return [list((seen[0] | seen[1]).values())]


def _singleton(client: Client, path: str) -> list[Object]:
    try:
        found = client.get(path)
    except errors.ApiError as error:
        if error.status == 404:
            return []
        raise
    return [found] if found else []
