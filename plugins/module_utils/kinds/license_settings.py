# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automatic assignment of licences."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Put

LICENSE_SETTINGS = Kind(
    name="license_settings",
    doc="Whether users are assigned licences when they sign in for the first time.",
    path="/api/v1/licenses/settings",
    key=(),
    singleton=True,
    plural="license settings",
    create=Put(),
    update=Put(),
    delete=None,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="auto_assign_professional",
            doc="Whether new users are assigned professional access while the licence has some left. "
            "Without any left they are assigned analyzer capacity, if there is some.",
            type="bool",
        ),
        Field(
            name="auto_assign_analyzer",
            doc="Whether new users are assigned analyzer access while the licence has some left. "
            "Without any left they are assigned analyzer capacity, if there is some.",
            type="bool",
        ),
    ),
    notes=(
        "These settings always exist, so they cannot be deleted.",
        "In a capacity-based subscription they have no effect: users are Basic or Full depending on what they do.",
    ),
    examples="""
- name: Assign only analyzer access automatically
  qlikfleet.cloud.license_settings:
    auto_assign_professional: false
    auto_assign_analyzer: true

- name: Assign nothing automatically
  qlikfleet.cloud.license_settings:
    auto_assign_professional: false
    auto_assign_analyzer: false

- name: Assign professional access again, and leave analyzer access unchanged
  qlikfleet.cloud.license_settings:
    auto_assign_professional: true
""",
)
