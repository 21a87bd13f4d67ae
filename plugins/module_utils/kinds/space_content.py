# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a space, which is deleted or moved to another space when the space is removed."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.held import Held
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Edit, Request, Segment
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Delete, Work

_APPS = {"app", "qvapp", "script"}
_AUTOMATIONS = "/api/workflows/automations"
_CONNECTIONS = "/api/connectivity/data-connections"
_FILES = "/api/core/data-files"
# Paths to delete objects of each type in the index.
_PATHS = {
    **dict.fromkeys(_APPS, "/api/v1/apps"),
    "automation": _AUTOMATIONS,
    "glossary": "/api/v1/glossaries",
    "assistant": "/api/v1/assistants",
    "knowledgebase": "/api/v1/knowledgebases",
}


def _delete_item(item: Object) -> Request | None:
    if item["resourceType"] == "dataset":
        return Request("DELETE", ("/api/v1/data-sets",), {"ids": [item["resourceId"]]})
    path = _PATHS.get(item["resourceType"])
    return Request("DELETE", (path, item["resourceId"])) if path else None


def _move_item(item: Object, to: Segment) -> Request | None:
    if item["resourceType"] in _APPS:
        return Request("PUT", ("/api/v1/apps", item["resourceId"], "space"), {"spaceId": to})
    if item["resourceType"] == "automation":
        return Request("POST", (_AUTOMATIONS, item["resourceId"], "actions/change-space"), {"spaceId": to})
    return None


def _move_connection(found: Object, to: Segment) -> Request:
    """Read the type of the other space, which Qlik also requires."""

    def make(space: Object) -> Object:
        item = {"id": found["qID"], "spaceId": space["id"], "spaceType": space["type"]}
        return {"connections": [item]}

    edit = Edit(("/api/v1/spaces", to), make)
    path = (_CONNECTIONS, "actions/update")
    return Request("POST", path, accept="each", items="connections", edit=edit)


HOLDS = (
    Held(
        path="/api/v1/items",
        query={"spaceId": "{id}", "limit": "100"},
        holder="spaceId",
        title=lambda item: f"{item['resourceType']} {item['name']}",
        delete=_delete_item,
        move=_move_item,
    ),
    Held(
        path="/api/v1/data-files",
        query={"includeAllSpaces": "true", "includeFolders": "true", "limit": "1000"},
        holder="spaceId",
        counts=lambda file: "/" not in file["name"],
        title=lambda file: f"data_file {file['name']}",
        delete=lambda file: Request("DELETE", (_FILES, file["id"])),
        move=lambda file, to: Request("POST", (_FILES, file["id"], "actions/change-space"), {"spaceId": to}),
    ),
    Held(
        path=_CONNECTIONS,
        query={"noDatafiles": "true", "includeDisabled": "true", "spaceId": "{id}", "limit": "100"},
        holder="space",
        title=lambda found: f"data_connection {found['qName']}",
        delete=lambda found: Request("DELETE", (_CONNECTIONS, found["qID"])),
        move=_move_connection,
    ),
)


def faults_of_content(wanted: Object) -> list[str]:
    """Return the faults of the options about the content of a space."""
    faults = []
    if (wanted.get("content") == "move") is not bool(wanted.get("content_to")):
        faults.append("content: move and content_to need each other")
    if wanted.get("content") and wanted.get("state") != "absent":
        faults.append("content is only for a space that is removed: state is not absent")
    return faults


def delete_space(work: Work) -> list[Request]:
    """Delete or move the content of the space as the options say, and delete the space."""
    how, to = work.sent.get("content") or "refuse", work.sent.get("content_to", "")
    if how == "refuse":
        return Delete()(work)
    found = [(each, thing) for each, things in (work.found.get("held") or {}).items() for thing in things]
    pairs = [(HOLDS[number], thing) for number, thing in found]
    requests = [each.delete(thing) if how == "delete" else each.move(thing, to) for each, thing in pairs]
    left = [each.title(thing) for (each, thing), request in zip(pairs, requests, strict=True) if request is None]
    if left:
        raise ConfigurationError(f"content: {how} leaves {', '.join(left)}: take it away first.")
    return [*(request for request in requests if request), *Delete()(work)]


def content_fields() -> tuple[Field, ...]:
    """Return the options for the content of a removed space."""
    return (
        Field(
            name="content",
            doc="What to do with the content of a removed space. Qlik refuses to delete a space that is not empty, "
            "which is V(refuse), the default. V(delete) deletes apps, automations, data files, data connections, data "
            "sets, glossaries, assistants and knowledge bases with it. V(move) moves apps, automations, data files and "
            "data connections to O(content_to). If the space has other content, nothing is done.",
            choices=("refuse", "delete", "move"),
            at_deletion=True,
        ),
        Field(
            name="content_to",
            doc="Space to move the content to, with O(content=move).",
            reference="space",
            at_deletion=True,
        ),
    )
