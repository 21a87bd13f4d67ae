# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence assignments."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Bulk

LICENSE_ASSIGNMENT = Kind(
    name="license_assignment",
    noun="licence assignment",
    doc="Licences that are assigned to users, in a user-based subscription.",
    path="/api/v1/licenses/assignments",
    key=("subject",),
    identifier="subject",
    listing=Listing(),
    create=Bulk("actions/add", "add"),
    update=Bulk("actions/update", "update", before={"sourceType": "type"}),
    delete=Bulk("actions/delete", "delete"),
    needs="the role C(TenantAdmin)",
    source="published specification of the API C(licenses), and changelog 49 for bots",
    fields=(
        Field(
            name="subject",
            doc="Subject of the user, who need not have signed in yet. Case does not matter: Qlik "
            "lists the bot of an OAuth client as C(QLIKBOT\\ID).",
            immutable=True,
            same=str.casefold,
        ),
        Field(
            name="type",
            doc="Type of the assigned licence.",
            required=True,
            choices=("professional", "analyzer"),
        ),
    ),
    notes=(
        "A hundred assignments take one request. If Qlik refuses some, such as for lack of licences, only those fail.",
        "A capacity-based subscription has no assignments: its users are Basic or Full depending on what they do.",
        "Qlik can also assign licences itself, see M(qlikfleet.cloud.license_settings).",
    ),
    examples="""
- name: Assign Anna a professional licence
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    type: professional

- name: Change Anna to an analyzer licence
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    type: analyzer

- name: Free Anna's licence
  qlikfleet.cloud.license_assignment:
    subject: auth0|anna
    state: absent
""",
)
