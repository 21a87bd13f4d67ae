# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes among events of Qlik Cloud."""

from __future__ import annotations

import sys
import typing as t
from pathlib import Path

DOCUMENTATION = r"""
---
short_description: Keep events that change objects of a tenant
description:
  - Drops events that change nothing, such as sign-ins, opened apps and reloads.
  - Adds C(qlik.kind) and C(qlik.action), such as V(space) and V(deleted).
options:
  kinds:
    description: Kinds to keep, such as V(space). Defaults to all.
    type: list
    elements: str
"""

EXAMPLES = r"""
- qlikfleet.cloud.audits:
    inventory: /srv/fleet/inventory
  filters:
    - qlikfleet.cloud.changes:
        kinds: [space, role, group]
"""

# ansible-rulebook does not make collections importable.
for _root in [path for path in Path(__file__).absolute().parents if path.name == "ansible_collections"]:
    if str(_root.parent) not in sys.path:
        sys.path.append(str(_root.parent))
    import ansible_collections

    if str(_root) not in ansible_collections.__path__:
        ansible_collections.__path__.append(str(_root))

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.events.changes import changes  # noqa: E402


def main(event: dict[str, t.Any], kinds: t.Sequence[str] = ()) -> list[dict[str, t.Any]]:
    """Return the event with its kind and action, or an empty list."""
    return changes(event, kinds)
