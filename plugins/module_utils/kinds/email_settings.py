# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The email configuration of a tenant. Source: the published specification "transports" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work

_SMTP, _MICROSOFT = "With C(BasicAuth):", "With C(Microsoft365):"
_OF_SMTP = (
    Field(name="server_address", doc=f"{_SMTP} hostname or IP address of the mail server."),
    Field(name="server_port", doc=f"{_SMTP} port of the mail server.", type="int"),
    Field(
        name="security_type",
        doc=f"{_SMTP} encryption of the connection.",
        choices=("none", "StartTLS", "SSL/TLS"),
    ),
    Field(name="username", doc=f"{_SMTP} name that Qlik signs in with at the mail server."),
    Field(name="email_password", doc=f"{_SMTP} password.", secret=True),
    Field(name="sender_name", doc=f"{_SMTP} name of the sender in emails."),
)
_OF_MICROSOFT = (
    Field(name="client_id", doc=f"{_MICROSOFT} id of the application in Microsoft Entra."),
    Field(name="client_secret", doc=f"{_MICROSOFT} secret of this application.", secret=True),
    Field(name="provider_tenant_id", doc=f"{_MICROSOFT} id of the Microsoft 365 tenant."),
)


def _put(work: Work) -> list[Request]:
    """Send the whole configuration, without fields of the other provider."""
    others = _OF_MICROSOFT if work.sent.get("service_provider") == "BasicAuth" else _OF_SMTP
    config = work.sent.get("provider_config")
    if isinstance(config, dict):
        config = {name: value for name, value in config.items() if name not in [each.api_name for each in others]}
    return [Request("PUT", work.at(), {**work.values(lambda _option: True), "providerConfig": config})]


EMAIL_SETTINGS = Kind(
    name="email_settings",
    doc="The mail server for emails of the tenant, such as alerts, reports and invitations.",
    path="/api/v1/transports/email-config",
    key=(),
    singleton=True,
    listing=Listing(is_one=lambda found: "serviceProvider" in found),
    create=_put,
    update=_put,
    needs="the role C(TenantAdmin)",
    fields=(
        Field(
            name="service_provider",
            doc="How Qlik signs in: with a password at a mail server, or as an application at Microsoft 365.",
            choices=("BasicAuth", "Microsoft365"),
            required=True,
            along=("provider_config",),
        ),
        Field(
            name="provider_config",
            doc="Settings of the provider.",
            type="dict",
            required=True,
            options=(
                Field(name="email_address", doc="Address of the sender."),
                *_OF_SMTP,
                *_OF_MICROSOFT,
            ),
        ),
    ),
    notes=(
        "Qlik signs in at the provider before it accepts the configuration, and answers with status 400 if that fails.",
        "Qlik replaces the whole configuration, so give the secret with every other change.",
        "The guide to blueprints explains when a stored secret is sent again.",
    ),
    examples="""
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
""",
)
