#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage an object of any kind."""

from __future__ import annotations

DOCUMENTATION = r"""
module: object
short_description: Manage an object of any kind
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Manages one object. An option names its kind, for playbooks that take the kind from data.
options:
  kind:
    description:
      - Name of the kind, such as V(space).
    type: str
    required: true
  definition:
    description:
      - Options of the kind's own module, without those of the connection.
    type: dict
    required: true
  update_secrets:
    description:
      - When to send values that Qlik never returns to an existing object, as in the kind's own module.
      - The variable C(qlik_update_secrets) of the host can also set it. Defaults to V(when_changed).
    type: str
    choices: [when_changed, always, on_create]
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Create the space from the survey
  qlikfleet.cloud.object:
    kind: space
    definition:
      name: Survey
      type: shared
"""

RETURN = r"""
diff:
  description: The object before and after.
  returned: always
  type: list
  elements: dict
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import OBJECT


def main() -> None:
    run_module(OBJECT)


if __name__ == "__main__":
    main()
