# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: one host, one OAuth client (published pages "Create a tenant" and "Create a region-level OAuth client")."""

from __future__ import annotations

import time
import typing as t

from answers import Answer, Refused
from hosts import Host
from world import Region, World

LIFETIME = 21600
_ORGANIZATION_SCOPES = "cloud-console.tenants:read"


class Tokens:
    """Issues tokens, and knows whose they are."""

    def __init__(self, world: World) -> None:
        self._world = world

    def issue(self, request: t.Any, host: Host) -> Answer:
        """A token for the very host that was asked. The first one in a tenant makes the client's bot user."""
        body = request.body if isinstance(request.body, dict) else {}
        if request.method != "POST" or body.get("grant_type") != "client_credentials":
            raise Refused(400, "HTTP-400", "grant_type must be client_credentials")
        name, scopes = self._client(body, host)
        asked = str(body.get("scope") or "").split()
        if not set(asked) <= set(scopes.split()):
            raise Refused(400, "OAUTH-6", "the client does not have this scope")
        user = self._world.bot(host.tenant, body["client_id"], name)["id"] if host.tenant else str(body["client_id"])
        if host.tenant and host.tenant.objects("users")[user]["status"] != "active":
            raise Refused(403, "OAUTH-3", "the user is disabled")
        token = self._world.hexadecimal(64)
        self._world.tokens[token] = (request.host, user, time.time() + LIFETIME, " ".join(asked) or scopes)
        answer = {"access_token": token, "token_type": "bearer", "expires_in": LIFETIME}
        # The published answers of tenants have no scope unless one was asked for; the console's has.
        told = {"scope": " ".join(asked) or scopes} if asked or host.console else {}
        return 200, {}, answer | told

    def _client(self, body: dict[str, t.Any], host: Host) -> tuple[str, str]:
        """Name and scopes of the client that the credentials are of, at this host."""
        given = body.get("client_id"), body.get("client_secret")
        if host.console:
            organization = self._world.organization
            if given == (organization["client_id"], organization["client_secret"]):
                return "organization client", _ORGANIZATION_SCOPES
        for region in self._regions(host):
            if region.accepts(*given):
                return f"{region.code.upper()} OAuth client", region.scopes
        client = host.tenant.objects("oauth-clients").get(str(given[0]), {}) if host.tenant else {}
        if given[1] in client.get("_secrets", ()):
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
        tenant = self._world.hosts.get(request.host)
        for key in tenant.objects("api-keys").values() if tenant else ():
            if token and key["token"] == token and key["status"] == "active":
                return str(key["sub"]), "admin_classic"
        host, user, expiry, scopes = self._world.tokens.get(token, ("", "", 0.0, ""))
        if scheme.lower() != "bearer" or expiry < time.time() or not self._same_host(host, request.host):
            raise Refused(401, "HTTP-401", "the token is missing, expired or of another host")
        return user, scopes

    def _same_host(self, one: str, other: str) -> bool:
        hosts = self._world.hosts
        return one == other or (one in hosts and hosts.get(one) is hosts.get(other))
