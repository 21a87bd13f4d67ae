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
      - Where users land after they signed in.
    type: str
    choices:
      - analytics-hub
      - data-integration-hub
      - management-console
  customize_no_access:
    description:
      - What users see who have no access.
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
  state:
    description:
      - Whether the tenant settings should exist.
    type: str
    choices:
      - present
      - absent
    default: present
extends_documentation_fragment:
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Users land in the analytics hub
  qlikfleet.cloud.tenant_settings:
    preferred_start_page: analytics-hub
    customize_no_access:
      text: Ask the service desk for access.
      link_enabled: false
"""

RETURN = r"""
diff:
  description: The object before and after.
  returned: always
  type: list
  elements: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.tenant_settings import TENANT_SETTINGS


def main() -> None:
    run_module(kind_command(TENANT_SETTINGS))


if __name__ == "__main__":
    main()
