# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Extensions. Source: the published specification "extensions" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.bundles import (
    BUNDLE_OWNERSHIP,
    bundle_fields,
    bundle_notes,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Upload

EXTENSION = Kind(
    name="extension",
    doc="Extensions, which add charts and objects to apps.",
    path="/api/v1/extensions",
    creator="userId",
    ownership=BUNDLE_OWNERSHIP,
    listing=Listing(page_size=None),
    create=Upload(data="data"),
    update=Upload("PATCH", data="data"),
    needs="the role C(TenantAdmin) or the scope C(admin.extensions)",
    fields=bundle_fields("extension"),
    notes=(
        *bundle_notes("extension"),
        "The C(checksum) that Qlik returns is not compared, since its computation is not published.",
    ),
    examples="""
- name: Upload a bullet chart for apps
  qlikfleet.cloud.extension:
    name: Bullet chart
    file: files/bullet-chart.zip
    tags: [company, approved]

- name: Upload the extension from a folder beside the playbook
  qlikfleet.cloud.extension:
    name: Bullet chart
    file: files/bullet-chart

- name: Override the description in its manifest
  qlikfleet.cloud.extension:
    name: Bullet chart
    description: Made by the design team
""",
)
