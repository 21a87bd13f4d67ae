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
    """A configuration that waits for its test is the one that was written last."""
    return {**found, "options": found.get("pendingOptions") or found.get("options") or {}}


def _create(work: Work) -> list[Request]:
    """Users who sign in need a test first, unless it is skipped; programs do not."""
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
    doc="Identity providers: where users sign in (OIDC, SAML), and who signs the tokens of programs (JWT, OIDC).",
    path="/api/v1/identity-providers",
    key=("description",),
    listing=Listing(form=_in_test),
    create=_create,
    update=_update,
    protected=lambda found: bool(found.get("active") and found.get("interactive")),
    needs="the role C(TenantAdmin)",
    fields=(
        Field(name="description", doc="What tells the provider apart, 128 characters at most."),
        Field(
            name="protocol",
            doc="How Qlik talks with the provider.",
            choices=("OIDC", "SAML", "jwtAuth"),
            required=True,
            immutable=True,
        ),
        Field(
            name="provider",
            doc="Which product it is: V(external) for JWT; V(okta), V(generic), V(adfs) or V(azureAD) for SAML; "
            "any other one, and these, for OIDC.",
            choices=_PROVIDERS,
            required=True,
            immutable=True,
        ),
        Field(
            name="interactive",
            doc="Whether people sign in with it. Always the case with SAML, never with JWT. Defaults to no with OIDC.",
            type="bool",
            immutable=True,
        ),
        Field(
            name="skip_verify",
            doc="Whether the provider is used without a test. Otherwise somebody tests it in the administration, "
            "which takes it into use.",
            type="bool",
            write_only=True,
            immutable=True,
        ),
        Field(
            name="active",
            doc="Whether the provider is in use. An active one for people replaces the one before.",
            type="bool",
            after_create=True,
        ),
        Field(
            name="create_new_users_on_login",
            doc="Whether somebody who signs in for the first time becomes a user. Qlik defaults to yes.",
            type="bool",
            immutable=True,
        ),
        Field(
            name="clock_tolerance_sec",
            doc="Seconds that its clock may differ, 7200 at most. It cannot be changed for JWT.",
            type="int",
        ),
        Field(name="post_logout_redirect_uri", doc="Where users land after they signed out."),
        Field(
            name="claims_mapping",
            doc="Where each claim of Qlik is found: JSON pointers (OIDC) or names of attributes (SAML, which needs the "
            "first five), the preferred first.",
            wire="options/claimsMapping",
            type="dict",
            options=tuple(_strings(name, f"Where C({name}) is found.", ordered=True) for name in _CLAIMS),
        ),
        _option("discovery_url", "Address of the OpenID configuration.", "discoveryUrl"),
        _option(
            "openid_configuration",
            "The OpenID configuration, where there is no O(discovery_url).",
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
            "Whether Qlik asks for no refresh tokens.",
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
            "The key that tokens are signed with (JWT), one at most.",
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
            "Certificates that responses are signed with (SAML), five at most.",
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
            "Metadata of the provider instead of these three (SAML).",
            "metadata",
            type="dict",
            write_only=True,
            options=(Field(name="raw", doc="The XML, encoded with base64.", required=True),),
        ),
        _option("name_id_format", "Format of the name that is asked for (SAML).", "nameIdFormat", choices=_NAME_IDS),
        _option(
            "allow_idp_initiated_login",
            "Whether users may begin at the provider (SAML).",
            "allowIdpInitiatedLogin",
            type="bool",
        ),
    ),
    notes=(
        "A changed configuration of a provider for people is in use once somebody has tested it in the administration.",
        "What cannot be changed takes a new provider: list the object in C(replace) of a blueprint.",
        "Qlik deletes no active provider for people. Qlik forbids no two of one description; the module fails on them.",
    ),
    examples="""
- name: People sign in with Keycloak, which somebody tests once
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

- name: A portal signs in its users
  qlikfleet.cloud.identity_provider:
    description: Portal
    protocol: jwtAuth
    provider: external
    issuer: https://portal.example.com
    static_keys:
      - kid: portal-2026
        pem: "{{ lookup('ansible.builtin.file', 'portal.pem') }}"

- name: Tolerate more of the clock of Keycloak
  qlikfleet.cloud.identity_provider:
    description: Keycloak
    clock_tolerance_sec: 60
""",
)
