# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys and their configuration, after the published specification of api-keys."""

from __future__ import annotations

import time

from answers import Answer, Refused
from durations import seconds_of
from operations import Call, behaves
from ownership import narrowed
from world import Object, now

_LIST, _ITEM = "/api/v1/api-keys", "/api/v1/api-keys/{id}"
_CONFIG = "/api/v1/api-keys/configs/{tenantId}"
_DEFAULTS: Object = {"max_keys_per_user": 5, "max_api_key_expiry": "PT24H", "scim_externalClient_expiry": "P365D"}


@behaves("GET", _CONFIG)
def _read_config(call: Call) -> Answer:
    return call.shown(_config(call))


@behaves("PATCH", _CONFIG)
def _change_config(call: Call) -> Answer:
    changed = {operation["path"].strip("/"): operation["value"] for operation in call.body}
    for name, value in changed.items():
        if name != "max_keys_per_user":
            seconds_of(value)
        elif not isinstance(value, int) or not 0 <= value <= 1000:
            raise Refused(400, "HTTP-400", f"{name} is 0 to 1000")
    _config(call).update(changed)
    return call.shown()


def _config(call: Call) -> Object:
    if call.variables.get("tenantId", call.tenant.id) != call.tenant.id:
        raise Refused(404, "HTTP-404", "the configuration is of another tenant")
    stored: Object = call.tenant.options.setdefault("_api_keys", dict(_DEFAULTS))
    return stored


@behaves("POST", _LIST)
def _create(call: Call) -> Answer:
    subject = call.body.get("sub", call.caller)
    kind = call.body.get("subType", "user")
    key = {
        "id": call.world.hexadecimal(24),
        "tenantId": call.tenant.id,
        "description": call.body["description"],
        "sub": subject,
        "subType": kind,
        "status": "active",
        "createdByUser": call.caller,
        "expiry": _expiry(call, kind),
        "token": call.world.hexadecimal(64),
        **dict.fromkeys(("created", "lastUpdated"), now()),
    }
    _require_subject(call, kind, subject)
    call.tenant.objects("api-keys")[key["id"]] = key
    return call.shown(key)


def _expiry(call: Call, kind: str) -> str:
    """The moment that a key ends; a longer time than the tenant permits is refused."""
    longest = _config(call)["max_api_key_expiry" if kind == "user" else "scim_externalClient_expiry"]
    wanted = seconds_of(call.body.get("expiry", longest))
    if wanted > seconds_of(longest):
        raise Refused(400, "HTTP-400", f"expiry exceeds {longest}, the longest of the tenant")
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + wanted))


def _require_subject(call: Call, kind: str, subject: str) -> None:
    if kind == "externalClient":
        provider = subject.removeprefix("SCIM\\")
        if provider == subject or provider not in call.tenant.objects("identity-providers"):
            raise Refused(400, "HTTP-400", "the subject is not SCIM\\ with the id of an identity provider")
        return
    if subject not in call.tenant.objects("users"):
        raise Refused(400, "HTTP-400", "the user does not exist")
    keys = [key for key in call.tenant.objects("api-keys").values() if key["sub"] == subject]
    if sum(_as_it_is(key)["status"] == "active" for key in keys) >= _config(call)["max_keys_per_user"]:
        raise Refused(403, "HTTP-403", "the user has as many API keys as the tenant permits")


def _as_it_is(key: Object) -> Object:
    """A key whose time is over has expired."""
    over = key["status"] == "active" and key["expiry"] <= now()
    return {**key, "status": "expired"} if over else key


@behaves("GET", _LIST)
def _list(call: Call) -> Answer:
    keys = [_as_it_is(key) for key in call.tenant.objects("api-keys").values()]
    return call.listed(narrowed("api-keys", keys, call.request.query), "startingAfter")


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    return call.shown(_as_it_is(call.existing("api-keys")))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    key = call.existing("api-keys")
    for operation in call.body:
        if operation["path"] != "/description":
            raise Refused(400, "HTTP-400", f"{operation['path']} cannot be changed")
        key |= {"description": operation["value"], "lastUpdated": now()}
    return call.shown()


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    """Its owner removes a key; an administrator revokes the key of another one."""
    key = call.existing("api-keys")
    if key["sub"] == call.caller:
        del call.tenant.objects("api-keys")[key["id"]]
    else:
        key |= {"status": "revoked", "lastUpdated": now()}
    return call.shown()
