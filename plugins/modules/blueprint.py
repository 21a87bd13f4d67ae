#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a tenant what its blueprint says."""

from __future__ import annotations

DOCUMENTATION = r"""
module: blueprint
short_description: Converge a tenant to its blueprint
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Manages objects of all kinds in a tenant in one task. Reads the required lists at once, plans, and writes in the
    order of dependencies.
  - In check mode nothing is written, and the result is the plan.
  - Objects that the blueprint does not name are never touched.
  - All faults of the blueprint are reported at once, with file and line, before anything is written. They include
    references to objects that neither the blueprint nor the tenant has.
  - If an object fails, the others are still written, except those that need it. The result names both.
options:
  blueprint:
    description:
      - For each kind, a list of objects with the options of the kind's module.
      - An option that is left out keeps its value in the tenant; null clears it.
      - Without this option, the layers are taken from the host's variables, see O(layers).
    type: dict
  layers:
    description:
      - Names of layers, the most general first. The layer V(region) is the variable C(qlik_blueprint_region) of the
        host, which its groups and its own variables may give.
      - Layers are merged as by the filter P(qlikfleet.cloud.layers#filter). Layers that the host does not have are
        left out, but at least one must exist.
      - If neither this option nor O(blueprint) is set, defaults to the host variable C(qlik_layers), or else to
        V(fleet), V(region), V(ring), V(customer) and V(tenant).
    type: list
    elements: str
  only:
    description:
      - Patterns of objects to work on. Each is a kind, such as V(space), or kind and name, such as V(group
        Analysts*). Defaults to all objects.
      - It can also be set with the host variable C(qlik_only).
    type: list
    elements: str
  except:
    description:
      - Patterns of objects to leave alone, as in O(only).
      - It can also be set with the host variable C(qlik_except).
    type: list
    elements: str
  replace:
    description:
      - Patterns of objects, as in O(only), that may be deleted and recreated if they differ in a property that Qlik
        cannot change, such as the type of a space. Without this option, such a difference is an error.
      - An object that Qlik refuses to delete, such as a space that is not empty, stays unchanged and fails.
      - It can also be set with the host variable C(qlik_replace).
    type: list
    elements: str
  purge:
    description:
      - Deletes objects that are in the tenant but not in the blueprint. Nothing is deleted without this option.
      - Bots, the OAuth client in use, default roles and the other objects that Qlik made are never deleted.
      - It can also be set with the host variable C(qlik_purge).
    type: dict
    suboptions:
      kinds:
        description: Kinds whose objects may be deleted.
        type: list
        elements: str
        required: true
      what:
        description:
          - V(created_by_this_client) deletes only objects that the bot of the OAuth client in use created. If Qlik
            does not report who created the objects of a kind, it can only be purged with V(all).
        type: str
        choices: [created_by_this_client, all]
        default: created_by_this_client
      except:
        description: Patterns of kind and name that are never deleted, as V(space Legacy*).
        type: list
        elements: str
        default: []
      at_most:
        description: If more objects than this would be deleted, nothing is changed, and the task fails.
        type: int
        default: 10
  plan_file:
    description:
      - File to write the plan to. With a slash at the end, a folder for one file per host. Meant for check mode.
      - V(ledger:<name>) keeps it in the ledger, for runs on machines that share no disk. Such a plan is kept for 90 days.
      - A relative path is relative to the fleet file.
      - It can also be set with the host variable C(qlik_plan_file).
    type: path
  apply_plan:
    description:
      - A file, folder or name that O(plan_file) wrote. The plan is computed again. If it differs because the tenant or the
        blueprint has changed, nothing is done, and the task fails with the difference.
      - A relative path is relative to the fleet file.
      - It can also be set with the host variable C(qlik_apply_plan).
    type: path
  report:
    description: V(full) also returns RV(plan).
    type: str
    choices: [summary, full]
    default: summary
  return_secrets:
    description:
      - Whether to return the secrets of created OAuth clients, as RV(client_secrets). Qlik shows them once.
      - The whole result is then hidden from the output, as with C(no_log).
      - With C(async), C(poll) must be more than 0, since C(ansible.builtin.async_status) prints results.
    type: bool
    default: false
  secrets_file:
    description:
      - File for the secrets of created OAuth clients, as the variable C(qlik_new_secrets), by the inventory name of
        the tenant and the title of the object. It is encrypted with Ansible Vault, and existing entries are kept. A
        relative path is relative to the fleet file.
      - Without this option and O(return_secrets), a run that would create such an object is refused before anything
        is sent. Check mode says so.
      - The variable C(qlik_secrets_file) of the host can also set it. It works in the controller's process only.
    type: path
  update_secrets:
    description:
      - When to send secrets and other values that Qlik never returns to existing objects. They are always sent when
        an object is created.
      - With V(when_changed), a value is sent if it differs from the last one. The ledger keeps a salted digest of
        each for that. Without a ledger, nothing is sent, and the module warns.
      - V(always) sends them in each run, which then always changes something. V(on_create) never does.
      - The variable C(qlik_update_secrets) of the host can also set it. Defaults to V(when_changed).
    type: str
    choices: [when_changed, always, on_create]
  fail_on_drift:
    description:
      - Whether the task fails in check mode if the tenant differs from its blueprint. Other tenants continue, and the
        plan is written first. Defaults to V(false).
      - The variable C(qlik_fail_on_drift) of the host can also set it.
    type: bool
  unknown_variables:
    description:
      - What to do about unused host variables that begin with C(qlik_), and about empty layers. Defaults to V(warn).
      - The variable C(qlik_unknown_variables) of the host can also set it.
    type: str
    choices: [warn, fail, ignore]
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Converge a tenant to a blueprint in git
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

- name: Merge the layers qlik_blueprint_fleet, qlik_blueprint_customer and qlik_blueprint_tenant
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

- name: Write the plan to a file
  qlikfleet.cloud.blueprint:
    blueprint:
      role:
        - name: Auditor
          assigned_scopes: [user_default]
    plan_file: "{{ inventory_dir }}/plans/"
  check_mode: true

- name: Apply exactly this plan
  qlikfleet.cloud.blueprint:
    blueprint:
      role:
        - name: Auditor
          assigned_scopes: [user_default]
    apply_plan: "{{ inventory_dir }}/plans/"

- name: Recreate a space with another type
  qlikfleet.cloud.blueprint:
    blueprint:
      space:
        - name: Trial
          type: managed
    replace: [space Trial]

- name: Delete spaces that this client created and the blueprint does not name
  qlikfleet.cloud.blueprint:
    blueprint:
      space:
        - name: Finance
          type: shared
    purge:
      kinds: [space]
      except: ["space Finance*"]
      at_most: 3
"""

