# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data alerts and their conditions, after the published specifications "data-alerts" and "conditions" of 2026-07-24. An
alert is ready on the second look."""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from ownership import narrowed, require_user
from patching import patched
from world import Object, now

_PATH, _ITEM = "/api/v1/data-alerts", "/api/v1/data-alerts/{alertId}"
_CONDITIONS, _CONDITION = "/api/v1/conditions", "/api/v1/conditions/{id}"
_LONGEST = {"name": 78, "description": 255}


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    query = call.request.query
    found = narrowed("data-alerts", list(call.tenant.objects("data-alerts").values()), query)
    found = [each for each in found if query.get("appID", each["appId"]) == each["appId"]]
    page, links = call.page(found)
    shown = [_shown(each) for each in page]
    return call.shown({"tasks": shown, "links": links, "totalCount": len(found), "currentPageCount": len(page)})


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    """Accepted first, and ready some time after."""
    body = call.body
    _require_good(call, body)
    if body["appId"] not in call.tenant.objects("apps"):
        raise Refused(404, "HTTP-404", "the app does not exist")
    for each in body["recipients"]["userIds"]:
        require_user(call.tenant, each["value"])
    facts = {"id": call.world.hexadecimal(24), "ownerId": call.caller, "tenantId": call.tenant.id, "dateCreated": now()}
    alert = {"enabled": True, "description": "", **body, **facts, "lastUpdated": now(), "_looks": 0}
    alert["triggerStats"] = {"totalScans": 0, "last10Scans": 0, "last100Scans": 0}
    call.tenant.objects("data-alerts")[facts["id"]] = alert
    return call.shown(_shown(alert))


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    alert = call.existing("data-alerts", "alertId")
    alert["_looks"] = alert.get("_looks", 2) + 1
    return call.shown(_shown(alert))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    alert = call.existing("data-alerts", "alertId")
    changed = patched(alert, call.body)
    _require_good(call, changed)
    require_user(call.tenant, changed["ownerId"])
    alert |= {**changed, "lastUpdated": now()}
    return 204, {}, None


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    del call.tenant.objects("data-alerts")[call.existing("data-alerts", "alertId")["id"]]
    return 204, {}, None


@behaves("GET", f"{_ITEM}/condition")
def _condition_of(call: Call) -> Answer:
    alert = call.existing("data-alerts", "alertId")
    condition = call.tenant.objects("conditions").get(alert["conditionId"])
    return 200, {}, {"hideSelections": False, "conditionResponse": {"condition": condition} if condition else {}}


def _require_good(call: Call, alert: Object) -> None:
    if any(len(alert.get(name) or "") > most for name, most in _LONGEST.items()):
        raise Refused(400, "HTTP-400", "a text is too long")
    if alert["triggerType"] == "SCHEDULED" and not (alert.get("scheduleOptions") or {}).get("recurrence"):
        raise Refused(400, "HTTP-400", "a scheduled alert needs times")
    if alert["conditionId"] not in call.tenant.objects("conditions"):
        raise Refused(400, "HTTP-400", "the condition does not exist")


def _shown(alert: Object) -> Object:
    """Its status is told while it is made."""
    return {**alert, **({"status": "creating"} if alert.get("_looks", 2) < 1 else {})}


# Conditions.


@behaves("POST", _CONDITIONS)
def _create_condition(call: Call) -> Answer:
    data = call.body.get("dataCondition")
    if call.body["type"] != "data" or not data:
        raise Refused(400, "HTTP-400", "only conditions on data are simulated")
    app = (data.get("conditionBase") or {}).get("appId")
    if app not in call.tenant.objects("apps"):
        raise Refused(404, "HTTP-404", "the app does not exist")
    identifier = call.world.hexadecimal(24)
    base = {**data["conditionBase"], "id": identifier, "ownerId": call.caller, "created": now(), "updated": now()}
    condition = {"type": "data", "ownerId": call.caller, "tenantId": call.tenant.id}
    call.tenant.objects("conditions")[identifier] = {**condition, "dataCondition": {**data, "conditionBase": base}}
    return 201, {}, {"condition": call.tenant.objects("conditions")[identifier]}


@behaves("GET", _CONDITION)
def _read_condition(call: Call) -> Answer:
    return 200, {}, call.existing("conditions")


@behaves("DELETE", _CONDITION)
def _delete_condition(call: Call) -> Answer:
    """Not while an alert has it."""
    identifier = call.variables["id"]
    call.existing("conditions")
    if any(each["conditionId"] == identifier for each in call.tenant.objects("data-alerts").values()):
        raise Refused(409, "HTTP-409", "an alert has the condition")
    del call.tenant.objects("conditions")[identifier]
    return 204, {}, None
