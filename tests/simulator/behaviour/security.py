# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How and from where users sign in, after the published specifications of core/auth-settings and core/ip-policies."""

from __future__ import annotations

import ipaddress
import typing as t

import scim
from answers import Answer, Refused
from operations import Call, behaves
from world import ADDRESS, Object, now

_MINUTES = ("userSessionInactivityTimeoutMinutes", "maxUserSessionLifespanMinutes")
_DEFAULTS: Object = dict(zip(_MINUTES, (60, 1440), strict=True)) | {"dynamicClientRegistrationEnabled": False}


@behaves("GET", "/api/core/auth-settings")
def _read(call: Call) -> Answer:
    """What a tenant has that never saved any are the defaults, and are named so."""
    stored = call.tenant.options.get("_auth_settings")
    thing = {"tenantId": call.tenant.id, "isDefault": stored is None, **_DEFAULTS, **(stored or {})}
    if not thing["dynamicClientRegistrationEnabled"]:
        thing.pop("dcrAllowedAuthenticationMethods", None)
    return call.shown(thing)


@behaves("PATCH", "/api/core/auth-settings")
def _change(call: Call) -> Answer:
    stored = {**_DEFAULTS, **call.tenant.options.get("_auth_settings", {"id": call.world.hexadecimal(24)})}
    for operation in call.body:
        name, value = operation["path"].strip("/"), operation["value"]
        _require_valid(name, value, stored)
        stored[name] = value
    call.tenant.options["_auth_settings"] = stored
    return _read(call)


def _require_valid(name: str, value: t.Any, stored: Object) -> None:
    if name in _MINUTES and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise Refused(400, "HTTP-400", f"{name} is a number of minutes")
    if name == _MINUTES[1] and value % 60:
        raise Refused(400, "HTTP-400", f"{name} must be a whole number of hours")
    if name == "dynamicClientRegistrationEnabled" and not isinstance(value, bool):
        raise Refused(400, "HTTP-400", f"{name} is a boolean")
    if name == "dcrAllowedAuthenticationMethods":
        if not stored["dynamicClientRegistrationEnabled"]:
            raise Refused(400, "HTTP-400", f"{name} needs dynamic client registration")
        if not isinstance(value, list) or not set(value) <= {"none", "client_secret"}:
            raise Refused(400, "HTTP-400", f"{name} are none and client_secret")


_POLICIES, _POLICY = "/api/core/ip-policies", "/api/core/ip-policies/{id}"
_FILTER = {"id": ("eq", "ne"), "name": ("eq", "co"), "enabled": ("eq",), "tenantId": ("eq",)}


@behaves("GET", _POLICIES)
def _list_policies(call: Call) -> Answer:
    policies = list(call.tenant.objects("ip-policies").values())
    if "filter" in call.request.query:
        policies = list(filter(scim.parse(call.request.query["filter"], _FILTER), policies))
    return call.listed(policies, "page")


@behaves("POST", _POLICIES)
def _create_policy(call: Call) -> Answer:
    policy = {"name": "", "enabled": False, **call.body, "id": call.world.hexadecimal(24), "tenantId": call.tenant.id}
    policy |= dict.fromkeys(("editable", "deletable", "toggleable"), True)
    policy |= dict.fromkeys(("createdAt", "updatedAt"), now()) | dict.fromkeys(("createdBy", "updatedBy"), call.caller)
    _store(call, policy, 400)
    return call.shown(policy)


@behaves("GET", _POLICY)
def _read_policy(call: Call) -> Answer:
    return call.shown(call.existing("ip-policies"))


@behaves("PATCH", _POLICY)
def _change_policy(call: Call) -> Answer:
    changed = {operation["path"].strip("/"): operation["value"] for operation in call.body}
    _store(call, {**call.existing("ip-policies"), **changed, "updatedAt": now(), "updatedBy": call.caller}, 400)
    return call.shown()


@behaves("DELETE", _POLICY)
def _delete_policy(call: Call) -> Answer:
    policies = call.tenant.objects("ip-policies")
    gone = call.existing("ip-policies")["id"]
    _require_access([policy for identifier, policy in policies.items() if identifier != gone], 403)
    del policies[gone]
    return call.shown()


def _store(call: Call, policy: Object, refusal: int) -> None:
    """Addresses are IPv4: IPv6 is not supported."""
    for text in policy["allowedIps"]:
        try:
            ipaddress.IPv4Network(text, strict=False)
        except ValueError:
            raise Refused(400, "HTTP-400", f"{text} is not an IPv4 address or range") from None
    policies = call.tenant.objects("ip-policies")
    _require_access([*{**policies, policy["id"]: policy}.values()], refusal)
    policies[policy["id"]] = policy


def _require_access(policies: list[Object], refusal: int) -> None:
    """Once a policy is enabled, the caller must be in at least one that is."""
    ranges = [text for policy in policies if policy["enabled"] for text in policy["allowedIps"]]
    enabled = any(policy["enabled"] for policy in policies)
    caller = ipaddress.IPv4Address(ADDRESS)
    if enabled and not any(caller in ipaddress.IPv4Network(text, strict=False) for text in ranges):
        raise Refused(refusal, f"HTTP-{refusal}", f"{ADDRESS}, your own address, must be in an enabled policy")
