# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity providers of each protocol, after the published specification of identity-providers."""

from __future__ import annotations

import re
import typing as t

from answers import Answer, Refused
from operations import Call, behaves
from patching import patched
from world import Object, now

_LIST, _ITEM = "/api/v1/identity-providers", "/api/v1/identity-providers/{id}"
_PROVIDERS = {
    "OIDC": ("auth0", "okta", "generic", "salesforce", "keycloak", "adfs", "azureAD"),
    "SAML": ("okta", "generic", "adfs", "azureAD"),
    "jwtAuth": ("external",),
}
# What answers tell of the options of each protocol: no secret, and not the metadata.
_TOLD = {
    "OIDC": "realm scope clientId discoveryUrl claimsMapping openid_configuration blockOfflineAccessScope "
    "emailVerifiedAlwaysTrue",
    "SAML": "entityId signOnUrl certificates nameIdFormat claimsMapping allowIdpInitiatedLogin",
    "jwtAuth": "issuer staticKeys",
}
_PENDING = {
    "OIDC": " /realm /discoveryUrl /clientId /clientSecret /emailVerifiedAlwaysTrue /claimsMapping "
    "/idTokenSignatureAlg /decryptingKey",
    "SAML": " /nameIdFormat /allowIdpInitiatedLogin /entityId /signOnUrl /metadata /certificates /claimsMapping",
}
_COMMON = ("/active", "/description", "/postLogoutRedirectUri", "/clockToleranceSec")
# What a patch of each protocol may name.
_PATHS = {
    "OIDC": {*_COMMON, "/meta", "/options", "/options/realm", "/options/discoveryUrl", "/options/claimsMapping"},
    "SAML": {*_COMMON},
    "jwtAuth": {"/description"},
}
for _protocol, _paths in _PENDING.items():
    _PATHS[_protocol] |= {f"/pendingOptions{path}" for path in _paths.split(" ")}


@behaves("POST", _LIST)
def _create(call: Call) -> Answer:
    protocol, body = call.body["protocol"], call.body
    if body["provider"] not in _PROVIDERS.get(protocol, ()):
        raise _refused(f"{body['provider']} is not a provider of {protocol}")
    thing = {"clockToleranceSec": 5, "createNewUsersOnLogin": True, "interactive": protocol == "SAML", **body}
    _require_place(thing)
    _require_valid(thing)
    is_ready = "options" in thing
    made: Object = {
        **thing,
        "id": call.world.hexadecimal(24),
        "tenantIds": [call.tenant.id],
        "active": False,
        **dict.fromkeys(("created", "lastUpdated"), now()),
        **({} if is_ready else {"pendingState": "pending"}),
    }
    call.tenant.objects("identity-providers")[made["id"]] = made
    if is_ready:
        _activate(call, made)
    status, _schema = call.operation.success()
    return status, {}, _shown(made)


def _require_place(thing: Object) -> None:
    """Programs have options; people have options that are tested first, unless that is skipped."""
    interactive = thing["interactive"]
    if thing["protocol"] == "SAML" and not interactive:
        raise _refused("a SAML provider is interactive")
    wanted = "options" if not interactive or thing.get("skipVerify") else "pendingOptions"
    other = {"options": "pendingOptions", "pendingOptions": "options"}[wanted]
    if wanted not in thing or other in thing:
        raise _refused(f"{wanted} must be given, and not {other}")


def _require_valid(thing: Object) -> None:
    if len(thing.get("description", "")) > 128 or not 0 <= thing["clockToleranceSec"] <= 7200:
        raise _refused("description has 128 characters at most, clockToleranceSec is 0 to 7200")
    for options in (thing.get("options"), thing.get("pendingOptions")):
        if options is not None:
            _CHECKS[thing["protocol"]](options, thing["interactive"])


def _check_oidc(options: Object, interactive: bool) -> None:
    _require(options, "claimsMapping", *(("clientId", "clientSecret") if interactive else ()))
    if not options.get("discoveryUrl") and not options.get("openid_configuration"):
        raise _refused("discoveryUrl or openid_configuration is needed")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.\-_]+", options.get("realm", "realm")):
        raise _refused("realm is not valid")


def _check_saml(options: Object, _interactive: bool) -> None:
    _require(options, "claimsMapping")
    if not options.get("metadata"):
        _require(options, "entityId", "signOnUrl", "certificates")
    if len(options.get("certificates", ())) > 5:
        raise _refused("there are five certificates at most")


def _check_jwt(options: Object, _interactive: bool) -> None:
    _require(options, "issuer", "staticKeys")
    if len(options["staticKeys"]) != 1:
        raise _refused("there is one key at most")


