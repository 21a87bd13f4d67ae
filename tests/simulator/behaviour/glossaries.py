# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Business glossaries, after the published specification "glossaries" of 2026-07-24.

What a steward is, it does not say: here whoever has the role Steward, and an administrator, unless the variation
"steward-only" is on.
"""

from __future__ import annotations

import variations
from answers import Answer, Refused
from operations import Call, behaves
from ownership import require_user
from patching import patched
from scim import parse
from world import Object, now

_PATH = "/api/v1/glossaries"
_ITEM = f"{_PATH}/{{id}}"
_CATEGORIES, _CATEGORY = f"{_ITEM}/categories", f"{_ITEM}/categories/{{categoryId}}"
_TERMS, _TERM = f"{_ITEM}/terms", f"{_ITEM}/terms/{{termId}}"
_GLOSSARY_DEFAULTS: Object = {"description": "", "overview": "", "tags": [], "spaceId": "", "termTemplate": {}}
_TERM_DEFAULTS: Object = {"description": "", "abbreviation": "", "relatedInformation": "", "tags": [], "stewards": []}
_TERM_DEFAULTS |= {"categories": [], "relatesTo": []}
_FILTER = dict.fromkeys(("id", "name", "description", "abbreviation"), ("eq", "ne", "co"))


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    return call.listed(list(call.tenant.objects("glossaries").values()))


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    _require_steward(call, "create a glossary")
    return call.shown(_stored(call, "glossaries", {"ownerId": call.caller}, _GLOSSARY_DEFAULTS))


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    return call.shown(call.existing("glossaries"))


@behaves("PUT", _ITEM)
def _replace(call: Call) -> Answer:
    """What is left out is cleared."""
    old = call.existing("glossaries")
    return call.shown(_stored(call, "glossaries", old | _GLOSSARY_DEFAULTS, {}))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    _patch(call, "glossaries", call.existing("glossaries"))
    return 204, {}, None


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    identifier = call.existing("glossaries")["id"]
    for name in ("", "/categories", "/terms"):
        call.tenant.collections.pop(f"glossaries/{identifier}{name}", None)
    del call.tenant.objects("glossaries")[identifier]
    return 204, {}, None


# Categories.


@behaves("GET", _CATEGORIES)
def _list_categories(call: Call) -> Answer:
    return call.listed(list(call.tenant.objects(_below(call, "categories")).values()))


@behaves("POST", _CATEGORIES)
def _create_category(call: Call) -> Answer:
    _require_good_category(call, call.body)
    glossary = {"glossaryId": call.variables["id"]}
    return call.shown(_stored(call, _below(call, "categories"), glossary, {"description": "", "stewards": []}))


@behaves("GET", _CATEGORY)
def _read_category(call: Call) -> Answer:
    return call.shown(call.existing(_below(call, "categories"), "categoryId"))


@behaves("PUT", _CATEGORY)
def _replace_category(call: Call) -> Answer:
    old = call.existing(_below(call, "categories"), "categoryId")
    _require_good_category(call, call.body, old["id"])
    kept = {name: value for name, value in old.items() if name != "parentId"}
    return call.shown(_stored(call, _below(call, "categories"), kept | {"description": "", "stewards": []}, {}))


@behaves("PATCH", _CATEGORY)
def _change_category(call: Call) -> Answer:
    old = call.existing(_below(call, "categories"), "categoryId")
    _require_good_category(call, patched(old, call.body), old["id"])
    _patch(call, _below(call, "categories"), old)
    return 204, {}, None


@behaves("DELETE", _CATEGORY)
def _delete_category(call: Call) -> Answer:
    """With all below it; terms lose them."""
    store = call.tenant.objects(_below(call, "categories"))
    gone = {call.existing(_below(call, "categories"), "categoryId")["id"]}
    while more := {key for key, each in store.items() if each.get("parentId") in gone} - gone:
        gone |= more
    for identifier in gone:
        del store[identifier]
    for term in call.tenant.objects(_below(call, "terms")).values():
        term["categories"] = [each for each in term["categories"] if each not in gone]
    return 204, {}, None


def _require_good_category(call: Call, wanted: Object, itself: str = "") -> None:
    store = call.tenant.objects(_below(call, "categories"))
    parent, name = wanted.get("parentId"), wanted.get("name")
    if not name or (parent and (parent not in store or parent == itself)):
        raise Refused(400, "HTTP-400", "a category needs a name, and a parent that exists")
    others = [each for each in store.values() if each["id"] != itself and each.get("parentId") == parent]
    if any(each["name"] == name for each in others):
        raise Refused(400, "HTTP-400", f"there is a category {name} with this parent")
    for steward in wanted.get("stewards") or ():
        require_user(call.tenant, steward)


# Terms.


@behaves("GET", _TERMS)
def _list_terms(call: Call) -> Answer:
    found = list(call.tenant.objects(_below(call, "terms")).values())
    test = parse(call.request.query["filter"], _FILTER) if "filter" in call.request.query else bool
    return call.listed([_term(call, each) for each in found if test(each)])


@behaves("POST", _TERMS)
def _create_term(call: Call) -> Answer:
    _require_good_term(call, call.body)
    links = [_link(call, each) for each in call.body.pop("linksTo", ())]
    facts = {"glossaryId": call.variables["id"], "revision": 0, "status": _status(call, "draft"), "linksTo": links}
    return call.shown(_term(call, _stored(call, _below(call, "terms"), facts, _TERM_DEFAULTS)))


@behaves("GET", _TERM)
def _read_term(call: Call) -> Answer:
    return call.shown(_term(call, call.existing(_below(call, "terms"), "termId")))


@behaves("PUT", _TERM)
def _replace_term(call: Call) -> Answer:
    """What is left out is cleared, links too: the specification has them among what a PUT takes."""
    old = _changeable_term(call)
    _require_good_term(call, call.body)
    links = [_link(call, each) for each in call.body.pop("linksTo", ())]
    kept = old | _TERM_DEFAULTS | {"linksTo": links, "revision": old["revision"] + 1}
    return call.shown(_term(call, _stored(call, _below(call, "terms"), kept, {})))


@behaves("PATCH", _TERM)
def _change_term(call: Call) -> Answer:
    old = _changeable_term(call)
    _require_good_term(call, patched(old, call.body))
    _patch(call, _below(call, "terms"), old | {"revision": old["revision"] + 1})
    return 204, {}, None


@behaves("DELETE", _TERM)
def _delete_term(call: Call) -> Answer:
    """Relations of other terms to it go with it."""
    identifier = _changeable_term(call)["id"]
    store = call.tenant.objects(_below(call, "terms"))
    del store[identifier]
    for term in store.values():
        term["relatesTo"] = [each for each in term["relatesTo"] if each["termId"] != identifier]
    return 204, {}, None


@behaves("POST", f"{_TERM}/actions/change-status")
def _change_status(call: Call) -> Answer:
    term = _changeable_term(call)
    wanted = call.request.query["status"]
    if wanted not in ("draft", "verified", "deprecated"):
        raise Refused(400, "HTTP-400", f"there is no status {wanted}")
    if wanted == "verified":
        _require_steward(call, "verify a term", term)
    term["status"] = _status(call, wanted)
    return call.shown(_term(call, term))


@behaves("GET", f"{_TERM}/links")
def _list_links(call: Call) -> Answer:
    return call.listed(call.existing(_below(call, "terms"), "termId")["linksTo"])


@behaves("POST", f"{_TERM}/links")
def _add_link(call: Call) -> Answer:
    """Whatever the status of the term, since a link is no property of it."""
    term = call.existing(_below(call, "terms"), "termId")
    term["linksTo"].append(_link(call, call.body))
    return call.shown(term["linksTo"][-1])


def _term(call: Call, term: Object) -> Object:
    """A term with what other terms say of it."""
    others = call.tenant.objects(_below(call, "terms")).values()
    referred = [
        {"termId": other["id"], "type": each["type"]}
        for other in others
        for each in other["relatesTo"]
        if each["termId"] == term["id"]
    ]
    return {**term, "referredRelations": referred}


def _status(call: Call, name: str) -> Object:
    return {"type": name, "updatedAt": now(), "updatedBy": call.caller}


def _link(call: Call, wanted: Object) -> Object:
    facts = {"id": call.world.hexadecimal(24), "createdAt": now(), "createdBy": call.caller}
    if wanted["resourceType"] == "app" and wanted["resourceId"] not in call.tenant.objects("apps"):
        raise Refused(404, "HTTP-404", "the app does not exist")
    return {"type": "related", **wanted, **facts}


def _changeable_term(call: Call) -> Object:
    term = call.existing(_below(call, "terms"), "termId")
    if term["status"]["type"] == "verified":
        _require_steward(call, "change a verified term", term)
    return term


def _require_good_term(call: Call, wanted: Object) -> None:
    categories = call.tenant.objects(_below(call, "categories"))
    terms = call.tenant.objects(_below(call, "terms"))
    if not all(each in categories for each in wanted.get("categories") or ()):
        raise Refused(400, "HTTP-400", "a category of the term does not exist")
    if not all(each["termId"] in terms for each in wanted.get("relatesTo") or ()):
        raise Refused(400, "HTTP-400", "a related term does not exist")
    for steward in wanted.get("stewards") or ():
        require_user(call.tenant, steward)


# All of them.


def _require_steward(call: Call, act: str, thing: Object | None = None) -> None:
    user = call.tenant.objects("users")[call.caller]
    roles = call.tenant.objects("roles")
    names = {roles[each["id"]]["name"] for each in user.get("assignedRoles") or () if each["id"] in roles}
    good = {"Steward"} if variations.has("steward-only") else {"Steward", "TenantAdmin"}
    if not names & good and call.caller not in ((thing or {}).get("stewards") or ()):
        raise Refused(403, "HTTP-403", f"only a steward can {act}")


def _below(call: Call, name: str) -> str:
    """A collection of the glossary, which must exist."""
    return f"glossaries/{call.existing('glossaries')['id']}/{name}"


def _stored(call: Call, collection: str, facts: Object, defaults: Object) -> Object:
    """An object after a creation, or a change of all that it has."""
    space = call.body.get("spaceId")
    if space and space not in call.tenant.objects("spaces"):
        raise Refused(404, "HTTP-404", "the space does not exist")
    made = {"id": call.world.hexadecimal(24), "createdAt": now(), "createdBy": call.caller}
    thing = {**made, **defaults, **facts, **call.body, "updatedAt": now(), "updatedBy": call.caller}
    call.tenant.objects(collection)[thing["id"]] = thing
    return thing


def _patch(call: Call, collection: str, old: Object) -> None:
    facts = {"updatedAt": now(), "updatedBy": call.caller}
    call.tenant.objects(collection)[old["id"]] = {**patched(old, call.body), **facts}
