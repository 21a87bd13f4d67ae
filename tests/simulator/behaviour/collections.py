# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections, after the published specification "collections" of 2026-07-24: what is in one are items of the index, by
the ids that they have there."""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from ownership import narrowed
from paging import ordered, page_of, total_of
from patching import patched
from world import Object, now

_PATH = "/api/v1/collections"
_ITEM = f"{_PATH}/{{collectionId}}"
_ITEMS = f"{_ITEM}/items"


@behaves("GET", _PATH)
def _list_collections(call: Call) -> Answer:
    query = call.request.query
    types = set(query.get("types", query.get("type", "")).split(",")) - {""}
    found = narrowed("collections", list(call.tenant.objects("collections").values()), query)
    found = [each for each in found if not types or each["type"] in types]
    data, links = page_of(ordered(found, query.get("sort")), call.request, "next", page=10, largest=100)
    return call.shown({"data": [_counted(call, each) for each in data], "links": links})


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    facts = {"id": call.world.hexadecimal(24), "tenantId": call.tenant.id, "createdAt": now(), "updatedAt": now()}
    thing = {"description": "", **call.body, **facts, "creatorId": call.caller, "updaterId": call.caller}
    _require_good(call, thing)
    call.tenant.objects("collections")[facts["id"]] = thing
    return call.shown(_counted(call, thing))


@behaves("GET", _ITEM)
def _read_collection(call: Call) -> Answer:
    return call.shown(_counted(call, call.existing("collections", "collectionId")))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    """An empty collection cannot be published, and neither is made of the other: tags and collections."""
    thing = call.existing("collections", "collectionId")
    changed = patched(thing, call.body)
    if changed["type"] != thing["type"] and "public" in (changed["type"], thing["type"]):
        raise Refused(400, "COLLECTIONS-400", "a tag stays a tag")
    if changed["type"] == "publicgoverned" != thing["type"] and not _kept(call):
        raise Refused(400, "COLLECTIONS-400", "an empty collection cannot be published")
    return _changed(call, thing, changed)


@behaves("PUT", _ITEM)
def _replace(call: Call) -> Answer:
    """What is left out stays."""
    thing = call.existing("collections", "collectionId")
    return _changed(call, thing, {**thing, **call.body})


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    identifier = call.existing("collections", "collectionId")["id"]
    del call.tenant.objects("collections")[identifier]
    call.tenant.collections.pop(f"collections/{identifier}/items", None)
    return 204, {}, None


def _changed(call: Call, thing: Object, changed: Object) -> Answer:
    _require_good(call, changed)
    thing |= {**changed, "updatedAt": now(), "updaterId": call.caller}
    return call.shown(_counted(call, thing))


def _require_good(call: Call, thing: Object) -> None:
    others = (each for each in call.tenant.objects("collections").values() if each["id"] != thing["id"])
    if not thing["name"]:
        raise Refused(400, "COLLECTIONS-400", "a collection needs a name")
    if thing["type"] == "public" and any(each["type"] == "public" and each["name"] == thing["name"] for each in others):
        raise Refused(409, "COLLECTIONS-409", "there is a tag of this name")


def _counted(call: Call, thing: Object) -> Object:
    kept = call.tenant.objects(f"collections/{thing['id']}/items")
    return {**thing, "itemCount": len(kept), "full": False}


@behaves("POST", _ITEMS)
def _add(call: Call) -> Answer:
    item = _item(call, (call.body or {}).get("id", ""))
    if item["id"] in _kept(call):
        raise Refused(409, "COLLECTIONS-409", "the item is in the collection")
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