_CHECKS: dict[str, t.Callable[[Object, bool], None]] = {
    "OIDC": _check_oidc,
    "SAML": _check_saml,
    "jwtAuth": _check_jwt,
}


def _require(options: Object, *names: str) -> None:
    missing = [name for name in names if not options.get(name)]
    if missing:
        raise _refused(f"{missing} must be given")


def _refused(why: str) -> Refused:
    return Refused(400, "HTTP-400", why)


def _activate(call: Call, thing: Object) -> None:
    """One provider for people is active, so the one before is not any more."""
    for other in call.tenant.objects("identity-providers").values():
        if thing["interactive"] and other["interactive"]:
            other["active"] = False
    thing["active"] = True


def _shown(thing: Object) -> Object:
    """Where a provider has no interactive login, that is told too."""
    hidden = ("options", "pendingOptions", "skipVerify")
    told = {name: value for name, value in thing.items() if name not in hidden and not name.startswith("_")}
    for name in ("options", "pendingOptions"):
        if name in thing:
            known = _TOLD[thing["protocol"]].split(" ")
            told[name] = {part: value for part, value in thing[name].items() if part in known}
    return told


@behaves("GET", _LIST)
def _list(call: Call) -> Answer:
    things = list(call.tenant.objects("identity-providers").values())
    if "active" in call.request.query:
        wanted = call.request.query["active"].lower() == "true"
        things = [thing for thing in things if thing["active"] is wanted]
    data, links = call.page(things)
    return 200, {}, {"data": [_shown(thing) for thing in data], "links": links}


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    return 200, {}, _shown(call.existing("identity-providers"))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    """A patch that fails in part fails as a whole."""
    stored = call.existing("identity-providers")
    thing = dict(stored)
    for operation in call.body:
        if operation["op"] == "promote-options":
            thing = _promoted(call, thing)
        elif operation.get("path") not in _PATHS[thing["protocol"]]:
            raise _refused(f"{operation.get('path')} of {thing['protocol']} cannot be changed")
        else:
            thing = _replaced(thing, operation)
    _require_valid(thing)
    thing["lastUpdated"] = now()
    call.tenant.objects("identity-providers")[thing["id"]] = thing
    if thing["active"] and not stored["active"]:
        _activate(call, thing)
    return call.shown()


def _replaced(thing: Object, operation: Object) -> Object:
    """What is changed for a test begins with what is in use; somebody must test it again."""
    path = operation["path"]
    if path.startswith("/pendingOptions"):
        thing = {**thing, "pendingState": "pending", "pendingOptions": thing.get("pendingOptions") or thing["options"]}
    if path == "/active" and operation["value"] and "options" not in thing:
        raise _refused("the provider was not tested yet")
    return patched(thing, [operation])


def _promoted(call: Call, thing: Object) -> Object:
    if call.request.headers.get("qlik-idp-popts-match", "") != thing.get("_test"):
        raise Refused(412, "HTTP-412", "QLIK-IDP-POPTS-MATCH is not the configuration that was tested")
    if thing.get("pendingState") != "verified":
        raise _refused("the configuration was not tested")
    left = {name: value for name, value in thing.items() if name not in ("pendingOptions", "pendingState", "_test")}
    return {**left, "options": thing["pendingOptions"]}


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    thing = call.existing("identity-providers")
    if thing["active"] and thing["interactive"]:
        raise _refused("The interactive IdP for the tenant can't be deleted.")
    del call.tenant.objects("identity-providers")[thing["id"]]
    return call.shown()


@behaves("GET", f"{_LIST}/status")
def _status(call: Call) -> Answer:
    things = list(call.tenant.objects("identity-providers").values())
    told = [{name: thing[name] for name in ("active", "interactive", "provider")} for thing in things]
    active = sum(each["active"] and each["interactive"] for each in told)
    return 200, {}, {"idps_metadata": told, "active_interactive_idps_count": active}


@behaves("GET", f"{_LIST}/me/meta")
def _meta(call: Call) -> Answer:
    """Links to an account at Qlik, while people sign in there."""
    things = call.tenant.objects("identity-providers").values()
    if any(thing["active"] and thing["interactive"] for thing in things):
        return 200, {}, {}
    account = "https://account.myqlik.qlik.com/account"
    return 200, {}, {"userPortalLink": account, "upgradeSubscriptionLink": account}


@behaves("GET", f"{_LIST}/.well-known/metadata.json")
def _metadata(call: Call) -> Answer:
    return 200, {}, {"issuer": f"https://{call.request.host}"}
