#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Identity providers, where users sign in (OIDC, SAML), or which sign the tokens of programs (JWT, OIDC)."""

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_provider
short_description: Manage identity providers
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Identity providers, where users sign in (OIDC, SAML), or which sign the tokens of programs (JWT, OIDC).
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  description:
    description:
      - Unique description of the provider, at most 128 characters.
      - Required, unless O(objects) is set.
    type: str
  protocol:
    description:
      - Protocol of the provider.
      - Cannot be changed later.
    type: str
    choices:
      - OIDC
      - SAML
      - jwtAuth
  provider:
    description:
      - 'Product: V(external) for JWT; V(okta), V(generic), V(adfs) or V(azureAD) for SAML; any choice except V(external)
        for OIDC.'
      - Cannot be changed later.
    type: str
    choices:
      - auth0
      - okta
      - generic
      - salesforce
      - keycloak
      - adfs
      - azureAD
      - external
  interactive:
    description:
      - Whether people sign in with it. Always true for SAML, never for JWT. Defaults to false for OIDC.
      - Cannot be changed later.
    type: bool
  skip_verify:
    description:
      - Whether to use the provider without a test. Otherwise somebody must test it in the administration, which
        activates it.
      - It is sent only when the object is created, and Qlik never returns it.
    type: bool
  active:
    description:
      - Whether the provider is active. An active provider for people replaces the previous one.
    type: bool
  create_new_users_on_login:
    description:
      - Whether to create a user when somebody signs in for the first time. Qlik defaults to true.
      - Cannot be changed later.
    type: bool
  clock_tolerance_sec:
    description:
      - Seconds that its clock may differ, at most 7200. It cannot be changed for JWT.
    type: int
  post_logout_redirect_uri:
    description:
      - Page that users see after signing out.
    type: str
  claims_mapping:
    description:
      - 'Sources of each Qlik claim: JSON pointers (OIDC) or attribute names (SAML, which needs the first five),
        the preferred first.'
    type: dict
    suboptions:
      sub:
        description:
          - Where C(sub) is found.
        type: list
        elements: str
      name:
        description:
          - Where C(name) is found.
        type: list
        elements: str
      email:
        description:
          - Where C(email) is found.
        type: list
        elements: str
      groups:
        description:
          - Where C(groups) is found.
        type: list
        elements: str
      picture:
        description:
          - Where C(picture) is found.
        type: list
        elements: str
      locale:
        description:
          - Where C(locale) is found.
        type: list
        elements: str
      zoneinfo:
        description:
          - Where C(zoneinfo) is found.
        type: list
        elements: str
      client_id:
        description:
          - Where C(client_id) is found.
        type: list
        elements: str
      email_verified:
        description:
          - Where C(email_verified) is found.
        type: list
        elements: str
  discovery_url:
    description:
      - Address of the OpenID configuration.
    type: str
  openid_configuration:
    description:
      - The OpenID configuration, if O(discovery_url) is not set.
      - Cannot be changed later.
    type: dict
    suboptions:
      issuer:
        description:
          - The C(issuer).
        type: str
      jwks_uri:
        description:
          - The C(jwks_uri).
        type: str
      authorization_endpoint:
        description:
          - The C(authorization_endpoint).
        type: str
      token_endpoint:
        description:
          - The C(token_endpoint).
        type: str
      userinfo_endpoint:
        description:
          - The C(userinfo_endpoint).
        type: str
      end_session_endpoint:
        description:
          - The C(end_session_endpoint).
        type: str
      introspection_endpoint:
        description:
          - The C(introspection_endpoint).
        type: str
  realm:
    description:
      - Name that precedes the subjects of users, as in C(realm\subject).
    type: str
  client_id:
    description:
      - Id of Qlik at the provider.
    type: str
  client_secret:
    description:
      - Secret of Qlik at the provider.
      - Qlik never returns it.
    type: str
  scope:
    description:
      - Scopes that Qlik asks for, with blanks between them.
      - Cannot be changed later.
    type: str
  block_offline_access_scope:
    description:
      - Whether Qlik does not request refresh tokens.
      - Cannot be changed later.
    type: bool
  email_verified_always_true:
    description:
      - Whether every email address counts as verified; ADFS and Azure AD only.
    type: bool
  issuer:
    description:
      - Issuer of the tokens (JWT).
      - Cannot be changed later.
    type: str
  static_keys:
    description:
      - The key that signs tokens (JWT), at most one.
      - Cannot be changed later.
    type: list
    elements: dict
    suboptions:
      kid:
        description:
          - Id of the key.
        type: str
        required: true
      pem:
        description:
          - Public key or certificate, PEM-encoded.
        type: str
        required: true
  entity_id:
    description:
      - Entity id of the provider (SAML).
    type: str
  sign_on_url:
    description:
      - Where users sign in (SAML).
    type: str
  certificates:
    description:
      - Certificates that sign responses (SAML), at most five.
    type: list
    elements: dict
    suboptions:
      certificate:
        description:
          - X.509 certificate.
        type: str
        required: true
      name:
        description:
          - Name of the certificate.
        type: str
      signature:
        description:
          - Whether it is for signatures.
        type: bool
      encryption:
        description:
          - Whether it is for encryption.
        type: bool
  metadata:
    description:
      - Metadata of the provider, instead of these three options (SAML).
      - Qlik never returns it.
    type: dict
    suboptions:
      raw:
        description:
          - The XML, encoded with base64.
        type: str
        required: true
  name_id_format:
    description:
      - Format of the name that is asked for (SAML).
    type: str
    choices:
      - urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress
      - urn:oasis:names:tc:SAML:2.0:nameid-format:persistent
      - urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified
  allow_idp_initiated_login:
    description:
      - Whether users may start signing in at the provider (SAML).
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
      - Former name of the identity provider. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the identity provider should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of identity providers instead of one. Each has options of this module, except connection options.
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
          - Patterns of identity providers to keep, such as V(identity_provider Legacy*).
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
  - A changed configuration of a provider for people is active when somebody has tested it in the administration.
  - To change an option that cannot be changed, list the object in C(replace) of a blueprint, which recreates it.
  - Qlik does not delete an active provider for people. If two have the same description, the module fails.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(identity-providers).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
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

