# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Region clients: one OAuth client for all tenants of a subscription in one region, made by hand in My Qlik."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils import errors, regions
from ansible_collections.qlikfleet.cloud.plugins.module_utils.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.client_history import ClientHistory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.task import Command, Context

# Fixed by Qlik (published page "Create a region-level OAuth client").
SCOPES = ("admin_classic", "tenants:create", "tenants:deactivate", "tenants:reactivate")


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
    """That it is refused elsewhere is asked of Qlik, on purpose: no other request would ever be sent."""
    try:
        client.authenticate()
    except errors.ApiError:
        return
    raise errors.ConfigurationError(
        f"{client.host} accepts the OAuth client {client.credentials.client_id} too, so it is no region client."
    )


def prove(context: Context) -> Object:
    """The client works where it must, and nowhere else."""
    region = context.region()
    for hostname in context.params["tenants"] or []:
        if regions.region_of(hostname, context.domain) != region:
            raise errors.ConfigurationError(f"{hostname} is not in region {region}: its client is another one.")
    register = context.client(regions.register_host(region, context.domain))
    scopes = register.scopes(SCOPES)
    _require_scopes(scopes, region, register.credentials.client_id)
    for other in context.params["refused_in"] or []:
        host = regions.register_host(other, context.domain)
        _require_refused(Client(host, register.credentials, register.connection, register.tokens, register.progress))
    return {
        "region": region,
        "register_host": register.host,
        "client_id": register.credentials.client_id,
        "scopes": sorted(scopes),
        "refused_in": list(context.params["refused_in"] or []),
        "tenants": [_tenant(context.client(hostname)) for hostname in context.params["tenants"] or []],
    }


_PROOF = {
    "tenants": {"type": "list", "elements": "str"},
    "refused_in": {"type": "list", "elements": "str"},
}
REGION_CLIENT_INFO = Command("region_client_info", _PROOF, prove)


def _run(context: Context) -> Object:
    """Proven, and known to the ledger from now on."""
    proof = prove(context)
    history = ClientHistory(
        context.require_ledger_folder(), proof["region"], context.option("subscription", proof["region"])
    )
    before = history.read()
    bots = {each["hostname"]: each["bot"] for each in proof["tenants"] if "bot" in each}
    if before.get("client_id") == proof["client_id"]:
        _require_same_bots(before.get("bots", {}), bots)
    recreated = before.get("client_id") not in (None, proof["client_id"])
    new_secret = context.params["new_secret"] or recreated
    news = not before or recreated or new_secret or any(before.get("bots", {}).get(host) != bots[host] for host in bots)
    if news and not context.check_mode:
        history.record(proof["client_id"], bots, new_secret=new_secret)
    return {
        **proof,
        "changed": news,
        "recreated": recreated,
        "earlier_client_ids": [*history.earlier, *([before["client_id"]] if recreated and context.check_mode else [])],
    }


def _require_same_bots(before: Object, now: Object) -> None:
    """A refreshed secret leaves the client and so its bots as they are."""
    for host, bot in now.items():
        if before.get(host, bot) != bot:
            raise errors.QlikError(
                f"{host}: the client works as user {bot} here, and worked as {before[host]} before. What that one owns "
                "is to be handed over: see qlikfleet.cloud.bot_info.",
                tenant=host,
            )


REGION_CLIENT = Command(
    "region_client",
    {
        **_PROOF,
        "new_secret": {"type": "bool", "default": False},
        "subscription": {"type": "str"},
        "ledger": {"type": "path"},
    },
    _run,
    resolve=lambda context: {"ledger": context.ledger_folder() or None},
)
