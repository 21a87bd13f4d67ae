# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Methods of the engine: a function for each, by the type of the handle and its name."""

from __future__ import annotations

import functools
import typing as t

from documents import ERRORS, Doc, Fault, answered
from world import Object

Method = t.Callable[[Doc, str, Object], Object]
METHODS: dict[tuple[str, str], Method] = {}

# The type of the handle of an object, with the methods of a document that get, make and destroy one.
_OBJECTS = (
    ("GenericObject", "GetObject", "CreateObject", "DestroyObject"),
    ("GenericMeasure", "GetMeasure", "CreateMeasure", "DestroyMeasure"),
    ("GenericDimension", "GetDimension", "CreateDimension", "DestroyDimension"),
    ("GenericVariable", "GetVariableById", "CreateVariableEx", "DestroyVariableById"),
    ("GenericBookmark", "GetBookmark", "CreateBookmark", "DestroyBookmark"),
)
# The lists of a session object: the part of its definition, that of its layout, and what it lists.
_LISTS = (
    ("qAppObjectListDef", "qAppObjectList", "GenericObject"),
    ("qMeasureListDef", "qMeasureList", "GenericMeasure"),
    ("qDimensionListDef", "qDimensionList", "GenericDimension"),
    ("qVariableListDef", "qVariableList", "GenericVariable"),
    ("qBookmarkListDef", "qBookmarkList", "GenericBookmark"),
)


def method(name: str, *kinds: str) -> t.Callable[[Method], Method]:
    """Makes a function the method of handles of some types."""

    def remember(function: Method) -> Method:
        METHODS.update({(kind, name): function for kind in kinds})
        return function

    return remember


def _register_objects() -> None:
    for kind, get, create, destroy in _OBJECTS:
        METHODS["Doc", get] = functools.partial(_got, kind)
        METHODS["Doc", create] = functools.partial(_created, kind)
        METHODS["Doc", destroy] = functools.partial(_destroyed, kind)


_ANY = tuple(kind for kind, *_methods in _OBJECTS)


def _got(kind: str, doc: Doc, _target: str, given: Object) -> Object:
    return {"qReturn": doc.handle(kind, given["qId"])}


def _destroyed(kind: str, doc: Doc, _target: str, given: Object) -> Object:
    return {"qSuccess": doc.remove(kind, given["qId"])}


def _created(kind: str, doc: Doc, _target: str, given: Object) -> Object:
    properties = given["qProp"]
    if kind == "GenericVariable":
        name = properties.get("qName")
        taken = [each for each in doc.objects.values() if each.get("_kind") == kind and each["name"] == name]
        if not name or taken:
            raise Fault(ERRORS["GENERIC_ALREADY_EXISTS" if taken else "GENERIC_INVALID_PARAMETERS"], "qName", "qName")
    thing = doc.add(kind, properties)
    return {"qReturn": doc.handle(kind, thing["id"]), "qInfo": thing["_properties"]["qInfo"]}


_register_objects()


@method("OpenDoc", "Global")
def _open(doc: Doc, _target: str, given: Object) -> Object:
    name, without_data = given["qDocName"], bool(given.get("qNoData"))
    if name != doc.id:
        raise Fault(ERRORS["APP_NOT_FOUND"], "App not found", name)
    doc.open(without_data=without_data)
    return {"qReturn": doc.handle("Doc", doc.id)}


@method("GetActiveDoc", "Global")
def _active(doc: Doc, _target: str, _given: Object) -> Object:
    if doc.opened is None:
        raise Fault(ERRORS["APP_NOT_OPEN"], "App not open")
    return {"qReturn": doc.handle("Doc", doc.id)}


@method("EngineVersion", "Global")
def _version(_doc: Doc, _target: str, _given: Object) -> Object:
    return {"qVersion": {"qComponentVersion": "12.2027.0"}}


@method("GetAppLayout", "Doc")
def _app_layout(doc: Doc, _target: str, _given: Object) -> Object:
    facts = doc.app["attributes"]
    layout = {"qTitle": facts.get("name", ""), "qFileName": doc.id, "qHasScript": True, "qStateNames": []}
    layout |= {"qIsOpenedWithoutData": bool(doc.opened), "qMeta": {"published": bool(facts.get("published"))}}
    return {"qLayout": layout}


