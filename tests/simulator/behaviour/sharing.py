# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subscriptions and report tasks, after the published specification "sharing-tasks" of 2026-07-24."""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from ownership import narrowed, require_user
from patching import patched
from world import Object, now

_PATH, _ITEM = "/api/v1/sharing-tasks", "/api/v1/sharing-tasks/{taskId}"
_LONGEST = {"description": 255, "message": 280}


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    found = narrowed("sharing-tasks", list(call.tenant.objects("sharing-tasks").values()), call.request.query)
    types = set(call.request.query.get("type", "").split(",")) - {""}
    page, links = call.page([each for each in found if not types or each["type"] in types])
    shown = [_shown(each) for each in page]
    return call.shown({"sharingTasks": shown, "links": links, "totalCount": len(found), "currentPageCount": len(page)})


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    _require_good(call, call.body)
    facts = {"id": call.world.hexadecimal(24), "owner": call.caller, "createdBy": call.caller, "dateCreated": now()}
    task = {"enabled": True, **call.body, **facts, "tenant": call.tenant.id, "lastUpdated": now()}
    call.tenant.objects("sharing-tasks")[facts["id"]] = task
    return call.shown(_shown(task))


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    return call.shown(_shown(call.existing("sharing-tasks", "taskId")))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    task = call.existing("sharing-tasks", "taskId")
    changed = patched(task, call.body)
    owner = require_user(call.tenant, changed.pop("ownerId", task["owner"]))
    _require_good(call, changed)
    call.tenant.objects("sharing-tasks")[task["id"]] = {**changed, "owner": owner, "lastUpdated": now()}
    return 204, {}, None


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    del call.tenant.objects("sharing-tasks")[call.existing("sharing-tasks", "taskId")["id"]]
    return 204, {}, None


def _require_good(call: Call, task: Object) -> None:
    if any(len(task.get(name) or "") > most for name, most in _LONGEST.items()):
        raise Refused(400, "HTTP-400", "a text is too long")
    for each in (task.get("recipients") or {}).get("userIds") or ():
        require_user(call.tenant, each["value"])


def _shown(task: Object) -> Object:
    """Addresses are written as texts and told with their state."""
    recipients = task.get("recipients") or {}
    addresses = [{"value": each, "enabled": True} for each in recipients.get("emailAddresses") or ()]
    return {**task, "recipients": {**recipients, "emailAddresses": addresses}}
