# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose an object is: how lists are narrowed to an owner, what is recorded of whoever makes or changes something.

By collection, as published on each API's page; what is not here follows from the contract alone.
"""

from __future__ import annotations

import typing as t

import scim
import variations
from answers import Refused
from world import Object, Tenant, now

# Parameters of a list, and the field that each compares.
_PARAMETERS = {
    "csp-origins": {"name": "name", "origin": "origin"},
    "data-alerts": {"ownerId": "ownerId"},
    "report-templates": {"ownerId": "ownerId"},
    "sharing-tasks": {"owner": "owner"},
    "data-connections": {"userId": "user", "spaceId": "space"},
    "data-files": {"ownerId": "ownerId"},
    "odag-links": {"optOwner": "owner.id", "selectionAppID": "selectionApp"},
    "collections": {"creatorId": "creatorId", "name": "name"},
    "api-keys": {"sub": "sub", "createdByUser": "createdByUser", "status": "status"},
    "spaces": {"ownerId": "ownerId", "type": "type"},
    "assignments": {"assigneeId": "assigneeId", "type": "type"},
}
_TEXT, _EQUAL = ("eq", "ne", "co"), ("eq", "ne")
# Attributes of the filter of a list, and the field that each is in an answer.
_FILTERS = {
    "automations": {"name": "name", "ownerId": "ownerId", "spaceId": "spaceId", "runMode": "runMode"},
    "automation-connections": {"name": "name", "ownerId": "ownerId", "spaceId": "spaceId"},
    "tasks": {
        "name": "name",
        "enabled": "enabled",
        "resourceId": "resourceId",
        "ownerId": "metadata.ownerId",
        "spaceId": "metadata.spaceId",
    },
    "report-filters": {"ownerId": "ownerId", "name": "name"},
    "experiments": {"ownerId": "attributes.ownerId"},
    "deployments": {"ownerId": "attributes.ownerId"},
    "batch-predictions": {"ownerId": "attributes.ownerId"},
}


def value_at(thing: t.Any, path: str) -> t.Any:
    for name in path.split("."):
        thing = thing.get(name) if isinstance(thing, dict) else None
    return thing


def narrowed(collection: str, things: list[Object], query: t.Mapping[str, str]) -> list[Object]:
    """What a list has of its collection for a query."""
    for parameter, path in _PARAMETERS.get(collection, {}).items():
        if parameter in query:
            wanted = query[parameter].split(",")
            things = [thing for thing in things if value_at(thing, path) in wanted]
    attributes = _FILTERS.get(collection)
    if attributes and "filter" in query:
        test = scim.parse(query["filter"], {name: _TEXT if name == "name" else _EQUAL for name in attributes})
        things = [thing for thing in things if test({name: value_at(thing, path) for name, path in attributes.items()})]
    return things


def made(collection: str, thing: Object, tenant: Tenant, caller: str) -> Object:
    """What Qlik adds to an object that the caller makes."""
    hook = _MADE.get(collection)
    return {**thing, **(hook(thing, tenant, caller) if hook else {})}


def changed(collection: str, thing: Object, tenant: Tenant, caller: str) -> Object:
    """What Qlik makes of an object that the caller changed."""
    hook = _CHANGED.get(collection)
    return {**thing, **(hook(thing, tenant, caller) if hook else {})}


def require_user(tenant: Tenant, identifier: t.Any) -> str:
    if identifier not in tenant.objects("users"):
        raise Refused(400, "HTTP-400", "the new owner does not exist")
    return str(identifier)


def may_use_app(tenant: Tenant, app_id: t.Any, user: str) -> bool:
    """An app of a space is for its members, administrators among them; one without a space is its owner's."""
    app: Object = tenant.objects("apps").get(str(app_id), {}).get("attributes", {})
    if app.get("spaceId") and variations.has("membership-to-reload"):
        members = tenant.objects(f"spaces/{app['spaceId']}/assignments").values()
        owner = tenant.objects("spaces").get(app["spaceId"], {}).get("ownerId")
        return user in {owner, *(member["assigneeId"] for member in members)}
    return bool(app.get("spaceId")) or app.get("ownerId") == user


