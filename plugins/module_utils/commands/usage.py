# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Report what tenants use of their licences, capacities and quotas."""

from __future__ import annotations

import typing as t
from collections import Counter

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import plain
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.report_files import as_csv, as_json, write_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_OVERVIEW = "/api/v1/licenses/overview"
_ASSIGNMENTS = "/api/v1/licenses/assignments"
_EXECUTIONS = "/api/v1/consumption/executions"
_QUOTAS = "/api/v1/quotas"
# The columns of the table. A row is one measure of one tenant.
COLUMNS = ("tenant", "licence", "measure", "name", "unit", "used", "limit", "overage", "begins", "ends")


def _run_usage_info(context: Context) -> Object:
    client, not_read = context.client(), dict[str, str]()

    def read(path: str, get: t.Callable[[], t.Any], nothing: t.Any) -> t.Any:
        try:
            return get()
        except errors.ApiError as error:
            if error.status not in errors.NOT_PROVIDED:
                raise
            not_read[path] = f"Qlik answered {error.status}"
            return nothing

    overview = read(_OVERVIEW, lambda: client.get(_OVERVIEW), {})
    assigned = read(_ASSIGNMENTS, lambda: client.list(_ASSIGNMENTS, limit=100), [])
    executions = read(_EXECUTIONS, lambda: _executions(client), [])
    quotas = read(_QUOTAS, lambda: client.get(_QUOTAS, reportUsage="true")["data"], [])
    return {
        "licence": {
            "number": overview.get("licenseNumber", ""),
            **{name: overview.get(name, "") for name in ("product", "status", "valid")},
        },
        "allotments": [_allotment(each) for each in overview.get("allotments") or ()],
        "assignments": dict(sorted(Counter(str(each.get("type")) for each in assigned).items())),
        "consumption": [_consumption(each) for each in executions],
        "quotas": [_quota(each) for each in quotas],
        "not_read": not_read,
    }


def _executions(client: Client) -> list[Object]:
    """Return the capacities of the current periods that Qlik shows to customers."""
    found = client.list(_EXECUTIONS, periodsToInclude="current", limit=200)
    return [each for each in found if each.get("customerFacing", True)]


def _allotment(found: Object) -> Object:
    return {
        "name": found["name"],
        "unit": found.get("usageClass", ""),
        "used": found.get("unitsUsed"),
        "limit": found.get("units"),
        "overage": found.get("overage"),
    }


def _consumption(found: Object) -> Object:
    """Return what the tenant has used of a capacity, and what all tenants of the entitlement have."""
    return {
        "name": found.get("taskName") or found.get("resourceType", ""),
        "unit": found.get("unit", ""),
        "used": found.get("localUsage"),
        "used_by_all": found.get("globalUsage"),
        "limit": found.get("capacityLimit"),
        "overage": bool(found.get("overage")),
        "begins": found.get("periodStart", ""),
        "ends": found.get("periodEnd", ""),
    }


def _quota(found: Object) -> Object:
    about = found["attributes"]
    limit = about.get("quota")
    return {
        "name": found["id"],
        "unit": about.get("unit", ""),
        "used": about.get("usage"),
        # Qlik answers -1 if there is no limit.
        "limit": None if limit == -1 else limit,
    }


def _run_usage_report(context: Context) -> Object:
    usages = plain(context.params["usages"])
    told = {tenant: _told(result) for tenant, result in sorted(usages.items())}
    writers = {
        ".csv": lambda: as_csv(COLUMNS, _rows(told)),
        ".json": lambda: as_json({"tenants": told, "licences": _licences(told)}),
    }
    return write_files(context, context.params["dest"], writers) | {"licences": _licences(told)}


def _told(result: Object) -> Object | None:
    """Return the usage of a tenant, or null if it could not be read."""
    names = ("licence", "allotments", "assignments", "consumption", "quotas", "not_read")
    return {name: result[name] for name in names} if "licence" in result else None


def _licences(told: t.Mapping[str, Object | None]) -> Object:
    """Return the tenants of each licence number, which share its entitlement."""
    found: dict[str, list[str]] = {}
    for tenant, usage in told.items():
        found.setdefault(usage["licence"]["number"] if usage else "", []).append(tenant)
    return found


def _rows(told: t.Mapping[str, Object | None]) -> t.Iterator[Object]:
    for tenant, usage in told.items():
        if usage is None:
            yield {"tenant": tenant, "measure": "not read"}
            continue
        common = {"tenant": tenant, "licence": usage["licence"]["number"]}
        for name, number in usage["assignments"].items():
            yield {**common, "measure": "assigned", "name": name, "used": number}
        for measure, parts in (("licence", "allotments"), ("capacity", "consumption"), ("quota", "quotas")):
            for each in usage[parts]:
                yield {**common, "measure": measure, **each}
        for each in usage["consumption"]:
            if each["used_by_all"] is not None:
                yield {**common, "measure": "capacity of all", **each, "used": each["used_by_all"]}
        for path, reason in usage["not_read"].items():
            yield {**common, "measure": "not read", "name": path, "unit": reason}


USAGE_INFO = Command("usage_info", {}, _run_usage_info)
USAGE_REPORT = Command(
    "usage_report",
    {
        "usages": {"type": "dict", "required": True},
        "dest": {"type": "list", "elements": "path", "required": True},
    },
    _run_usage_report,
    controller_only=True,
)
