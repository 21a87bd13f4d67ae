# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reloads of apps, after the published specification "reloads" of 2026-07-24. One ends on the second look.

An app whose name has the word broken cannot be reloaded.
"""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from ownership import may_use_app
from world import Object, now

_PATH = "/api/v1/reloads"
_GOING = ("QUEUED", "RELOADING")


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    """The newest first."""
    found = [each for each in _reloads(call).values() if each["appId"] == call.request.query["appId"]]
    with_log = call.request.query.get("log", "").lower() == "true"
    shown = [each if with_log else {name: each[name] for name in each if name != "log"} for each in reversed(found)]
    return call.listed(shown)


@behaves("POST", _PATH)
def _start(call: Call) -> Answer:
    app = call.body["appId"]
    if not may_use_app(call.tenant, app, call.caller):
        raise Refused(403, "RELOADS-003", "the app does not exist, or may not be reloaded")
    if any(each["appId"] == app and each["status"] in _GOING for each in _reloads(call).values()):
        raise Refused(429, "RELOADS-013", "a pending reload request already exists for this app")
    identifier = call.world.hexadecimal(24)
    facts = {"id": identifier, "status": "QUEUED", "type": "external", "userId": call.caller, "creationTime": now()}
    _reloads(call)[identifier] = {**call.body, **facts, "tenantId": call.tenant.id, "log": ""}
    return call.shown(_reloads(call)[identifier])


@behaves("GET", f"{_PATH}/{{reloadId}}")
def _read(call: Call) -> Answer:
    reload = call.existing("reloads", "reloadId")
    if reload["status"] == "QUEUED":
        reload |= {"status": "RELOADING", "startTime": now(), "log": f"ReloadID: {reload['id']}\nStarted loading\n"}
    elif reload["status"] == "RELOADING":
        _end(call, reload)
    return call.shown(reload)


def _end(call: Call, reload: Object) -> None:
    app = call.tenant.objects("apps").get(reload["appId"], {}).get("attributes", {})
    reload |= {"status": "SUCCEEDED", "endTime": now(), "engineTime": now()}
    if "broken" in app.get("name", "").lower():
        reload |= {"status": "FAILED", "errorCode": "EngineReloadError", "errorMessage": "the script has an error"}
        reload["log"] += "Error: Table 'Sales' not found\n"
    app["lastReloadTime"] = now()


@behaves("POST", f"{_PATH}/{{reloadId}}/actions/cancel")
def _cancel(call: Call) -> Answer:
    reload = call.existing("reloads", "reloadId")
    if reload["status"] not in _GOING:
        raise Refused(409, "RELOADS-009", "the reload has ended")
    reload |= {"status": "CANCELED", "endTime": now()}
    return 204, {}, None


def _reloads(call: Call) -> dict[str, Object]:
    return call.tenant.objects("reloads")
