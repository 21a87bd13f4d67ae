# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Region clients: one OAuth client for all tenants of a subscription in one region, created by hand in My Qlik."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import ClientHistory, fingerprint
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Fixed by Qlik (published page "Create a region-level OAuth client").
SCOPES = ("admin_classic", "tenants:create", "tenants:deactivate", "tenants:reactivate")
# Token answers can list these for every client.
_OF_EVERY_CLIENT = {"user_default", "offline_access"}
# Scopes that tenant clients need for the work of this collection.
_OF_TENANT_CLIENTS = ("admin.apps", "admin.automations")


def known_scopes(register: Client) -> set[str]:
    """Return the scopes of the client, as far as Qlik reports them.

    An answer without scopes grants the requested ones, but this counts only for the four scopes of region clients. A
    server may silently drop other scopes, so for those it proves nothing.
    """
    found = register.told_scopes()
    if not set(SCOPES) <= found:
        found |= _obtained(register)
    for scope in _OF_TENANT_CLIENTS:
        found |= _admitted(register, scope)
    return found


def _admitted(register: Client, scope: str) -> set[str]:
    """Return the scopes that Qlik reports as granted. This is only advice, so an error does not stop the run."""
    try:
        return register.granted(scope) or set()
    except errors.ApiError:
        return set()


def _obtained(register: Client) -> set[str]:
    """Request the four scopes together, and one by one if that is refused."""
    told = register.granted(*SCOPES)
    if told is None:
        return set(SCOPES)
    if told:
        return told
    answers = {scope: register.granted(scope) for scope in SCOPES}
    return {scope for scope, told in answers.items() if told is None or scope in told}


def require_scopes(found: set[str], register: Client) -> None:
    """Refuse a client that lacks one of the four scopes."""
    if missing := set(SCOPES) - found:
        raise errors.ConfigurationError(
            f"The OAuth client {register.credentials.client_id} is not a region client of {register.region}: it lacks "
            f"{', '.join(sorted(missing))}. The scopes of region clients are fixed: create one in My Qlik."
        )


def scope_warnings(found: set[str], register: Client) -> list[str]:
    """Return a warning if the client has more scopes than those of region clients. Qlik may have added one."""
    more = found - set(SCOPES) - _OF_EVERY_CLIENT
    if not more:
        return []
    client, documented = register.credentials.client_id, ", ".join(SCOPES)
    warning = (
        f"The OAuth client {client} of region {register.region} also has {', '.join(sorted(more))}. Region clients are "
        f"documented with {documented} only. Check that it was created in My Qlik."
    )
    return [warning]


def look_into(client: Client) -> Object:
    """Return state and bot of a tenant. A missing or deactivated tenant proves nothing against the client."""
    try:
        me = client.get("/api/v1/users/me")
    except errors.UnknownHostname:
        return {"hostname": client.host, "state": "missing"}
    except errors.TenantDeactivated:
        return {"hostname": client.host, "state": "deactivated"}
    return {"hostname": client.host, "state": "active", "tenant_id": me["tenantId"], "bot": me["id"]}


def require_refused(client: Client) -> None:
    """Require that another region refuses the client. This asks Qlik on purpose.

    How Qlik refuses is not documented, so any answer below 500 is a refusal. A server that fails decides nothing.
    """
    try:
        client.authenticate()
    except errors.ApiError as error:
        if error.status >= 500:
            raise
        return
    raise errors.ConfigurationError(
        f"{client.label} accepts the OAuth client {client.credentials.client_id} too, so it is not a region client."
    )


def prove(register: Client, tenants: t.Iterable[str], refused_in: t.Iterable[str]) -> Object:
    """Prove that the client works in its region and its tenants, and that other regions refuse it."""
    region, domain, refusing = register.region, register.connection.domain, list(refused_in)
    hostnames = list(tenants)
    for hostname in hostnames:
        if hosts.region_of(hostname, domain) != region:
            raise errors.ConfigurationError(f"{hostname} is not in region {region}: another client belongs to it.")

    def at(host: str) -> Client:
        """Return the same OAuth client at another host."""
        return Client(host, register.credentials, register.connection, register.tokens, register.progress)

    scopes = known_scopes(register)
    require_scopes(scopes, register)
    for other in refusing:
        require_refused(at(hosts.register_host(other, domain)))
    return {
        "region": region,
        "register_host": register.host,
        "client_id": register.credentials.client_id,
        "scopes": sorted(scopes),
        "refused_in": refusing,
        "tenants": [look_into(at(hostname)) for hostname in hostnames],
        "warnings": scope_warnings(scopes, register),
    }


def note(proof: Object, history: ClientHistory, secret: str, *, check_mode: bool) -> Object:
    """Record a proven client in the ledger. Return the proof with the previous entry of the region."""
    client_id, before = proof["client_id"], history.read()
    bots = {each["tenant_id"]: each["bot"] for each in proof["tenants"] if each["state"] == "active"}
    recreated = before.get("client_id") not in (None, client_id)
    seen = {} if recreated else before.get("bots", {})
    news = recreated or before.get("fingerprint") != fingerprint(secret) or {**seen, **bots} != seen
    if news and not check_mode:
        history.record(client_id, fingerprint(secret), bots)
    return {
        **proof,
        "changed": news,
        "recreated": recreated,
        "earlier_client_ids": [*history.earlier, *([before["client_id"]] if recreated and check_mode else [])],
        "warnings": [*proof["warnings"], *_replaced_bots(seen, proof["tenants"])],
    }


def _replaced_bots(seen: Object, tenants: list[Object]) -> list[str]:
    """Return a warning per deleted bot. A client keeps its user, even with a new secret, unless the user is deleted."""
    return [
        f"{each['hostname']}: the client now works as user {each['bot']}. Somebody deleted its earlier user "
        f"{seen[each['tenant_id']]}. Hand over what that user still owns with qlikfleet.cloud.owner and from_user="
        f"{seen[each['tenant_id']]}."
        for each in tenants
        if "bot" in each and seen.get(each["tenant_id"], each["bot"]) != each["bot"]
    ]
