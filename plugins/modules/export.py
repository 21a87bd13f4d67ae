#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what a tenant has as a blueprint."""

from __future__ import annotations

DOCUMENTATION = r"""
module: export
short_description: Write the contents of a tenant as a blueprint
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Reads a tenant and writes C(blueprint.yml), which declares the contents of the tenant. Changes nothing in the
    tenant.
  - Objects are sorted, have names instead of ids, and leave out options that have their default. The file therefore
    reads as if written by a person, and changes little from one export to the next.
  - The file sets C(qlik_blueprint_tenant). In C(host_vars/<host>/) of the tenant, a converge with it plans no change.
options:
  dest:
    description:
      - Folder to write C(blueprint.yml) to. It is created if it does not exist.
      - Files, such as those of themes, are written to C(blueprint.files) beside it. Ansible does not read that
        folder as variables.
      - Defaults to a folder that Ansible removes after the run, for M(qlikfleet.cloud.export_layers).
    type: path
  kinds:
    description:
      - Kinds to export. Each has a module of the same name.
      - Defaults to all kinds.
    type: list
    elements: str
notes:
  - Qlik does not return secrets. The blueprint has a variable instead of each secret that an object needs.
    RV(secrets) and the head of the file list them.
  - Users of OAuth clients, and objects that Qlik made itself, are left out. Content of such a user has no owner in
    the blueprint, so in another tenant it belongs to the client there.
  - Objects of apps, and the content of apps and data files, are not exported. Use M(qlikfleet.cloud.app_export) for
    apps.
attributes:
  diff_mode:
    support: full
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
seealso:
  - module: qlikfleet.cloud.export_layers
  - module: qlikfleet.cloud.info
  - module: qlikfleet.cloud.app_export
  - module: qlikfleet.cloud.blueprint
"""

EXAMPLES = r"""
- name: Take a tenant over into git
  qlikfleet.cloud.export:
    dest: "{{ inventory_dir }}/host_vars/{{ inventory_hostname }}"

- name: See how spaces and groups were set up
  qlikfleet.cloud.export:
    dest: exported
    kinds: [space, group]
"""

RETURN = r"""
dest:
  description: The file with the blueprint.
  returned: success
  type: str
  sample: /srv/fleet/host_vars/acme-eu/blueprint.yml
counts:
  description: Number of exported objects, by kind.
  returned: success
  type: dict
  sample: {"role": 3, "space": 12}
files:
  description: Files that were written beside the blueprint.
  returned: success
  type: list
  elements: str
  sample: ["/srv/fleet/host_vars/acme-eu/blueprint.files/theme/Corporate theme.zip"]
secrets:
  description: For each secret variable, the object and the option that need it.
  returned: success
  type: dict
  sample: {"secret_email_settings_password": {"object": "email_settings", "option": "password"}}
left_out:
  description: Objects and values that the blueprint does not have, with the reason.
  returned: success
  type: list
  elements: dict
  sample: [{"object": "role TenantAdmin", "reason": "Qlik made it or needs it as it is"}]
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export import EXPORT


def main() -> None:
    run_module(EXPORT)


if __name__ == "__main__":
    main()
