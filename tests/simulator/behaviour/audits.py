# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit events: each write that a tenant has accepted."""

from __future__ import annotations

import re
import typing as t
import uuid

from answers import Answer, Refused
from operations import Call, behaves
from paging import ordered, page_of
from world import Object, Tenant, World, moment

_ACTIONS = {"POST": "created", "PUT": "updated", "PATCH": "updated", "DELETE": "deleted"}
# Operations that write nothing although they are not a GET.
_READS = re.compile(r"/actions/(count|filter|has|list|validate|parse)$|/temp-contents|/login/|/oauth/")
_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)")


def record(world: World, tenant: Tenant, request: t.Any, caller: str, answer: Answer) -> None:
    """Remember a request, if it has changed something."""
    path = request.path.removeprefix("/api/v1/").split("/")
    if request.method not in _ACTIONS or answer[0] >= 300 or _READS.search(request.path):
        return
    made = answer[2] if isinstance(answer[2], dict) else {}
    action = _ACTIONS[request.method] if len(path) < 3 else "updated"
    resource = path[1] if len(path) > 1 and path[1] != "actions" else str(made.get("id", ""))
    events = world.audits.setdefault(tenant.id, [])
    events.append({
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{tenant.id}/{len(events)}")),
        "tenantId": tenant.id,
        "userId": caller,
        "eventId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"event/{tenant.id}/{len(events)}")),
        "eventTime": moment(),
        "eventType": f"com.qlik.v1.{path[0].removesuffix('s')}.{action}",
        "eventTypeVersion": "1.0.0",
        "source": f"com.qlik/{path[0]}",
        "contentType": "application/json",
        "data": {key: value for key, value in made.items() if key in ("id", "name")},
        "extensions": {"actor": {"sub": caller, "subType": "user"}, "topLevelResourceId": resource},
    })  # fmt: skip


@behaves("GET", "/api/v1/audits")
def _list(call: Call) -> Answer:
    query = call.request.query
    wanted = {name: query[name] for name in ("eventType", "source", "userId") if name in query}
    found = [each for each in _of(call) if all(each[name] == value for name, value in wanted.items())]
    if "id" in query:
        found = [each for each in found if each["id"] in query["id"].split(",")]
    if "eventTime" in query:
        interval = _INTERVAL.fullmatch(query["eventTime"])
        if not interval:
            raise Refused(400, "HTTP-400", "eventTime is not an interval of ISO 8601")
        found = [each for each in found if interval[1] <= each["eventTime"] <= interval[2]]
    things = ordered(found, query.get("sort", "-eventTime"))
    data, links = page_of(things, call.request, "next", page=10, largest=100)
    return 200, {}, {"data": data, "links": links}


@behaves("GET", "/api/v1/audits/{id}")
def _read(call: Call) -> Answer:
    found = [each for each in _of(call) if each["id"] == call.variables["id"]]
    if not found:
        raise Refused(404, "HTTP-404", "there is no such event")
    return 200, {}, found[0]


def _of(call: Call) -> list[Object]:
    return call.world.audits.get(call.tenant.id, [])
