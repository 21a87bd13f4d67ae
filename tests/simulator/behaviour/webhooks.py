# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks, after the published specification "webhooks" of 2026-07-24, and in their new namespace after the reference
pages of the command line tool of 2026-11-16. Nothing is ever delivered."""

from __future__ import annotations

import fnmatch
from urllib.parse import urlsplit

from answers import Answer, Refused
from operations import Call, behaves
from ownership import require_user
from paging import ordered, page_of
from patching import patched
from world import Object, now

_PATHS = ("/api/v1/webhooks", "/api/core/webhooks")
_ITEMS = tuple(f"{path}/{{id}}" for path in _PATHS)
_MOST_OF_A_USER, _LONGEST = 150, {"name": 512, "url": 2048, "description": 1024}
# What only the server sets.
_FACTS = ("id", "createdAt", "createdByUserId", "origin")
_DEFAULTS: Object = {
    "level": "tenant",
    "enabled": False,
    "origin": "api",
    "eventTypes": [],
    "enableCloudEventDelivery": True,
    "checkCertificateRevocation": False,
}
# Some of them.
_EVENTS = ("app.created", "app.deleted", "app.published", "app.reload.finished")
_TEXTS, _EXACT = ("name", "url"), ("level", "ownerId", "createdByUserId", "updatedByUserId")


@behaves("GET", *_PATHS)
def _list(call: Call) -> Answer:
    found = [each for each in call.tenant.objects("webhooks").values() if _is_meant(each, call.request.query)]
    found = ordered(found, call.request.query.get("sort"))
    page, links = page_of(found, call.request, "next", page=20, largest=100)
    return 200, {}, {"data": [_shown(each) for each in page], "links": links}


def _is_meant(hook: Object, query: dict[str, str]) -> bool:
    """Texts may have wildcards, and upper and lower case are one."""
    texts = all(fnmatch.fnmatchcase(hook[name].lower(), query[name].lower()) for name in _TEXTS if name in query)
    exact = all(hook.get(name) == query[name] for name in _EXACT if name in query)
    enabled = "enabled" not in query or hook["enabled"] is (query["enabled"].lower() == "true")
    origins = "origins" not in query or hook["origin"] in query["origins"].split(",")
    events = set(query.get("eventTypes", "").split(",")) - {""}
    return texts and exact and enabled and origins and (not events or bool(events & set(hook["eventTypes"])))


@behaves("POST", *_PATHS)
def _create(call: Call) -> Answer:
    store = call.tenant.objects("webhooks")
    if sum(each["createdByUserId"] == call.caller for each in store.values()) >= _MOST_OF_A_USER:
        raise Refused(403, "HTTP-403", f"a user has at most {_MOST_OF_A_USER} webhooks")
    facts = {"id": call.world.hexadecimal(24), "createdAt": now(), "createdByUserId": call.caller}
    store[facts["id"]] = _settled(call, {**_DEFAULTS, **call.body, **facts})
    return 201, {}, _shown(store[facts["id"]])


@behaves("GET", *_ITEMS)
def _read(call: Call) -> Answer:
    return 200, {}, _shown(call.existing("webhooks"))


@behaves("PATCH", *_ITEMS)
def _change(call: Call) -> Answer:
    """Encrypted headers were for the old address: with another one they must be given again."""
    hook = call.existing("webhooks")
    changed = patched(hook, call.body)
    paths = [operation["path"] for operation in call.body]
    again = any(path.startswith("/encryptedHeaders") for path in paths)
    if "/url" in paths and hook.get("encryptedHeaders") and not again:
        raise Refused(400, "HTTP-400", "another url needs the encrypted headers again")
    if hook["enableCloudEventDelivery"] and not changed["enableCloudEventDelivery"]:
        raise Refused(403, "HTTP-403", "the delivery of cloud events cannot be disabled")
    call.tenant.objects("webhooks")[hook["id"]] = _settled(call, changed)
    return 204, {}, None


@behaves("PUT", *_ITEMS)
def _replace(call: Call) -> Answer:
    """What is left out is cleared."""
    hook = call.existing("webhooks")
    if hook["enableCloudEventDelivery"] and not call.body.get("enableCloudEventDelivery"):
        raise Refused(403, "HTTP-403", "the delivery of cloud events cannot be disabled")
    made = {**_DEFAULTS, "enableCloudEventDelivery": False, **call.body, **{name: hook[name] for name in _FACTS}}
    call.tenant.objects("webhooks")[hook["id"]] = _settled(call, made)
    return 200, {}, _shown(call.tenant.objects("webhooks")[hook["id"]])


@behaves("DELETE", *_ITEMS)
def _delete(call: Call) -> Answer:
    identifier = call.existing("webhooks")["id"]
    del call.tenant.objects("webhooks")[identifier]
    call.tenant.collections.pop(f"webhooks/{identifier}/deliveries", None)
    return 204, {}, None


@behaves("GET", *(f"{path}/event-types" for path in _PATHS))
def _event_types(call: Call) -> Answer:
    levels = ["tenant", "user"]
    return 200, {}, {"data": [{"name": f"com.qlik.v1.{name}", "title": name, "levels": levels} for name in _EVENTS]}


@behaves("GET", *(f"{path}/deliveries" for path in _ITEMS))
def _deliveries(call: Call) -> Answer:
    found = list(_deliveries_of(call).values())
    for name in ("eventType", "status"):
        found = [each for each in found if each[name] == call.request.query.get(name, each[name])]
    found = ordered(found, call.request.query.get("sort", "-triggeredAt"))
    page, links = page_of(found, call.request, "next", page=20, largest=100)
    return 200, {}, {"data": page, "links": links}


@behaves("GET", *(f"{path}/deliveries/{{deliveryId}}" for path in _ITEMS))
def _delivery(call: Call) -> Answer:
    return 200, {}, call.existing(f"webhooks/{call.existing('webhooks')['id']}/deliveries", "deliveryId")


@behaves("POST", *(f"{path}/deliveries/{{deliveryId}}/actions/resend" for path in _ITEMS))
def _resend(call: Call) -> Answer:
    old = _delivery(call)[2]
    again = {**old, "id": call.world.hexadecimal(24), "triggeredAt": now()}
    _deliveries_of(call)[again["id"]] = again
    return 201, {}, again


def _deliveries_of(call: Call) -> dict[str, Object]:
    return call.tenant.objects(f"webhooks/{call.existing('webhooks')['id']}/deliveries")


def _settled(call: Call, hook: Object) -> Object:
    """A webhook after a creation or a change, as far as it is a good one."""
    _require_good(hook)
    secrets = [hook.get("secret"), *(hook.get("encryptedHeaders") or {}).values()]
    call.world.secrets |= {each for each in secrets if each}
    if hook["level"] == "tenant":
        hook.pop("ownerId", None)
    else:
        hook["ownerId"] = require_user(call.tenant, hook.get("ownerId") or hook["createdByUserId"])
    return {**hook, "updatedAt": now(), "updatedByUserId": call.caller}


def _require_good(hook: Object) -> None:
    headers = [*(hook.get("headers") or {}), *(hook.get("encryptedHeaders") or {})]
    sizes = [sum(len(part) for pair in (hook.get(name) or {}).items() for part in pair) for name in _HEADERS]
    rules = {
        "the url is not https": urlsplit(hook["url"]).scheme == "https",
        "a text is too long": all(len(hook.get(name) or "") <= most for name, most in _LONGEST.items()),
        "a secret has 32 to 64 characters": not hook.get("secret") or 32 <= len(hook["secret"]) <= 64,
        "an event type is not known": all(name.startswith("com.qlik") for name in hook["eventTypes"]),
        "a header is there twice": len({name.lower() for name in headers}) == len(headers),
        "headers have at most 2048 bytes": max(sizes) <= 2048,
    }
    for fault, holds in rules.items():
        if not holds:
            raise Refused(400, "HTTP-400", fault)


_HEADERS = ("headers", "encryptedHeaders")


def _shown(hook: Object) -> Object:
    """Without what is kept secret: of encrypted headers there are the names."""
    shown = {name: value for name, value in hook.items() if name not in ("secret", "encryptedHeaders")}
    if hook.get("encryptedHeaders"):
        shown["encryptedHeaders"] = sorted(hook["encryptedHeaders"])
    return {**shown, "secretKeyAdded": bool(hook.get("secret"))}
