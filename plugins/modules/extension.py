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
      - Name of the extension, unique in the tenant. It must be the name in the C(.qext) file.
      - Required, unless O(objects) is set.
    type: str
  file:
    description:
      - Zip archive with the extension, or a folder, which is packed without its hidden files. A relative path is
        relative to the file that sets it, else to the fleet file, else found as by C(ansible.builtin.copy).
    type: path
  tags:
    description:
      - Tags of the extension.
    type: list
    elements: str
  description:
    description:
      - Purpose. Defaults to the value in the C(.qext) file.
    type: str
  author:
    description:
      - Author. Defaults to the value in the C(.qext) file.
    type: str
  version:
    description:
      - Version. Defaults to the value in the C(.qext) file.
    type: str
  icon:
    description:
      - Icon that clients show. Defaults to the value in the C(.qext) file.
    type: str
  license:
    description:
      - Licence. Defaults to the value in the C(.qext) file.
    type: str
  homepage:
    description:
      - Home page. Defaults to the value in the C(.qext) file.
    type: str
  repository:
    description:
      - Address of its source. Defaults to the value in the C(.qext) file.
    type: str
  supplier:
    description:
      - Supplier. Defaults to the value in the C(.qext) file.
    type: str
  keywords:
    description:
      - Keywords, as one text. Defaults to the value in the C(.qext) file.
    type: str
  was:
    description:
      - Former name of the extension. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
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
      - A list of extensions instead of one. Each has options of this module, except connection options.
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
          - Patterns of extensions to keep, such as V(extension Legacy*).
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
  - An archive is uploaded again if its MD5 differs from the one that Qlik returns.
  - If Qlik returns none, the versions in the C(.qext) files are compared. Raise the version with each change.
  - If neither exists, the archive of an existing extension is not compared.
  - A new archive can bring its own texts, so all given options are sent with it.
  - A deleted extension cannot be restored.
  - The C(checksum) that Qlik returns is not compared, since its computation is not published.
  - Needs the role C(TenantAdmin) or the scope C(admin.extensions).
  - 'Source: published specification of the API C(extensions).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Upload a bullet chart for apps
  qlikfleet.cloud.extension:
    name: Bullet chart
    file: files/bullet-chart.zip
    tags: [company, approved]

- name: Upload the extension from a folder beside the playbook
  qlikfleet.cloud.extension:
    name: Bullet chart
    file: files/bullet-chart

- name: Override the description in its manifest
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
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    name:
      description: Name of the extension, unique in the tenant. It must be the name in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    file:
      description: Zip archive with the extension, or a folder, which is packed without its hidden files. A relative
        path is relative to the file that sets it, else to the fleet file, else found as by C(ansible.builtin.copy).
      returned: if Qlik returns it
      type: str
    tags:
      description: Tags of the extension.
      returned: if Qlik returns it
      type: list
      elements: str
    description:
      description: Purpose. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    author:
      description: Author. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    version:
      description: Version. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    icon:
      description: Icon that clients show. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    license:
      description: Licence. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    homepage:
      description: Home page. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    repository:
      description: Address of its source. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    supplier:
      description: Supplier. Defaults to the value in the C(.qext) file.
      returned: if Qlik returns it
      type: str
    keywords:
      description: Keywords, as one text. Defaults to the value in the C(.qext) file.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.extension import EXTENSION


def main() -> None:
    run_module(kind_command(EXTENSION))


if __name__ == "__main__":
    main()
