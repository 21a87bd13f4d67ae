# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the simulated cloud: subscriptions, regions, clients, tenants and what is in them."""

from __future__ import annotations

import random
import string
import time
import typing as t
from dataclasses import dataclass, field

Object = dict[str, t.Any]
EVERYONE = "000000000000000000000001"
# The number of the licence, which is the subscription's id.
SUBSCRIPTION = "1000200030004000"
# Where all requests come from, as Qlik sees it: an address of the example in the specification of IP policies.
ADDRESS = "61.254.213.7"
_LETTERS, _DIGITS = string.ascii_lowercase, string.digits
# Roles that every tenant has (published pages "Default roles" of 2026-01-26 and "Custom roles").
_DEFAULT_ROLES = {
    "admin": ("TenantAdmin", "AnalyticsAdmin", "AuditAdmin", "DataAdmin"),
    "user": (
        "AutomationCreator",
        "AutomlDeploymentContributor",
        "AutomlExperimentContributor",
        "CollaborationPlatformUser",
        "DataProductManager",
        "DataServicesContributor",
        "DataSpaceCreator",
        "Developer",
        "EmbeddedAnalyticsUser",
        "ManagedSpaceCreator",
        "PrivateAnalyticsContentCreator",
        "SharedSpaceCreator",
        "Steward",
        "UserDefault",
    ),
}


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


def moment() -> str:
    """The present, to the millisecond."""
    seconds = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(seconds)) + f"{int(seconds * 1000) % 1000:03}Z"


@dataclass
class Region:
    """A region of one subscription, with at most one region client.

    scopes: what Qlik gives to region clients, and not to be chosen (published page "Create a region-level OAuth
    client"). earlier_secrets: those that still work after a refresh; whether they do is not documented.
    """

    code: str
    license_key: str
    entitlement: int
    subscription: str = SUBSCRIPTION
    client_id: str = ""
    client_secret: str = ""
    scopes: str = "admin_classic tenants:create tenants:deactivate tenants:reactivate"
    earlier_secrets: list[str] = field(default_factory=list)

    def accepts(self, client_id: t.Any, secret: t.Any) -> bool:
        """Whether these are its client's."""
        return (
            bool(self.client_id)
            and client_id == self.client_id
            and secret in (self.client_secret, *self.earlier_secrets)
        )


@dataclass
class Tenant:
    """A tenant: its own facts, and its objects by collection and id."""

    id: str
    region: str
    name: str
    hostnames: list[str]
    created: str
    subscription: str = SUBSCRIPTION
    status: str = "active"
    purge_date: str = ""
    settings: Object | None = None
    collections: dict[str, dict[str, Object]] = field(default_factory=dict)
    options: Object = field(default_factory=dict)

    def objects(self, collection: str) -> dict[str, Object]:
        return self.collections.setdefault(collection, {})


class World:
    """Everything, with ids and secrets from one source of chance."""

    def __init__(self, domain: str, seed: int | None = None) -> None:
        self.domain = domain
        self.chance = random.Random(seed)
        # Every secret that there ever was, so that tests can look for them.
        self.secrets: set[str] = set()
        # By code; a second subscription in a region has a name of its own.
        self.regions: dict[str, Region] = {}
        self.organization = {"client_id": self.hexadecimal(32), "client_secret": self.hexadecimal(64)}
        self.tenants: dict[str, Tenant] = {}
        self.hosts: dict[str, Tenant] = {}
        # The audit events of each tenant, by its id.
        self.audits: dict[str, list[Object]] = {}
        # How many lists of items are behind what happened to an app.
        self.index_lag = 0
        # token -> (host, user id, expiry, scopes)
        self.tokens: dict[str, tuple[str, str, float, str]] = {}

    def hexadecimal(self, length: int) -> str:
        """Ids have up to 32 digits, secrets and tokens 64."""
        made = f"{self.chance.getrandbits(4 * length):0{length}x}"
        if length == 64:
            self.secrets.add(made)
        return made

    def add_region(self, name: str, code: str) -> Region:
        region = Region(code, f"license-{self.hexadecimal(64)}", entitlement=20)
        self.regions[name] = region
        self.new_client(name)
        return region

    def new_client(self, name: str) -> Region:
        """As the Service Account Owner does in My Qlik."""
        region = self.regions[name]
        region.client_id = self.hexadecimal(32)
        region.client_secret = self.hexadecimal(64)
        region.earlier_secrets = []
        return region

    def region_of(self, tenant: Tenant) -> Region:
        """A client is of one subscription in one region (published page "OAuth overview")."""
        return next(each for each in self.subscriptions(tenant.region) if each.subscription == tenant.subscription)

    def subscriptions(self, code: str) -> list[Region]:
        """All that the register host of a region serves."""
        return [region for region in self.regions.values() if region.code == code]

    def add_tenant(self, region: Region, identifier: str | None = None, hostname: str | None = None) -> Tenant:
        code = region.code
        subdomain = "".join(self.chance.choices(_LETTERS + _DIGITS, k=15))
        hostname = hostname or f"{subdomain}.{code}.{self.domain}"
        identifier = identifier or "".join(self.chance.choices(_LETTERS + _LETTERS.upper() + _DIGITS, k=32))
        tenant = Tenant(identifier, code, subdomain, [hostname], now(), region.subscription)
        for level, name in ((level, name) for level, names in _DEFAULT_ROLES.items() for name in names):
            role: Object = {
                "id": self.hexadecimal(24),
                "name": name,
                "description": "",
                "type": "default",
                "level": level,
            }
            role |= {"createdAt": tenant.created, "lastUpdatedAt": tenant.created, "tenantId": tenant.id}
            role |= {"assignedScopes": [], "permissions": [], "canEdit": False, "canDelete": False}
            tenant.objects("roles")[role["id"]] = role
        everyone: Object = {"id": EVERYONE, "name": "com.qlik.Everyone", "status": "active", "assignedRoles": []}
        everyone |= {"createdAt": tenant.created, "lastUpdatedAt": tenant.created, "tenantId": tenant.id}
        tenant.objects("groups")[EVERYONE] = everyone
        self.tenants[tenant.id] = tenant
        self.hosts[hostname] = tenant
        return tenant

    def rename(self, tenant: Tenant, alias: str) -> None:
        """A new alias; the old one is free for others from now on."""
        for old in tenant.hostnames[1:]:
            self.hosts.pop(old, None)
        tenant.hostnames[1:] = [alias]
        self.hosts[alias] = tenant

    def bot(self, tenant: Tenant, client_id: str, name: str) -> Object:
        """The user of an OAuth client, made the first time that the client is used in a tenant."""
        subject = f"qlikbot\\{client_id}"
        for user in tenant.objects("users").values():
            if user["subject"] == subject:
                return user
        admin = next(role for role in tenant.objects("roles").values() if role["name"] == "TenantAdmin")
        user = {"id": self.hexadecimal(24), "subject": subject, "name": name, "status": "active", "clientId": client_id}
        user |= {
            "tenantId": tenant.id,
            "createdAt": now(),
            "lastUpdatedAt": now(),
            "assignedRoles": [{"id": admin["id"]}],
        }
        user |= {"assignedGroups": []}
        tenant.objects("users")[user["id"]] = user
        return user
