# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deprecated operations, as the headers of an answer announce them."""

from __future__ import annotations

import datetime
import re
import typing as t

# A path segment that is an identifier: it has a digit and at least eight characters.
_IDENTIFIER = re.compile(r"(?=[^/]*\d)[^/]{8,}")
_LINK = re.compile(r"<([^>]*)>([^<]*)")
_RELATION = re.compile(r"rel=\"?(?:[\w-]+ )*(deprecation|sunset|successor-version)\b", re.IGNORECASE)


def operation(method: str, path: str) -> str:
    """Return the same text for all objects of an operation: GET /api/v1/users/{id}."""
    return f"{method} {_IDENTIFIER.sub('{id}', path.partition('?')[0])}"


def warning(name: str, headers: t.Mapping[str, str]) -> str:
    """Return what to tell the operator about an operation, or an empty text."""
    deprecated, sunset = headers.get("Deprecation", ""), headers.get("Sunset", "")
    links = [url for url, rest in _LINK.findall(headers.get("Link", "")) if _RELATION.search(rest)]
    if not (deprecated or sunset or links) or (deprecated.lower() == "false" and not sunset):
        return ""
    since = _date(deprecated)
    said = f"Qlik has deprecated {name}" + (f" since {since}" if since else "")
    removal = f" and will remove it after {sunset}" if sunset else ""
    return f"{said}{removal}." + (f" See {links[0]}." if links else "")


def _date(text: str) -> str:
    """Return the date of a header: @ and seconds since 1970, an HTTP date, or `true` without a date."""
    if text.startswith("@") and text[1:].isdigit():
        return datetime.datetime.fromtimestamp(int(text[1:]), datetime.UTC).date().isoformat()
    return "" if text.lower() in ("", "true", "?1") else text
