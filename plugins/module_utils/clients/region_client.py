# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Region clients: one OAuth client for all tenants of a subscription in one region, made by hand in My Qlik."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import ClientHistory, fingerprint
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Fixed by Qlik (published page "Create a region-level OAuth client").
SCOPES = ("admin_classic", "tenants:create", "tenants:deactivate", "tenants:reactivate")
# What clients of tenants have for the work of this collection. No answer lists all that a client may have.
_OF_TENANT_CLIENTS = ("admin.apps", "admin.automations")


def _scopes(client: Client) -> set[str]:
    """Told by Qlik where it tells them, else asked for: together, and one by one where that is refused."""
    found = client.told_scopes() or client.granted(*SCOPES)
    asked = _OF_TENANT_CLIENTS if found else (*SCOPES, *_OF_TENANT_CLIENTS)
    return found.union(*(client.granted(scope) for scope in asked))


def _require_scopes(found: set[str], region: str, client_id: str) -> None:
    for wrong, verb in ((set(SCOPES) - found, "lacks"), (found - set(SCOPES), "also has")):
        if wrong:
            raise errors.ConfigurationError(
                f"The OAuth client {client_id} is no region client of {region}: it {verb} {', '.join(sorted(wrong))}. "
                "The scopes of region clients are fixed: have one made in My Qlik."
            )


def _tenant(client: Client) -> Object:
    """What a tenant answers to the client; one that is not there (yet), or deactivated, proves nothing against it."""
    try:
        me = client.get("/api/v1/users/me")
    except errors.UnknownHostname:
        return {"hostname": client.host, "state": "missing"}
    except errors.TenantDeactivated:
        return {"hostname": client.host, "state": "deactivated"}
    return {"hostname": client.host, "state": "active", "tenant_id": me["tenantId"], "bot": me["id"]}


def _require_refused(client: Client) -> None:
    """That it is refused elsewhere is asked of Qlik, on purpose: no other request would ever be sent.

    How it is refused is not documented, so any definite no is one. A server that fails has said nothing.
    """
    try:
        client.authenticate()
    except errors.ApiError as error:
        if error.status >= 500:
            raise
        return
    raise errors.ConfigurationError(
        f"{client.label} accepts the OAuth client {client.credentials.client_id} too, so it is no region client."
    )


def prove(context: Context) -> Object:
    """The client works where it must, and nowhere else."""
    region = context.region()
    for hostname in context.params["tenants"] or []:
        if hosts.region_of(hostname, context.domain) != region:
            raise errors.ConfigurationError(f"{hostname} is not in region {region}: its client is another one.")
    register = context.client(hosts.register_host(region, context.domain))

    def at(host: str) -> Client:
        """The same client, whatever else the tenant may be worked in with."""
        return Client(host, register.credentials, register.connection, register.tokens, register.progress)

    scopes = _scopes(register)
    _require_scopes(scopes, region, register.credentials.client_id)
    for other in context.params["refused_in"] or []:
        _require_refused(at(hosts.register_host(other, context.domain)))
    return {
        "region": region,
        "register_host": register.host,
        "client_id": register.credentials.client_id,
        "scopes": sorted(scopes),
        "refused_in": list(context.params["refused_in"] or []),
        "tenants": [_tenant(at(hostname)) for hostname in context.params["tenants"] or []],
    }


_PROOF = {
    "tenants": {"type": "list", "elements": "str"},
    "refused_in": {"type": "list", "elements": "str"},
}
REGION_CLIENT_INFO = Command("region_client_info", _PROOF, prove)


def _run(context: Context) -> Object:
    """Proven, and known to the ledger from now on."""
    proof = prove(context)
    region, client_id = proof["region"], proof["client_id"]
    history = ClientHistory(context.require_ledger_folder(), region, context.option("subscription", region))
    before, secret = history.read(), fingerprint(str(context.option("client_secret", region)))
    bots = {each["tenant_id"]: each["bot"] for each in proof["tenants"] if each["state"] == "active"}
    recreated = before.get("client_id") not in (None, client_id)
    seen = {} if recreated else before.get("bots", {})
    news = recreated or before.get("secret") != secret or {**seen, **bots} != seen
    if news and not context.check_mode:
        history.record(client_id, secret, bots)
    return {
        **proof,
        "changed": news,
        "recreated": recreated,
        "earlier_client_ids": [*history.earlier, *([before["client_id"]] if recreated and context.check_mode else [])],
        "warnings": _replaced_bots(seen, proof["tenants"]),
    }


def _replaced_bots(seen: Object, tenants: list[Object]) -> list[str]:
    """A client keeps its user in a tenant, whatever its secret, unless somebody deletes that user."""
    return [
        f"{each['hostname']}: the client works as user {each['bot']}, and worked as {seen[each['tenant_id']]} before, "
        f"which somebody deleted. What that one still owns is handed over by qlikfleet.cloud.owner with from_user="
        f"{seen[each['tenant_id']]}."
        for each in tenants
        if "bot" in each and seen.get(each["tenant_id"], each["bot"]) != each["bot"]
    ]


REGION_CLIENT = Command(
    "region_client",
    {**_PROOF, "subscription": {"type": "str"}, "ledger": {"type": "path"}},
    _run,
    resolve=lambda context: {"ledger": context.ledger_folder() or None},
)
