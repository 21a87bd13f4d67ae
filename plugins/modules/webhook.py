#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Webhooks, which notify another service about events in the tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webhook
short_description: Manage webhooks
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Webhooks, which notify another service about events in the tenant.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the webhook, at most 512 characters.
      - Required, unless O(objects) is set.
    type: str
  url:
    description:
      - Address that Qlik sends events to. It begins with V(https://).
    type: str
  description:
    description:
      - Purpose of the webhook.
    type: str
  enabled:
    description:
      - Whether events are sent. Qlik defaults to V(false).
    type: bool
  event_types:
    description:
      - Events to send, such as V(com.qlik.v1.app.reload.finished). GET /api/core/webhooks/event-types lists them.
    type: list
    elements: str
  filter:
    description:
      - Filter for these events, such as C(spaceId eq "63f4b2").
    type: str
  level:
    description:
      - Whether the webhook covers the whole tenant, or only objects that its owner can see. Qlik defaults to V(tenant).
    type: str
    choices:
      - tenant
      - user
  owner:
    description:
      - Subject or email of the owner of a webhook with level V(user). Defaults to the bot of the client.
    type: str
  headers:
    description:
      - Headers that are sent with each event, at most 2,048 bytes. They are hidden in results, and every administrator
        of the tenant can read them.
    type: dict
  encrypted_headers:
    description:
      - Headers that Qlik encrypts. Give them again if O(url) changes.
      - Qlik never returns it.
    type: dict
  secret:
    description:
      - Key of 32 to 64 characters that Qlik signs each event with (HMAC).
      - Qlik never returns it.
    type: str
  enable_cloud_event_delivery:
    description:
      - Whether events have the form of CloudEvents. Once enabled, it cannot be disabled.
    type: bool
  check_certificate_revocation:
    description:
      - Whether Qlik checks that the certificate of the address was not revoked.
    type: bool
  update_secrets:
    description:
      - When to send values and files that Qlik never returns to an existing object.
      - With V(when_changed), if they differ from the last ones, of which the ledger keeps salted digests. Without
        a ledger, nothing is sent, and the module warns. V(always) sends them in each run, V(on_create) never.
      - The variable C(qlik_update_secrets) of the host can also set it. Defaults to V(when_changed).
    type: str
    choices:
      - when_changed
      - always
      - on_create
  was:
    description:
      - Former name of the webhook. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the webhook should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of webhooks instead of one. Each has options of this module, except connection options.
      - The tenant's list is read once, and changes are written by several threads.
    type: list
    elements: dict
  purge:
    description:
      - Removes objects that are not in O(objects). Objects that Qlik made, and those that the run uses, are kept.
      - Without it, other objects are left alone.
    type: dict
    suboptions:
      what:
        description:
          - Whether to remove only objects that this OAuth client created, or all.
        type: str
        choices:
          - created_by_this_client
          - all
        default: created_by_this_client
      except:
        description:
          - Patterns of webhooks to keep, such as V(webhook Legacy*).
        type: list
        elements: str
        default: []
      at_most:
        description:
          - If there are more objects to remove than this, nothing is removed.
        type: int
        default: 10
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - A user can have at most 150 webhooks. If two have the same name, the module fails.
  - Webhooks that automations create for themselves are not found and not purged.
  - Needs the role C(TenantAdmin) for webhooks of the level V(tenant), or the scope C(admin.webhooks).
  - 'Source: changelog 263 and the reference pages of C(qlik-cli) of 2026-11-16, and the published specification
    of the API C(webhooks) for the path before.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
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

- name: Remove the webhook
  qlikfleet.cloud.webhook:
    name: Failed reloads
    state: absent
"""

RETURN = r"""
id:
  description: Id of the object. In check mode, the id of a new object is not known yet.
  returned: if the object exists afterwards
  type: str
  sample: 507f191e810c19729de860ea
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    name:
      description: Name of the webhook, at most 512 characters.
      returned: if Qlik returns it
      type: str
    url:
      description: Address that Qlik sends events to. It begins with V(https://).
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the webhook.
      returned: if Qlik returns it
      type: str
    enabled:
      description: Whether events are sent. Qlik defaults to V(false).
      returned: if Qlik returns it
      type: bool
    event_types:
      description: Events to send, such as V(com.qlik.v1.app.reload.finished). GET /api/core/webhooks/event-types
        lists them.
      returned: if Qlik returns it
      type: list
      elements: str
    filter:
      description: Filter for these events, such as C(spaceId eq "63f4b2").
      returned: if Qlik returns it
      type: str
    level:
      description: Whether the webhook covers the whole tenant, or only objects that its owner can see. Qlik defaults
        to V(tenant).
      returned: if Qlik returns it
      type: str
    owner:
      description: Subject or email of the owner of a webhook with level V(user). Defaults to the bot of the client.
      returned: if Qlik returns it
      type: str
    headers:
      description: Headers that are sent with each event, at most 2,048 bytes. They are hidden in results, and every
        administrator of the tenant can read them.
      returned: if Qlik returns it
      type: dict
    encrypted_headers:
      description: Headers that Qlik encrypts. Give them again if O(url) changes.
      returned: if Qlik returns it
      type: dict
    secret:
      description: Key of 32 to 64 characters that Qlik signs each event with (HMAC).
      returned: if Qlik returns it
      type: str
    enable_cloud_event_delivery:
      description: Whether events have the form of CloudEvents. Once enabled, it cannot be disabled.
      returned: if Qlik returns it
      type: bool
    check_certificate_revocation:
      description: Whether Qlik checks that the certificate of the address was not revoked.
      returned: if Qlik returns it
      type: bool
objects:
  description: With O(objects), C(id) and C(object) of each, in the same order.
  returned: if objects is set
  type: list
  elements: dict
diff:
  description: The object before and after.
  returned: in diff mode
  type: list
  elements: dict
failure:
  description: Reason for a failure, as data.
  returned: failure
  type: dict
  contains:
    status:
      description: HTTP status of the answer.
      returned: if Qlik answered
      type: int
    code:
      description: Error code of the answer.
      returned: if Qlik answered
      type: str
    detail:
      description: Explanation in the answer.
      returned: if Qlik answered
      type: str
    trace_id:
      description: Id that Qlik's support can find the request with.
      returned: if Qlik answered
      type: str
    tenant:
      description: Name of the tenant in the inventory, or its hostname.
      returned: if the failure is about one
      type: str
    host:
      description: Hostname of the tenant.
      returned: if the failure is about one
      type: str
    object:
      description: Object or request that failed.
      returned: if the failure is about one
      type: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.webhook import WEBHOOK


def main() -> None:
    run_module(kind_command(WEBHOOK))


if __name__ == "__main__":
    main()
