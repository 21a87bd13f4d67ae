# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pinned links. Source: the published specification "ui-config" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Bulk

PINNED_LINK = Kind(
    name="pinned_link",
    doc="Links that all users of the tenant see in the navigation bar.",
    path="/api/v1/ui-config/pinned-links",
    creator="createdBy",
    listing=Listing(page_size=None, is_one=lambda found: bool(found.get("scope") == "tenant")),
    # Links of one run are created with one request, which keeps their order.
    create=Bulk("actions/bulk-create-pinned-links", "links", constant={"type": "custom-link", "scope": "tenant"}),
    needs="the role C(TenantAdmin)",
    fields=(
        Field(name="name", doc="Title of the link, at most 50 characters."),
        Field(name="link", doc="Address of the link. It begins with V(https://).", required=True),
    ),
    notes=(
        "A tenant has at most 50 pinned links.",
        "Users see the links in the order in which they were created, and Qlik cannot move one.",
        "A blueprint creates new links in its own order, below the existing ones.",
        "To change the order, remove the links and run again.",
        "Qlik may allow two links with the same name. The module fails if it finds two.",
    ),
    examples="""
- name: Link to the service desk
  qlikfleet.cloud.pinned_link:
    name: Service desk
    link: https://desk.example.com

- name: Change the address of the service desk
  qlikfleet.cloud.pinned_link:
    name: Service desk
    link: https://help.example.com
""",
)
