# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How users sign in, after the published specification of core/auth-settings."""

from __future__ import annotations

import typing as t

from answers import Answer, Refused
from operations import Call, behaves
from world import Object

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
