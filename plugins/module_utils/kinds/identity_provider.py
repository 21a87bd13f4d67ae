# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity providers."""

from __future__ import annotations

import typing as t
from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, revealed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch, Post, Work

_CLAIMS = ("sub", "name", "email", "groups", "picture", "locale", "zoneinfo", "client_id", "email_verified")
_ENDPOINTS = ("issuer", "jwks_uri", "authorization_endpoint", "token_endpoint", "userinfo_endpoint")
_END_SESSION = ("end_session_endpoint", "introspection_endpoint")
_PROVIDERS = ("auth0", "okta", "generic", "salesforce", "keycloak", "adfs", "azureAD", "external")
_NAME_IDS = (
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
)


def _in_test(found: Object) -> Object:
    """Return the provider with the options that were written last, which may still wait for their test."""
    return {**found, "options": found.get("pendingOptions") or found.get("options") or {}}


def _create(work: Work) -> list[Request]:
    """Require a test first for providers of people, unless it is skipped."""
    (request,) = Post()(work)
    body = {name: value for name, value in request.body.items() if name != "options"}
    if body.get("protocol") == "jwtAuth":
        body.pop("interactive", None)
    else:
        body.setdefault("interactive", body.get("protocol") == "SAML")
    is_ready = not body.get("interactive") or revealed(body.get("skipVerify"))
    body["options" if is_ready else "pendingOptions"] = request.body.get("options", {})
    return [replace(request, body=body)]


def _update(work: Work) -> list[Request]:
    place = "/options/" if work.found.get("interactive") is False else "/pendingOptions/"
    return [
        replace(request, body=[{**each, "path": each["path"].replace("/options/", place)} for each in request.body])
        for request in Patch()(work)
    ]


def _option(name: str, doc: str, wire: str, **more: t.Any) -> Field:
    return Field(name=name, doc=doc, wire=f"options/{wire}", **more)


def _strings(name: str, doc: str, **more: t.Any) -> Field:
    return Field(name=name, doc=doc, wire=name, type="list", elements="str", **more)


def _in_one_line(text: str) -> str:
    return "".join(text.split())


