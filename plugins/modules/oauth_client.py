#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""OAuth clients of the tenant. Region clients are not among them."""

from __future__ import annotations

DOCUMENTATION = r"""
module: oauth_client
short_description: Manage OAuth clients
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - OAuth clients of the tenant. Region clients are not among them.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  client_name:
    description:
      - Name of the client.
      - Required, unless O(objects) is set.
    type: str
  app_type:
    description:
      - Type of the client. Only V(web) can sign in without a person.
      - Cannot be changed later.
    type: str
    choices:
      - web
      - native
      - spa
      - anonymous-embed
  description:
    description:
      - Purpose of the client.
    type: str
  client_uri:
    description:
      - Address of the application's page.
    type: str
  logo_uri:
    description:
      - Address of the application's logo.
    type: str
  redirect_uris:
    description:
      - Where users may be sent after they signed in.
    type: list
    elements: str
  allowed_origins:
    description:
      - Origins of a V(spa) client.
    type: list
    elements: str
  allowed_scopes:
    description:
      - Scopes that tokens of the client may have.
    type: list
    elements: str
  allowed_grant_types:
    description:
      - Further grant types of a V(web) client, such as V(client_credentials).
    type: list
    elements: str
  connection_config:
    description:
      - How users give consent.
    type: dict
    suboptions:
      consent_method:
        description:
          - Whether users are asked. A client that signs in without a person must be V(trusted).
        type: str
        choices:
          - trusted
          - required
  published:
    description:
      - Whether all tenants of the region can use the client. It cannot be turned off again.
    type: bool
  was:
    description:
      - Former name of the OAuth client. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the OAuth client should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of OAuth clients instead of one. Each has options of this module, except connection options.
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
          - Patterns of OAuth clients to keep, such as V(oauth_client Legacy*).
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
  - Qlik shows the secret once, at the creation; the result has it as RV(client_secret), and is not printed.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(oauth-clients).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
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

- name: Remove the OAuth client
  qlikfleet.cloud.oauth_client:
    client_name: Nightly export
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
    client_name:
      description: Name of the client.
      returned: if Qlik returns it
      type: str
    app_type:
      description: Type of the client. Only V(web) can sign in without a person.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the client.
      returned: if Qlik returns it
      type: str
    client_uri:
      description: Address of the application's page.
      returned: if Qlik returns it
      type: str
    logo_uri:
      description: Address of the application's logo.
      returned: if Qlik returns it
      type: str
    redirect_uris:
      description: Where users may be sent after they signed in.
      returned: if Qlik returns it
      type: list
      elements: str
    allowed_origins:
      description: Origins of a V(spa) client.
      returned: if Qlik returns it
      type: list
      elements: str
    allowed_scopes:
      description: Scopes that tokens of the client may have.
      returned: if Qlik returns it
      type: list
      elements: str
    allowed_grant_types:
      description: Further grant types of a V(web) client, such as V(client_credentials).
      returned: if Qlik returns it
      type: list
      elements: str
    connection_config:
      description: How users give consent.
      returned: if Qlik returns it
      type: dict
    published:
      description: Whether all tenants of the region can use the client. It cannot be turned off again.
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
client_secret:
  description: The secret, which Qlik shows once.
  returned: when the object was created
  type: str
client_secrets:
  description: With O(objects), the secrets of created objects, by their titles.
  returned: when objects were created
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.oauth_client import OAUTH_CLIENT


def main() -> None:
    run_module(kind_command(OAUTH_CLIENT))


if __name__ == "__main__":
    main()
