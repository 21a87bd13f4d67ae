# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report on tenants: what differs, or which rules are broken.

A finding is a dict: object_kind, title, action (create, update, delete, undeclared, rule), severity (info, warning or
error), fields ([{name, before, after}]), and where known who, when (ISO, UTC), link, and for a rule rule, reason,
source.
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, masked

SCHEMA = "qlikfleet.cloud/report"
VERSION = 1
# From best to worst: a report is as bad as its worst tenant.
STATUSES = ("clean", "drift", "incomplete", "error")


@dataclass(frozen=True)
class TenantReport:
    """One tenant. `message` says why it was not read, or was read in part."""

    name: str
    status: str
    alias: str = ""
    hostname: str = ""
    region: str = ""
    ring: str = ""
    customer: str = ""
    message: str = ""
    findings: list[Object] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Raise ValueError for a status that does not exist, and for a clean tenant with differences."""
        if self.status not in STATUSES:
            raise ValueError(f"{self.name}: {self.status} is not a status of a report.")
        if self.status == "clean" and any(finding["severity"] != "info" for finding in self.findings):
            raise ValueError(f"{self.name}: a tenant with findings is not clean.")


def report(kind: str, made: str, tenants: t.Sequence[TenantReport]) -> Object:
    """Return the report as JSON values, secrets masked. `kind` is drift, compare or check; `made` is ISO, UTC."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "kind": kind,
        "made": made,
        "status": worst(tenant.status for tenant in tenants),
        "tenants": [masked(vars(tenant)) for tenant in sorted(tenants, key=lambda tenant: tenant.name)],
    }


def worst(statuses: t.Iterable[str]) -> str:
    """Return the worst status. Of no tenants, nothing was read: incomplete."""
    return max(statuses, key=STATUSES.index, default="incomplete")
