# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Knowledge bases with their data sources, and assistants, after the published specifications "knowledgebases" and
"assistants" of 2026-07-24. An index of a data source is complete at the second look.

A source whose folder has the word broken is indexed with errors. It is not published what a start does while another
index is being made; here it starts another one.
"""

from __future__ import annotations

import copy

from answers import Answer, Refused
from operations import Call, behaves
from ownership import require_user
from patching import patched
from world import Object, now

_BASES, _BASE = "/api/v1/knowledgebases", "/api/v1/knowledgebases/{id}"
_SOURCES, _SOURCE = f"{_BASE}/datasources", f"{_BASE}/datasources/{{datasourceId}}"
_DOCUMENTS = (
    *("added", "deleted", "deltaBytes", "deltaEffectivePages", "deltaTextSize", "errors", "largestFileSize"),
    *("totalBytesProcessed", "updated"),
)
_ASSISTANTS, _ASSISTANT = "/api/v1/assistants", "/api/v1/assistants/{id}"


@behaves("POST", _BASES)
def _create(call: Call) -> Answer:
    return call.shown(_stored(call, "knowledgebases", {"tags": [], "description": "", **call.body}))


@behaves("GET", _BASE)
def _read(call: Call) -> Answer:
    base = call.existing("knowledgebases")
    return call.shown({**base, "datasources": list(_sources(call).values())})


@behaves("PATCH", _BASE)
def _change(call: Call) -> Answer:
    return _patched(call, "knowledgebases")


@behaves("DELETE", _BASE)
def _delete(call: Call) -> Answer:
    identifier = call.existing("knowledgebases")["id"]
    del call.tenant.objects("knowledgebases")[identifier]
    call.tenant.collections.pop(f"knowledgebases/{identifier}/datasources", None)
    return 204, {}, None


@behaves("POST", _SOURCES)
def _add_source(call: Call) -> Answer:
    _require_good_source(call)
    status = {"status": "neverIndexed", "startedAt": now(), "completedAt": now()}
    source = {**call.body, "id": call.world.hexadecimal(24), "contentSummary": _summary(), "syncInfo": status}
    _sources(call)[source["id"]] = source
    return call.shown(source)


@behaves("PUT", _SOURCE)
def _replace_source(call: Call) -> Answer:
    source = _source(call)
    _require_good_source(call)
    _sources(call)[source["id"]] = {**call.body, "id": source["id"], "syncInfo": source["syncInfo"]}
    return call.shown(_sources(call)[source["id"]])


@behaves("DELETE", _SOURCE)
def _delete_source(call: Call) -> Answer:
    del _sources(call)[_source(call)["id"]]
    return 204, {}, None


@behaves("POST", f"{_SOURCE}/actions/sync")
def _sync(call: Call) -> Answer:
    source, identifier = _source(call), call.world.hexadecimal(24)
    source["syncInfo"] = {"status": "progress", "startedAt": now(), "completedAt": now(), "lastSyncId": identifier}
    _histories(call)[identifier] = {
        "id": identifier,
        "connectionId": source["fileConfig"]["connectionId"],
        "datasourceId": source["id"],
        "docStats": {**dict.fromkeys(_DOCUMENTS, 0), "added": 1},
        "startedAt": now(),
        "status": "progress",
        "triggerType": "manual",
    }
    return 202, {}, {"id": identifier}


@behaves("GET", f"{_SOURCE}/histories")
def _syncs(call: Call) -> Answer:
    source, answer = _source(call), call.listed(list(copy.deepcopy(_histories(call)).values()))
    errors = {"code": "file_not_found", "count": 1, "sample": "prices.pdf"}
    for each in _histories(call).values():
        if each["status"] == "progress":
            broken = "broken" in (source["fileConfig"].get("folder") or "").lower()
            each.update(
                {"status": "completedWithError", "errorSummary": [errors]} if broken else {"status": "completed"}
            )
            each["completedAt"] = source["syncInfo"]["completedAt"] = now()
            source["syncInfo"]["status"] = each["status"]
    return answer


@behaves("POST", _ASSISTANTS)
def _create_assistant(call: Call) -> Answer:
    if not all(each in call.tenant.objects("knowledgebases") for each in call.body["knowledgeBases"]):
        raise Refused(400, "HTTP-400", "a knowledge base does not exist")
    return call.shown(_stored(call, "assistants", call.body))


@behaves("PATCH", _ASSISTANT)
def _change_assistant(call: Call) -> Answer:
    """RFC 6902 of texts: to a list, a text is added."""
    return _patched(call, "assistants")


def _stored(call: Call, collection: str, body: Object) -> Object:
    if body["spaceId"] not in call.tenant.objects("spaces"):
        raise Refused(404, "HTTP-404", "the space does not exist")
    facts = {"id": call.world.hexadecimal(24), "ownerId": call.caller, "createdBy": call.caller, "createdAt": now()}
    thing = {**body, **facts, "tenantId": call.tenant.id, "updatedAt": now(), "updatedBy": call.caller}
    call.tenant.objects(collection)[facts["id"]] = thing
    return thing


def _patched(call: Call, collection: str) -> Answer:
    thing = call.existing(collection)
    call.tenant.objects(collection)[thing["id"]] = {**patched(thing, call.body), "updatedAt": now()}
    return 204, {}, None


def _sources(call: Call) -> dict[str, Object]:
    return call.tenant.objects(f"knowledgebases/{call.existing('knowledgebases')['id']}/datasources")


def _histories(call: Call) -> dict[str, Object]:
    return call.tenant.objects(f"knowledgebases/{call.variables['datasourceId']}/histories")


def _source(call: Call) -> Object:
    if call.variables["datasourceId"] not in _sources(call):
        raise Refused(404, "HTTP-404", "the data source does not exist")
    return _sources(call)[call.variables["datasourceId"]]


def _require_good_source(call: Call) -> None:
    config = call.body.get("fileConfig") or {}
    connections = {each.get("qID") for each in call.tenant.objects("data-connections").values()}
    if config.get("connectionId") not in connections:
        raise Refused(400, "HTTP-400", "the connection does not exist")
    require_user(call.tenant, config["userId"])


def _summary() -> Object:
    return {"fileSize": 0, "textSize": 0, "fileCount": 0, "effectivePages": 0}
