#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Extensions, which add charts and objects to apps."""

from __future__ import annotations

DOCUMENTATION = r"""
module: extension
short_description: Manage extensions
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Extensions, which add charts and objects to apps.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the extension, unique in the tenant. It is the one that the C(.qext) file has.
      - Required, unless O(objects) is set.
    type: str
  file:
    description:
      - Zip archive with the extension, or a folder, which is packed without its hidden files. A relative path is
        beside the file that has it, else beside the fleet file, else where C(ansible.builtin.copy) looks.
    type: path
  tags:
    description:
      - Tags of the extension.
    type: list
    elements: str
  description:
    description:
      - What it is for. Defaults to what the C(.qext) file says.
    type: str
  author:
    description:
      - Who made it. Defaults to what the C(.qext) file says.
    type: str
  version:
    description:
      - Its version. Defaults to what the C(.qext) file says.
    type: str
  icon:
    description:
      - Icon that clients show. Defaults to what the C(.qext) file says.
    type: str
  license:
    description:
      - Licence under which it is published. Defaults to what the C(.qext) file says.
    type: str
  homepage:
    description:
      - Its home page. Defaults to what the C(.qext) file says.
    type: str
  repository:
    description:
      - Where its source is. Defaults to what the C(.qext) file says.
    type: str
  supplier:
    description:
      - Who supplies it. Defaults to what the C(.qext) file says.
    type: str
  keywords:
    description:
      - Words to find it by, as one text. Defaults to what the C(.qext) file says.
    type: str
  was:
    description:
      - Former name of the extension. An object that still has it is renamed instead of another one created.
      - An object that is renamed already is left as it is.
    type: str
  state:
    description:
      - Whether the extension should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of extensions instead of one. Each has options of this module, not those of the connection.
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
          - Patterns of extensions that stay, such as V(extension Legacy*).
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
  - An archive is uploaded again if its MD5 differs from the one that Qlik answers.
  - 'If Qlik answers none, the versions in the C(.qext) files are compared: raise it with each change.'
  - If neither is there, the archive of an existing extension is not compared.
  - A new archive can bring its own texts, so all given options are sent with it.
  - A deleted extension cannot be restored.
  - The C(checksum) that Qlik answers is not compared, since how it is computed is not published.
  - Needs the role C(TenantAdmin) or the scope C(admin.extensions).
  - 'Source: published specification of the API C(extensions).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Apps can have a bullet chart
  qlikfleet.cloud.extension:
    name: Bullet chart
    file: files/bullet-chart.zip
    tags: [company, approved]

- name: Use the extension that is beside the playbook, as a folder
  qlikfleet.cloud.extension:
    name: Bullet chart
    file: files/bullet-chart

- name: Describe it in other words than its manifest
  qlikfleet.cloud.extension:
    name: Bullet chart
    description: Made by the design team

- name: Remove the extension
  qlikfleet.cloud.extension:
    name: Bullet chart
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
    name:
      description: Name of the extension, unique in the tenant. It is the one that the C(.qext) file has.
      returned: if Qlik answers it
      type: str
    file:
      description: Zip archive with the extension, or a folder, which is packed without its hidden files. A relative
        path is beside the file that has it, else beside the fleet file, else where C(ansible.builtin.copy) looks.
      returned: if Qlik answers it
      type: str
    tags:
      description: Tags of the extension.
      returned: if Qlik answers it
      type: list
      elements: str
    description:
      description: What it is for. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    author:
      description: Who made it. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    version:
      description: Its version. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    icon:
      description: Icon that clients show. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    license:
      description: Licence under which it is published. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    homepage:
      description: Its home page. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    repository:
      description: Where its source is. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    supplier:
      description: Who supplies it. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
    keywords:
      description: Words to find it by, as one text. Defaults to what the C(.qext) file says.
      returned: if Qlik answers it
      type: str
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.extension import EXTENSION


def main() -> None:
    run_module(kind_command(EXTENSION))


if __name__ == "__main__":
    main()
