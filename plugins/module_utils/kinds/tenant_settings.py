# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a tenant."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Field, Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch


def _start_page(value: object) -> object:
    """The API takes a word and answers with an object that has it as value."""
    return value.get("value") if isinstance(value, dict) else value


TENANT_SETTINGS = Kind(
    name="tenant_settings",
    doc="Settings of the tenant as a whole.",
    path="/api/v1/tenant-settings",
    key=(),
    singleton=True,
    update=Patch(op="add", or_create=True),
    fields=(
        Field(
            name="preferred_start_page",
            doc="Where users land after they signed in.",
            choices=("analytics-hub", "data-integration-hub", "management-console"),
            read=_start_page,
        ),
        Field(
            name="customize_no_access",
            doc="What users see who have no access.",
            type="dict",
            options=(
                Field(name="text", wire="message", doc="Text of the page."),
                Field(name="link_enabled", doc="Whether the page has a link.", type="bool", required=True),
                Field(name="link_url", doc="Address of the link."),
                Field(name="link_label", doc="Text of the link."),
            ),
        ),
    ),
    examples="""
- name: Users land in the analytics hub
  qlikfleet.cloud.tenant_settings:
    preferred_start_page: analytics-hub
    customize_no_access:
      text: Ask the service desk for access.
      link_enabled: false
""",
)
