# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of sharing, of data alerts and of items, after their published specifications of 2026-07-24.

They are always there. What a new tenant has is not published: all is on here.
"""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from patching import patched
from world import Object, now

_SHARING: Object = {
    "maxRecipients": 200,
    "maxSubscriptionRecipients": 200,
    "enable-sharing": True,
    "enable-report-subscription": True,
    "reportSubscriptionStatus": "none",
    "reporting-service-license-status": "enabled",
}
_ALERTS: Object = {
    "dataAlertsLimits": 50,
    "dataAlertsConsumed": 0,
    "enable-data-alerting": True,
    "data-alerting-license-status": "enabled",
    "max-recipients-in-target-access": 100,
    "data-alerting-feature-operation-status": "none",
}


def _stored(call: Call, name: str, defaults: Object) -> Object:
    stored: Object = call.tenant.options.setdefault(name, {**defaults, "tenantId": call.tenant.id})
    return stored


def _seen(settings: Object, status: str) -> Answer:
    """What is going on takes time: here until somebody has seen it."""
    answer = dict(settings)
    settings[status] = "none"
    return 200, {}, answer


def _switched(settings: Object, switch: str, value: object, status: str, changed_at: str) -> None:
    """To turn it on or off begins an operation; to set it to what it is does nothing."""
    if not isinstance(value, bool):
        raise Refused(400, "HTTP-400", f"{switch} is not a boolean")
    if settings[switch] is not value:
        settings |= {switch: value, status: "enabling" if value else "disabling", changed_at: now()}


@behaves("GET", "/api/v1/sharing-tasks/settings")
def _read_sharing(call: Call) -> Answer:
    return _seen(_stored(call, "_sharing", _SHARING), "reportSubscriptionStatus")


@behaves("PUT", "/api/v1/sharing-tasks/settings")
def _write_sharing(call: Call) -> Answer:
    _stored(call, "_sharing", _SHARING)["enable-sharing"] = call.body["enable-sharing"]
    return 204, {}, None


@behaves("PATCH", "/api/v1/sharing-tasks/settings")
def _change_sharing(call: Call) -> Answer:
    settings = _stored(call, "_sharing", _SHARING)
    wanted = patched(settings, call.body)
    status = ("reportSubscriptionStatus", "reportSubscriptionStatusChangeTime")
    _switched(settings, "enable-report-subscription", wanted["enable-report-subscription"], *status)
    if not isinstance(wanted["enable-sharing"], bool):
        raise Refused(400, "HTTP-400", "enable-sharing is not a boolean")
    settings["enable-sharing"] = wanted["enable-sharing"]
    return 204, {}, None


@behaves("GET", "/api/v1/data-alerts/settings")
def _read_alerts(call: Call) -> Answer:
    return _seen(_stored(call, "_alerts", _ALERTS), "data-alerting-feature-operation-status")


@behaves("PUT", "/api/v1/data-alerts/settings")
def _write_alerts(call: Call) -> Answer:
    settings, status = _stored(call, "_alerts", _ALERTS), "data-alerting-feature-operation-status"
    if settings[status] != "none":
        raise Refused(409, "HTTP-409", f"data alerting is {settings[status]}")
    _switched(settings, "enable-data-alerting", call.body["enable-data-alerting"], status, f"{status}-change")
    return 204, {}, None


@behaves("GET", "/api/v1/items/settings")
def _read_items(call: Call) -> Answer:
    return 200, {}, _items(call)


@behaves("PATCH", "/api/v1/items/settings")
def _change_items(call: Call) -> Answer:
    _items(call).update(patched(_items(call), call.body))
    return 200, {}, _items(call)


def _items(call: Call) -> Object:
    stored: Object = call.tenant.options.setdefault("_items", {"usageMetricsEnabled": True})
    return stored
