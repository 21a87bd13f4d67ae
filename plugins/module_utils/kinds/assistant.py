# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Assistants."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Post, Work

# Fields that a creation must have.
_NEEDED: Object = {"tags": [], "description": "", "welcomeMessage": "", "customProperties": {}, "knowledgeBases": []}


def _create(work: Work) -> list[Request]:
    (request,) = Post()(work)
    body = {**_NEEDED, "title": work.sent["name"], **request.body}
    return [Request("POST", request.path, body, makes=request.makes)]


def _update(work: Work) -> list[Request]:
    """Patch texts only. In lists, add missing values and remove nothing."""
    entries = []
    for option in map(work.kind.field, work.changed):
        value, path = work.sent[option.name], f"/{option.api_name}"
        if option.type != "list":
            entries.append({"op": "replace", "path": path, "value": value})
            continue
        before = work.found.get(option.api_name) or []
        if [each for each in before if each not in value]:
            raise ConfigurationError(f"{option.name}: Qlik can add to an assistant, and take nothing away. Replace it.")
        entries += [{"op": "add", "path": f"{path}/-", "value": each} for each in value if each not in before]
    return [Request("PATCH", work.at(), entries)]


ASSISTANT = Kind(
    name="assistant",
    doc="Assistants, which answer questions from knowledge bases.",
    path="/api/v1/assistants",
    create=_create,
    update=_update,
    creator="createdBy",
    ownership=Ownership(item="assistant", advice="Create it again as another user."),
    needs="a role in the space that may create assistants, or the scope C(admin.assistants)",
    fields=(
        Field(name="name", doc="Name of the assistant."),
        Field(
            name="space",
            doc="Space of the assistant.",
            wire="spaceId",
            reference="space",
            required=True,
            immutable=True,
        ),
        Field(name="title", doc="Title that users see. Defaults to the name."),
        Field(name="description", doc="Purpose of the assistant."),
        Field(name="welcome_message", doc="Message at the start of a conversation."),
        Field(
            name="knowledge_bases",
            doc="Names of the knowledge bases that it answers from. Qlik can add some, but not remove any.",
            type="list",
            elements="str",
            reference="knowledgebase",
        ),
        Field(
            name="tags",
            doc="Tags of the assistant. Qlik can add some, but not remove any.",
            type="list",
            elements="str",
        ),
        Field(
            name="default_prompt_type",
            doc="Whether a question can follow up on earlier ones.",
            choices=("thread", "oneshot"),
            immutable=True,
        ),
        Field(
            name="custom_properties",
            doc="Further properties, such as messages for errors, as Qlik has them.",
            type="dict",
            immutable=True,
        ),
    ),
    notes=("Qlik does not forbid two assistants of one name; the module fails where it finds two.",),
    examples="""
- name: Create an assistant for the sales team
  qlikfleet.cloud.assistant:
    name: Sales help
    space: Reports
    welcome_message: Ask me about our products.

- name: Change the welcome message
  qlikfleet.cloud.assistant:
    name: Sales help
    welcome_message: Ask me about our products and prices.

- name: Remove the assistant
  qlikfleet.cloud.assistant:
    name: Sales help
    state: absent
""",
)
