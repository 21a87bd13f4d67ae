# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automations and their connections, after the published specifications "workflows-automations" and
"workflows-automation-connections" of 2026-07-24, changelog 241 and the page "Deploy an automation to a tenant".

How Qlik spells a workspace that it stores is not published; here objects without members become empty lists, and
members without a value go. Runs end on the third look.
"""

from __future__ import annotations

import typing as t

from answers import Answer, Refused
from operations import Call, behaves
from ownership import narrowed
from scim import parse
from world import Object, now

_SPACES = ("/api/workflows", "/api/v1")
_PATH, _CONNECTIONS, _CONNECTORS = (
    tuple(f"{space}/{name}" for space in _SPACES)
    for name in ("automations", "automation-connections", "automation-connectors")
)
_ITEM, _CONNECTION = (tuple(f"{path}/{{id}}" for path in paths) for paths in (_PATH, _CONNECTIONS))
_RUNS = tuple(f"{path}/runs" for path in _ITEM)
_RUN = tuple(f"{path}/{{runId}}" for path in _RUNS)
# Some of them, with their parameters.
_KNOWN = {"Airtable": ("API Key",), "Amazon S3": ("Access Key", "Secret Key", "Region"), "Microsoft Teams": ()}
CONNECTORS: dict[str, Object] = {
    f"{number:08d}-27c0-11ea-921c-022e6b5ea1e2": {"name": name, "params": params}
    for number, (name, params) in enumerate(_KNOWN.items(), 1)
}
_STATES = ("not started", "running", "finished")


def _below(paths: tuple[str, ...], tail: str) -> tuple[str, ...]:
    return tuple(f"{path}/{tail}" for path in paths)


@behaves("GET", *_PATH)
def _list(call: Call) -> Answer:
    return call.listed(_visible(call, "automations", "true"), "cursor")


@behaves("POST", *_PATH)
def _create(call: Call) -> Answer:
    _require_space(call, call.body.get("spaceId"))
    token = call.world.hexadecimal(64)
    facts = {"id": _uuid(call), "ownerId": call.caller, "createdAt": now(), "executionToken": token}
    thing = {"description": "", "maxConcurrentRuns": 1, "state": "available", "runMode": "manual", **call.body, **facts}
    call.tenant.objects("automations")[facts["id"]] = thing
    return call.shown(_settled(call, thing))


@behaves("GET", *_ITEM)
def _read(call: Call) -> Answer:
    return call.shown(_changeable(call))


@behaves("PUT", *_ITEM)
def _replace(call: Call) -> Answer:
    """The full definition: what is left out is as in a new one."""
    thing = _changeable(call)
    thing |= {"description": "", "maxConcurrentRuns": 1, "schedules": [], "workspace": {}, **call.body}
    return call.shown(_settled(call, thing))


@behaves("DELETE", *_ITEM)
def _delete(call: Call) -> Answer:
    identifier = call.existing("automations")["id"]
    del call.tenant.objects("automations")[identifier]
    call.tenant.collections.pop(f"automations/{identifier}/runs", None)
    return 204, {}, None


@behaves("POST", *_below(_ITEM, "actions/enable"))
def _enable(call: Call) -> Answer:
    call.existing("automations")["state"] = "available"
    return 204, {}, None


@behaves("POST", *_below(_ITEM, "actions/disable"))
def _disable(call: Call) -> Answer:
    call.existing("automations")["state"] = "disabled"
    return 204, {}, None


@behaves("POST", *_below(_ITEM, "actions/change-space"))
def _change_space(call: Call) -> Answer:
    _require_space(call, call.body["spaceId"])
    _changeable(call)["spaceId"] = call.body["spaceId"]
    return 204, {}, None


@behaves("POST", *_below(_ITEM, "actions/copy"))
def _copy(call: Call) -> Answer:
    copy = {**call.existing("automations"), "id": _uuid(call), "name": call.body["name"], "ownerId": call.caller}
    call.tenant.objects("automations")[copy["id"]] = copy
    return 201, {}, {"id": copy["id"]}


def _changeable(call: Call) -> Object:
    """One's own, or with the scope for those of others."""
    thing = call.existing("automations")
    if thing["ownerId"] != call.caller and "admin.automations" not in call.scopes.split():
        raise Refused(403, "HTTP-403", "the automation is somebody else's")
    return thing


