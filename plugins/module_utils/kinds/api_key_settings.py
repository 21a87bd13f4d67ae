# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of API keys."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.durations import seconds
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch

API_KEY_SETTINGS = Kind(
    name="api_key_settings",
    noun="API key settings",
    plural="API key settings",
    doc="Limits on the number and the lifetime of a user's API keys.",
    path="/api/v1/api-keys/configs/{tenant}",
    key=(),
    singleton=True,
    create=Patch(),
    delete=None,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="max_keys_per_user",
            wire="max_keys_per_user",
            doc="Maximum number of active API keys of a user, from V(0) to V(1000).",
            type="int",
        ),
        Field(
            name="max_api_key_expiry",
            wire="max_api_key_expiry",
            doc="Maximum lifetime of a new API key, as an ISO 8601 duration such as V(P7D). "
            "Existing keys keep their expiry.",
            same=seconds,
        ),
        Field(
            name="scim_external_client_expiry",
            wire="scim_externalClient_expiry",
            doc="Lifetime of a key with which an identity provider provisions users (SCIM), such as V(P365D).",
            same=seconds,
        ),
    ),
    notes=(
        "These settings always exist, so they cannot be deleted.",
        "Durations are compared by their length: V(P7D) and V(PT168H) are the same.",
        "Qlik defaults to 5 keys, PT24H and P365D.",
    ),
    examples="""
- name: Allow two keys per user, for at most a month
  qlikfleet.cloud.api_key_settings:
    max_keys_per_user: 2
    max_api_key_expiry: P30D

- name: Limit user keys to a week, and keys of identity providers to half a year
  qlikfleet.cloud.api_key_settings:
    max_api_key_expiry: P7D
    scim_external_client_expiry: P180D

- name: Forbid new API keys
  qlikfleet.cloud.api_key_settings:
    max_keys_per_user: 0
""",
)
