# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-in of a browser with a JWT: an identity provider of a tenant knows the key, and the answer is a session.

From the published pages on JWT authorization, and from what Qlik's published examples of platform operations send.
"""

from __future__ import annotations

import base64
import json
import textwrap
import time
import typing as t

from answers import Answer, Refused
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from world import Object, Tenant, World, now

PATH = "/login/jwt-session"
_COOKIES = ("eas.sid", "eas.sid.sig", "_csrfToken", "_csrfToken.sig")
_AUDIENCE = "qlik.api/login/jwt-session"
_LIFETIME = 3600


def sign_in(world: World, tenant: Tenant, host: str, token: str) -> Answer:
    """Return four cookies; the user and its groups are made where they are new."""
    claims = _claims(tenant, token)
    user = _user(world, tenant, claims)
    if user["status"] != "active":
        raise Refused(401, "LOGIN-3", "the user is disabled")
    cookies = {name: str(world.hexadecimal(64)) for name in _COOKIES}
    world.tokens[cookies["eas.sid"]] = (host, user["id"], time.time() + _LIFETIME, "user_default")
    lines = [f"{name}={value}; path=/; secure; httponly" for name, value in cookies.items()]
    return 200, {"Set-Cookie": "\n".join(lines)}, None


def session_of(headers: t.Mapping[str, str]) -> str:
    """Return the session that the cookies of a request name; empty without one."""
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return next((value for name, _equals, value in pairs if name == "eas.sid"), "")


def _claims(tenant: Tenant, token: str) -> Object:
    """The claims of a JWT that a provider of the tenant vouches for."""
    try:
        head, payload, signature = token.split(".")
        header, claims = (json.loads(_decoded(part)) for part in (head, payload))
        key = _key(tenant, claims.get("iss"), header.get("kid"))
        key.verify(_decoded(signature), f"{head}.{payload}".encode(), padding.PKCS1v15(), hashes.SHA256())
    except (ValueError, InvalidSignature, AttributeError):
        raise _refused() from None
    moment = time.time()
    good = header.get("alg") == "RS256" and claims.get("aud") == _AUDIENCE
    if not good or not claims.get("nbf", 0) <= moment + 5 or not moment < claims.get("exp", 0):
        raise _refused()
    return t.cast(Object, claims)


def _key(tenant: Tenant, issuer: t.Any, kid: t.Any) -> RSAPublicKey:
    for provider in tenant.objects("identity-providers").values():
        options = provider.get("options", {})
        if provider.get("protocol") == "jwtAuth" and options.get("issuer") == issuer and provider.get("active", True):
            for key in options.get("staticKeys", ()):
                if key["kid"] == kid:
                    return _public(key["pem"])
    raise ValueError


def _public(pem: str) -> RSAPublicKey:
    """The key of a PEM, which may be a certificate or a key, and on one line."""
    label = "CERTIFICATE" if "CERTIFICATE" in pem else "PUBLIC KEY"
    begin, end = f"-----BEGIN {label}-----", f"-----END {label}-----"
    inside = pem.replace(begin, "").replace(end, "")
    whole = "\n".join([begin, *textwrap.wrap("".join(inside.split()), 64), end, ""]).encode()
    if label == "CERTIFICATE":
        return t.cast(RSAPublicKey, x509.load_pem_x509_certificate(whole).public_key())
    return t.cast(RSAPublicKey, serialization.load_pem_public_key(whole))


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _refused() -> Refused:
    return Refused(401, "LOGIN-1", "the JWT is not valid here")


def _user(world: World, tenant: Tenant, claims: Object) -> Object:
    users = tenant.objects("users")
    found = next((user for user in users.values() if user["subject"] == claims.get("sub")), None)
    if not claims.get("sub"):
        raise _refused()
    if found is None:
        found = {"id": world.hexadecimal(24), "tenantId": tenant.id, "subject": claims["sub"], "status": "active"}
        found |= {"createdAt": now(), "lastUpdatedAt": now(), "assignedRoles": []}
        users[found["id"]] = found
    found |= {name: claims[name] for name in ("name", "email") if claims.get(name)}
    found["assignedGroups"] = [{"id": _group(world, tenant, name)} for name in _groups(tenant, claims)]
    return found


def _groups(tenant: Tenant, claims: Object) -> list[str]:
    """Those of the claim that the tenant takes in: new ones only where it makes groups by itself."""
    makes = tenant.options.get("_groups", {}).get("autoCreateGroups", False)
    known = {group["name"] for group in tenant.objects("groups").values()}
    return [name for name in claims.get("groups", ()) if makes or name in known]


def _group(world: World, tenant: Tenant, name: str) -> str:
    groups = tenant.objects("groups")
    found = next((group for group in groups.values() if group["name"] == name), None)
    if found is None:
        found = {"id": world.hexadecimal(24), "tenantId": tenant.id, "name": name, "status": "active"}
        found |= {"providerType": "idp", "createdAt": now(), "lastUpdatedAt": now(), "assignedRoles": []}
        groups[found["id"]] = found
    return str(found["id"])
