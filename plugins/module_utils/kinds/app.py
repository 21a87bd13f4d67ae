# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps. Sources: the published specifications "apps" and "items" of 2026-07-24 and Qlik's published examples."""

from __future__ import annotations

import typing as t
from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds import app_script
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.in_spaces import space_field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, acting
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending, Request, Segment, Until
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Action, Work, temporary

_ITEMS = "/api/v1/items"


def _form(found: Object) -> Object:
    """Return an app as the list of items has it, or as it is answered itself, in one form."""
    if "resourceId" not in found:
        return dict(found.get("attributes") or found)
    named = {"id": found["resourceId"], "name": found["name"], "ownerId": found.get("ownerId")}
    return {**(found.get("resourceAttributes") or {}), **named, "spaceId": found.get("spaceId")}


def _faults(wanted: Object) -> list[str]:
    faults = app_script.edit_faults(wanted)
    for one, other in (
        ("file", "source"),
        ("script", "script_edits"),
        ("source", "script"),
        ("source", "script_edits"),
    ):
        if wanted.get(one) and wanted.get(other):
            faults.append(f"{one} and {other} exclude each other")
    return faults


def _source(found: Object) -> t.Any:
    """Return the app that an app was published from; none if that has changed since."""
    if "told_source" not in found:
        return None
    changed = str((found["told_source"].get("attributes") or {}).get("modifiedDate") or "")
    return found.get("originAppId") if changed <= str(found.get("publishTime") or "") else None


def _attributes(work: Work) -> Object:
    return {name: work.sent[name] for name in ("name", "description") if work.sent.get(name) is not None}


def _target_data(work: Work) -> bool:
    """Tell whether an app keeps the data that it has."""
    return bool(work.sent.get("data") == "target")


def _imported(work: Work, makes: Pending | None, **query: t.Any) -> list[Request]:
    """Return the import of the file, which is uploaded first if it is large."""
    before, content = temporary(work.sent["file"])
    query = {"name": work.sent["name"], **query, **({"fileId": content} if content else {})}
    path, body = (*work.path, "import"), None if content else work.sent["file"]
    return [*before, Request("POST", path, body, query=query, makes=makes)]


def _published(work: Work, source: Segment) -> list[Request]:
    """Return the publication of another app: a new app, or a new version of this one."""
    path: tuple[Segment, ...] = (*work.path, source, "publish")
    body: Object = {"attributes": _attributes(work)}
    if work.makes:
        return [_indexed(Request("POST", path, {**body, "spaceId": work.sent.get("space")}, makes=work.makes))]
    body |= {
        "targetId": work.identifier,
        "checkOriginAppId": False,
        "data": "target" if _target_data(work) else "source",
    }
    return [Request("PUT", path, body)]


def _by_import(work: Work) -> list[Request]:
    """Return what publishes a file: an app for the way, which is deleted in the end."""
    way = Pending("app", (work.sent["name"], "on its way", work.sent["file"].facts.get("sha256", "")))
    return [*_imported(work, way), *_published(work, way), Request("DELETE", (*work.path, way))]


def _indexed(request: Request) -> Request:
    """Wait until the index of items has a new app: the next run looks there."""
    query = {"resourceType": "app", "resourceId": request.makes}
    until = Until((_ITEMS,), lambda answer: bool(answer.get("data")), query)
    return replace(request, accept="later", until=until)


def _create(work: Work) -> list[Request]:
    made = replace(work, identifier=work.makes or "")
    if isinstance(work.sent.get("file"), LocalFile):
        if work.sent.get("published"):
            requests = _by_import(work)
        else:
            space = {"spaceId": work.sent["space"]} if work.sent.get("space") else {}
            *before, request = _imported(work, work.makes, **space)
            requests = [*before, _indexed(request)]
            requests += _changed(made) if work.sent.get("description") else []
    elif work.sent.get("source"):
        requests = _published(work, work.sent["source"])
    else:
        body = work.values(lambda option: option.name in ("name", "description", "space", "usage"))
        requests = [_indexed(Request("POST", work.path, {"attributes": body}, makes=work.makes))]
    return [*requests, *app_script.set_script(made), *app_script.edit_script(made)]


def _changed(work: Work) -> list[Request]:
    return [Request("PUT", work.at(), {"attributes": _attributes(work)})]


def _update(work: Work) -> list[Request]:
    changed, requests = set(work.changed), []
    has_file = "file" in changed and isinstance(work.sent.get("file"), LocalFile)
    if has_file and work.found.get("published"):
        requests += _by_import(work)
    elif has_file:
        data = {"NoData": "true"} if _target_data(work) else {}
        *before, request = _imported(work, None, mode="autoreplace", appId=work.identifier, **data)
        requests += [*before, replace(request, keeps=str(work.identifier))]
    elif "source" in changed and work.sent.get("source"):
        requests += _published(work, work.sent["source"])
    if changed & {"name", "description"}:
        requests += _changed(work)
    # A file brings its own script.
    if "script" in changed or (has_file and "script" in work.given):
        requests += app_script.set_script(work)
    if "script_edits" in changed or (has_file and "script_edits" in work.given):
        requests += app_script.edit_script(work)
    return requests


