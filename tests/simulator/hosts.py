# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hostname is: a tenant, the register host of a region, or the organization's console."""

from __future__ import annotations

from dataclasses import dataclass

from answers import Refused
from world import Region, Tenant, World


@dataclass(frozen=True)
class Host:
    """One of the three; the region is that of a register host or of the tenant."""

    tenant: Tenant | None = None
    region: Region | None = None
    console: bool = False


def find(world: World, name: str) -> Host:
    """The host of a name; a name that nobody has, and a tenant that is deactivated, answer 401 to everything."""
    if name == f"console.{world.domain}":
        return Host(console=True)
    code = name.removeprefix("register.").removesuffix(f".{world.domain}")
    regions = world.subscriptions(code) if name.startswith("register.") else []
    if regions:
        return Host(region=regions[0])
    tenant = world.hosts.get(name)
    if tenant is None:
        raise Refused(401, "LOGIN-2", "No authentication configured for this hostname")
    if tenant.status == "disabled":
        raise Refused(401, "TENANT_DEACTIVATED", "Tenant has been deactivated.")
    return Host(tenant, world.region_of(tenant))
