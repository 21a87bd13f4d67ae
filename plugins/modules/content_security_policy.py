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
      - The origin that is allowed, such as V(cdn.example.com). V(https://) before it makes no difference.
      - Required, unless O(objects) is set.
    type: str
  name:
    description:
      - Display name of the entry.
    type: str
  description:
    description:
      - What the entry is for.
    type: str
  child_src:
    description:
      - Whether the directive C(child-src) has it.
    type: bool
  connect_src:
    description:
      - Whether the directive C(connect-src) has it.
    type: bool
  connect_src_wss:
    description:
      - Whether the directive C(connect-src-wss) has it.
    type: bool
  font_src:
    description:
      - Whether the directive C(font-src) has it.
    type: bool
  form_action:
    description:
      - Whether the directive C(form-action) has it.
    type: bool
  frame_ancestors:
    description:
      - Whether the directive C(frame-ancestors) has it.
    type: bool
  frame_src:
    description:
      - Whether the directive C(frame-src) has it.
    type: bool
  img_src:
    description:
      - Whether the directive C(img-src) has it.
    type: bool
  media_src:
    description:
      - Whether the directive C(media-src) has it.
    type: bool
  object_src:
    description:
      - Whether the directive C(object-src) has it.
    type: bool
  script_src:
    description:
      - Whether the directive C(script-src) has it.
    type: bool
  style_src:
    description:
      - Whether the directive C(style-src) has it.
    type: bool
  worker_src:
    description:
      - Whether the directive C(worker-src) has it.
    type: bool
  was:
    description:
      - Former name of the content security policy entry. An object that still has it is renamed instead of another
        one created.
      - An object that is renamed already is left as it is.
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
      - A list of content security policy entries instead of one. Each has options of this module, not those of
        the connection.
      - The list of the tenant is read once, and what changes is written by several threads.
    type: list
    elements: dict
  purge:
    description:
      - Removes what O(objects) does not name. What Qlik made, and what the run works with, stays.
      - Without it, other objects keep what they have.
    type: dict
    suboptions:
      what:
        description:
          - Whether only objects are removed that this OAuth client made, or all.
        type: str
        choices:
          - created_by_this_client
          - all
        default: created_by_this_client
      except:
        description:
          - Patterns of content security policy entries that stay, such as V(content_security_policy Legacy*).
        type: list
        elements: str
        default: []
      at_most:
        description:
          - Nothing is removed if there are more than these.
        type: int
        default: 10
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - A tenant has at most 256 entries, and its header at most 6,144 characters.
  - GET /api/v1/csp-origins/actions/generate-header answers the header that browsers get.
  - Qlik takes an entry as a whole, so directives that are not given keep what they have.
  - Needs the role C(TenantAdmin), or the permission C(admin.csp).
  - 'Source: published specification of the API C(csp-origins), and the help page on the policy for its limits.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Extensions load fonts and images from our content network
  qlikfleet.cloud.content_security_policy:
    origin: cdn.example.com
    name: Content network
    font_src: true
    img_src: true

- name: Extensions connect to websockets there, and load no fonts any more
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
  description: The object after the task, in the words of the options. Empty if it is absent.
  returned: success
  type: dict
  contains:
    origin:
      description: The origin that is allowed, such as V(cdn.example.com). V(https://) before it makes no difference.
      returned: if Qlik answers it
      type: str
    name:
      description: Display name of the entry.
      returned: if Qlik answers it
      type: str
    description:
      description: What the entry is for.
      returned: if Qlik answers it
      type: str
    child_src:
      description: Whether the directive C(child-src) has it.
      returned: if Qlik answers it
      type: bool
    connect_src:
      description: Whether the directive C(connect-src) has it.
      returned: if Qlik answers it
      type: bool
    connect_src_wss:
      description: Whether the directive C(connect-src-wss) has it.
      returned: if Qlik answers it
      type: bool
    font_src:
      description: Whether the directive C(font-src) has it.
      returned: if Qlik answers it
      type: bool
    form_action:
      description: Whether the directive C(form-action) has it.
      returned: if Qlik answers it
      type: bool
    frame_ancestors:
      description: Whether the directive C(frame-ancestors) has it.
      returned: if Qlik answers it
      type: bool
    frame_src:
      description: Whether the directive C(frame-src) has it.
      returned: if Qlik answers it
      type: bool
    img_src:
      description: Whether the directive C(img-src) has it.
      returned: if Qlik answers it
      type: bool
    media_src:
      description: Whether the directive C(media-src) has it.
      returned: if Qlik answers it
      type: bool
    object_src:
      description: Whether the directive C(object-src) has it.
      returned: if Qlik answers it
      type: bool
    script_src:
      description: Whether the directive C(script-src) has it.
      returned: if Qlik answers it
      type: bool
    style_src:
      description: Whether the directive C(style-src) has it.
      returned: if Qlik answers it
      type: bool
    worker_src:
      description: Whether the directive C(worker-src) has it.
      returned: if Qlik answers it
      type: bool
objects:
  description: With O(objects), for each of them in their order C(id) and C(object).
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
