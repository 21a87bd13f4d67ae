# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brands. Source: the published specification "brands" of 2026-07-24."""

from __future__ import annotations

import re

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import Form, LocalFile, StoredFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Upload, Work, switch

_MD5 = re.compile("[0-9a-f]{32}")


def _stored(found: Object, part: str) -> StoredFile | None:
    """Return the properties of a file in an answer. An eTag in the form of an MD5 is treated as one."""
    for file in found.get("files") or ():
        if file.get("id") == part:
            tag = str(file.get("eTag", "")).removeprefix("W/").strip('"')
            return StoredFile(md5=tag if _MD5.fullmatch(tag) else None)
    return None


def _send(work: Work) -> list[Request]:
    """Create, replace or remove one file."""
    (name,) = work.changed
    part, file = work.kind.field(name).api_name, work.sent[name]
    path = work.at(f"files/{part}")
    if not isinstance(file, LocalFile):
        return [Request("DELETE", path)]
    return [Request("PUT" if _stored(work.found, part) else "POST", path, Form(file=file))]


def _file(name: str, doc: str, ending: str, wire: str = "") -> Field:
    part = wire or name
    return Field(
        name=name,
        wire=wire,
        doc=doc,
        type="path",
        via=_send,
        stored=lambda found: _stored(found, part),
        download=f"files/{part}",
        ending=ending,
    )


BRAND = Kind(
    name="brand",
    doc="Brands, which give the tenant your own logo and icon. At most one brand is active.",
    path="/api/v1/brands",
    creator="createdBy",
    create=Upload(),
    needs="the role C(TenantAdmin)",
    fields=(
        Field(name="name", doc="Name of the brand."),
        Field(name="description", doc="Purpose of the brand."),
        _file(
            "logo",
            "JPG or PNG file of at most 300 KB, which Qlik fits into 109 by 62 pixels. Empty removes it.",
            ".png",
        ),
        _file("fav_icon", "ICO file of at most 100 KB. Empty removes it.", ".ico", "favIcon"),
        _file("styles", "JSON file of at most 100 KB. Qlik says that it has no effect yet. Empty removes it.", ".json"),
        Field(
            name="active",
            doc="Whether users see this brand. Activating a brand deactivates the previous one.",
            type="bool",
            via=switch("actions/activate", "actions/deactivate", body={}),
        ),
    ),
    notes=(
        "A relative path is relative to the file that sets it, else to the fleet file, else searched by Ansible.",
        "A file is uploaded again if its MD5 differs from the eTag that Qlik returns.",
        "If the eTag does not have the form of an MD5, an existing file is not compared. Remove it first.",
        "When the active brand is removed, the tenant has Qlik's default look.",
        "Qlik may allow two brands with the same name. The module fails if it finds two.",
    ),
    examples="""
- name: Show our logo
  qlikfleet.cloud.brand:
    name: Company
    description: Since the merger
    logo: files/logo.png
    fav_icon: files/favicon.ico
    active: true

- name: Return to Qlik's look
  qlikfleet.cloud.brand:
    name: Company
    active: false

- name: Remove our icon
  qlikfleet.cloud.brand:
    name: Company
    fav_icon: ""
""",
)
