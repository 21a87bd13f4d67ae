#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a tenant what its blueprint says."""

from __future__ import annotations

DOCUMENTATION = r"""
module: blueprint
short_description: Make a tenant what its blueprint says
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Everything that a tenant must have, of all kinds, in one task. Lists what is needed at once, plans, and writes in
    the order of dependencies.
  - In check mode nothing is written, and the result is the plan.
  - Objects that the blueprint does not name are never touched.
options:
  blueprint:
    description:
      - For each kind, a list of objects with the options of the kind's module.
      - An option that is left out keeps what the tenant has; one that is null is cleared.
      - Without it, the layers are taken from the host's variables, see O(layers).
    type: dict
  layers:
    description:
      - Names of layers, the most general first. The layer V(region) is the variable C(qlik_blueprint_region) of the
        host, which its groups and its own variables may give.
      - Layers are laid over each other as the filter P(qlikfleet.cloud.layers#filter) does. Those that the host does
        not have are left out, but one of them must be there.
      - Where neither this nor O(blueprint) is given, the variable C(qlik_layers) of the host, or else V(fleet),
        V(region), V(ring) and V(tenant).
    type: list
    elements: str
  return_secrets:
    description:
      - Whether to return the secrets of OAuth clients that are created, as RV(client_secrets). Qlik tells them once.
      - The whole result is then hidden from the output, as with C(no_log).
    type: bool
    default: false
extends_documentation_fragment:
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: The tenant is as git says
  qlikfleet.cloud.blueprint:
    blueprint:
      group:
        - name: Analysts
          provider_type: custom
      space:
        - name: Finance
          type: shared
          members:
            - type: group
              name: Analysts
              roles: [consumer]

- name: The tenant is what the variables qlik_blueprint_fleet, qlik_blueprint_customer and qlik_blueprint_tenant say
  qlikfleet.cloud.blueprint:
    layers: [fleet, customer, tenant]
  vars:
    qlik_blueprint_fleet:
      space:
        - name: Finance
          type: shared
    qlik_blueprint_tenant:
      space:
        - name: Finance
          type: shared
          description: Figures of this tenant
"""

RETURN = r"""
msg:
  description: What was done, or would be done, in one line.
  returned: always
  type: str
objects:
  description: Number of objects in the blueprint.
  returned: success
  type: int
counts:
  description: For each kind, how many objects were created, updated and deleted.
  returned: success
  type: dict
changes:
  description: What was done, or would be done, one line for each object.
  returned: success
  type: list
  elements: str
client_secrets:
  description: Secrets of the OAuth clients that were created, by the object's title, as C(oauth_client Reporting).
  returned: when O(return_secrets) is set and a client was created
  type: dict
failures:
  description: Objects that could not be made so, each with what Qlik answered.
  returned: success
  type: list
  elements: dict
requests:
  description: Requests that were sent, without token requests.
  returned: success
  type: int
writes:
  description: Requests that were not reads.
  returned: success
  type: int
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands import BLUEPRINT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.task import run_module


def main() -> None:
    run_module(BLUEPRINT)


if __name__ == "__main__":
    main()
