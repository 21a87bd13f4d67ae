# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections of the hub."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, Reference
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Indexed, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Nothing, Work

# Kinds that can be in a collection, by their type in the index of items.
_KINDS = {"app": "app", "automation": "automation", "glossary": "glossary"}


def _is_collection(found: Object) -> bool:
    """Skip tags, which are collections of the type public."""
    return found.get("type") != "public"


def _create(work: Work) -> list[Request]:
    """Create a collection as private, since an empty one cannot be public."""
    body = {**work.values(lambda option: option.name != "type"), "type": "private"}
    return [Request("POST", work.path, body, makes=work.makes)]


def _publish(work: Work) -> list[Request]:
    return [Request("PATCH", work.at(), [{"op": "replace", "path": "/type", "value": work.sent["type"]}])]


def _add(work: Work) -> list[Request]:
    """Add an item by its id in the index, which differs from the id of the object."""
    item = Indexed(work.sent["type"], work.sent["name"])
    return [Request("POST", work.path, {"id": item}, makes=work.makes)]


_ITEM = Kind(
    name="collection item",
    doc="Items of a collection.",
    path="/api/v1/collections/{parent}/items",
    key=("type", "name"),
    create=_add,
    update=Nothing(),
    fields=(
        Field(
            name="type",
            doc="Type of the item.",
            wire="resourceType",
            choices=tuple(_KINDS),
            default="app",
            immutable=True,
        ),
        Field(
            name="name",
            doc="Name of the item, such as V(Finance/Sales) for an app in a space.",
            wire="resourceId",
            reference=Reference(tuple(_KINDS.values()), lambda item: _KINDS.get(item["type"], "")),
            immutable=True,
        ),
    ),
)

COLLECTION = Kind(
    name="collection",
    doc="Collections of apps and other items, private or for all users of the tenant.",
    path="/api/v1/collections",
    listing=Listing(find=Find(query=lambda names: {"name": names[0]}), is_one=_is_collection),
    create=_create,
    creator="creatorId",
    ownership=Ownership(
        query={"creatorId": "{user}"},
        owner="creatorId",
        advice="Qlik cannot change its owner. Create it again as another user.",
    ),
    needs="the role C(TenantAdmin) or the scope C(admin.collections.publicgoverned) for one that all users see",
    fields=(
        Field(name="name", doc="Name of the collection."),
        Field(
            name="type",
            doc="Who sees it: only its owner with V(private), all users with V(publicgoverned). Without items "
            "it is private.",
            choices=("private", "publicgoverned"),
            missing="private",
            via=_publish,
            after_below=True,
        ),
        Field(name="description", doc="Purpose of the collection."),
        Field(
            name="items",
            doc="Items of the collection. Other items are kept, unless O(purge_items) is set.",
            type="list",
            elements="dict",
            children=_ITEM,
        ),
    ),
    notes=(
        "A new item is added when the index of the tenant has it.",
        "Tags, which are collections of the type C(public), are not included, see M(qlikfleet.cloud.tag).",
        "Qlik allows two collections with the same name. The module fails if it finds two.",
    ),
    examples="""
- name: Publish a collection for the end of the month
  qlikfleet.cloud.collection:
    name: Month end
    type: publicgoverned
    items:
      - name: Reports/Sales
      - name: Reports/Forecast

- name: Describe the collection
  qlikfleet.cloud.collection:
    name: Month end
    description: What finance looks at when a month is over

- name: Remove the collection, but not its items
  qlikfleet.cloud.collection:
    name: Month end
    state: absent
""",
)
