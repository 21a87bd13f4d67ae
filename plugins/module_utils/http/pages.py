# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a list, and the query for the next one."""

from __future__ import annotations

import typing as t
from urllib.parse import parse_qs, urlsplit

Query = dict[str, t.Any]
# Parameters that say where a page begins. A link replaces them all.
_POSITIONS = frozenset({"next", "prev", "page", "cursor", "skip", "offset", "startingAfter", "endingBefore"})


class CircleError(Exception):
    """The host returned the same page, or the link to it, twice."""


class Pages:
    """The pages of one list.

    Links may name another hostname, scheme, port or path: several services of Qlik put their internal address there.
    Only the query of a link counts. Host and path stay those that were asked, so no token goes elsewhere.
    """

    def __init__(self, query: Query) -> None:
        self._first = {name: value for name, value in query.items() if value is not None}
        self._asked = [_normal(self._first)]
        self._rows: list[t.Any] = []

    def next(self, body: t.Any, rows: list[t.Any]) -> Query | None:
        """Return the query of the page after this one, or None after the last page."""
        link = next_link(body)
        if not link:
            return None
        following = parse_qs(urlsplit(link).query, keep_blank_values=True)
        kept = {name: value for name, value in self._first.items() if name not in _POSITIONS}
        query = {**kept, **following}
        if _normal(query) in self._asked or (rows and rows == self._rows):
            raise CircleError
        self._asked.append(_normal(query))
        self._rows = rows
        return query


def next_link(body: t.Any) -> str:
    """Return the link to the next page, or an empty text."""
    links = body.get("links") if isinstance(body, dict) else None
    link = links.get("next") if isinstance(links, dict) else None
    href = link.get("href") if isinstance(link, dict) else link
    return href if isinstance(href, str) else ""


def _normal(query: Query) -> dict[str, list[str]]:
    return {
        name: [str(each) for each in (value if isinstance(value, list) else [value])] for name, value in query.items()
    }
