# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open apps: their objects, of which nothing is kept that is not saved."""

from __future__ import annotations

import copy
import json
import typing as t
from dataclasses import dataclass, field
from pathlib import Path

import variations
from world import Object, Tenant, World, now

ERRORS: dict[str, int] = json.loads(
    (Path(__file__).resolve().parent.parent / "contract/qix.json").read_text(encoding="utf-8")
)["errors"]
# What the engine itself fills in, by the type of the handle: the part of the properties, and its members.
_DEFAULTS: dict[str, tuple[str, Object]] = {
    "GenericMeasure": ("qMeasure", {"qGrouping": "N", "qExpressions": [], "qActiveExpression": 0}),
    "GenericDimension": ("qDim", {"qGrouping": "N", "qFieldDefs": [], "qFieldLabels": []}),
    "GenericVariable": ("qNumberPresentation", {"qType": "U", "qnDec": 10, "qUseThou": 0}),
}


class Fault(Exception):  # noqa: N818
    """An error answer of the engine."""

    def __init__(self, code: int, message: str, parameter: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.parameter = code, message, parameter


def may_open(tenant: Tenant, facts: Object, caller: str) -> bool:
    """Scopes of administrators do not replace the membership of a space, as for the export of an app."""
    space = tenant.objects("spaces").get(facts.get("spaceId", ""))
    if space is None:
        return bool(facts["ownerId"] == caller)
    members = tenant.objects(f"spaces/{space['id']}/assignments").values()
    people = {member["assigneeId"] for member in members}
    user = tenant.objects("users").get(caller, {})
    groups = {group["id"] for group in user.get("assignedGroups", ())}
    return caller in (space["ownerId"], facts["ownerId"]) or bool(people & {caller, *groups})


def publish_objects(tenant: Tenant, source: str, target: str) -> None:
    """The objects of an app go with it when it is published, and nobody changes them there."""
    kept = tenant.objects(f"apps/{target}/objects")
    gone = [identifier for identifier, thing in kept.items() if thing.get("published")]
    for identifier in gone:
        del kept[identifier]
    for identifier, thing in tenant.objects(f"apps/{source}/objects").items():
        kept[identifier] = {**copy.deepcopy(thing), "published": True}


@dataclass
class Doc:
    """One app as a session sees it. An object is of the type of its handle, and in a tree below its parent.

    handles: type of handle and id of the object; the id of the document itself is that of its app.
    touched: ids of the objects that the last call has changed.
    """

    world: World
    tenant: Tenant
    app: Object
    caller: str
    connections: int = 0
    opened: bool | None = None
    objects: dict[str, Object] = field(default_factory=dict)
    session_objects: dict[str, Object] = field(default_factory=dict)
    handles: dict[int, tuple[str, str]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        return str(self.app["attributes"]["id"])

    @property
    def _store(self) -> dict[str, Object]:
        return self.tenant.objects(f"apps/{self.id}/objects")

    def open(self, *, without_data: bool) -> None:
        """Once in a session."""
        if self.opened is not None:
            mode = "APP_ALREADY_OPEN" if self.opened == without_data else "APP_ALREADY_OPEN_IN_DIFFERENT_MODE"
            raise Fault(ERRORS[mode], "App already open")
        self.opened, self.objects = without_data, copy.deepcopy(self._store)

    def save(self) -> None:
        self._store.clear()
        self._store.update(copy.deepcopy(self.objects))
        self.app["attributes"]["modifiedDate"] = now()

    def has(self, kind: str, identifier: str) -> bool:
        return kind == "Doc" or identifier in self.objects or identifier in self.session_objects

    def handle(self, kind: str, identifier: str) -> Object:
        """What is answered for an object; all is null for one that does not exist."""
        found = self.find(kind, identifier)
        if found is None:
            return {"qType": None, "qHandle": None}
        number = next((each for each, about in self.handles.items() if about == (kind, identifier)), 0)
        number = number or max(self.handles, default=0) + 1
        self.handles[number] = kind, identifier
        about = {"qType": kind, "qHandle": number, "qGenericId": identifier}
        return about if kind == "Doc" else {**about, "qGenericType": found["objectType"]}

    def find(self, kind: str, identifier: str) -> Object | None:
        """The object of an id, where it is of that type and the user sees it."""
        if kind == "Doc":
            return self.app
        found = self.objects.get(identifier) or self.session_objects.get(identifier)
        is_seen = found and found.get("_kind") == kind and self._is_seen(found)
        return found if is_seen else None

    def _is_seen(self, thing: Object) -> bool:
        return bool(thing.get("published")) or thing["ownerId"] == self.caller

    def listed(self, kind: str, object_type: str) -> list[Object]:
        """The objects of a type that the user sees, those of no tree or at the top of one."""
        found = [thing for thing in self.objects.values() if thing.get("_kind") == kind and self._is_seen(thing)]
        return [thing for thing in found if thing["objectType"] == object_type and not thing.get("_parent")]

    def add(self, kind: str, properties: Object, parent: str = "") -> Object:
        """A new object; the engine chooses an id where none is given, and another one where it is taken."""
        info = _info(properties)
        identifier = info.get("qId") or ""
        if not identifier or identifier in self.objects:
            identifier = self.world.hexadecimal(32)
        thing: Object = {"id": identifier, "objectType": info["qType"], "ownerId": self.caller, "published": False}
        thing |= {"_kind": kind, "_parent": parent, "createdDate": now(), "modifiedDate": now()}
        self.objects[identifier] = thing
        self.write(thing, {**properties, "qInfo": {**info, "qId": identifier}})
        return thing

    def write(self, thing: Object, properties: Object) -> None:
        """The whole properties of an object, with what the engine fills in."""
        info = _info(properties)
        if info.get("qId", thing["id"]) != thing["id"] or info["qType"] != thing["objectType"]:
            raise Fault(ERRORS["GENERIC_INVALID_PARAMETERS"], "qInfo is of another object", "qInfo")
        if self.app["attributes"].get("published") and thing["published"]:
            raise Fault(ERRORS["GENERIC_ACCESS_DENIED"], "Access is denied")
        kept = copy.deepcopy(properties)
        part, members = _DEFAULTS.get(thing["_kind"], ("", {}))
        if part:
            kept[part] = {**members, **kept.get(part, {})}
        thing["_properties"] = {**kept, "qInfo": {"qId": thing["id"], "qType": thing["objectType"]}}
        thing["name"] = title_of(thing)
        thing["modifiedDate"] = now()
        self.touched.add(thing["id"])

    def remove(self, kind: str, identifier: str) -> bool:
        """An object with all that is below it."""
        thing = self.find(kind, identifier)
        if thing is None:
            return False
        if self.app["attributes"].get("published") and thing["published"]:
            raise Fault(ERRORS["GENERIC_ACCESS_DENIED"], "Access is denied")
        for child in self.children(identifier):
            self.remove(child["_kind"], child["id"])
        del self.objects[identifier]
        return True

    def children(self, identifier: str) -> list[Object]:
        return [each for each in self.objects.values() if each.get("_parent") == identifier]

    def tree(self, thing: Object) -> Object:
        below = [self.tree(child) for child in self.children(thing["id"])]
        return {"qProperty": answered(thing), "qChildren": below, "qEmbeddedSnapshotRef": None}

    def write_tree(self, thing: Object, entry: Object) -> None:
        self.write(thing, entry["qProperty"])
        for child in self.children(thing["id"]):
            self.remove(child["_kind"], child["id"])
        for each in entry.get("qChildren", ()):
            self.write_tree(self.add("GenericObject", each["qProperty"], thing["id"]), each)

    def meta(self, thing: Object) -> Object:
        """What a layout tells beside the properties."""
        privileges = ["read", "update", "delete", "publish", "change_owner"]
        facts = {name: thing[name] for name in ("published", "createdDate", "modifiedDate") if name in thing}
        own = thing["_properties"].get("qMetaDef", {})
        return {**own, **facts, "privileges": privileges, "owner": {"id": thing["ownerId"]}}


def _info(properties: t.Any) -> Object:
    info = properties.get("qInfo") if isinstance(properties, dict) else None
    if not isinstance(info, dict) or not info.get("qType"):
        raise Fault(ERRORS["GENERIC_INVALID_PARAMETERS"], "qInfo with a qType is mandatory", "qInfo")
    return info


def title_of(thing: Object) -> str:
    properties = thing["_properties"]
    return str(properties.get("qMetaDef", {}).get("title") or properties.get("qName") or "")


def answered(thing: Object) -> Object:
    """The properties of an object as the engine answers them."""
    whole = copy.deepcopy(thing["_properties"])
    return t.cast(Object, _without_defaults(whole)) if variations.has("omitted-defaults") else whole


def _without_defaults(value: t.Any) -> t.Any:
    if isinstance(value, list):
        return [_without_defaults(part) for part in value]
    if not isinstance(value, dict):
        return value
    parts = {name: _without_defaults(part) for name, part in value.items()}
    return {name: part for name, part in parts.items() if part not in (None, False, 0, "", [], {})}
