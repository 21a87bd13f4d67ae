# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The email configuration of a tenant, after the published specification "transports" of 2026-07-24.

There is no mail server: one whose name ends in `.invalid` cannot be reached, and the password `wrong` is refused.
"""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from world import Object, now

_PATH = "/api/v1/transports/email-config"
_SECRETS = ("emailPassword", "clientSecret")
_BASIC = ("username", "senderName", "serverPort", "emailAddress", "securityType", "serverAddress")
# What each provider takes, and what it cannot do without.
_TAKEN = {
    "BasicAuth": (*_BASIC, "emailPassword"),
    "Microsoft365": ("clientId", "emailAddress", "providerTenantId", "clientSecret"),
}
_NEEDED = {"BasicAuth": ("serverAddress", "serverPort", "emailAddress"), "Microsoft365": _TAKEN["Microsoft365"]}
_SECURITY = ("none", "StartTLS", "SSL/TLS")


@behaves("GET", _PATH)
def _read(call: Call) -> Answer:
    stored = call.tenant.options.get("_email")
    if stored is None:
        return 200, {}, {"isValid": False, "passwordExists": False}
    provider = stored["providerConfig"]
    shown = {name: value for name, value in provider.items() if name not in _SECRETS}
    # The form of old, beside the new one.
    old = {name: shown[name] for name in _BASIC if name in shown and name != "senderName"}
    fault = _fault(stored)
    status = {"statusCode": 1 if fault else 0, "statusReason": fault or "OK"}
    facts: Object = {"isValid": not fault, "errorCode": fault or "OK", "status": status, "authFailures": 0}
    facts |= {"passwordExists": any(name in provider for name in _SECRETS), "tenantId": call.tenant.id}
    facts |= {"modificationTime": stored["modificationTime"], "lastUpdated": stored["modificationTime"]}
    return 200, {}, {**old, **facts, "serviceProvider": stored["serviceProvider"], "providerConfig": shown}


@behaves("PUT", _PATH)
def _write(call: Call) -> Answer:
    """The whole configuration: it is refused where it does not work, and what it leaves out is gone."""
    wanted: Object = {"providerConfig": {}, "serviceProvider": "BasicAuth", **call.body}
    call.world.secrets |= {wanted["providerConfig"][name] for name in _SECRETS if name in wanted["providerConfig"]}
    excess = set(wanted["providerConfig"]) - set(_TAKEN[wanted["serviceProvider"]])
    fault = f"{sorted(excess)} is not of {wanted['serviceProvider']}" if excess else _fault(wanted)
    if fault:
        raise Refused(400, "HTTP-400", fault)
    call.tenant.options["_email"] = {**wanted, "modificationTime": now()}
    return 204, {}, None


@behaves("PATCH", _PATH)
def _change(call: Call) -> Answer:
    """Of old, and for mail servers only; whether the result works is not looked at. Its `op` is one text."""
    stored = _stored(call)
    if stored["serviceProvider"] != "BasicAuth":
        raise Refused(400, "HTTP-400", "only a BasicAuth configuration can be patched")
    for operation in call.body:
        name = operation["path"].strip("/")
        if name in _SECRETS:
            call.world.secrets.add(operation["value"])
        stored["providerConfig"][name] = int(operation["value"]) if name == "serverPort" else operation["value"]
    stored["modificationTime"] = now()
    return 204, {}, None


@behaves("DELETE", _PATH)
def _delete(call: Call) -> Answer:
    _stored(call)
    del call.tenant.options["_email"]
    return 204, {}, None


@behaves("POST", f"{_PATH}/actions/validate")
def _validate(call: Call) -> Answer:
    """No connection is made."""
    stored = call.tenant.options.get("_email")
    fault = _fault(stored) if stored else "CONFIG_NOT_SET"
    return 200, {}, {"isValid": not fault, "errorCode": fault or "OK"}


@behaves("POST", f"{_PATH}/actions/verify-connection", f"{_PATH}/actions/send-test-email")
def _connect(call: Call) -> Answer:
    """The status of the answer says nothing of the connection."""
    fault = _fault(_stored(call))
    result: Object = {"success": not fault, "connectionFailed": fault == "PROVIDER_ERROR"}
    return 200, {}, {**result, "message": fault or "OK", "smtpResponseCode": 535 if fault else 250}


def _stored(call: Call) -> Object:
    if "_email" not in call.tenant.options:
        raise Refused(404, "HTTP-404", "there is no email configuration")
    stored: Object = call.tenant.options["_email"]
    return stored


def _fault(email: Object) -> str:
    """The code of what is wrong with a configuration, nothing where it works."""
    given = email["providerConfig"]
    if any(not given.get(name) for name in _NEEDED[email["serviceProvider"]]):
        return "INCOMPLETE_CONFIG"
    if given.get("securityType", "none") not in _SECURITY:
        return "INCOMPLETE_CONFIG"
    if given.get("serverAddress", "").endswith(".invalid"):
        return "PROVIDER_ERROR"
    refused = "wrong" in (given.get(name) for name in _SECRETS)
    return "INVALID_CREDENTIALS" if refused or (given.get("username") and not given.get("emailPassword")) else ""
