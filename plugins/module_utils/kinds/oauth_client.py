# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OAuth clients of a tenant."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Delete, Post, Work


def _strings(name: str, doc: str, **more: object) -> Field:
    return Field(name=name, doc=doc, type="list", elements="str", **more)  # type: ignore[arg-type]


def _guard(wanted: Object, found: Object | None, client_id: str) -> str:
    """Refuse changes to the client of the run."""
    if not found or found["clientId"] != client_id:
        return ""
    if wanted.get("state") == "absent":
        return "it would be deleted"
    for option, member in (("allowed_scopes", "allowedScopes"), ("allowed_grant_types", "allowedGrantTypes")):
        lost = sorted(set(found.get(member) or ()) - set(wanted[option] or ())) if option in wanted else []
        if lost:
            return f"it would lose {', '.join(lost)}"
    return ""


def _create(work: Work) -> list[Request]:
    """Send only V(trusted) with a creation, since V(required) is the default."""
    (request,) = Post()(work)
    sent = {name: value for name, value in request.body.items() if value != {"consentMethod": "required"}}
    return [replace(request, body=sent)]


def _consent(work: Work) -> list[Request]:
    method = work.sent["connection_config"]["consentMethod"]
    change = {"op": "replace", "path": "/consentMethod", "value": method}
    return [Request("PATCH", work.at("connection-configs/me"), [change])]


def _publish(work: Work) -> list[Request]:
    if not work.sent["published"]:
        raise errors.ConfigurationError(
            "A published OAuth client cannot be withdrawn (Qlik does not allow it). Omit published, or delete it."
        )
    return [Request("POST", work.at("actions/publish"))]


OAUTH_CLIENT = Kind(
    name="oauth_client",
    doc="OAuth clients of the tenant. Region clients are not among them.",
    path="/api/v1/oauth-clients",
    creator="ownerId",
    identifier="clientId",
    noun="OAuth client",
    key=("client_name",),
    guard=_guard,
    create=_create,
    needs="the role C(TenantAdmin)",
    shown_once="clientSecret",
    delete=Delete(confirm="qlik-confirm-delete"),
    fields=(
        Field(name="client_name", doc="Name of the client."),
        Field(
            name="app_type",
            doc="Type of the client. Only V(web) can sign in without a person.",
            choices=("web", "native", "spa", "anonymous-embed"),
            immutable=True,
        ),
        Field(name="description", doc="Purpose of the client."),
        Field(name="client_uri", doc="Address of the application's page."),
        Field(name="logo_uri", doc="Address of the application's logo."),
        _strings("redirect_uris", "Where users may be sent after they signed in."),
        _strings("allowed_origins", "Origins of a V(spa) client."),
        _strings("allowed_scopes", "Scopes that tokens of the client may have."),
        _strings("allowed_grant_types", "Further grant types of a V(web) client, such as V(client_credentials)."),
        Field(
            name="connection_config",
            doc="How users give consent.",
            type="dict",
            changed_by=_consent,
            missing={"consent_method": "required"},
            options=(
                Field(
                    name="consent_method",
                    doc="Whether users are asked. A client that signs in without a person must be V(trusted).",
                    choices=("trusted", "required"),
                ),
            ),
        ),
        Field(
            name="published",
            doc="Whether all tenants of the region can use the client. It cannot be turned off again.",
            wire="publishedAt",
            type="bool",
            read=bool,
            via=_publish,
        ),
    ),
    notes=("Qlik shows the secret once, at the creation; the result has it as RV(client_secret), and is not printed.",),
    examples="""
- name: Create a client for the nightly export
  qlikfleet.cloud.oauth_client:
    client_name: Nightly export
    app_type: web
    allowed_grant_types: [client_credentials]
    allowed_scopes: [user_default]
    connection_config:
      consent_method: trusted
  register: export_client

- name: Ask users of a portal for their consent
  qlikfleet.cloud.oauth_client:
    client_name: Nightly export
    connection_config:
      consent_method: required
""",
)
