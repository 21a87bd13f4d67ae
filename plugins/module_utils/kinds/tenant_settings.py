# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a tenant. Source: the published specification "tenant-settings" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Action, Patch, Post, Work


def _start_page(value: object) -> object:
    """Return the value of an answer, which has it in an object, while requests send the plain word."""
    return value.get("value") if isinstance(value, dict) else value


def _create(work: Work) -> list[Request]:
    """Create the settings, unless another operation does so."""
    return [request for request in Post()(work) if request.body]


def _consent(wanted: object) -> dict[str, str]:
    return {"x-qlik-consent-verified": "true"} if wanted else {}


TENANT_SETTINGS = Kind(
    name="tenant_settings",
    doc="Settings of the tenant as a whole.",
    path="/api/v1/tenant-settings",
    key=(),
    singleton=True,
    create=_create,
    update=Patch(op="add", or_create=True),
    fields=(
        Field(
            name="preferred_start_page",
            doc="Page that users see after signing in. Qlik defaults to V(analytics-hub), and can also have "
            "V(analytics-creation-hub), which the API does not set.",
            choices=("analytics-hub", "data-integration-hub", "management-console"),
            read=_start_page,
        ),
        Field(
            name="customize_no_access",
            doc="Page for users without access.",
            type="dict",
            options=(
                Field(name="text", wire="message", doc="Text of the page."),
                Field(name="link_enabled", doc="Whether the page has a link.", type="bool", required=True),
                Field(name="link_url", doc="Address of the link."),
                Field(name="link_label", doc="Text of the link."),
            ),
        ),
        Field(
            name="cross_region_inference",
            wire="crossRegionDataProcessing",
            doc="Whether Qlik may send data to another region for features that use language models. With V(true) you "
            "confirm that you may decide so and accept Qlik's terms.",
            type="bool",
            via=Action("POST", "actions/toggle-cross-region-inference", "value", headers=_consent),
        ),
    ),
    needs="the permissions C(admin.tenant-settings), which the role C(TenantAdmin) has",
    notes=("When the settings are absent, the tenant has Qlik's defaults.",),
    examples="""
- name: Show users the analytics hub first
  qlikfleet.cloud.tenant_settings:
    preferred_start_page: analytics-hub
    customize_no_access:
      text: Ask the service desk for access.
      link_enabled: false

- name: Keep data in the region
  qlikfleet.cloud.tenant_settings:
    cross_region_inference: false

- name: Go back to Qlik's defaults
  qlikfleet.cloud.tenant_settings:
    state: absent
""",
)
