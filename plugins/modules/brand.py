#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Brands, which give the tenant your own logo and icon. At most one brand is active."""

from __future__ import annotations

DOCUMENTATION = r"""
module: brand
short_description: Manage brands
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Brands, which give the tenant your own logo and icon. At most one brand is active.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the brand.
      - Required, unless O(objects) is set.
    type: str
  description:
    description:
      - Purpose of the brand.
    type: str
  logo:
    description:
      - JPG or PNG file of at most 300 KB, which Qlik fits into 109 by 62 pixels. Empty removes it.
    type: path
  fav_icon:
    description:
      - ICO file of at most 100 KB. Empty removes it.
    type: path
  styles:
    description:
      - JSON file of at most 100 KB. Qlik says that it has no effect yet. Empty removes it.
    type: path
  active:
    description:
      - Whether users see this brand. Activating a brand deactivates the previous one.
    type: bool
  was:
    description:
      - Former name of the brand. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the brand should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of brands instead of one. Each has options of this module, except connection options.
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
          - Patterns of brands to keep, such as V(brand Legacy*).
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
  - A relative path is relative to the file that sets it, else to the fleet file, else searched by Ansible.
  - A file is uploaded again if its MD5 differs from the eTag that Qlik returns.
  - If the eTag does not have the form of an MD5, an existing file is not compared. Remove it first.
  - When the active brand is removed, the tenant has Qlik's default look.
  - Qlik may allow two brands with the same name. The module fails if it finds two.
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(brands).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Show our logo
  qlikfleet.cloud.brand:
    name: Company
    description: Since the merger
    logo: files/logo.png
    fav_icon: files/favicon.ico
    active: true

- name: Return to Qlik's look
  qlikfleet.cloud.brand:
    name: Company
    active: false

- name: Remove our icon
  qlikfleet.cloud.brand:
    name: Company
    fav_icon: ""

- name: Remove the brand
  qlikfleet.cloud.brand:
    name: Company
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
    name:
      description: Name of the brand.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the brand.
      returned: if Qlik returns it
      type: str
    logo:
      description: JPG or PNG file of at most 300 KB, which Qlik fits into 109 by 62 pixels. Empty removes it.
      returned: if Qlik returns it
      type: str
    fav_icon:
      description: ICO file of at most 100 KB. Empty removes it.
      returned: if Qlik returns it
      type: str
    styles:
      description: JSON file of at most 100 KB. Qlik says that it has no effect yet. Empty removes it.
      returned: if Qlik returns it
      type: str
    active:
      description: Whether users see this brand. Activating a brand deactivates the previous one.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.brand import BRAND


def main() -> None:
    run_module(kind_command(BRAND))


if __name__ == "__main__":
    main()
