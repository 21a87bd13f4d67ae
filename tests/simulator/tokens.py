# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: one host, one OAuth client (published pages "Create a tenant" and "Create a region-level OAuth client")."""

from __future__ import annotations

import base64
import binascii
import time
import typing as t

import sessions
import variations
from answers import Answer, Refused
from hosts import Host
from world import Region, World, now

LIFETIME = 21600
_ORGANIZATION_SCOPES = "cloud-console.tenants:read"
_USER_DEFAULT = "user_default"


class Tokens:
    """Issues tokens, and knows whose they are."""

    def __init__(self, world: World) -> None:
        self._world = world

    def issue(self, request: t.Any, host: Host) -> Answer:
        """A token for the very host that was asked. The first one in a tenant makes the client's bot user."""
        body = request.body if isinstance(request.body, dict) else {}
        if request.method != "POST" or body.get("grant_type") != "client_credentials":
            raise Refused(400, "HTTP-400", "grant_type must be client_credentials")
        client_id, secret = _credentials(request, body)
        name, scopes = self._client(client_id, secret, host)
        asked = str(body.get("scope") or "").split()
        # Every client may ask for user_default: Qlik's own clients do so where they are told nothing.
        may = [*scopes.split(), _USER_DEFAULT]
        if not set(asked) <= set(may) and not variations.has("dropped-scopes"):
            raise Refused(400, "OAUTH-6", "the client does not have this scope")
        granted = " ".join([scope for scope in asked if scope in may] if asked else may)
        user = self._world.bot(host.tenant, client_id, name)["id"] if host.tenant else client_id
        if host.tenant and host.tenant.objects("users")[user]["status"] != "active":
            raise Refused(403, "OAUTH-3", "the user is disabled")
        token = self._world.hexadecimal(64)
        self._world.tokens[token] = (request.host, user, time.time() + LIFETIME, granted)
        answer = {"access_token": token, "token_type": "bearer", "expires_in": LIFETIME}
        # The published answers of tenants have no scope unless one was asked for; the console's has.
        tells = host.console or (asked and not variations.has("dropped-scopes")) or variations.has("told-scopes")
        told = {"scope": scopes if host.console and not asked else granted} if tells else {}
        return 200, {}, answer | told

    def revoke(self, request: t.Any) -> Answer:
        """Ends a token. One that is unknown has ended already."""
        body = request.body if isinstance(request.body, dict) else {}
        if not body.get("token"):
            raise Refused(400, "HTTP-400", "token is missing")
        host = self._world.tokens.get(body["token"], ("",))[0]
        if self._same_host(host, request.host):
            del self._world.tokens[body["token"]]
        return 200, {}, None

    def _client(self, client_id: str, secret: str, host: Host) -> tuple[str, str]:
        """Name and scopes of the client that the credentials are of, at this host."""
        given = client_id, secret
        if host.console:
            organization = self._world.organization
            if given == (organization["client_id"], organization["client_secret"]):
                return "organization client", _ORGANIZATION_SCOPES
        for region in self._regions(host):
            if region.accepts(*given):
                fifth = " tenants:read" if variations.has("fifth-scope") else ""
                return f"{region.code.upper()} OAuth client", region.scopes + fifth
        client = host.tenant.objects("oauth-clients").get(client_id, {}) if host.tenant else {}
        if secret in client.get("_secrets", ()):
            return str(client["clientName"]), " ".join(client.get("allowedScopes", ()))
        # Status and code of a client used in another region are not documented; a refused client is a 401.
        raise Refused(401, "OAUTH-1", "the OAuth client is not valid here")

    def _regions(self, host: Host) -> list[Region]:
        """Whose region clients work here: a tenant is of one subscription, the register host serves all of a region."""
        if host.tenant or not host.region:
            return [host.region] if host.region else []
        return self._world.subscriptions(host.region.code)

    def caller(self, request: t.Any) -> str:
        """The user whose token a request carries."""
        return self._bearer(request)[0]

    def scopes(self, request: t.Any) -> str:
        """The scopes of that token; an API key may all that its user may."""
        return self._bearer(request)[1]

    def _bearer(self, request: t.Any) -> tuple[str, str]:
        scheme, _space, token = request.headers.get("authorization", "").partition(" ")
        session = sessions.session_of(request.headers)
        if session in self._world.tokens:
            # Browsers sign in once; what a client sends as a bearer beside it makes no difference.
            scheme, token = "bearer", session
        tenant = self._world.hosts.get(request.host)
        for key in tenant.objects("api-keys").values() if tenant else ():
            if token and key["token"] == token and key["status"] == "active" and key["expiry"] > now():
                return str(key["sub"]), "admin_classic"
        host, user, expiry, scopes = self._world.tokens.get(token, ("", "", 0.0, ""))
        if scheme.lower() != "bearer" or expiry < time.time() or not self._same_host(host, request.host):
            raise Refused(401, "HTTP-401", "the token is missing, expired or of another host")
        return user, scopes

    def _same_host(self, one: str, other: str) -> bool:
        hosts = self._world.hosts
        return one == other or (one in hosts and hosts.get(one) is hosts.get(other))


def _credentials(request: t.Any, body: dict[str, t.Any]) -> tuple[str, str]:
    """Id and secret of the header, where it has any, else those of the body."""
    scheme, _space, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return str(body.get("client_id")), str(body.get("client_secret"))
    try:
        client_id, _colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused(401, "OAUTH-1", "the Authorization header is not valid") from None
    return client_id, secret
