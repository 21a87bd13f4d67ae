# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in a collection: items of the index, by the ids that they have there."""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from paging import ordered, page_of, total_of
from world import Object

_ITEMS = "/api/v1/collections/{collectionId}/items"


@behaves("POST", _ITEMS)
def _add(call: Call) -> Answer:
    item = _item(call, (call.body or {}).get("id", ""))
    _kept(call)[item["id"]] = {"id": item["id"]}
    return call.shown(item)


@behaves("GET", _ITEMS)
def _list(call: Call) -> Answer:
    kept, query = _kept(call), call.request.query
    found = [each for each in call.items(call.tenant) if each["id"] in kept]
    for parameter in ("resourceType", "resourceId", "spaceId"):
        found = [each for each in found if query.get(parameter, each.get(parameter)) == each.get(parameter)]
    found = [each for each in found if query.get("name", "").lower() in each["name"].lower()]
    found = ordered(found, query.get("sort"))
    data, links = page_of(found, call.request, "next", page=10, largest=100)
    return call.shown({"data": data, "links": links, **total_of(found, call.request)})


@behaves("GET", f"{_ITEMS}/{{itemId}}")
def _read(call: Call) -> Answer:
    _require_kept(call)
    return call.shown(_item(call, call.variables["itemId"]))


@behaves("DELETE", f"{_ITEMS}/{{itemId}}")
def _remove(call: Call) -> Answer:
    _require_kept(call)
    del _kept(call)[call.variables["itemId"]]
    return 204, {}, None


def _kept(call: Call) -> dict[str, Object]:
    """The items of the collection, which must exist."""
    call.existing("collections", "collectionId")
    return call.tenant.objects(f"collections/{call.variables['collectionId']}/items")


def _require_kept(call: Call) -> None:
    if call.variables["itemId"] not in _kept(call):
        raise Refused(404, "HTTP-404", "the item is not in the collection")


def _item(call: Call, identifier: str) -> Object:
    found = next((each for each in call.items(call.tenant) if each["id"] == identifier), None)
    if found is None:
        raise Refused(404, "HTTP-404", "there is no such item")
    return found
