# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report on tenants: what differs in each of them.

A finding is a dict: kind and title of the object, action (create, update, replace, delete), severity (high or medium),
fields ([{name, before, after}]), since (ISO, UTC: the first report that has it).
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import MASK, Object

SCHEMA = "qlikfleet.cloud/report"
VERSION = 1
# From best to worst: a report is as bad as its worst tenant.
STATUSES = ("clean", "drift", "incomplete", "error")
_DESTROYS = ("replace", "delete")


@dataclass(frozen=True, kw_only=True)
class TenantReport:
    """One tenant.

    status: clean, drift, incomplete (some objects could not be read or planned) or error (the tenant could not).
    groups: those of the inventory, such as its ring. message: why it is incomplete or an error.
    """

    name: str
    status: str
    hostname: str = ""
    region: str = ""
    groups: t.Sequence[str] = ()
    message: str = ""
    findings: list[Object] = field(default_factory=list)


def of_plan(
    name: str, result: Object | None, region: str | None = None, groups: t.Sequence[str] | None = None
) -> TenantReport:
    """Return the report on one tenant from the result of `blueprint` in check mode with a full plan.

    A missing or skipped result is an error: what was not looked at is not clean.
    """
    result = result or {}
    findings = [_finding(change) for change in result.get("plan") or ()]
    failures = result.get("failures") or ()
    messages = [": ".join(filter(None, (each.get("object"), each["message"]))) for each in failures]
    if result.get("failure") or "plan" not in result:
        status, messages = "error", [str(result.get("msg") or "It was not compared.")]
    else:
        status = "incomplete" if failures else "drift" if findings else "clean"
    return TenantReport(
        name=name,
        status=status,
        hostname=str(result.get("tenant") or ""),
        region=region or "",
        groups=sorted(groups or ()),
        message=" ".join(messages),
        findings=findings,
    )


def report(kind: str, made: str, tenants: t.Sequence[TenantReport]) -> Object:
    """Return the report as JSON values. `made` is its time (ISO, UTC)."""
    for tenant in tenants:
        for finding in tenant.findings:
            finding["since"] = made
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "kind": kind,
        "made": made,
        "status": worst(tenant.status for tenant in tenants),
        "tenants": [dict(vars(tenant)) for tenant in sorted(tenants, key=lambda tenant: tenant.name)],
    }


def worst(statuses: t.Iterable[str]) -> str:
    """Return the worst status. Of no tenants, nothing was read: incomplete."""
    return max(statuses, key=STATUSES.index, default="incomplete")


def add_trend(new: Object, old: Object) -> None:
    """Say since when each finding is there, and how many findings are new, gone or still there.

    Findings of tenants that were not read this time are neither gone nor there. The next report remembers them.
    """
    remembered = {(each["tenant"], each["title"]): each for each in old.get("remembered", ())}
    read = {tenant["name"] for tenant in new["tenants"] if tenant["status"] in ("clean", "drift")}
    before, now = {**remembered, **_by_object(old)}, _by_object(new)
    for key, finding in now.items():
        if key in before:
            finding["since"] = before[key]["since"]
    new["remembered"] = [
        {"tenant": tenant, "title": title, "since": finding["since"]}
        for (tenant, title), finding in sorted(before.items(), key=lambda item: item[0])
        if tenant not in read and (tenant, title) not in now
    ]
    new["trend"] = {
        "since": old["made"],
        "new": len(now.keys() - before.keys()),
        "still": len(now.keys() & before.keys()),
        "gone": sum(tenant in read for tenant, _title in before.keys() - now.keys()),
    }


def _by_object(found: Object) -> dict[tuple[str, str], Object]:
    return {(tenant["name"], each["title"]): each for tenant in found["tenants"] for each in tenant["findings"]}


def _finding(change: Object) -> Object:
    before, after = change["before"] or {}, change["after"] or {}
    # An update has only the options that change, and a deletion has no state afterwards.
    names = after if change["action"] == "update" else {**before, **after}
    fields = [{"name": name, "before": before.get(name), "after": after.get(name)} for name in sorted(names)]
    return {
        "kind": change["title"].partition(" ")[0],
        "title": change["title"],
        "action": change["action"],
        "severity": "high" if change["action"] in _DESTROYS else "medium",
        # A hidden value that changes is hidden on both sides.
        "fields": [each for each in fields if each["before"] != each["after"] or each["after"] == MASK],
    }
