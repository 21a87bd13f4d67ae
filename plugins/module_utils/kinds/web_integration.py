# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Web integrations. Source: the published specification "web-integrations" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind

WEB_INTEGRATION = Kind(
    name="web_integration",
    doc="Web integrations, which let your website embed content of the tenant.",
    path="/api/v1/web-integrations",
    creator="createdBy",
    needs="the role C(TenantAdmin)",
    fields=(
        Field(name="name", doc="Name of the web integration."),
        Field(
            name="valid_origins",
            doc="Origins, such as V(https://portal.example.com), that may embed content.",
            type="list",
            elements="str",
        ),
    ),
    notes=(
        "The list of origins is complete: other origins are removed. Its order does not matter.",
        "Clients refer to a web integration by its id. A recreated one has a new id.",
        "Qlik allows two web integrations with the same name. The module fails if it finds two.",
    ),
    examples="""
- name: Allow the customer portal to embed sheets
  qlikfleet.cloud.web_integration:
    name: Customer portal
    valid_origins:
      - https://portal.example.com

- name: Allow the partner portal too
  qlikfleet.cloud.web_integration:
    name: Customer portal
    valid_origins:
      - https://portal.example.com
      - https://partners.example.com
""",
)
