# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization's console host: the tenants of all regions (published page "Organization REST APIs")."""

from __future__ import annotations

import typing as t

import scim
from answers import Answer, Refused
from paging import ordered, page_of, total_of
from world import Object, Tenant, World

_EQUAL = ("eq",)
_ATTRIBUTES = {
    **dict.fromkeys(("subscriptionId", "name", "hostnames", "id", "originalId"), _EQUAL),
    **dict.fromkeys(("regionCode", "status"), ("eq", "ne")),
    **dict.fromkeys(("countryCode", "createdAt", "updatedAt"), ("eq", "ne", "gt", "ge", "lt", "le")),
}
# The data centres behind the codes of hostnames; those of other codes are not published.
_DATA_CENTRES = {"us": ("us-east-1", "US"), "eu": ("eu-west-1", "IE"), "ap": ("ap-southeast-2", "AU")}
_STATUS = {"disabled": "deactivated"}


class Console:
    """Answers an organization client."""

    def __init__(self, world: World) -> None:
        self._world = world

    def answer(self, request: t.Any, variables: dict[str, str]) -> Answer:
        given = (request.body or {}).get("filter") if request.method == "POST" else request.query.get("filter")
        if request.path.endswith("/actions/count"):
            return 200, {}, {"total": len(self._found(given))}
        if variables:
            found = [tenant for tenant in self._found(None) if tenant["id"] == variables["tenantId"]]
            if not found:
                raise Refused(404, "HTTP-404", "the tenant does not exist")
            # The page documents the schema of the list for a single tenant too.
            return 200, {}, {"data": found, "links": {}}
        found = ordered(self._found(given), request.query.get("sort"))
        data, links = page_of(found, request, "next", page=20, largest=100)
        if "next" in links:
            # As the reference page shows it: a link that names another host than the one that was asked.
            query = links["next"]["href"].partition("?")[2]
            links["next"] = {"href": f"https://api.{self._world.domain}/core/tenants?{query}"}
        return 200, {}, {"data": data, "links": links, **total_of(found, request)}

    def _found(self, given: str | None) -> list[Object]:
        tenants = [self._shown(tenant) for tenant in self._world.tenants.values()]
        if not given:
            return tenants
        if "subscriptionid" not in given.lower():
            raise Refused(400, "HTTP-400", "a filter must contain subscriptionId")
        test = scim.parse(given, _ATTRIBUTES)
        return [tenant for tenant in tenants if test({**tenant, "originalId": tenant["id"]})]

    def _shown(self, tenant: Tenant) -> Object:
        region_code, country = _DATA_CENTRES.get(tenant.region, ("eu-central-1", "DE"))
        subscription = tenant.subscription
        return {
            "id": tenant.id,
            "name": tenant.name,
            "status": _STATUS.get(tenant.status, tenant.status),
            "hostnames": tenant.hostnames,
            "createdAt": tenant.created,
            "createdBy": "-",
            "updatedAt": tenant.created,
            "regionCode": region_code,
            "countryCode": country,
            "licenseNumber": subscription,
            "subscriptionId": subscription,
            "links": {"self": {"href": f"https://console.{self._world.domain}/api/core/tenants/{tenant.id}"}},
            **({"deletionStartsAt": tenant.purge_date} if tenant.purge_date else {}),
        }
