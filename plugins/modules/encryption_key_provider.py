#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""AWS KMS keys that encrypt the tenant instead of Qlik's own key."""

from __future__ import annotations

DOCUMENTATION = r"""
module: encryption_key_provider
short_description: Manage encryption key providers
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - AWS KMS keys that encrypt the tenant instead of Qlik's own key.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  arn:
    description:
      - ARN of a multi-region key, which has a replica in the region that Qlik names for disaster recovery.
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  keyprovider:
    description:
      - Service that holds the key.
      - Cannot be changed later.
    type: str
    default: AWS-KMS
    choices:
      - AWS-KMS
  name:
    description:
      - Name of the key.
    type: str
  description:
    description:
      - Purpose of the key.
    type: str
  current:
    description:
      - Whether the tenant is encrypted with this key. Enabling it starts a migration, disabling it one back to
        Qlik's key. The module waits up to five minutes for its end.
    type: bool
  state:
    description:
      - Whether the encryption key provider should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of encryption key providers instead of one. Each has options of this module, except connection options.
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
          - Patterns of encryption key providers to keep, such as V(encryption_key_provider Legacy*).
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
  - The policy of the key must let Qlik Cloud use it. Without that key the tenant cannot be read.
  - A key in use cannot be deleted.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(encryption).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Register our key
  qlikfleet.cloud.encryption_key_provider:
    arn: arn:aws:kms:eu-west-1:111222334455:key/mrk-1237c011a37e4f67ei987c7612q456
    name: Ours
    description: Rotated every year

- name: Encrypt the tenant with it
  qlikfleet.cloud.encryption_key_provider:
    arn: arn:aws:kms:eu-west-1:111222334455:key/mrk-1237c011a37e4f67ei987c7612q456
    name: Ours
    current: true

- name: Encrypt the tenant with Qlik's key again
  qlikfleet.cloud.encryption_key_provider:
    arn: arn:aws:kms:eu-west-1:111222334455:key/mrk-1237c011a37e4f67ei987c7612q456
    current: false

- name: Remove the encryption key provider
  qlikfleet.cloud.encryption_key_provider:
    arn: arn:aws:kms:eu-west-1:111222334455:key/mrk-1237c011a37e4f67ei987c7612q456
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
    arn:
      description: ARN of a multi-region key, which has a replica in the region that Qlik names for disaster recovery.
      returned: if Qlik returns it
      type: str
    keyprovider:
      description: Service that holds the key.
      returned: if Qlik returns it
      type: str
    name:
      description: Name of the key.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the key.
      returned: if Qlik returns it
      type: str
    current:
      description: Whether the tenant is encrypted with this key. Enabling it starts a migration, disabling it one
        back to Qlik's key. The module waits up to five minutes for its end.
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
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.encryption_key_provider import (
    ENCRYPTION_KEY_PROVIDER,
)


def main() -> None:
    run_module(kind_command(ENCRYPTION_KEY_PROVIDER))


if __name__ == "__main__":
    main()
