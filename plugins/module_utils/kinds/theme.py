# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Themes. Source: the published specification "themes" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.bundles import (
    BUNDLE_OWNERSHIP,
    bundle_fields,
    bundle_notes,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Upload

THEME = Kind(
    name="theme",
    doc="Themes, which define the look of apps.",
    path="/api/v1/themes",
    creator="userId",
    ownership=BUNDLE_OWNERSHIP,
    listing=Listing(page_size=None),
    create=Upload(data="data"),
    update=Upload("PATCH", data="data"),
    needs="the role C(TenantAdmin) or the scope C(admin.themes)",
    fields=bundle_fields("theme"),
    notes=bundle_notes("theme"),
    examples="""
- name: Upload the theme of the company
  qlikfleet.cloud.theme:
    name: Corporate theme
    file: files/corporate-theme.zip
    tags: [company, approved]

- name: Upload the theme from a folder beside the playbook
  qlikfleet.cloud.theme:
    name: Corporate theme
    file: files/corporate-theme

- name: Override the description in its manifest
  qlikfleet.cloud.theme:
    name: Corporate theme
    description: Made by the design team
""",
)
