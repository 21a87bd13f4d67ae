#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Limits on the number and the lifetime of a user's API keys."""

from __future__ import annotations

DOCUMENTATION = r"""
module: api_key_settings
short_description: Manage API key settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Limits on the number and the lifetime of a user's API keys.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  max_keys_per_user:
    description:
      - Maximum number of active API keys of a user, from V(0) to V(1000).
    type: int
  max_api_key_expiry:
    description:
      - Maximum lifetime of a new API key, as an ISO 8601 duration such as V(P7D). Existing keys keep their expiry.
    type: str
  scim_external_client_expiry:
    description:
      - Lifetime of a key with which an identity provider provisions users (SCIM), such as V(P365D).
    type: str
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - These settings always exist, so they cannot be deleted.
  - 'Durations are compared by their length: V(P7D) and V(PT168H) are the same.'
  - Qlik defaults to 5 keys, PT24H and P365D.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(api-keys).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Allow two keys per user, for at most a month
  qlikfleet.cloud.api_key_settings:
    max_keys_per_user: 2
    max_api_key_expiry: P30D

- name: Limit user keys to a week, and keys of identity providers to half a year
  qlikfleet.cloud.api_key_settings:
    max_api_key_expiry: P7D
    scim_external_client_expiry: P180D

- name: Forbid new API keys
  qlikfleet.cloud.api_key_settings:
    max_keys_per_user: 0
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    max_keys_per_user:
      description: Maximum number of active API keys of a user, from V(0) to V(1000).
      returned: if Qlik returns it
      type: int
    max_api_key_expiry:
      description: Maximum lifetime of a new API key, as an ISO 8601 duration such as V(P7D). Existing keys keep
        their expiry.
      returned: if Qlik returns it
      type: str
    scim_external_client_expiry:
      description: Lifetime of a key with which an identity provider provisions users (SCIM), such as V(P365D).
      returned: if Qlik returns it
      type: str
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.api_key_settings import API_KEY_SETTINGS


def main() -> None:
    run_module(kind_command(API_KEY_SETTINGS))


if __name__ == "__main__":
    main()
