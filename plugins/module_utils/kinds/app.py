# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps, as far as other objects name them."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing

APP = Kind(
    name="app",
    doc="Apps, by their name and their space.",
    path="/api/v1/apps",
    read_only=True,
    key=("name", "space"),
    identifier="resourceId",
    listing=Listing(
        path="/api/v1/items",
        query={"resourceType": "app"},
        # The index finds what has the text in its name.
        find=Find(query=lambda names: {"name": names[0].rpartition("/")[2]}),
    ),
    fields=(
        Field(name="name", doc="Name of the app."),
        Field(name="space", doc="Space that the app is in.", wire="spaceId", reference="space", missing=""),
        Field(name="owner", doc="Owner of the app.", wire="ownerId", reference="user"),
    ),
)
