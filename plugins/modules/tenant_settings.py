#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Settings of the tenant as a whole."""

from __future__ import annotations

DOCUMENTATION = r"""
module: tenant_settings
short_description: Manage tenant settings
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Settings of the tenant as a whole.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  preferred_start_page:
    description:
      - Page that users see after signing in. Qlik defaults to V(analytics-hub), and can also have V(analytics-creation-hub),
        which the API does not set.
    type: str
    choices:
      - analytics-hub
      - data-integration-hub
      - management-console
  customize_no_access:
    description:
      - Page for users without access.
    type: dict
    suboptions:
      text:
        description:
          - Text of the page.
        type: str
      link_enabled:
        description:
          - Whether the page has a link.
        type: bool
        required: true
      link_url:
        description:
          - Address of the link.
        type: str
      link_label:
        description:
          - Text of the link.
        type: str
  cross_region_inference:
    description:
      - Whether Qlik may send data to another region for features that use language models. With V(true) you confirm
        that you may decide so and accept Qlik's terms.
    type: bool
  state:
    description:
      - Whether the tenant settings should exist.
    type: str
    choices:
      - present
      - absent
    default: present
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - When the settings are absent, the tenant has Qlik's defaults.
  - Needs the permissions C(admin.tenant-settings), which the role C(TenantAdmin) has.
  - 'Source: published specification of the API C(tenant-settings).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Show users the analytics hub first
  qlikfleet.cloud.tenant_settings:
    preferred_start_page: analytics-hub
    customize_no_access:
      text: Ask the service desk for access.
      link_enabled: false

- name: Keep data in the region
  qlikfleet.cloud.tenant_settings:
    cross_region_inference: false

- name: Go back to Qlik's defaults
  qlikfleet.cloud.tenant_settings:
    state: absent
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    preferred_start_page:
      description: Page that users see after signing in. Qlik defaults to V(analytics-hub), and can also have V(analytics-creation-hub),
        which the API does not set.
      returned: if Qlik returns it
      type: str
    customize_no_access:
      description: Page for users without access.
      returned: if Qlik returns it
      type: dict
    cross_region_inference:
      description: Whether Qlik may send data to another region for features that use language models. With V(true)
        you confirm that you may decide so and accept Qlik's terms.
      returned: if Qlik returns it
      type: bool
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.tenant_settings import TENANT_SETTINGS


def main() -> None:
    run_module(kind_command(TENANT_SETTINGS))


if __name__ == "__main__":
    main()
