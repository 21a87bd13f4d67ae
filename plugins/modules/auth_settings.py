#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""How long users stay signed in, and whether applications may register OAuth clients themselves."""

from __future__ import annotations

DOCUMENTATION = r"""
module: auth_settings
short_description: Manage authentication settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - How long users stay signed in, and whether applications may register OAuth clients themselves.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  user_session_inactivity_timeout_minutes:
    description:
      - Minutes without activity after which a session ends.
    type: int
  max_user_session_lifespan_hours:
    description:
      - Hours after which a session ends, even if its user is active. Qlik counts it in minutes, and permits whole
        hours only.
    type: int
  dynamic_client_registration_enabled:
    description:
      - Whether applications may register OAuth clients themselves (RFC 7591).
    type: bool
  dcr_allowed_authentication_methods:
    description:
      - How such clients may authenticate. It can only be set if O(dynamic_client_registration_enabled) is on.
    type: list
    elements: str
    choices:
      - none
      - client_secret
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - Qlik has defaults for a tenant that never saved these settings; they cannot be deleted.
  - Sessions are those of people in browsers. They do not limit the tokens of OAuth clients.
  - Needs the role C(TenantAdmin), or the scope C(admin.auth-settings).
  - 'Source: published specification of the API C(core/auth-settings).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: End sessions after half an hour without activity, and after a working day
  qlikfleet.cloud.auth_settings:
    user_session_inactivity_timeout_minutes: 30
    max_user_session_lifespan_hours: 9

- name: Allow AI assistants to register as confidential clients
  qlikfleet.cloud.auth_settings:
    dynamic_client_registration_enabled: true
    dcr_allowed_authentication_methods: [client_secret]

- name: Forbid applications to register themselves
  qlikfleet.cloud.auth_settings:
    dynamic_client_registration_enabled: false
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    user_session_inactivity_timeout_minutes:
      description: Minutes without activity after which a session ends.
      returned: if Qlik returns it
      type: int
    max_user_session_lifespan_hours:
      description: Hours after which a session ends, even if its user is active. Qlik counts it in minutes, and
        permits whole hours only.
      returned: if Qlik returns it
      type: int
    dynamic_client_registration_enabled:
      description: Whether applications may register OAuth clients themselves (RFC 7591).
      returned: if Qlik returns it
      type: bool
    dcr_allowed_authentication_methods:
      description: How such clients may authenticate. It can only be set if O(dynamic_client_registration_enabled)
        is on.
      returned: if Qlik returns it
      type: list
      elements: str
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.auth_settings import AUTH_SETTINGS


def main() -> None:
    run_module(kind_command(AUTH_SETTINGS))


if __name__ == "__main__":
    main()
