# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer-managed keys for the encryption of a tenant."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request, Until
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work


def _use(work: Work) -> list[Request]:
    """Start a migration to the key, or back to Qlik's key."""
    wanted = bool(work.sent["current"])
    path = work.at("actions/migrate") if wanted else (*work.path, "actions/reset-to-default-provider")
    over = Until(work.at(), lambda found: bool(found.get("current")) is wanted)
    return [Request("POST", path, accept="later", until=over)]


ENCRYPTION_KEY_PROVIDER = Kind(
    name="encryption_key_provider",
    doc="AWS KMS keys that encrypt the tenant instead of Qlik's own key.",
    path="/api/v1/encryption/keyproviders",
    key=("arn",),
    identifier="arnFingerPrint",
    # The published schema has an object with `errors`, its examples an array.
    listing=Listing(rows="errors", page_size=None),
    protected=lambda found: bool(found.get("current")),
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="arn",
            doc="ARN of a multi-region key, which has a replica in the region that Qlik names for disaster recovery.",
            immutable=True,
        ),
        Field(
            name="keyprovider",
            doc="Service that holds the key.",
            wire="keyprovider",
            choices=("AWS-KMS",),
            default="AWS-KMS",
            immutable=True,
        ),
        Field(name="name", doc="Name of the key.", required=True),
        Field(name="description", doc="Purpose of the key."),
        Field(
            name="current",
            doc="Whether the tenant is encrypted with this key. Enabling it starts a migration, disabling it "
            "one back to Qlik's key. The module waits up to five minutes for its end.",
            type="bool",
            via=_use,
        ),
    ),
    notes=(
        "The policy of the key must let Qlik Cloud use it. Without that key the tenant cannot be read.",
        "A key in use cannot be deleted.",
    ),
    examples="""
- name: Register our key
  qlikfleet.cloud.encryption_key_provider:
    arn: arn:aws:kms:eu-west-1:111222334455:key/mrk-1237c011a37e4f67ei987c7612q456
    name: Ours
    description: Rotated every year

- name: Encrypt the tenant with it
  qlikfleet.cloud.encryption_key_provider:
    arn: arn:aws:kms:eu-west-1:111222334455:key/mrk-1237c011a37e4f67ei987c7612q456
    name: Ours
    current: true

- name: Encrypt the tenant with Qlik's key again
  qlikfleet.cloud.encryption_key_provider:
    arn: arn:aws:kms:eu-west-1:111222334455:key/mrk-1237c011a37e4f67ei987c7612q456
    current: false
""",
)
