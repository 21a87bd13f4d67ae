#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""API keys, with which a program works as a user. Prefer an OAuth client if possible."""

from __future__ import annotations

DOCUMENTATION = r"""
module: api_key
short_description: Manage API keys
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - API keys, with which a program works as a user. Prefer an OAuth client if possible.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  description:
    description:
      - Purpose of the key, unique among the active keys of its user.
      - Required, unless O(objects) is set.
    type: str
  user:
    description:
      - Subject or email of the user that the key works as. For a bot also the id or name of its client.
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  expiry:
    description:
      - Lifetime of the key, as an ISO 8601 duration such as V(P7D). Defaults to the maximum that M(qlikfleet.cloud.api_key_settings)
        permits.
      - It is sent only when the object is created, and Qlik never returns it.
    type: str
  was:
    description:
      - Former name of the API key. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the API key should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of API keys instead of one. Each has options of this module, except connection options.
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
          - Patterns of API keys to keep, such as V(api_key Legacy*).
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
  - Qlik shows the key once, when it is created. The result has it as RV(token), and is not printed.
  - 'Expired and revoked keys are ignored: the next run creates another key.'
  - Only the description of a key can be changed.
  - Removing the key of another user revokes it. Qlik still lists it, but it no longer works.
  - Needs the role C(TenantAdmin) for keys of other users than its own.
  - 'Source: published specification of the API C(api-keys).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Create a key for the nightly export
  qlikfleet.cloud.api_key:
    description: Nightly export
    user: auth0|anna
    expiry: PT12H
  register: export_key

- name: Change the description of the key
  qlikfleet.cloud.api_key:
    description: Weekly export
    was: Nightly export
    user: auth0|anna

- name: Revoke the key of the export
  qlikfleet.cloud.api_key:
    description: Weekly export
    user: auth0|anna
    state: absent

- name: Remove the API key
  qlikfleet.cloud.api_key:
    description: Nightly export
    user: auth0|anna
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
      description: Purpose of the key, unique among the active keys of its user.
      returned: if Qlik returns it
      type: str
    user:
      description: Subject or email of the user that the key works as. For a bot also the id or name of its client.
      returned: if Qlik returns it
      type: str
    expiry:
      description: Lifetime of the key, as an ISO 8601 duration such as V(P7D). Defaults to the maximum that M(qlikfleet.cloud.api_key_settings)
        permits.
      returned: if Qlik returns it
      type: str
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
token:
  description: The secret, which Qlik shows once.
  returned: when the object was created
  type: str
tokens:
  description: With O(objects), the secrets of created objects, by their titles.
  returned: when objects were created
  type: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.api_key import API_KEY


def main() -> None:
    run_module(kind_command(API_KEY))


if __name__ == "__main__":
    main()
