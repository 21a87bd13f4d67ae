# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find the tenant of a host in the list of the organization: by name, or after a creation whose answer was lost."""

from __future__ import annotations

import datetime
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants import organization
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.organization import OrganizationTenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.task import Task

# How far the clock of the controller may be ahead of Qlik's.
_CLOCKS = datetime.timedelta(minutes=5)


def listed(task: Task) -> list[OrganizationTenant] | None:
    """Return the organization's existing tenants, None without an organization client."""
    client_id, secret = (task.option(f"organization_client_{part}") for part in ("id", "secret"))
    if not client_id and not secret:
        return None
    credentials = organization.credentials(client_id, secret)
    host = hosts.console_host(task.domain)
    client = Client(host, credentials, task.connection, task.tokens, task.progress)
    task.clients.append(client)
    found = organization.tenants(client, task.option("subscription_id"))
    return [tenant for tenant in found if tenant.status != "deleted"]


def named(tenants: list[OrganizationTenant], name: str) -> OrganizationTenant | None:
    """Return the tenant with a hostname or an id."""
    return next((tenant for tenant in tenants if name == tenant.id or name.lower() in tenant.hostnames), None)


def nameless(tenants: list[OrganizationTenant], region: str, claimed: t.Container[str]) -> list[OrganizationTenant]:
    """Return tenants without an alias, as after a creation, that belong to no other host, the oldest first."""
    found = [each for each in tenants if each.region == region and each.status == "active" and each.id not in claimed]
    return sorted((each for each in found if len(each.hostnames) == 1), key=lambda each: each.created)


def since(tenants: list[OrganizationTenant], intent: str) -> list[OrganizationTenant]:
    """Return tenants that are not older than the intent to create one."""
    begun = datetime.datetime.fromisoformat(intent) - _CLOCKS
    return [tenant for tenant in tenants if tenant.created >= begun]
