# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Claims: an id, hostname or alias belongs to one host of the fleet."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger


def owner_of(ledger: Ledger, names: t.Collection[str], asking: str) -> tuple[str, str] | None:
    """Return the other host that has one of these ids or hostnames, and which one."""
    wanted = {name.lower() for name in names if name}
    for host, entry in ledger.items():
        claimed = wanted & {str(entry.get(part, "")).lower() for part in ("id", "hostname", "alias")}
        if ledger.place_of(host) != ledger.place_of(asking) and claimed:
            return host, claimed.pop()
    return None


def require_unclaimed(ledger: Ledger, names: t.Collection[str], asking: str) -> None:
    """Refuse a tenant that another host of the fleet has."""
    found = owner_of(ledger, names, asking)
    if found:
        other, name = found
        raise ConfigurationError(
            f"{asking}: {name} is the tenant of host {other} ({ledger.place_of(other)}). Two hosts cannot have one "
            f"tenant. Correct the alias of {asking}, or work with {other}.",
            tenant=asking,
        )


def left_out(ledger: Ledger, hosts: t.Collection[str]) -> list[str]:
    """Warn about active tenants without a host in the inventory, which nobody manages."""
    lost = [name for name, entry in ledger.items() if entry.get("state") == "active" and name not in hosts]
    if not hosts or not lost:
        return []
    warning = (
        f"The ledger {ledger.label} has active tenants that the inventory does not name: {', '.join(lost)}. Name "
        "them in the fleet file, or deactivate them (qlikfleet.cloud.tenant with state=deactivated)."
    )
    return [warning]
