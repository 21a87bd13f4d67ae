# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of apps. Sources: published pages "JSON-RPC API (QIX API)" and "app unbuild", schema of npm `enigma.js`."""

from __future__ import annotations

import copy
import typing as t
import uuid
from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.app_properties import (
    plain,
    prepared,
    tree_of,
    unnamed,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, Say
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Call, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work


@dataclass(frozen=True)
class _Family:
    """How the engine calls objects of one sort: the end of the names of methods, and the parts of a list."""

    get: str
    make: str
    destroy: str
    definition: str

    @property
    def listed(self) -> str:
        return self.definition.removesuffix("Def")


_FAMILIES = {
    "measure": _Family("GetMeasure", "CreateMeasure", "DestroyMeasure", "qMeasureListDef"),
    "dimension": _Family("GetDimension", "CreateDimension", "DestroyDimension", "qDimensionListDef"),
    "variable": _Family("GetVariableById", "CreateVariableEx", "DestroyVariableById", "qVariableListDef"),
    "bookmark": _Family("GetBookmark", "CreateBookmark", "DestroyBookmark", "qBookmarkListDef"),
}
_ORDINARY = _Family("GetObject", "CreateObject", "DestroyObject", "qAppObjectListDef")
# Of which all objects are listed where no object is named.
_TYPES = ("sheet", "masterobject", "story", *_FAMILIES)


def _family(type_: str) -> _Family:
    return _FAMILIES.get(type_, _ORDINARY)


# What the engine has.


def _read(say: Say, wanted: t.Sequence[Object] | None) -> list[Object]:
    found = []
    for type_ in _TYPES if wanted is None else dict.fromkeys(thing["type"] for thing in wanted):
        about = {each for thing in wanted or () if thing["type"] == type_ for each in _names(thing)}
        for item in _items(say, type_):
            name, identifier = _name_of(item), item["qInfo"]["qId"]
            if wanted is None or {name, identifier} & about:
                found.append({**_detail(say, type_, identifier), "name": name, **_facts(item)})
    if any(thing.get("id") for thing in wanted or ()):
        _require_free(say, t.cast("t.Sequence[Object]", wanted), found)
    return found


def _names(thing: Object) -> set[str]:
    """The names and ids that an object may have."""
    return {str(thing[option]) for option in ("name", "was", "id") if thing.get(option)}


def _items(say: Say, type_: str) -> list[Object]:
    family = _family(type_)
    title = {"title": "/qMetaDef/title"}
    definition = {"qInfo": {"qType": "list"}, family.definition: {"qType": type_, "qData": title}}
    layout = say("GetLayout", on=say("CreateSessionObject", definition))["qLayout"]
    return t.cast("list[Object]", layout[family.listed]["qItems"])


def _name_of(item: Object) -> str:
    named = item.get("qName") or item.get("qData", {}).get("title") or item.get("qMeta", {}).get("title")
    return str(named or "")


def _facts(item: Object) -> Object:
    reserved = any(item.get(flag) for flag in ("qIsReserved", "qIsConfig", "qIsScriptCreated"))
    return {"published": bool(item.get("qMeta", {}).get("published")), "_reserved": reserved}


def _detail(say: Say, type_: str, identifier: str) -> Object:
    family = _family(type_)
    there = say(family.get, identifier)
    tree = family is _ORDINARY
    entry = say("GetFullPropertyTree", on=there)["qPropEntry"] if tree else say("GetProperties", on=there)["qProp"]
    return {"id": identifier, "type": type_, "properties": unnamed(plain(entry))}


def _require_free(say: Say, wanted: t.Sequence[Object], found: list[Object]) -> None:
    """Refuse an id that another object has: the engine would give the new one another id without a word."""
    there = {thing["id"] for thing in found}
    taken = {info["qId"]: info["qType"] for info in say("GetAllInfos")["qInfos"] if info["qId"] not in there}
    for thing in wanted:
        if thing.get("id") in taken:
            raise ConfigurationError(f"The id {thing['id']} is that of an object of type {taken[thing['id']]}.")


# What is written.


def _named(work: Work, identifier: str) -> Object:
    """Return the whole properties of an object that is written."""
    type_, name = work.sent["type"], work.sent["name"]
    properties = copy.deepcopy(work.sent.get("properties") or {})
    properties["qInfo"] = {**({"qId": identifier} if identifier else {}), "qType": type_}
    if type_ == "variable":
        properties["qName"] = name
    else:
        properties["qMetaDef"] = {**properties.get("qMetaDef", {}), "title": name}
    return properties


def _said(work: Work, calls: list[Call]) -> list[Request]:
    return [Request("QIX", work.path, [list(call) for call in calls], makes=work.makes, accept="saved")]


def _create(work: Work) -> list[Request]:
    properties = _named(work, work.sent.get("id") or "")
    if properties.get("qChildren") and "qId" not in properties["qInfo"]:
        properties["qInfo"]["qId"] = uuid.uuid4().hex
    entry = tree_of(properties)
    calls = [Call(_family(work.sent["type"]).make, (entry["qProperty"],))]
    calls += [Call("SetFullPropertyTree", (entry,), 0)] if entry["qChildren"] else []
    calls += [Call("Publish", (), 0)] if work.sent.get("published") else []
    return _said(work, calls)


def _change(work: Work) -> list[Request]:
    calls = [Call(_family(work.sent["type"]).get, (work.identifier,))]
    if {"name", "properties"} & set(work.changed):
        entry = tree_of(_named(work, str(work.identifier)))
        whole = Call("SetFullPropertyTree", (entry,), 0) if entry["qChildren"] or _had_children(work) else None
        calls.append(whole or Call("SetProperties", (entry["qProperty"],), 0))
    if "published" in work.changed:
        calls.append(Call("Publish" if work.sent["published"] else "UnPublish", (), 0))
    return _said(work, calls)


def _had_children(work: Work) -> bool:
    return bool((work.found.get("properties") or {}).get("qChildren"))


def _delete(work: Work) -> list[Request]:
    """What is published is taken back first, as the engine wants it."""
    family = _family(work.found.get("type", ""))
    back = [Call(family.get, (work.identifier,)), Call("UnPublish", (), 0)] if work.found.get("published") else []
    return _said(work, [*back, Call(family.destroy, (work.identifier,))])


def _faults(wanted: Object) -> list[str]:
    return ["a variable cannot be published"] if wanted["type"] == "variable" and wanted.get("published") else []


APP_OBJECT = Kind(
    name="app_object",
    noun="object of an app",
    plural="objects of apps",
    doc="Objects of apps: sheets, master items, variables and bookmarks, as one file of properties each.",
    path="/app/{parent}",
    key=("name", "type", "app"),
    inside="app",
    exact="id",
    prepare=prepared,
    listing=Listing(converse=_read),
    create=_create,
    update=_change,
    delete=_delete,
    faults=_faults,
    protected=lambda found: bool(found.get("_reserved")),
    advice={403: "Objects of a published app cannot be changed: change them in its source, and publish it again."},
    needs="the right to edit the app: its bot owns it, or edits in its space",
    source="published pages C(JSON-RPC API), C(Open an app without data) and C(app unbuild), and the schema "
    "of npm C(enigma.js) 2.15.0",
    fields=(
        Field(
            name="app",
            doc="App that contains the object, such as V(Finance/Sales). For a personal app, its name alone.",
            reference="app",
            immutable=True,
        ),
        Field(
            name="type",
            doc="Type of the object: V(sheet), V(measure), V(dimension), V(variable), V(bookmark), V(masterobject), or "
            "any other type that a client of the engine uses.",
            immutable=True,
        ),
        Field(name="name", doc="Title of the object, or name of the variable."),
        Field(
            name="id",
            doc="Id of the object. Charts refer to master items by id. An object with this id matches, whatever its "
            "title. Defaults to the id in the properties; without one, the engine assigns it.",
            immutable=True,
        ),
        Field(
            name="file",
            doc="JSON file with the properties, as C(qlik app unbuild) and the developer hub write them: one object, a "
            "sheet with its charts, or a list of objects. From a list, the object with this name or id is used.",
            type="path",
            local=True,
        ),
        Field(
            name="properties",
            doc="Properties of the object. They override those of O(file). Properties that are not given keep their "
            "value. A list is merged item by item if it has the same length, and replaced otherwise.",
            type="dict",
            merges=True,
        ),
        Field(
            name="published",
            doc="Whether all users of the app see the object. Variables are always visible.",
            type="bool",
        ),
    ),
    notes=(
        "The Python package C(websockets), release 15.0 or later, must be installed where the task runs.",
        "The engine is reached over C(wss://), through the same proxy as the API. The app is opened without its data.",
        "All changes to one app are made in one session, and the app is saved once.",
        "A property that is empty, false or 0 equals one that the engine does not return.",
        "A new bookmark has no selections, because the engine takes them from the session.",
        "If two objects have the same title, set O(id).",
    ),
    examples="""
- name: Revenue is computed in one way
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: measure
    name: Revenue
    properties:
      qMeasure:
        qLabel: Revenue
        qDef: Sum(Amount)
      qMetaDef:
        description: Without tax
        tags: [finance]

- name: Returned goods are no revenue
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: measure
    name: Revenue
    properties:
      qMeasure:
        qDef: Sum({<Returned={0}>} Amount)

- name: The overview is the sheet in git, with all its charts
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: sheet
    name: Overview
    file: files/sales/objects/overview.json
    published: true

- name: Charts refer to the margin by this id
  qlikfleet.cloud.app_object:
    app: Reports/Sales
    type: measure
    name: Margin
    id: margin
    properties:
      qMeasure:
        qDef: Sum(Amount) - Sum(Cost)
""",
)