def _settled(call: Call, thing: Object) -> Object:
    """An automation after a creation or a change, its workspace as it is stored."""
    blocks = (thing.get("workspace") or {}).get("blocks") or []
    thing["workspace"] = _spelt(thing.get("workspace") or {})
    thing["connectorIds"] = [each["connectorId"] for each in blocks if each.get("connectorId")]
    schedules = thing.get("schedules") or []
    if any(int(each.get("interval") or 60) % 60 for each in schedules):
        raise Refused(400, "HTTP-400", "an interval is a multiple of 60 seconds")
    thing["schedules"] = [{**each, "id": _uuid(call)} for each in schedules]
    thing["runMode"] = "scheduled" if schedules else "manual"
    thing["updatedAt"] = now()
    return thing


def _spelt(value: t.Any) -> t.Any:
    if isinstance(value, dict):
        return {name: _spelt(each) for name, each in value.items() if each is not None} or []
    return [_spelt(each) for each in value] if isinstance(value, list) else value


# Runs.


@behaves("GET", *_RUNS)
def _list_runs(call: Call) -> Answer:
    return call.listed(list(call.tenant.objects(_runs(call)).values()), "cursor")


@behaves("POST", *_RUNS)
def _start(call: Call) -> Answer:
    automation = call.existing("automations")
    if automation["state"] == "disabled":
        raise Refused(409, "HTTP-409", "the automation is disabled")
    facts = {"id": _uuid(call), "ownerId": automation["ownerId"], "executedById": call.caller, "createdAt": now()}
    run = {**facts, "context": "api_sync", "status": _STATES[0], "startTime": now(), "error": None, "_looks": 0}
    call.tenant.objects(_runs(call))[facts["id"]] = run
    return call.shown(run)


@behaves("GET", *_RUN)
def _read_run(call: Call) -> Answer:
    """A workspace with a block named Fail fails."""
    run = call.existing(_runs(call), "runId")
    automation = call.existing("automations")
    if run["status"] in _STATES[:2]:
        run["_looks"] += 1
        run["status"] = _STATES[min(run["_looks"], 2)]
        names = {each.get("name") for each in (automation["workspace"] or {}).get("blocks", ())}
        if run["status"] == "finished" and "Fail" in names:
            run |= {"status": "failed", "error": [{"type": "error", "line": "the block Fail failed"}]}
        if run["status"] in ("finished", "failed"):
            run["stopTime"] = now()
            automation |= {"lastRunStatus": run["status"], "lastRunAt": now()}
    return call.shown(run)


@behaves("POST", *_below(_RUN, "actions/stop"))
def _stop(call: Call) -> Answer:
    call.existing(_runs(call), "runId")["status"] = "stopped"
    return 204, {}, None


def _runs(call: Call) -> str:
    return f"automations/{call.existing('automations')['id']}/runs"


@behaves("GET", "/api/workflows/automations/settings")
def _settings(call: Call) -> Answer:
    return call.shown({"maxConcurrentRunsPerAutomation": 5, **call.tenant.options.get("_automations", {})})


@behaves("PUT", "/api/workflows/automations/settings")
def _change_settings(call: Call) -> Answer:
    call.tenant.options["_automations"] = call.body
    return _settings(call)


# Connections.


@behaves("GET", *_CONNECTORS)
def _connectors(call: Call) -> Answer:
    found: list[Object] = [
        {"id": identifier, "name": each["name"], "description": f"{each['name']} is a service.", "billable": False}
        for identifier, each in CONNECTORS.items()
    ]
    if "filter" in call.request.query:
        found = list(filter(parse(call.request.query["filter"], {"name": ("eq", "ne", "co")}), found))
    return call.listed(found, "cursor")


