# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys of users."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _is_valid(found: Object) -> bool:
    """Skip revoked and expired keys, which Qlik still lists, and keys that provision users, which have no user."""
    return found.get("status") == "active" and found.get("subType") == "user"


API_KEY = Kind(
    name="api_key",
    noun="API key",
    doc="API keys, with which a program works as a user. Prefer an OAuth client if possible.",
    path="/api/v1/api-keys",
    key=("description", "user"),
    creator="createdByUser",
    ownership=Ownership(
        doc="API keys, which end with their user.",
        query={"sub": "{user}"},
        label="description",
        owner="sub",
        advice="A key works as its user: make one as another user, and delete this one.",
    ),
    shown_once="token",
    listing=Listing(query={"status": "active"}, is_one=_is_valid),
    needs="the role C(TenantAdmin) for keys of other users than its own",
    fields=(
        Field(name="description", doc="Purpose of the key, unique among the active keys of its user."),
        Field(
            name="user",
            doc="Subject or email of the user that the key works as. For a bot also the id or name of its client.",
            wire="sub",
            reference="user",
            immutable=True,
        ),
        Field(
            name="expiry",
            doc="Lifetime of the key, as an ISO 8601 duration such as V(P7D). Defaults to the maximum that "
            "M(qlikfleet.cloud.api_key_settings) permits.",
            write_only=True,
            immutable=True,
        ),
    ),
    notes=(
        "Qlik shows the key once, when it is created. The result has it as RV(token), and is not printed.",
        "Expired and revoked keys are ignored: the next run creates another key.",
        "Only the description of a key can be changed.",
        "Removing the key of another user revokes it. Qlik still lists it, but it no longer works.",
    ),
    examples="""
- name: Create a key for the nightly export
  qlikfleet.cloud.api_key:
    description: Nightly export
    user: auth0|anna
    expiry: PT12H
  register: export_key

- name: Change the description of the key
  qlikfleet.cloud.api_key:
    description: Weekly export
    was: Nightly export
    user: auth0|anna

- name: Revoke the key of the export
  qlikfleet.cloud.api_key:
    description: Weekly export
    user: auth0|anna
    state: absent
""",
)
