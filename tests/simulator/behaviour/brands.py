# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brands, after the published specification "brands" of 2026-07-24: at most one is active, and its files are below it.

What an eTag is made of is not published: here it is the MD5 of the content, as of most stores, unless a variation says
otherwise. That a file is created once and then updated is inferred from the two methods.
"""

from __future__ import annotations

import hashlib

import variations
from answers import Answer, Refused
from operations import Call, behaves
from paging import ordered, page_of
from patching import patched
from world import Object, now

_PATH, _ITEM = "/api/v1/brands", "/api/v1/brands/{brand-id}"
_FILE = f"{_ITEM}/files/{{brand-file-id}}"
# The largest of each in bytes, how its content begins, and its type.
_KINDS: dict[str, tuple[int, tuple[bytes, ...], str]] = {
    "logo": (300_000, (b"\x89PNG", b"\xff\xd8"), "image/png"),
    "favIcon": (100_000, (b"\x00\x00\x01\x00",), "image/x-icon"),
    "styles": (100_000, (b"{",), "application/json"),
}


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    found = ordered(list(call.tenant.objects("brands").values()), call.request.query.get("sort", "-id"))
    page, links = page_of(found, call.request, "startingAfter", page=5, largest=100)
    return 200, {}, {"data": [_shown(each) for each in page], "links": links}


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    form = call.body
    identifier = call.world.hexadecimal(24)
    facts: Object = {"id": identifier, "createdAt": now(), "createdBy": call.caller, "active": False}
    texts = {"name": str(form["name"]), "description": str(form.get("description", ""))}
    files = {name: _checked(name, form[name]) for name in _KINDS if name in form}
    call.tenant.objects("brands")[identifier] = _touched(call, {**facts, **texts, "_files": files})
    return 201, {}, _shown(call.tenant.objects("brands")[identifier])


@behaves("GET", f"{_PATH}/active")
def _active(call: Call) -> Answer:
    """Nothing where the tenant has the looks of Qlik."""
    return 200, {}, next((_shown(each) for each in call.tenant.objects("brands").values() if each["active"]), {})


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    return 200, {}, _shown(_brand(call))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    brand = _brand(call)
    changed = patched(brand, call.body)
    if not changed.get("name"):
        raise Refused(400, "HTTP-400", "a brand has a name")
    brand |= {"name": changed["name"], "description": changed.get("description", "")}
    _touched(call, brand)
    return 204, {}, None


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    """Without an active brand the tenant has the looks of Qlik."""
    del call.tenant.objects("brands")[_brand(call)["id"]]
    return 204, {}, None


@behaves("POST", f"{_ITEM}/actions/activate")
def _activate(call: Call) -> Answer:
    brand = _brand(call)
    for each in call.tenant.objects("brands").values():
        each["active"] = each is brand
    return 200, {}, _shown(brand)


@behaves("POST", f"{_ITEM}/actions/deactivate")
def _deactivate(call: Call) -> Answer:
    brand = _brand(call)
    brand["active"] = False
    return 200, {}, _shown(brand)


@behaves("GET", _FILE)
def _download(call: Call) -> Answer:
    name = _name(call)
    return 200, {"Content-Type": _KINDS[name][2]}, _stored(call, name).encode("latin-1")


@behaves("POST", _FILE)
def _create_file(call: Call) -> Answer:
    name = _name(call)
    if name in _brand(call)["_files"]:
        raise Refused(400, "HTTP-400", f"the brand has a {name} already")
    return 201, {}, _kept(call, name)


@behaves("PUT", _FILE)
def _replace_file(call: Call) -> Answer:
    _stored(call, _name(call))
    return 200, {}, _kept(call, _name(call))


@behaves("DELETE", _FILE)
def _delete_file(call: Call) -> Answer:
    _stored(call, _name(call))
    del _brand(call)["_files"][_name(call)]
    _touched(call, _brand(call))
    return 204, {}, None


def _brand(call: Call) -> Object:
    return call.existing("brands", "brand-id")


def _name(call: Call) -> str:
    name = call.variables["brand-file-id"]
    if name not in _KINDS:
        raise Refused(404, "HTTP-404", f"a brand has no {name}")
    return name


def _stored(call: Call, name: str) -> str:
    if name not in _brand(call)["_files"]:
        raise Refused(404, "HTTP-404", f"the brand has no {name}")
    return str(_brand(call)["_files"][name])


def _kept(call: Call, name: str) -> Object:
    _brand(call)["_files"][name] = _checked(name, (call.body or {}).get("file"))
    return _file(_touched(call, _brand(call)), name)


def _checked(name: str, content: object) -> str:
    """The content of a file, if it is one of this kind."""
    largest, beginnings, _type = _KINDS[name]
    if not isinstance(content, str) or not content.encode("latin-1").startswith(beginnings):
        raise Refused(400, "HTTP-400", f"the {name} is not of a type that it can have")
    if len(content) > largest:
        raise Refused(400, "HTTP-400", f"the {name} has more than {largest} bytes")
    return content


def _touched(call: Call, brand: Object) -> Object:
    brand |= {"updatedAt": now(), "updatedBy": call.caller}
    return brand


def _file(brand: Object, name: str) -> Object:
    content = brand["_files"][name].encode("latin-1")
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    path = f"/brands/{brand['id']}/{name}"
    tag = '"1"' if variations.has("other-etags") else f'"{digest}"'
    return {"id": name, "eTag": tag, "path": path, "contentType": _KINDS[name][2]}


def _shown(brand: Object) -> Object:
    shown = {name: value for name, value in brand.items() if not name.startswith("_")}
    return {**shown, "files": [_file(brand, name) for name in brand["_files"]]}
