# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization's own list of its tenants, in all regions: `GET /api/core/tenants` of the console host.

Only an organization-level OAuth client may read it (published page "Organization REST APIs").
"""

from __future__ import annotations

import datetime
import typing as t
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials

_PAGE = 100


@dataclass(frozen=True)
class OrganizationTenant:
    """One tenant in the list of the organization. `status` is active, disabled, deactivated or deleted."""

    id: str
    name: str
    status: str
    region: str
    hostnames: tuple[str, ...]
    created_at: str

    @property
    def hostname(self) -> str:
        """Return the generated hostname, which never changes. The list has it first, as the tenant's API does."""
        return self.hostnames[0]

    @property
    def created(self) -> datetime.datetime:
        """Return the creation time. A date alone, as in some published examples, counts as UTC."""
        moment = datetime.datetime.fromisoformat(self.created_at)
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def credentials(client_id: str | None, secret: str | None) -> Credentials:
    """Return id and secret of the organization client. If one is missing, the error explains how to set both."""
    if not client_id or not secret:
        raise errors.ConfigurationError(
            "the organization's list needs an organization-level OAuth client: set "
            "QLIK_CLOUD_ORGANIZATION_CLIENT_ID and QLIK_CLOUD_ORGANIZATION_CLIENT_SECRET."
        )
    return Credentials(client_id, secret)


def tenants(client: Client, subscription_id: str | None = None) -> list[OrganizationTenant]:
    """Return every tenant of the organization, or of one of its subscriptions."""
    query: dict[str, t.Any] = {"limit": _PAGE}
    if subscription_id:
        query["filter"] = f'subscriptionId eq "{subscription_id}"'
    found: list[OrganizationTenant] = []
    cursors: set[str] = set()
    while True:
        body = client.get("/api/core/tenants", **query)
        found += [_tenant(each, client.connection.domain) for each in body["data"] if each["hostnames"]]
        cursor = _cursor(body)
        if not cursor:
            return found
        if cursor in cursors:
            raise errors.QlikError(f"{client.label}: the organization's list returned the same page twice.")
        cursors.add(cursor)
        query["next"] = cursor


def _tenant(found: dict[str, t.Any], domain: str) -> OrganizationTenant:
    hostnames = tuple(name.lower() for name in found["hostnames"])
    # The API's regionCode is that of a data centre; the code in hostnames is the one that register hosts have.
    region = hosts.region_of(hostnames[0], domain)
    name, created_at = found.get("name") or "", found["createdAt"]
    return OrganizationTenant(found["id"], name, found["status"], region, hostnames, created_at)


def _cursor(body: dict[str, t.Any]) -> str:
    """Return the cursor of the next page. Published links have another host and parameter: only the value is used."""
    link = ((body.get("links") or {}).get("next") or {}).get("href") or ""
    query = parse_qs(urlsplit(link).query)
    return (query.get("next") or query.get("offset") or [""])[0]
