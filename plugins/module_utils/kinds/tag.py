# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of the tenant, which are collections of a type of their own."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Post, Work


def _is_tag(found: Object) -> bool:
    return found.get("type") == "public"


def _create(work: Work) -> list[Request]:
    (request,) = Post()(work)
    return [Request("POST", request.path, {**request.body, "type": "public"}, makes=request.makes)]


TAG = Kind(
    name="tag",
    doc="Tags that users can give to apps and other items of the hub.",
    path="/api/v1/collections",
    listing=Listing(query={"type": "public"}, find=Find(query=lambda names: {"name": names[0]}), is_one=_is_tag),
    create=_create,
    creator="creatorId",
    needs="the role C(TenantAdmin)",
    fields=(
        Field(name="name", doc="Name of the tag, unique in the tenant."),
        Field(name="description", doc="Purpose of the tag."),
    ),
    notes=("A tag that is removed is taken from all items that have it.",),
    examples="""
- name: Create a tag for checked items
  qlikfleet.cloud.tag:
    name: Certified

- name: Describe the tag
  qlikfleet.cloud.tag:
    name: Certified
    description: Checked by the controllers

- name: Remove the tag
  qlikfleet.cloud.tag:
    name: Certified
    state: absent
""",
)
