#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export an app to a file."""

from __future__ import annotations

DOCUMENTATION = r"""
module: app_export
short_description: Export an app to a file
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Writes an app to a C(.qvf) file, which M(qlikfleet.cloud.app) imports into other tenants.
  - The file is streamed, so it may be larger than the memory. Only its owner can read it.
options:
  name:
    description:
      - Name of the app.
    type: str
    required: true
  space:
    description:
      - Name of the space of the app. Defaults to the personal space.
    type: str
  dest:
    description:
      - File to write, on the machine that the task runs on. Its folder must exist.
    type: path
    required: true
  data:
    description:
      - Whether to export the data of the app too.
    type: bool
    default: true
notes:
  - The bot of the client must be a member of the space, even as an administrator.
  - A file that already has this content is not touched. Qlik may write other bytes for the same app.
attributes:
  check_mode:
    support: partial
    details: The app is looked up but not exported, so it always counts as a change.
  diff_mode:
    support: none
  idempotent:
    support: partial
    details: The app is always exported. It is a change if the content of the file differs.
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Export the app from the development tenant
  qlikfleet.cloud.app_export:
    name: Sales
    space: Development
    dest: "{{ inventory_dir }}/files/sales.qvf"
    data: false
"""

RETURN = r"""
id:
  description: Id of the app.
  returned: success
  type: str
  sample: 3a1c5f0e-4f0b-4f7e-9d55-3a4bb7b0f3d1
dest:
  description: The file that has the app.
  returned: success
  type: str
  sample: /srv/qlik/files/sales.qvf
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.app_export import APP_EXPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(APP_EXPORT)


if __name__ == "__main__":
    main()