- name: Remove the identity provider
  qlikfleet.cloud.identity_provider:
    description: Keycloak
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
    description:
      description: Unique description of the provider, at most 128 characters.
      returned: if Qlik returns it
      type: str
    protocol:
      description: Protocol of the provider.
      returned: if Qlik returns it
      type: str
    provider:
      description: 'Product: V(external) for JWT; V(okta), V(generic), V(adfs) or V(azureAD) for SAML; any choice
        except V(external) for OIDC.'
      returned: if Qlik returns it
      type: str
    interactive:
      description: Whether people sign in with it. Always true for SAML, never for JWT. Defaults to false for OIDC.
      returned: if Qlik returns it
      type: bool
    skip_verify:
      description: Whether to use the provider without a test. Otherwise somebody must test it in the administration,
        which activates it.
      returned: if Qlik returns it
      type: bool
    active:
      description: Whether the provider is active. An active provider for people replaces the previous one.
      returned: if Qlik returns it
      type: bool
    create_new_users_on_login:
      description: Whether to create a user when somebody signs in for the first time. Qlik defaults to true.
      returned: if Qlik returns it
      type: bool
    clock_tolerance_sec:
      description: Seconds that its clock may differ, at most 7200. It cannot be changed for JWT.
      returned: if Qlik returns it
      type: int
    post_logout_redirect_uri:
      description: Page that users see after signing out.
      returned: if Qlik returns it
      type: str
    claims_mapping:
      description: 'Sources of each Qlik claim: JSON pointers (OIDC) or attribute names (SAML, which needs the first
        five), the preferred first.'
      returned: if Qlik returns it
      type: dict
    discovery_url:
      description: Address of the OpenID configuration.
      returned: if Qlik returns it
      type: str
    openid_configuration:
      description: The OpenID configuration, if O(discovery_url) is not set.
      returned: if Qlik returns it
      type: dict
    realm:
      description: Name that precedes the subjects of users, as in C(realm\subject).
      returned: if Qlik returns it
      type: str
    client_id:
      description: Id of Qlik at the provider.
      returned: if Qlik returns it
      type: str
    client_secret:
      description: Secret of Qlik at the provider.
      returned: if Qlik returns it
      type: str
    scope:
      description: Scopes that Qlik asks for, with blanks between them.
      returned: if Qlik returns it
      type: str
    block_offline_access_scope:
      description: Whether Qlik does not request refresh tokens.
      returned: if Qlik returns it
      type: bool
    email_verified_always_true:
      description: Whether every email address counts as verified; ADFS and Azure AD only.
      returned: if Qlik returns it
      type: bool
    issuer:
      description: Issuer of the tokens (JWT).
      returned: if Qlik returns it
      type: str
    static_keys:
      description: The key that signs tokens (JWT), at most one.
      returned: if Qlik returns it
      type: list
      elements: dict
    entity_id:
      description: Entity id of the provider (SAML).
      returned: if Qlik returns it
      type: str
    sign_on_url:
      description: Where users sign in (SAML).
      returned: if Qlik returns it
      type: str
    certificates:
      description: Certificates that sign responses (SAML), at most five.
      returned: if Qlik returns it
      type: list
      elements: dict
    metadata:
      description: Metadata of the provider, instead of these three options (SAML).
      returned: if Qlik returns it
      type: dict
    name_id_format:
      description: Format of the name that is asked for (SAML).
      returned: if Qlik returns it
      type: str
    allow_idp_initiated_login:
      description: Whether users may start signing in at the provider (SAML).
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.identity_provider import IDENTITY_PROVIDER


def main() -> None:
    run_module(kind_command(IDENTITY_PROVIDER))


if __name__ == "__main__":
    main()
