#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""The mail server for emails of the tenant, such as alerts, reports and invitations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: email_settings
short_description: Manage email settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - The mail server for emails of the tenant, such as alerts, reports and invitations.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  service_provider:
    description:
      - 'How Qlik signs in: with a password at a mail server, or as an application at Microsoft 365.'
    type: str
    choices:
      - BasicAuth
      - Microsoft365
  provider_config:
    description:
      - Settings of the provider.
    type: dict
    suboptions:
      email_address:
        description:
          - Address of the sender.
        type: str
      server_address:
        description:
          - 'With C(BasicAuth): hostname or IP address of the mail server.'
        type: str
      server_port:
        description:
          - 'With C(BasicAuth): port of the mail server.'
        type: int
      security_type:
        description:
          - 'With C(BasicAuth): encryption of the connection.'
        type: str
        choices:
          - none
          - StartTLS
          - SSL/TLS
      username:
        description:
          - 'With C(BasicAuth): name that Qlik signs in with at the mail server.'
        type: str
      email_password:
        description:
          - 'With C(BasicAuth): password.'
          - Qlik never returns it.
        type: str
      sender_name:
        description:
          - 'With C(BasicAuth): name of the sender in emails.'
        type: str
      client_id:
        description:
          - 'With C(Microsoft365): id of the application in Microsoft Entra.'
        type: str
      client_secret:
        description:
          - 'With C(Microsoft365): secret of this application.'
          - Qlik never returns it.
        type: str
      provider_tenant_id:
        description:
          - 'With C(Microsoft365): id of the Microsoft 365 tenant.'
        type: str
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
  state:
    description:
      - Whether the email settings should exist.
    type: str
    choices:
      - present
      - absent
    default: present
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - Qlik signs in at the provider before it accepts the configuration, and answers with status 400 if that fails.
  - Qlik replaces the whole configuration, so give the secret with every other change.
  - The guide to blueprints explains when a stored secret is sent again.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(transports).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Send emails through our mail server
  qlikfleet.cloud.email_settings:
    service_provider: BasicAuth
    provider_config:
      server_address: smtp.example.com
      server_port: 587
      security_type: StartTLS
      username: qlik@example.com
      email_password: "{{ smtp_password }}"
      email_address: qlik@example.com
      sender_name: Qlik

- name: Send emails through Microsoft 365
  qlikfleet.cloud.email_settings:
    service_provider: Microsoft365
    provider_config:
      client_id: 12345678-1234-1234-1234-123456789012
      client_secret: "{{ microsoft_secret }}"
      provider_tenant_id: 87654321-1234-1234-1234-123456789012
      email_address: qlik@example.com

- name: Check the connection
  qlikfleet.cloud.api:
    method: POST
    path: /api/v1/transports/email-config/actions/verify-connection
  register: email_connection
  failed_when: not email_connection.json.success

- name: Stop sending emails
  qlikfleet.cloud.email_settings:
    state: absent
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    service_provider:
      description: 'How Qlik signs in: with a password at a mail server, or as an application at Microsoft 365.'
      returned: if Qlik returns it
      type: str
    provider_config:
      description: Settings of the provider.
      returned: if Qlik returns it
      type: dict
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.email_settings import EMAIL_SETTINGS


def main() -> None:
    run_module(kind_command(EMAIL_SETTINGS))


if __name__ == "__main__":
    main()