IDENTITY_PROVIDER = Kind(
    name="identity_provider",
    doc="Identity providers, where users sign in (OIDC, SAML), or which sign the tokens of programs (JWT, OIDC).",
    path="/api/v1/identity-providers",
    key=("description",),
    listing=Listing(form=_in_test),
    create=_create,
    update=_update,
    protected=lambda found: bool(found.get("active") and found.get("interactive")),
    needs="the role C(TenantAdmin)",
    fields=(
        Field(name="description", doc="Unique description of the provider, at most 128 characters."),
        Field(
            name="protocol",
            doc="Protocol of the provider.",
            choices=("OIDC", "SAML", "jwtAuth"),
            required=True,
            immutable=True,
        ),
        Field(
            name="provider",
            doc="Product: V(external) for JWT; V(okta), V(generic), V(adfs) or V(azureAD) for SAML; "
            "any choice except V(external) for OIDC.",
            choices=_PROVIDERS,
            required=True,
            immutable=True,
        ),
        Field(
            name="interactive",
            doc="Whether people sign in with it. Always true for SAML, never for JWT. Defaults to false for OIDC.",
            type="bool",
            immutable=True,
        ),
        Field(
            name="skip_verify",
            doc="Whether to use the provider without a test. Otherwise somebody must test it in the administration, "
            "which activates it.",
            type="bool",
            write_only=True,
            immutable=True,
        ),
        Field(
            name="active",
            doc="Whether the provider is active. An active provider for people replaces the previous one.",
            type="bool",
            after_create=True,
        ),
        Field(
            name="create_new_users_on_login",
            doc="Whether to create a user when somebody signs in for the first time. Qlik defaults to true.",
            type="bool",
            immutable=True,
        ),
        Field(
            name="clock_tolerance_sec",
            doc="Seconds that its clock may differ, at most 7200. It cannot be changed for JWT.",
            type="int",
        ),
        Field(name="post_logout_redirect_uri", doc="Page that users see after signing out."),
        Field(
            name="claims_mapping",
            doc="Sources of each Qlik claim: JSON pointers (OIDC) or attribute names (SAML, which needs the "
            "first five), the preferred first.",
            wire="options/claimsMapping",
            type="dict",
            options=tuple(_strings(name, f"Where C({name}) is found.", ordered=True) for name in _CLAIMS),
        ),
        _option("discovery_url", "Address of the OpenID configuration.", "discoveryUrl"),
        _option(
            "openid_configuration",
            "The OpenID configuration, if O(discovery_url) is not set.",
            "openid_configuration",
            type="dict",
            immutable=True,
            options=tuple(Field(name=name, doc=f"The C({name}).", wire=name) for name in _ENDPOINTS + _END_SESSION),
        ),
        _option("realm", "Name that precedes the subjects of users, as in C(realm\\subject).", "realm"),
        _option("client_id", "Id of Qlik at the provider.", "clientId"),
        _option("client_secret", "Secret of Qlik at the provider.", "clientSecret", secret=True),
        _option("scope", "Scopes that Qlik asks for, with blanks between them.", "scope", immutable=True),
        _option(
            "block_offline_access_scope",
            "Whether Qlik does not request refresh tokens.",
            "blockOfflineAccessScope",
            type="bool",
            immutable=True,
        ),
        _option(
            "email_verified_always_true",
            "Whether every email address counts as verified; ADFS and Azure AD only.",
            "emailVerifiedAlwaysTrue",
            type="bool",
        ),
        _option("issuer", "Issuer of the tokens (JWT).", "issuer", immutable=True),
        _option(
            "static_keys",
            "The key that signs tokens (JWT), at most one.",
            "staticKeys",
            type="list",
            elements="dict",
            immutable=True,
            options=(
                Field(name="kid", doc="Id of the key.", required=True),
                Field(name="pem", doc="Public key or certificate, PEM-encoded.", required=True, same=_in_one_line),
            ),
        ),
        _option("entity_id", "Entity id of the provider (SAML).", "entityId"),
        _option("sign_on_url", "Where users sign in (SAML).", "signOnUrl"),
        _option(
            "certificates",
            "Certificates that sign responses (SAML), at most five.",
            "certificates",
            type="list",
            elements="dict",
            match_by=("certificate",),
            options=(
                Field(name="certificate", doc="X.509 certificate.", required=True, same=_in_one_line),
                Field(name="name", doc="Name of the certificate."),
                Field(name="signature", doc="Whether it is for signatures.", type="bool", missing=True),
                Field(name="encryption", doc="Whether it is for encryption.", type="bool"),
            ),
        ),
        _option(
            "metadata",
            "Metadata of the provider, instead of these three options (SAML).",
            "metadata",
            type="dict",
            write_only=True,
            options=(Field(name="raw", doc="The XML, encoded with base64.", required=True),),
        ),
        _option("name_id_format", "Format of the name that is asked for (SAML).", "nameIdFormat", choices=_NAME_IDS),
        _option(
            "allow_idp_initiated_login",
            "Whether users may start signing in at the provider (SAML).",
            "allowIdpInitiatedLogin",
            type="bool",
        ),
    ),
    notes=(
        "A changed configuration of a provider for people is active when somebody has tested it in the administration.",
        "To change an option that cannot be changed, list the object in C(replace) of a blueprint, which recreates it.",
        "Qlik does not delete an active provider for people. If two have the same description, the module fails.",
    ),
    examples="""
- name: Let people sign in with Keycloak, after somebody has tested it
  qlikfleet.cloud.identity_provider:
    description: Keycloak
    protocol: OIDC
    provider: keycloak
    interactive: true
    discovery_url: https://login.example.com/realms/acme/.well-known/openid-configuration
    client_id: qlik
    client_secret: "{{ keycloak_secret }}"
    realm: acme
    clock_tolerance_sec: 10
    claims_mapping:
      sub: [/sub]
      name: [/name]
      email: [/email]
      groups: [/groups]

- name: Let a portal sign in its users
  qlikfleet.cloud.identity_provider:
    description: Portal
    protocol: jwtAuth
    provider: external
    issuer: https://portal.example.com
    static_keys:
      - kid: portal-2026
        pem: "{{ lookup('ansible.builtin.file', 'portal.pem') }}"

- name: Tolerate more clock skew of Keycloak
  qlikfleet.cloud.identity_provider:
    description: Keycloak
    clock_tolerance_sec: 60
""",
)