APP = Kind(
    name="app",
    doc="Apps: imported from a file, published, and their load scripts.",
    path="/api/v1/apps",
    key=("name", "space"),
    listing=Listing(
        path=_ITEMS,
        query={"resourceType": "app"},
        find=Find(query=lambda names: {"name": names[0].rpartition("/")[2]}),
        form=_form,
        detail="",
    ),
    ownership=Ownership(
        doc="Apps. One in a personal space goes to the personal space of its new owner.",
        item="app",
        give=acting("PUT", "owner"),
        has_private=True,
    ),
    faults=_faults,
    create=_create,
    update=_update,
    advice={403: "Administrators need a role in the space too: add the bot of the client to its members."},
    needs="a role in the space that can edit its apps, or publish there; the scope C(admin.apps) for personal spaces",
    source="published specifications of the APIs C(apps), C(items) and C(temp-contents) of 2026-07-24, and "
    "Qlik's published examples for the mode C(autoreplace)",
    fields=(
        Field(name="name", doc="Name of the app. Qlik permits two of one name; the module does not."),
        space_field(),
        Field(name="description", doc="What the app is for."),
        Field(
            name="file",
            doc="Exported app, a C(.qvf) file. A relative path is beside the file that has it, else beside the fleet "
            "file, else where C(ansible.builtin.copy) looks. One of more than 8 MiB is uploaded in pieces, and an "
            "upload that was cut goes on where it stopped.",
            type="path",
            write_only=True,
        ),
        Field(
            name="published",
            doc="Whether the O(file) becomes a published app, as apps of managed spaces are. A new file replaces the "
            "content of that app, which keeps its id and what users made in it.",
            type="bool",
            read=bool,
            immutable=True,
        ),
        Field(
            name="source",
            doc="App of the same tenant that this one is published from, as V(Space/App). It is published again, into "
            "the same app, if the source was changed or reloaded after that.",
            reference="app",
            stored=_source,
            told_at="/api/v1/apps/{originAppId}",
        ),
        Field(
            name="data",
            doc="Which data the app has after another version: that of the new version, or what it has. Qlik defaults "
            "to V(source).",
            choices=("source", "target"),
            local=True,
        ),
        Field(
            name="script",
            doc="File with the whole load script. It is found as O(file) is.",
            type="path",
            stored=app_script.stored_script("script"),
            told_at=app_script.CURRENT,
            inspect=app_script.facts_of,
        ),
        Field(
            name="script_edits",
            doc="Replacements in the load script that the app has, one after the other. They are made again after each "
            "new O(file).",
            type="list",
            elements="dict",
            ordered=True,
            stored=app_script.script_of("script_edits"),
            told_at=app_script.CURRENT,
            meets=app_script.has_edits,
            options=(
                Field(
                    name="regexp",
                    doc="Regular expression of Python; V(^) and V($) match at each line. It must not match what it is "
                    "replaced by.",
                    required=True,
                ),
                Field(
                    name="replace",
                    doc="Text instead, in which a backslash and 1 stand for the first group.",
                    required=True,
                ),
            ),
        ),
        Field(
            name="usage",
            doc="What a new app without a file is for. Qlik defaults to V(ANALYTICS).",
            choices=("ANALYTICS", "DATA_PREPARATION", "DATAFLOW_PREP", "SINGLE_TABLE_PREP", "DIRECT_QUERY_MODE"),
            immutable=True,
        ),
        Field(
            name="owner",
            doc="Subject or email of the owner. Defaults to the bot of the client.",
            wire="ownerId",
            reference="user",
            via=Action("PUT", "owner", value="ownerId"),
        ),
    ),
    notes=(
        "Qlik tells no checksum of an app. A file is sent again if its SHA-256 is not the one that was sent last.",
        "The ledger remembers that. Without a ledger a file is sent with the creation alone, and a warning says so.",
        "What somebody changes in an app in the tenant is not found, except its description, owner and script.",
        "A file of an app that is not published is imported with the mode C(autoreplace), as Qlik's examples do.",
        "Qlik's specification calls that mode internal. If Qlik makes another app instead, the task names both.",
        "To use documented operations only, publish apps: O(published) or O(source).",
        "A source that the same run changes is published by the next run, since Qlik tells then that it is newer.",
        "Name and space identify the app: with another space it is another app.",
        "Qlik sets the thumbnail of an app in its engine alone, and a file brings its media.",
        "Data alerts, subscriptions and notes of an app that is deleted are deleted with it.",
        "M(qlikfleet.cloud.app_export) writes an app to a file.",
    ),
    examples="""
- name: Users of the space see the app
  qlikfleet.cloud.app:
    name: Sales
    description: Made by the finance team
    file: files/sales.qvf

- name: The script is kept in git
  qlikfleet.cloud.app:
    name: Sales
    script: files/sales.qvs

- name: Read from the database of this tenant
  qlikfleet.cloud.app:
    name: Sales
    script_edits:
      - regexp: "^SET vServer=.*$"
        replace: "SET vServer='eu.example.com';"

- name: The app is no longer used
  qlikfleet.cloud.app:
    name: Sales
    state: absent
""",
)
