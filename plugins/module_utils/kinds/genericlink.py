# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links in the hub. Qlik has not published their operations, but third-party programs use them."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Put


def _told(found: Object) -> Object:
    """Return a link in one form, whether it comes from the index or from its own request."""
    if "resourceId" in found:
        return {"id": found["resourceId"], "name": found["name"], "spaceId": found.get("spaceId")}
    rows = found.get("data")
    return dict(rows[0]) if isinstance(rows, list) and rows else found


GENERICLINK = Kind(
    name="genericlink",
    noun="link",
    doc="Links to other places, which users find in the hub beside their apps.",
    path="/api/v1/generic-links",
    listing=Listing(
        path="/api/v1/items",
        query={"resourceType": "genericlink"},
        find=Find(query=lambda names: {"name": names[0]}),
        form=_told,
        detail="",
    ),
    update=Put(),
    ownership=Ownership(item="genericlink", advice="Create it again as another user."),
    needs="a role in the space that may create content there",
    source="operations that are not published, as Qlik Professional Services uses them; Qlik can change "
    "them without notice",
    fields=(
        Field(name="name", doc="Title of the link."),
        Field(name="link", doc="Address of the link.", required=True),
        Field(name="description", doc="Description of the link."),
        Field(
            name="space",
            doc="Space of the link. Defaults to the personal space of the caller.",
            wire="spaceId",
            reference="space",
        ),
    ),
    notes=(
        "For links in the navigation bar, use M(qlikfleet.cloud.pinned_link), whose API is published.",
        "Qlik allows two links with the same name. The module fails if it finds two.",
    ),
    examples="""
- name: Link from the reports to the definitions
  qlikfleet.cloud.genericlink:
    name: Definitions
    link: https://wiki.example.com/definitions

- name: Change the address of the definitions
  qlikfleet.cloud.genericlink:
    name: Definitions
    link: https://docs.example.com/definitions

- name: Remove the link
  qlikfleet.cloud.genericlink:
    name: Definitions
    state: absent
""",
)
