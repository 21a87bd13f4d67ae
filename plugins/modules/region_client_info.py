#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prove a region client."""

from __future__ import annotations

DOCUMENTATION = r"""
module: region_client_info
short_description: Prove a region client
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Requests a token at the register host of the region and in each named tenant, and returns the bot user that the
    client has there.
  - The module fails if the client lacks one of the four scopes of region clients. It warns about additional scopes,
    except C(user_default) and C(offline_access), which every client can have.
  - It requests scopes that region clients lack, C(admin.apps) and C(admin.automations), and warns if Qlik says that
    it grants them. A token answer that does not list its scopes proves nothing.
  - A client of another region, a wrong secret and a refused tenant each have their own error message.
options:
  tenants:
    description:
      - Hostnames of tenants of the region. Hostnames without a tenant, and deactivated tenants, are reported and do
        not count against the client.
    type: list
    elements: str
  refused_in:
    description:
      - Codes of other regions, whose register hosts must refuse to issue a token.
    type: list
    elements: str
attributes:
  diff_mode:
    support: none
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Prove the region client
  qlikfleet.cloud.region_client_info:
    region: eu

- name: Prove the region client in these tenants, and that another region refuses it
  qlikfleet.cloud.region_client_info:
    region: eu
    tenants:
      - "{{ qlik_hostname }}"
    refused_in: [us]
  register: region_client
"""

RETURN = r"""
region:
  description: Code of the region.
  returned: success
  type: str
register_host:
  description: The host that creates tenants of the region.
  returned: success
  type: str
client_id:
  description: Id of the client.
  returned: success
  type: str
scopes:
  description: Scopes of the client at the register host, as far as Qlik reports them.
  returned: success
  type: list
  elements: str
refused_in:
  description: The regions that refused the client, as they must.
  returned: success
  type: list
  elements: str
tenants:
  description: For each tenant C(state), which is V(active), V(deactivated) or V(missing). An active one also has its id
    and the client's bot user.
  returned: success
  type: list
  elements: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.region_client import REGION_CLIENT_INFO


def main() -> None:
    run_module(REGION_CLIENT_INFO)


if __name__ == "__main__":
    main()
