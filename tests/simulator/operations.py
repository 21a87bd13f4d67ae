# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations with a behaviour of their own: a function for each method and path, as the contract writes them.

A file of the package `behaviour` holds those of one family of the API. What has no function is served by what the
contract alone says.
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from answers import Answer, Refused
from contract import Operation
from generic import Generic
from paging import ordered, page_of, total_of
from world import Object, Tenant, World


@dataclass(frozen=True)
class Call:
    """One request in one tenant, and what there is to answer it.

    caller: the id of the user who sends it; variables: those of the path, by their names in the contract;
    items: the index of all that a tenant has.
    """

    request: t.Any
    operation: Operation
    variables: dict[str, str]
    world: World
    tenant: Tenant
    caller: str
    scopes: str
    generic: Generic
    items: t.Callable[[Tenant], list[Object]]

    @property
    def body(self) -> t.Any:
        return self.request.body

    def shown(self, thing: Object | None = None) -> Answer:
        """The answer that the contract calls success: of an object what it names, with what it must have."""
        status, schema = self.operation.success()
        return status, {}, None if thing is None else self.generic.shown(schema, thing)

    def page(self, things: list[Object], cursor: str = "next") -> tuple[list[Object], Object]:
        """The things of the page that the query asks for, ordered as it says, and its links."""
        things = ordered(things, self.request.query.get("sort"))
        return page_of(things, self.request, cursor, page=20, largest=100)

    def listed(self, things: list[Object], cursor: str = "next") -> Answer:
        """The answer with that page."""
        status, schema = self.operation.success()
        data, links = self.page(things, cursor)
        return status, {}, self.generic.shown(schema, {"data": data, "links": links, **total_of(things, self.request)})

    def existing(self, collection: str, variable: str = "id") -> Object:
        """The object of a collection that the path names."""
        identifier = self.variables[variable]
        if identifier not in self.tenant.objects(collection):
            raise Refused(404, "HTTP-404", f"{collection}/{identifier} does not exist")
        return self.tenant.objects(collection)[identifier]


Behaviour = t.Callable[[Call], Answer]
BEHAVIOURS: dict[tuple[str, str], Behaviour] = {}


def behaves(method: str, *paths: str) -> t.Callable[[Behaviour], Behaviour]:
    """Makes a function the answer to one method of one or more paths."""

    def remember(behaviour: Behaviour) -> Behaviour:
        for path in paths:
            if BEHAVIOURS.setdefault((method, path), behaviour) is not behaviour:
                raise ValueError(f"{method} {path} has two behaviours")
        return behaviour

    return remember
