# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks. Sources: the published specification "webhooks" of 2026-07-24, and for the namespace C(core) changelog 263
and the reference pages of qlik-cli of 2026-11-16."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, patching
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch, Work

_PATH = "/api/core/webhooks"
# Wildcards of the parameter `name`.
_WILDCARDS = frozenset("*?[]")


def _is_ours(found: Object) -> bool:
    """Skip webhooks that automations create and remove themselves."""
    return found.get("origin") != "automations"


def _patch(work: Work) -> list[Request]:
    """Send the encrypted headers again with a new address, as Qlik requires."""
    changed = list(work.changed)
    if "url" in changed and work.found.get("encryptedHeaders") and "encrypted_headers" not in changed:
        if "encrypted_headers" not in work.sent:
            raise ConfigurationError("Changing url requires encrypted_headers: Qlik does not send them elsewhere.")
        changed.append("encrypted_headers")
    return Patch()(replace(work, changed=changed))


WEBHOOK = Kind(
    name="webhook",
    doc="Webhooks, which notify another service about events in the tenant.",
    path=_PATH,
    creator="createdByUserId",
    ownership=Ownership(
        doc="Webhooks of a user; those of the tenant have no owner.", query={"ownerId": "{user}"}, give=patching
    ),
    listing=Listing(
        find=Find(query=lambda names: {"name": names[0]}, can_ask=lambda name: not _WILDCARDS & set(name)),
        is_one=_is_ours,
    ),
    update=_patch,
    needs="the role C(TenantAdmin) for webhooks of the level V(tenant), or the scope C(admin.webhooks)",
    source="changelog 263 and the reference pages of C(qlik-cli) of 2026-11-16, and the published specification of the "
    "API C(webhooks) for the path before",
    fields=(
        Field(name="name", doc="Name of the webhook, at most 512 characters."),
        Field(name="url", doc="Address that Qlik sends events to. It begins with V(https://).", required=True),
        Field(name="description", doc="Purpose of the webhook."),
        Field(name="enabled", doc="Whether events are sent. Qlik defaults to V(false).", type="bool"),
        Field(
            name="event_types",
            doc="Events to send, such as V(com.qlik.v1.app.reload.finished). GET /api/core/webhooks/event-types "
            "lists them.",
            type="list",
            elements="str",
        ),
        Field(name="filter", doc='Filter for these events, such as C(spaceId eq "63f4b2").'),
        Field(
            name="level",
            doc="Whether the webhook covers the whole tenant, or only objects that its owner can see. Qlik defaults to "
            "V(tenant).",
            choices=("tenant", "user"),
        ),
        Field(
            name="owner",
            doc="Subject or email of the owner of a webhook with level V(user). Defaults to the bot of the client.",
            wire="ownerId",
            reference="user",
        ),
        Field(
            name="headers",
            doc="Headers that are sent with each event, at most 2,048 bytes. They are hidden in results, and every "
            "administrator of the tenant can read them.",
            type="dict",
            hide=True,
        ),
        Field(
            name="encrypted_headers",
            doc="Headers that Qlik encrypts. Give them again if O(url) changes.",
            type="dict",
            secret=True,
        ),
        Field(
            name="secret",
            doc="Key of 32 to 64 characters that Qlik signs each event with (HMAC).",
            secret=True,
        ),
        Field(
            name="enable_cloud_event_delivery",
            doc="Whether events have the form of CloudEvents. Once enabled, it cannot be disabled.",
            type="bool",
        ),
        Field(
            name="check_certificate_revocation",
            doc="Whether Qlik checks that the certificate of the address was not revoked.",
            type="bool",
        ),
    ),
    notes=(
        "A user can have at most 150 webhooks. If two have the same name, the module fails.",
        "Webhooks that automations create for themselves are not found and not purged.",
    ),
    examples="""
- name: Notify the operations centre of failed reloads
  qlikfleet.cloud.webhook:
    name: Failed reloads
    url: https://hooks.example.com/qlik
    enabled: true
    event_types: [com.qlik.v1.app.reload.finished]
    filter: data.status eq "error"
    headers:
      X-Source: qlik
    encrypted_headers:
      Authorization: "Bearer {{ operations_token }}"
    secret: "{{ operations_webhook_signing_key }}"

- name: Change the address of the operations centre
  qlikfleet.cloud.webhook:
    name: Failed reloads
    url: https://events.example.com/qlik
    encrypted_headers:
      Authorization: "Bearer {{ operations_token }}"
""",
)
