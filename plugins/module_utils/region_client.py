# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Region clients: one OAuth client for all tenants of a subscription in one region, made by hand in My Qlik."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils import errors, regions
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kind import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.task import Command, Context

# Fixed by Qlik (published page "Create a region-level OAuth client").
SCOPES = ("admin_classic", "tenants:create", "tenants:deactivate", "tenants:reactivate")


def _require_scopes(found: set[str], region: str, client_id: str) -> None:
    missing = [scope for scope in SCOPES if scope not in found]
    if missing:
        raise errors.ConfigurationError(
            f"The OAuth client {client_id} is no region client of {region}: it lacks {', '.join(missing)}. Its scopes "
            "cannot be changed: have a region-level client made in My Qlik."
        )


def _run_info(context: Context) -> Object:
    region = context.region()
    register = context.client(regions.register_host(region, context.domain))
    scopes = register.scopes(SCOPES)
    _require_scopes(scopes, region, register.credentials.client_id)
    tenants = []
    for hostname in context.params["tenants"] or []:
        if regions.region_of(hostname, context.domain) != region:
            raise errors.ConfigurationError(f"{hostname} is not in region {region}: its client is another one.")
        me = context.client(hostname).get("/api/v1/users/me")
        tenants.append({"hostname": hostname, "tenant_id": me["tenantId"], "bot": me["id"], "status": me.get("status")})
    return {
        "region": region,
        "register_host": register.host,
        "client_id": register.credentials.client_id,
        "scopes": sorted(scopes),
        "tenants": tenants,
    }


REGION_CLIENT_INFO = Command("region_client_info", {"tenants": {"type": "list", "elements": "str"}}, _run_info)
