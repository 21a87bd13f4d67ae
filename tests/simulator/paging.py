# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of lists: a limit, and links to the page itself and the next one."""

from __future__ import annotations

import typing as t
from urllib.parse import urlencode

from answers import Refused


def total_of(things: list[t.Any], request: t.Any) -> dict[str, int]:
    """The number of results, for those who ask for it."""
    return {"totalResults": len(things)} if request.query.get("totalResults", "").lower() == "true" else {}


def ordered(things: list[dict[str, t.Any]], keys: str | None) -> list[dict[str, t.Any]]:
    """Things by the fields of a `sort`; a minus before one turns its order round."""
    for key in reversed((keys or "").split(",")):
        if key:
            name, down = key.strip().lstrip("+-"), key.strip().startswith("-")
            things = sorted(things, key=lambda each: str(each.get(name, "")).lower(), reverse=down)
    return things


def page_of(
    things: list[t.Any], request: t.Any, cursor: str, *, page: int, largest: int
) -> tuple[list[t.Any], dict[str, t.Any]]:
    """The page that a request asks for, and its links. `page` is the size where nothing is said."""
    given = str(request.query.get("limit", page))
    first = str(request.query.get(cursor) or "0")
    if not given.isdigit() or not 1 <= int(given) <= largest:
        raise Refused(400, "HTTP-400", f"limit is 1 to {largest}")
    if not first.isdigit():
        raise Refused(400, "HTTP-400", f"{cursor} is not of this list")
    start, end = int(first), int(first) + int(given)
    base = f"https://{request.host}{request.path}"
    links = {"self": {"href": base}}
    if start:
        links["prev"] = {"href": f"{base}?{urlencode({**request.query, cursor: max(0, start - int(given))})}"}
    if end < len(things):
        links["next"] = {"href": f"{base}?{urlencode({**request.query, cursor: end})}"}
    return things[start:end], links
