# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data files and their folders. Source: the published specification "data-files" of 2026-07-24."""

from __future__ import annotations

import functools
import typing as t
from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError, QlikError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.in_spaces import space_field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import Form, LocalFile, StoredFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, acting
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Edit, Path, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work, temporary

# Lists and uploads have no path in the newer namespace yet.
_LIST = "/api/v1/data-files"
_WILDCARDS = frozenset("*?")


def _is_in_root(file: Object) -> bool:
    return "/" not in file["name"]


def _files_and_folders(found: list[Object]) -> list[Object]:
    """A folder goes with all that is in it, so that is no content of its own."""
    folders = [(each.get("spaceId"), f"{each['name']}/") for each in found if each.get("folder")]
    return [
        each
        for each in found
        if not any(each.get("spaceId") == space and each["name"].startswith(name) for space, name in folders)
    ]


def _faults(wanted: Object) -> list[str]:
    faults = ["file and folder exclude each other"] if wanted.get("file") and wanted.get("folder") else []
    if wanted.get("owner") and "/" in str(wanted.get("name")):
        faults.append("owner: only what is in the root of its space can change its owner")
    return faults


def _sent(method: str, path: Path, work: Work, facts: Object) -> list[Request]:
    """Send a file, or make a folder. The space is meant by its connection, which Qlik is asked for."""
    file = work.sent.get("file")
    before, content = temporary(file) if isinstance(file, LocalFile) else ([], None)
    facts = {**facts, **({"tempContentFileId": content} if content else {})}
    files = {"File": file} if isinstance(file, LocalFile) and not content else {}
    request = Request(method, path, Form({"Json": facts, **files}), makes=work.makes)
    return [*before, _in_space(request, work)]


def _in_space(request: Request, work: Work) -> Request:
    """Add the connection of the space; without one Qlik takes the personal space, and would move a file there."""
    space = work.sent.get("space")
    if not space:
        return request

    def make(body: Object, answer: Object) -> Object:
        found = answer.get("data") or []
        if not found:
            raise QlikError(f"The space of {work.sent['name']} has no connection for data files yet. Run again.")
        return Form({**body, "Json": {**body["Json"], "connectionId": found[0]["id"]}})

    edit = Edit((f"{_LIST}/connections",), functools.partial(make, request.body), {"spaceId": space})
    return Request(request.method, request.path, request.body, makes=request.makes, edit=edit)


def _owned(work: Work) -> list[Request]:
    return [Request("POST", work.at("actions/change-owner"), {"ownerId": work.sent["owner"]})]


def _create(work: Work) -> list[Request]:
    folder = {"folder": True} if work.sent.get("folder") else {}
    if not folder and not isinstance(work.sent.get("file"), LocalFile):
        raise ConfigurationError("A new data file needs file, or folder.")
    requests = _sent("POST", (_LIST,), work, {"name": work.sent["name"], **folder})
    made = Work(kind=work.kind, path=work.path, identifier=work.makes or "", sent=work.sent)
    return [*requests, *(_owned(made) if "owner" in work.given else [])]


def _update(work: Work) -> list[Request]:
    """Whoever uploads a file owns it, so a new content is followed by the owner."""
    requests: list[Request] = []
    if "file" in work.changed or "name" in work.changed:
        # A file that is only renamed keeps its content.
        content = work if "file" in work.changed else replace(work, sent={**work.sent, "file": None})
        requests += _sent("PUT", (_LIST, work.identifier), content, {"name": work.sent["name"]})
    if "owner" in work.changed or ("file" in work.changed and "owner" in work.given):
        requests += _owned(work)
    return requests


def _stored(found: Object) -> t.Any:
    return None if found.get("folder") else StoredFile(size=str(found.get("size", "")))


DATA_FILE = Kind(
    name="data_file",
    doc="Data files that apps load, and their folders.",
    path="/api/core/data-files",
    key=("name", "space"),
    listing=Listing(
        path=_LIST,
        query={"includeAllSpaces": "true", "includeFolders": "true"},
        page_size=1000,
        find=Find(
            query=lambda names: {"baseNameWildcard": names[0].rpartition("/")[2]},
            can_ask=lambda name: not _WILDCARDS & set(name),
        ),
    ),
    ownership=Ownership(
        doc="Data files and folders in the root of their space, folders with what is in them.",
        query={"ownerId": "{user}"},
        whole=_files_and_folders,
        give=acting("POST", "actions/change-owner"),
        may_go=_is_in_root,
        advice="Only what is in the root of its space changes its owner: move it there, or upload it again.",
        # With a folder goes what others have in it.
        may_be_deleted=lambda file: not file.get("folder"),
    ),
    # Others can have put files into a folder.
    spared=lambda file: bool(file.get("folder")),
    faults=_faults,
    create=_create,
    update=_update,
    advice={423: "The file is in use, for example by a reload. Run again later.", 413: "The quota is used up."},
    needs="the right to edit the space; O(owner) needs the role C(TenantAdmin)",
    fields=(
        Field(
            name="name", doc="Name of the file with its folders, such as V(sales/2026.csv). It is unique in its space."
        ),
        space_field(),
        Field(
            name="file",
            doc="File with the content. A relative path is beside the file that has it, else beside the fleet file, "
            "else where C(ansible.builtin.copy) looks. One of more than 8 MiB is uploaded in pieces, and an upload "
            "that was cut goes on where it stopped.",
            type="path",
            wire="File",
            stored=_stored,
            vague=True,
        ),
        Field(
            name="folder",
            doc="Whether it is a folder. Folders in the name of a file need no entry of their own.",
            type="bool",
            immutable=True,
        ),
        Field(
            name="owner",
            doc="Subject or email of the owner. Whoever uploads a file owns it, so it is given again after that. What "
            "is in a folder cannot be given.",
            wire="ownerId",
            reference="user",
        ),
    ),
    notes=(
        "Qlik tells the size of a file and no checksum. Another size is always found.",
        "Another content of the same size is found if the ledger remembers the SHA-256 of what was sent last.",
        "Without a ledger it is not found, and a warning says so.",
        "A folder is deleted with all that is in it. A purge deletes files alone.",
        "Name and space identify the file: with another space it is another file.",
    ),
    examples="""
- name: Apps of the personal space load the budget
  qlikfleet.cloud.data_file:
    name: budget.csv
    file: files/budget.csv

- name: The budget was corrected, and Anna owns it
  qlikfleet.cloud.data_file:
    name: budget.csv
    file: files/budget-corrected.csv
    owner: auth0|anna

- name: There is a folder for exports
  qlikfleet.cloud.data_file:
    name: exports
    folder: true

- name: The budget is no longer needed
  qlikfleet.cloud.data_file:
    name: budget.csv
    state: absent
""",
)
