#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create, name, deactivate and reactivate a tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: tenant
short_description: Create, name, deactivate and reactivate a tenant
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Looks for a tenant before creating it. A ledger records created tenants and operations in progress, so a run
    that was killed at any moment never leads to a second tenant.
options:
  name:
    description:
      - Display name of the tenant. Without it, the name stays unchanged.
    type: str
  alias:
    description:
      - Alias of the tenant, the first part of its hostname.
      - If it is set, the tenant is also looked for there before it is created.
    type: str
  settings:
    description:
      - Switches of the tenant itself. Omitted switches stay unchanged. M(qlikfleet.cloud.tenant_settings) has others.
    type: dict
    suboptions:
      enable_app_opening_feedback:
        description: Whether users see the progress while an app opens.
        type: bool
      auto_assign_create_shared_spaces_role_to_professionals:
        description: Whether users with a professional entitlement may create shared spaces.
        type: bool
      auto_assign_private_analytics_content_creator_role_to_professionals:
        description: Whether users with a professional entitlement may create private analytics content.
        type: bool
      auto_assign_data_services_contributor_role_to_professionals:
        description: Whether users with a professional entitlement may contribute to data services.
        type: bool
  ledger:
    description:
      - Ledger, with an entry for each tenant.
      - A folder, or C(postgresql://host/database) for machines that share no disk, which needs the Python package
        C(psycopg).
      - It can also be set with the variable C(qlik_ledger) or the environment variable E(QLIK_CLOUD_LEDGER). Defaults
        to C(.qlik-ledger) beside the inventory.
    type: str
  inventory_name:
    description:
      - Name of the tenant in the ledger. Defaults to the inventory name of the host.
    type: str
  license_key:
    description:
      - Signed licence key, needed to create a tenant.
      - It can also be set with the environment variable E(QLIK_CLOUD_<REGION>_LICENSE_KEY).
    type: str
  source_tenant:
    description:
      - Hostname of a tenant of the same subscription and region, to read the licence key from.
    type: str
  datacenter:
    description:
      - Data centre of the new tenant. Defaults to that of the region.
    type: str
  organization_client_id:
    description:
      - Id of an organization-level OAuth client. Its list is used to find a tenant that the ledger does not know,
        also if it is deactivated, and a tenant whose creation was not answered.
      - In the latter case, a tenant is adopted if it was created since, has no alias yet, and belongs to no other
        host. If there are none, or more than lost answers, the module fails and says so.
      - It can also be set with the variable C(qlik_organization_client_id) or the environment variable
        E(QLIK_CLOUD_ORGANIZATION_CLIENT_ID).
    type: str
  organization_client_secret:
    description:
      - Secret of this client. It can also be set with the variable C(qlik_organization_client_secret) or the
        environment variable E(QLIK_CLOUD_ORGANIZATION_CLIENT_SECRET).
    type: str
  subscription_id:
    description:
      - Licence number of the tenant's subscription, if the organization has several.
      - It can also be set with the variable C(qlik_subscription_id).
    type: str
  look_first:
    description:
      - Whether to look for a tenant that the ledger does not know before creating it. It is looked for in the
        organization's list if O(organization_client_id) is set, otherwise at its alias.
    type: bool
    default: true
  adopt:
    description:
      - Hostname of the existing tenant to adopt, or its id with O(organization_client_id). Use it after a creation
        whose answer was lost.
    type: str
  abandon:
    description:
      - Whether a creation whose answer was lost created no tenant, so that it may be tried again.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the tenant, and reactivates a deactivated one.
      - V(deactivated) deactivates it; Qlik deletes it after O(purge_after_days).
      - V(reactivated) reactivates a deactivated tenant, and never creates one.
      - Before a deactivation or reactivation, the tenant itself is asked for its id, which must be that of the ledger.
    type: str
    choices: [present, deactivated, reactivated]
    default: present
  reactivate:
    description:
      - Whether V(present) reactivates a deactivated tenant. If not, it fails with the date until which that is possible.
    type: bool
    default: true
  confirm_alias:
    description:
      - The alias, or the hostname, typed again. Required for a deactivation.
    type: str
  purge_after_days:
    description:
      - Days until a deactivated tenant is deleted for good, 10 to 90.
    type: int
    default: 30
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Create the tenant with its name and alias
  qlikfleet.cloud.tenant:
    region: eu
    alias: acme-eu
    name: ACME Europe
    settings:
      auto_assign_create_shared_spaces_role_to_professionals: false

- name: Deactivate the tenant, and purge it in three months
  qlikfleet.cloud.tenant:
    region: eu
    alias: acme-eu
    state: deactivated
    purge_after_days: 90
    # Typed by the person who decides it, in a survey or with --extra-vars.
    confirm_alias: acme-eu

- name: Reactivate the tenant
  qlikfleet.cloud.tenant:
    region: eu
    alias: acme-eu
    state: reactivated
"""

RETURN = r"""
tenant:
  description:
    - Id, hostname, alias and state of the tenant. C(purge_date) of a deactivated one is when Qlik deletes it, as far as
      it is known.
  returned: success
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.tenant import TENANT


def main() -> None:
    run_module(TENANT)


if __name__ == "__main__":
    main()
