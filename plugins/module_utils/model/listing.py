# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listings: how to read the objects of a kind."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def every(_found: Object) -> bool:
    """Count each listed object."""
    return True


def as_answered(found: Object) -> Object:
    """Return an object as Qlik answered it."""
    return found


class Say(t.Protocol):
    """Make one call to the engine of an app, and return the result. `on` is an earlier result that has an object."""

    def __call__(self, method: str, *params: t.Any, on: Object | None = None) -> Object: ...


# Reads the wanted objects in an app, or all if none is named.
Converse: t.TypeAlias = "t.Callable[[Say, t.Sequence[Object] | None], list[Object]]"


@dataclass(frozen=True, kw_only=True)
class Find:
    """A way to ask for objects by name instead of reading the whole list.

    query: returns the query for some names. The answer may have other objects too, which are filtered here.
    at_once: number of names that one request takes.
    can_ask: tells whether the API can search for a name. A filter cannot quote every character.
    """

    query: t.Callable[[t.Sequence[str]], Object]
    at_once: int = 1
    can_ask: t.Callable[[str], bool] = lambda _name: True


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list, and how to read it.

    path: its path, if objects are created at another path.
    query: parameters of every request. rows: the member of an answer that has the objects.
    page_size: objects per page; None if the list has no pages.
    is_one: tells which listed objects count. A revoked API key does not.
    find: how to request a few objects by name.
    special: objects that the list lacks, by name, with the query that returns them.
    form: converts an answered object to one form, if answers have several forms.
    sort: a field that Qlik can sort the list by. A long list is then read from both ends at once.
    converse: reads objects in an app, which have no list over HTTP.
    detail: path below an object, read for wanted objects only, since the list is not detailed enough.
    detail_query: its query.
    """

    path: str = ""
    query: t.Mapping[str, t.Any] = field(default_factory=dict)
    rows: str = "data"
    page_size: int | None = 100
    is_one: t.Callable[[Object], bool] = every
    find: Find | None = None
    special: t.Mapping[str, Object] = field(default_factory=dict)
    form: t.Callable[[Object], Object] = as_answered
    sort: str = ""
    converse: Converse | None = None
    detail: str | None = None
    detail_query: t.Mapping[str, t.Any] = field(default_factory=dict)


_UNQUOTABLE = set('"\\')


def _itself(name: str) -> list[str]:
    return [name]


def scim(*attributes: str, also: str = "", at_once: int = 20, names_of: t.Callable[[str], list[str]] = _itself) -> Find:
    """Return a Find that uses the API's `filter` parameter: one of the attributes equals one of the names.

    also: a condition that is joined with `and`. names_of: the names that a text can mean. Letters outside ASCII are
    sent as they are. Qlik documents two ways to escape quotes and backslashes, so names with one of them are not
    requested.
    """

    def query(names: t.Sequence[str]) -> Object:
        text = " or ".join(
            f'{attribute} eq "{name}"' for text in names for name in names_of(text) for attribute in attributes
        )
        return {"filter": f"({text}) and {also}" if also else text}

    return Find(query=query, at_once=at_once, can_ask=lambda name: not _UNQUOTABLE & set(name))