@method("GetAllInfos", "Doc")
def _infos(doc: Doc, _target: str, _given: Object) -> Object:
    return {"qInfos": [each["_properties"]["qInfo"] for each in doc.objects.values() if "_properties" in each]}


@method("DoSave", "Doc")
def _save(doc: Doc, _target: str, given: Object) -> Object:
    if given.get("qFileName"):
        raise Fault(ERRORS["APP_SAVE_FAILED"], "an app of the cloud has no file", given["qFileName"])
    doc.save()
    return {}


@method("CreateSessionObject", "Doc")
def _session_object(doc: Doc, _target: str, given: Object) -> Object:
    properties = given["qProp"]
    identifier = properties.get("qInfo", {}).get("qId") or doc.world.hexadecimal(32)
    info = {"qId": identifier, "qType": properties.get("qInfo", {}).get("qType", "")}
    thing: Object = {"id": identifier, "objectType": info["qType"], "ownerId": doc.caller, "_kind": "GenericObject"}
    doc.session_objects[identifier] = {**thing, "_properties": {**properties, "qInfo": info}}
    return {"qReturn": doc.handle("GenericObject", identifier)}


@method("DestroySessionObject", "Doc")
def _no_session_object(doc: Doc, _target: str, given: Object) -> Object:
    return {"qSuccess": doc.session_objects.pop(given["qId"], None) is not None}


@method("GetProperties", *_ANY)
def _properties(doc: Doc, target: str, _given: Object) -> Object:
    return {"qProp": answered(_thing(doc, target))}


@method("SetProperties", *_ANY)
def _set_properties(doc: Doc, target: str, given: Object) -> Object:
    doc.write(_thing(doc, target), given["qProp"])
    return {}


@method("GetFullPropertyTree", "GenericObject")
def _tree(doc: Doc, target: str, _given: Object) -> Object:
    return {"qPropEntry": doc.tree(_thing(doc, target))}


@method("SetFullPropertyTree", "GenericObject")
def _set_tree(doc: Doc, target: str, given: Object) -> Object:
    doc.write_tree(_thing(doc, target), given["qPropEntry"])
    return {}


@method("GetLayout", *_ANY)
def _layout(doc: Doc, target: str, _given: Object) -> Object:
    thing = _thing(doc, target)
    properties = answered(thing)
    layout = {"qInfo": properties["qInfo"], "qMeta": doc.meta(thing) if target in doc.objects else {}}
    for definition, name, kind in _LISTS:
        if definition in thing["_properties"]:
            layout[name] = {"qItems": _items(doc, kind, thing["_properties"][definition])}
    return {"qLayout": layout}


@method("Publish", *_ANY)
def _publish(doc: Doc, target: str, _given: Object) -> Object:
    _thing(doc, target)["published"] = True
    return {}


@method("UnPublish", *_ANY)
def _unpublish(doc: Doc, target: str, _given: Object) -> Object:
    _thing(doc, target)["published"] = False
    return {}


def _thing(doc: Doc, target: str) -> Object:
    return doc.objects.get(target) or doc.session_objects[target]


def _items(doc: Doc, kind: str, definition: Object) -> list[Object]:
    return [_item(doc, kind, each, definition.get("qData", {})) for each in doc.listed(kind, definition["qType"])]


def _item(doc: Doc, kind: str, thing: Object, wanted: Object) -> Object:
    properties = thing["_properties"]
    item = {"qInfo": properties["qInfo"], "qMeta": doc.meta(thing)}
    item["qData"] = {name: _at(properties, path) for name, path in wanted.items()}
    if kind == "GenericVariable":
        item |= {"qName": properties["qName"], "qDefinition": properties.get("qDefinition", "")}
        item["qDescription"] = properties.get("qComment", "")
    return item


def _at(value: t.Any, path: str) -> t.Any:
    """The value at a path; a text without a slash stands for itself."""
    if not path.startswith("/"):
        return path
    for name in path.strip("/").split("/"):
        value = value.get(name) if isinstance(value, dict) else None
    return value