RETURN = r"""
msg:
  description:
    - The changes that were made, or would be made, in one line that names the first of them.
    - If objects failed, their reasons, followed by the changes that were made.
  returned: always
  type: str
tenant:
  description: Hostname of the tenant.
  returned: success
  type: str
objects:
  description: Number of objects in the blueprint.
  returned: success
  type: int
counts:
  description: For each kind, how many objects were created, updated, replaced and deleted.
  returned: success
  type: dict
changes:
  description: The changes that were made, or would be made, one line for each object. Also returned if objects failed.
  returned: success
  type: list
  elements: str
losses:
  description: The lines of RV(changes) that delete an object, including those of O(replace).
  returned: success
  type: list
  elements: str
client_secrets:
  description: Secrets of the OAuth clients that were created, by the object's title, as C(oauth_client Reporting).
  returned: when O(return_secrets) is set and a client was created
  type: dict
failures:
  description: Objects that could not be brought to their wanted state.
  returned: unless RV(failure) is returned
  type: list
  elements: dict
  contains:
    message:
      description: Reason, and what to do next.
      returned: always
      type: str
    place:
      description: File and line that the object comes from.
      returned: if known
      type: str
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
      returned: if the failure is about a tenant
      type: str
    host:
      description: Hostname of the tenant.
      returned: if the failure is about a tenant
      type: str
    object:
      description: Object or request that failed.
      returned: if the failure is about one
      type: str
failure:
  description: Reason why nothing could be planned or changed, as data.
  returned: if the whole tenant failed
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
      returned: if the failure is about a tenant
      type: str
    host:
      description: Hostname of the tenant.
      returned: if the failure is about a tenant
      type: str
    object:
      description: Object or request that failed.
      returned: if the failure is about one
      type: str
plan:
  description: For each change its title, action, before, after, and every request that carries it out.
  returned: when O(report=full)
  type: list
  elements: dict
seconds:
  description: Duration in seconds.
  returned: success
  type: float
requests:
  description: Requests that were sent, without token requests.
  returned: success
  type: int
writes:
  description: Requests that were not reads.
  returned: success
  type: int
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import BLUEPRINT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(BLUEPRINT)


if __name__ == "__main__":
    main()