def app_of(task: t.Any) -> str:
    """The app that a task works on follows from the actions of its states."""
    if isinstance(task, dict):
        if "appId" in task:
            return str(task["appId"])
        task = list(task.values())
    return next((found for part in task if (found := app_of(part))), "") if isinstance(task, list) else ""


def owner_gone(tenant: Tenant, user: str, code: str) -> None:
    """Tasks of a user who may no longer run them are switched off."""
    for task in tenant.objects("tasks").values():
        if task["metadata"]["ownerId"] == user and task["enabled"]:
            task["enabled"] = False
            task["metadata"]["disabledCode"] = code


def _task_made(thing: Object, tenant: Tenant, caller: str) -> Object:
    app_id = app_of(thing.get("states"))
    if not may_use_app(tenant, app_id, caller):
        raise Refused(403, "CHO-003", "the app does not exist, or may not be reloaded")
    space = tenant.objects("apps")[app_id]["attributes"].get("spaceId", "")
    metadata = {"ownerId": caller, "createdBy": caller, "createdAt": now(), "updatedAt": now(), "spaceId": space}
    return {"resourceId": app_id, "enabled": thing.get("enabled", False), "metadata": metadata}


def _task_changed(thing: Object, tenant: Tenant, caller: str) -> Object:
    """Whoever changes a task becomes its owner, and must be allowed to reload its app."""
    if not may_use_app(tenant, thing["resourceId"], caller):
        raise Refused(403, "CHO-003", "the app may not be reloaded")
    metadata = {**thing["metadata"], "ownerId": caller, "updatedAt": now()}
    if thing["enabled"]:
        metadata.pop("disabledCode", None)
    return {"metadata": metadata}


def _link_changed(thing: Object, tenant: Tenant, caller: str) -> Object:
    owner = require_user(tenant, thing.get("ownerId") or caller)
    user = tenant.objects("users")[owner]
    return {"owner": {"id": owner, "name": user["name"], "subject": user["subject"], "tenantid": tenant.id}}


def _filter_changed(thing: Object, tenant: Tenant, caller: str) -> Object:
    """A patch of a report filter is a whole filter in an envelope."""
    inner = (thing.pop("filter", None) or {}).get("Filter", {})
    return {**inner, "ownerId": require_user(tenant, inner.get("ownerId") or thing["ownerId"])}


def _owner_checked(thing: Object, tenant: Tenant, caller: str) -> Object:
    require_user(tenant, thing["ownerId"])
    return {}


def _attributes_checked(thing: Object, tenant: Tenant, caller: str) -> Object:
    owner = thing.get("ownerId") or thing["attributes"]["ownerId"]
    return {"attributes": {**thing["attributes"], "ownerId": require_user(tenant, owner)}}


def _template_made(thing: Object, tenant: Tenant, caller: str) -> Object:
    if thing["temporaryContentId"] not in tenant.objects("temp-contents"):
        raise Refused(404, "HTTP-404", "the temporary content does not exist")
    return {"ownerId": caller}


Hook = t.Callable[[Object, Tenant, str], Object]
_MADE: dict[str, Hook] = {
    "tasks": _task_made,
    "odag-links": _link_changed,
    "report-templates": _template_made,
}
_CHANGED: dict[str, Hook] = {
    "tasks": _task_changed,
    "odag-links": _link_changed,
    "report-filters": _filter_changed,
    "report-templates": _owner_checked,
    "sharing-tasks": lambda thing, tenant, _caller: {"owner": require_user(tenant, thing.get("ownerId"))},
    "data-alerts": _owner_checked,
    "batch-predictions": _attributes_checked,
}
