#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Users of the tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: user
short_description: Manage users
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Users of the tenant.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  subject:
    description:
      - The user's subject at the identity provider, unique in the tenant.
      - Cannot be changed later.
      - Required, unless O(objects) is set.
    type: str
  name:
    description:
      - Display name.
    type: str
  email:
    description:
      - Email address, unique among the users of the tenant.
    type: str
  invite:
    description:
      - Whether to invite a new user, which needs O(email).
      - It is sent only when the object is created, and Qlik never returns it.
    type: bool
  status:
    description:
      - Whether the user may sign in. V(disabled) is the reversible step before a deletion. An invited or provisioned
        user becomes active by signing in.
    type: str
    choices:
      - active
      - disabled
  assigned_roles:
    description:
      - 'Names of the user''s roles. The list is complete: other roles are removed.'
    type: list
    elements: str
  preferred_locale:
    description:
      - Language, such as V(en).
    type: str
  preferred_zoneinfo:
    description:
      - Time zone, such as V(Europe/Stockholm).
    type: str
  state:
    description:
      - Whether the user should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of users instead of one. Each has options of this module, except connection options.
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
          - Patterns of users to keep, such as V(user Legacy*).
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
  - If you delete a user, its content has no owner.
  - Bot users of OAuth clients are never deleted by this module.
  - Needs the role C(TenantAdmin), or the scope C(admin.users).
  - 'Source: published specification of the API C(users), and changelog 127 for the email.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Make the operations mailbox a tenant administrator
  qlikfleet.cloud.user:
    subject: auth0|operations
    name: Operations
    email: operations@example.com
    assigned_roles:
      - TenantAdmin

- name: Invite Anna
  qlikfleet.cloud.user:
    subject: auth0|anna
    name: Anna
    email: anna@example.com
    invite: true

- name: Forbid the operations mailbox to sign in
  qlikfleet.cloud.user:
    subject: auth0|operations
    status: disabled

- name: Remove the user
  qlikfleet.cloud.user:
    subject: auth0|operations
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
    subject:
      description: The user's subject at the identity provider, unique in the tenant.
      returned: if Qlik returns it
      type: str
    name:
      description: Display name.
      returned: if Qlik returns it
      type: str
    email:
      description: Email address, unique among the users of the tenant.
      returned: if Qlik returns it
      type: str
    invite:
      description: Whether to invite a new user, which needs O(email).
      returned: if Qlik returns it
      type: bool
    status:
      description: Whether the user may sign in. V(disabled) is the reversible step before a deletion. An invited
        or provisioned user becomes active by signing in.
      returned: if Qlik returns it
      type: str
    assigned_roles:
      description: 'Names of the user''s roles. The list is complete: other roles are removed.'
      returned: if Qlik returns it
      type: list
      elements: str
    preferred_locale:
      description: Language, such as V(en).
      returned: if Qlik returns it
      type: str
    preferred_zoneinfo:
      description: Time zone, such as V(Europe/Stockholm).
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
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.user import USER


def main() -> None:
    run_module(kind_command(USER))


if __name__ == "__main__":
    main()