@behaves("GET", *_CONNECTIONS)
def _list_connections(call: Call) -> Answer:
    return call.listed(_visible(call, "automation-connections", "false"), "cursor")


@behaves("POST", *_CONNECTIONS)
def _create_connection(call: Call) -> Answer:
    _require_space(call, call.body.get("spaceId"))
    connector = CONNECTORS.get(call.body["connectorId"])
    if connector is None:
        raise Refused(400, "HTTP-400", "there is no such connector")
    values = {each["name"]: each["value"] for each in call.body.get("params") or ()}
    params = [{"id": _uuid(call), "name": name, "_value": values.get(name, "")} for name in connector["params"]]
    facts: Object = {
        "id": _uuid(call),
        "ownerId": call.caller,
        "createdAt": now(),
        "updatedAt": now(),
        "params": params,
    }
    thing = {"name": connector["name"], **call.body, **facts, "isConnected": all(each["_value"] for each in params)}
    call.world.secrets |= {value for value in values.values() if value}
    call.tenant.objects("automation-connections")[facts["id"]] = thing
    return call.shown(thing)


@behaves("GET", *_CONNECTION)
def _read_connection(call: Call) -> Answer:
    return call.shown(call.existing("automation-connections"))


@behaves("PUT", *_CONNECTION)
def _change_connection(call: Call) -> Answer:
    thing = call.existing("automation-connections")
    _require_own(call, thing)
    for given in call.body.get("params") or ():
        param = next((each for each in thing["params"] if each["id"] == given["id"]), None)
        if param is None:
            raise Refused(400, "HTTP-400", "there is no such parameter")
        param["_value"] = given["value"]
        call.world.secrets.add(given["value"])
    thing |= {"name": call.body.get("name", thing["name"]), "updatedAt": now()}
    thing["isConnected"] = all(each["_value"] for each in thing["params"])
    return call.shown(thing)


@behaves("DELETE", *_CONNECTION)
def _delete_connection(call: Call) -> Answer:
    """Not while an automation uses it, unless that is forced."""
    thing = call.existing("automation-connections")
    used = any(thing["id"] in str(each.get("workspace")) for each in call.tenant.objects("automations").values())
    if used and call.request.query.get("forced", "").lower() != "true":
        raise Refused(409, "HTTP-409", "automations use the connection")
    del call.tenant.objects("automation-connections")[thing["id"]]
    return 204, {}, None


@behaves("POST", *_below(_CONNECTION, "actions/change-space"))
def _change_space_of_connection(call: Call) -> Answer:
    _require_space(call, call.body.get("spaceId"))
    call.existing("automation-connections")["spaceId"] = call.body.get("spaceId") or ""
    return 204, {}, None


@behaves("POST", *_below(_CONNECTION, "actions/check"))
def _check(call: Call) -> Answer:
    connected = call.existing("automation-connections")["isConnected"]
    return call.shown({"connected": connected, "is_connected": connected})


def _require_own(call: Call, thing: Object) -> None:
    if thing["ownerId"] != call.caller:
        raise Refused(403, "HTTP-403", "only its owner changes a connection")


def _require_space(call: Call, space: str | None) -> None:
    if space and space not in call.tenant.objects("spaces"):
        raise Refused(404, "HTTP-404", "the space does not exist")
    if space and call.tenant.objects("spaces")[space]["type"] != "shared":
        raise Refused(400, "HTTP-400", "automations are in shared and personal spaces only")


def _visible(call: Call, collection: str, everything: str) -> list[Object]:
    """All for an administrator, unless the query says otherwise; callers here are administrators."""
    found = narrowed(collection, list(call.tenant.objects(collection).values()), call.request.query)
    if call.request.query.get("listAll", everything).lower() == "true":
        return found
    return [each for each in found if each["ownerId"] == call.caller]


def _uuid(call: Call) -> str:
    made = call.world.hexadecimal(32)
    return "-".join((made[:8], made[8:12], made[12:16], made[16:20], made[20:]))
