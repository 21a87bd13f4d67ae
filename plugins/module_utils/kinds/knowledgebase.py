# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Knowledge bases and their data sources."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch, Work

_PATH = "/api/v1/knowledgebases"


def _put_source(work: Work) -> list[Request]:
    """Replace a data source as a whole, including the values that Qlik returns."""
    values = work.values(lambda _option: True)
    config = {**(work.found.get("fileConfig") or {}), **values.get("fileConfig", {})}
    return [Request("PUT", work.at(), {**work.found, **values, "fileConfig": config})]


_SOURCE = Kind(
    name="knowledgebase source",
    doc="A data source of a knowledge base.",
    path=f"{_PATH}/{{parent}}/datasources",
    listing=Listing(path=f"{_PATH}/{{parent}}", rows="datasources", page_size=None),
    update=_put_source,
    fields=(
        Field(name="name", doc="Name of the data source."),
        Field(
            name="type",
            doc="Type of the source: files, web pages, or a database.",
            required=True,
            choices=("file", "web", "database"),
            immutable=True,
        ),
        Field(
            name="connection",
            doc="Data connection of the source, as V(Space/Connection).",
            wire="fileConfig/connectionId",
            reference="data_connection",
            required=True,
        ),
        Field(
            name="user",
            doc="Subject or email of the user who reads the source.",
            wire="fileConfig/userId",
            reference="user",
            required=True,
        ),
        Field(name="folder", doc="Folder to start in.", wire="fileConfig/folder"),
        Field(name="files", doc="Files to read, instead of all.", wire="fileConfig/files", type="list", elements="str"),
        Field(
            name="scope",
            doc="Limits on the files that are read.",
            wire="fileConfig/scope",
            type="dict",
            options=(
                Field(name="depth", doc="Number of levels of folders or links.", type="int"),
                Field(name="extensions", doc="Extensions of files to read.", type="list", elements="str"),
                Field(name="max_files_total", doc="Maximum number of files.", type="int"),
                Field(name="max_files_per_folder", doc="Maximum number of files in a folder.", type="int"),
                Field(name="max_size", doc="Maximum size of a file in bytes.", type="int"),
                Field(name="modified_after", doc="Time since which a file must have changed."),
            ),
        ),
        Field(
            name="crawl_patterns",
            doc="Rules for following links.",
            wire="fileConfig/crawlPatterns",
            type="list",
            elements="dict",
            options=(
                Field(name="type", doc="Whether to follow such links.", choices=("include", "exclude")),
                Field(name="pattern", doc="Regular expression of the links."),
            ),
        ),
    ),
)

KNOWLEDGEBASE = Kind(
    name="knowledgebase",
    noun="knowledge base",
    doc="Knowledge bases that assistants answer from, with their data sources.",
    path=_PATH,
    update=Patch("REPLACE"),
    creator="createdBy",
    ownership=Ownership(item="knowledgebase", advice="Create it again as another user."),
    needs="a role in the space that may create knowledge bases, or the scope C(admin.knowledgebases)",
    fields=(
        Field(name="name", doc="Name of the knowledge base."),
        Field(
            name="space",
            doc="Space of the knowledge base.",
            wire="spaceId",
            reference="space",
            required=True,
            immutable=True,
        ),
        Field(name="description", doc="Purpose of the knowledge base."),
        Field(name="tags", doc="All tags of the knowledge base.", type="list", elements="str", immutable=True),
        Field(
            name="advanced_indexing",
            doc="Whether to read files with the advanced pipeline.",
            type="bool",
            immutable=True,
        ),
        Field(
            name="sources",
            doc="Data sources. Other sources are kept, unless O(purge_sources) is set.",
            type="list",
            elements="dict",
            children=_SOURCE,
        ),
    ),
    notes=(
        "M(qlikfleet.cloud.knowledgebase_sync) indexes a data source. Schedules of indexes are set in the hub.",
        "Qlik allows two knowledge bases with the same name. The module fails if it finds two.",
    ),
    examples="""
- name: Give assistants our guides
  qlikfleet.cloud.knowledgebase:
    name: Guides
    space: Reports
    description: Guides for the sales team

- name: Change the description
  qlikfleet.cloud.knowledgebase:
    name: Guides
    description: Guides for the sales and purchasing teams

- name: Remove the knowledge base
  qlikfleet.cloud.knowledgebase:
    name: Guides
    state: absent
""",
)
