#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Entries of the content security policy, which say what browsers may load from where."""

from __future__ import annotations

DOCUMENTATION = r"""
module: content_security_policy
short_description: Manage content security policy entries
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Entries of the content security policy, which say what browsers may load from where.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  origin:
    description:
      - The allowed origin, such as V(cdn.example.com). V(https://) before it makes no difference.
      - Required, unless O(objects) is set.
    type: str
  name:
    description:
      - Display name of the entry.
    type: str
  description:
    description:
      - Purpose of the entry.
    type: str
  child_src:
    description:
      - Whether C(child-src) allows the origin.
    type: bool
  connect_src:
    description:
      - Whether C(connect-src) allows the origin.
    type: bool
  connect_src_wss:
    description:
      - Whether C(connect-src-wss) allows the origin.
    type: bool
  font_src:
    description:
      - Whether C(font-src) allows the origin.
    type: bool
  form_action:
    description:
      - Whether C(form-action) allows the origin.
    type: bool
  frame_ancestors:
    description:
      - Whether C(frame-ancestors) allows the origin.
    type: bool
  frame_src:
    description:
      - Whether C(frame-src) allows the origin.
    type: bool
  img_src:
    description:
      - Whether C(img-src) allows the origin.
    type: bool
  media_src:
    description:
      - Whether C(media-src) allows the origin.
    type: bool
  object_src:
    description:
      - Whether C(object-src) allows the origin.
    type: bool
  script_src:
    description:
      - Whether C(script-src) allows the origin.
    type: bool
  style_src:
    description:
      - Whether C(style-src) allows the origin.
    type: bool
  worker_src:
    description:
      - Whether C(worker-src) allows the origin.
    type: bool
  was:
    description:
      - Former name of the content security policy entry. An object with this name is renamed, instead of creating
        another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the content security policy entry should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of content security policy entries instead of one. Each has options of this module, except connection
        options.
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
          - Patterns of content security policy entries to keep, such as V(content_security_policy Legacy*).
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
  - A tenant has at most 256 entries, and its header at most 6,144 characters.
  - GET /api/v1/csp-origins/actions/generate-header returns the header that browsers get.
  - Qlik replaces an entry as a whole; the module keeps directives that are not set.
  - Needs the role C(TenantAdmin), or the permission C(admin.csp).
  - 'Source: published specification of the API C(csp-origins), and the help page on the policy for its limits.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Allow extensions to load fonts and images from our content network
  qlikfleet.cloud.content_security_policy:
    origin: cdn.example.com
    name: Content network
    font_src: true
    img_src: true

- name: Allow websockets there, and forbid fonts
  qlikfleet.cloud.content_security_policy:
    origin: cdn.example.com
    connect_src_wss: true
    font_src: false

- name: Remove the content security policy entry
  qlikfleet.cloud.content_security_policy:
    origin: cdn.example.com
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
    origin:
      description: The allowed origin, such as V(cdn.example.com). V(https://) before it makes no difference.
      returned: if Qlik returns it
      type: str
    name:
      description: Display name of the entry.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the entry.
      returned: if Qlik returns it
      type: str
    child_src:
      description: Whether C(child-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    connect_src:
      description: Whether C(connect-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    connect_src_wss:
      description: Whether C(connect-src-wss) allows the origin.
      returned: if Qlik returns it
      type: bool
    font_src:
      description: Whether C(font-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    form_action:
      description: Whether C(form-action) allows the origin.
      returned: if Qlik returns it
      type: bool
    frame_ancestors:
      description: Whether C(frame-ancestors) allows the origin.
      returned: if Qlik returns it
      type: bool
    frame_src:
      description: Whether C(frame-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    img_src:
      description: Whether C(img-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    media_src:
      description: Whether C(media-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    object_src:
      description: Whether C(object-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    script_src:
      description: Whether C(script-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    style_src:
      description: Whether C(style-src) allows the origin.
      returned: if Qlik returns it
      type: bool
    worker_src:
      description: Whether C(worker-src) allows the origin.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.content_security_policy import (
    CONTENT_SECURITY_POLICY,
)


def main() -> None:
    run_module(kind_command(CONTENT_SECURITY_POLICY))


if __name__ == "__main__":
    main()
