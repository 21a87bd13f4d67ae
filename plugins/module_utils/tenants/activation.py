# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deactivate and reactivate the tenant of a ledger entry, after a look at the tenant itself."""

from __future__ import annotations

import time
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import Entry
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_DAY = 86400


def require_days(days: int, name: str) -> None:
    if not 10 <= days <= 90:
        raise errors.ConfigurationError(f"{name}: purge_after_days is {days}; Qlik takes 10 to 90.")


def is_deactivated(own: Client, entry: Entry) -> bool:
    """Ask the tenant itself. Another tenant at its hostname is an error."""
    try:
        found = own.get("/api/v1/tenants/me")
    except errors.TenantDeactivated:
        return True
    require_same(own, entry, found)
    return False


def require_same(own: Client, entry: Entry, found: Object) -> None:
    """Require that a tenant is the one of the entry, by the id that the tenant itself returns."""
    if found["id"] != entry["id"]:
        raise errors.QlikError(f"{own.label}: {own.host} is tenant {found['id']}, the ledger says {entry['id']}.")


def act(register: Client, entry: Entry, action: str, body: t.Any) -> Object:
    """Deactivate or reactivate. Qlik refuses if the hostname in the header is not one of the tenant with the id."""
    path = f"/api/v1/tenants/{entry['id']}/actions/{action}"
    answer = register.request("POST", path, json=body, headers={"qlik-confirm-hostname": entry["hostname"]})
    return answer if isinstance(answer, dict) else {}


def purge_date(days: int) -> str:
    """Return the expected time of the deletion, in case that Qlik's answer with it is lost."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + days * _DAY))


def until(entry: Entry) -> str:
    """Return until when a deactivated tenant can be reactivated, as the end of a phrase."""
    date = str(entry.get("purge_date") or "")
    return f", and can be reactivated until {date[:10]}" if date else ""
