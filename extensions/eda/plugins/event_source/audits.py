# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit events of the tenants of a fleet."""

from __future__ import annotations

import sys
import typing as t
from pathlib import Path

DOCUMENTATION = r"""
---
short_description: Audit events of the tenants of a fleet, each once
description:
  - Reads the audit events of every tenant of an inventory again and again (C(GET /api/v1/audits)). Qlik keeps them for
    90 days, so events of a time in which nothing ran are read at the next start.
  - The ledger has how far each tenant was read. A killed run can return its last events again, and loses none.
  - An event is C(qlik.tenant) (its name in the inventory), C(qlik.id), C(qlik.type), C(qlik.time), C(qlik.source),
    C(qlik.user), C(qlik.resource) and C(qlik.space). Its data is left out, since it can have names and values of users.
  - C(meta.hosts) limits the playbook of a rule to the tenant.
  - Connection options and credentials are those of the inventory and the environment, as for modules. Values that are
    templates or encrypted are not used. The client needs the scope C(audits:read), which region clients have.
options:
  inventory:
    description: The fleet file, or its folder.
    type: path
    required: true
  hosts:
    description: Patterns of tenant names, such as C(*-eu). Defaults to all.
    type: list
    elements: str
  interval:
    description: Seconds between two rounds.
    type: float
    default: 60
  overlap:
    description: How many seconds after its time an event can appear in the list of Qlik.
    type: float
    default: 300
  own_events:
    description: Whether to return events of the client itself. They would make a converge start itself again.
    type: bool
    default: false
  ledger:
    description: Place of the ledger. Defaults to that of the inventory.
    type: str
"""

EXAMPLES = r"""
- qlikfleet.cloud.audits:
    inventory: /srv/fleet/inventory
    hosts: ["*-eu"]
    interval: 30
"""

# ansible-rulebook does not make collections importable.
for _root in [path for path in Path(__file__).absolute().parents if path.name == "ansible_collections"]:
    if str(_root.parent) not in sys.path:
        sys.path.append(str(_root.parent))
    import ansible_collections

    if str(_root) not in ansible_collections.__path__:
        ansible_collections.__path__.append(str(_root))

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.events import audits  # noqa: E402


async def main(queue: t.Any, args: dict[str, t.Any]) -> None:
    """Put events on the queue until the task is cancelled."""
    await audits.main(queue, args)
