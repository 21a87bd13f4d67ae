# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence assignments, after the published specification of licenses: each item of a batch has its own answer."""

from __future__ import annotations

import typing as t

import scim
from answers import Answer, Refused
from operations import Call, behaves
from paging import ordered, page_of
from world import Object, now

_PATH = "/api/v1/licenses/assignments"
# Assignments that a tenant has of each type.
_UNITS = {"professional": 5000, "analyzer": 5000}
_TOLD = ("subject", "type", "sourceSubject", "sourceType")
Result = tuple[int, str, str]
_NOT_FOUND = (404, "LICENSES-016", "Assignment not found.")
_NO_UNITS = (403, "LICENSES-011", "No available allotment error, No available allotment.")


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    """Links lead to an address inside Qlik's own network, as those of the specification do."""
    status, headers, answer = call.listed(list(_stored(call).values()), "page")
    for link in answer["links"].values():
        link["href"] = link["href"].replace(f"https://{call.request.host}/api", "http://license")
    return status, headers, answer


@behaves("GET", "/api/v1/licenses/overview")
def _overview(call: Call) -> Answer:
    region, units = call.world.region_of(call.tenant), call.tenant.options.get("_allotments", _UNITS)
    allotments = [
        {"name": name, "units": units[name], "unitsUsed": _used(call, name), "overage": 0, "usageClass": "assigned"}
        for name in sorted(units)
    ]
    return call.shown(
        {"licenseKey": region.license_key, "licenseNumber": region.subscription, "allotments": allotments}
    )


@behaves("GET", "/api/v1/licenses/consumption")
def _consumption(call: Call) -> Answer:
    """Sessions in apps; how they are compared with a time is not published, here as text."""
    query, sessions = call.request.query, list(call.tenant.objects("licenses/consumption").values())
    if "filter" in query:
        sessions = list(filter(scim.parse(query["filter"], {"endTime": ("gt", "ge", "lt", "le", "eq")}), sessions))
    data, links = page_of(ordered(sessions, query.get("sort")), call.request, "page", page=200, largest=200)
    links.pop("self")
    return call.shown({"data": data, "links": links})


@behaves("POST", f"{_PATH}/actions/add")
def _add(call: Call) -> Answer:
    return _answered(call, "add", _added)


def _added(call: Call, item: Object) -> Result:
    stored, subject = _stored(call), _spelt(call, item["subject"])
    if subject in stored:
        return 409, "LICENSES-013", "Assignment already exists."
    if not _has_units(call, item["type"]):
        return _NO_UNITS
    stored[subject] = {"subject": subject, "type": item["type"], "excess": False, "created": now()}
    return 201, "", ""


@behaves("POST", f"{_PATH}/actions/update")
def _update(call: Call) -> Answer:
    return _answered(call, "update", _updated)


def _updated(call: Call, item: Object) -> Result:
    """Another type, or the same for another subject."""
    stored, source = _stored(call), _spelt(call, str(item.get("sourceSubject", item["subject"])))
    found = stored.get(source)
    if not found or item.get("sourceType", found["type"]) != found["type"]:
        return _NOT_FOUND
    wanted = str(item.get("type", found["type"]))
    if wanted != found["type"] and not _has_units(call, wanted):
        return _NO_UNITS
    subject = _spelt(call, item["subject"])
    stored[subject] = {**stored.pop(source), "subject": subject, "type": wanted}
    return (200 if subject == source else 201), "", ""


@behaves("POST", f"{_PATH}/actions/delete")
def _delete(call: Call) -> Answer:
    return _answered(call, "delete", _deleted)


def _deleted(call: Call, item: Object) -> Result:
    subject = _spelt(call, item["subject"])
    if _stored(call).get(subject, {}).get("type") != item["type"]:
        return _NOT_FOUND
    del _stored(call)[subject]
    return 200, "", ""


def _answered(call: Call, name: str, act: t.Callable[[Call, Object], Result]) -> Answer:
    """How many items one request takes is not published; clients of Qlik's own send pages of a hundred."""
    if len(call.body[name]) > 100:
        raise Refused(400, "LICENSES-001", "too many items")
    data = []
    for item in call.body[name]:
        status, code, title = act(call, item)
        told = {part: item[part] for part in _TOLD if part in item}
        data.append({**told, "status": status, **({"code": code, "title": title} if code else {})})
    return 207, {}, {"data": data}


def _stored(call: Call) -> dict[str, Object]:
    return call.tenant.objects("licenses/assignments")


def _spelt(call: Call, subject: str) -> str:
    """Subjects of bots are in capitals (changelog 49), others as they were given."""
    if subject.lower().startswith("qlikbot\\"):
        return subject.upper()
    return next((each for each in _stored(call) if each.casefold() == subject.casefold()), subject)


def _has_units(call: Call, kind: str) -> bool:
    units = call.tenant.options.get("_allotments", _UNITS)
    if kind not in units:
        return False
    return _used(call, kind) < int(units[kind])


def _used(call: Call, kind: str) -> int:
    return sum(each["type"] == kind for each in _stored(call).values())
