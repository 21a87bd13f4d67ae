# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events that webhooks of tenants send."""

from __future__ import annotations

import sys
import typing as t
from pathlib import Path

DOCUMENTATION = r"""
---
short_description: Events that webhooks of tenants send, with verified signatures
description:
  - Listens for the requests of webhooks (M(qlikfleet.cloud.webhook)). A request is refused unless its header
    C(Qlik-Signature) is the HMAC-SHA256 of its body with the webhook's secret.
  - The tenant is found by its id in the ledger. A request of an unknown tenant is refused.
  - An event is like that of the source C(qlikfleet.cloud.audits). A repeated delivery is returned once. Events that are
    sent while nothing listens are lost, so add the source C(audits) if each of them counts.
  - Qlik sends to HTTPS addresses. Set O(certfile), or put a proxy in front that terminates TLS.
options:
  inventory:
    description: The fleet file, or its folder.
    type: path
    required: true
  hosts:
    description: Patterns of tenant names, such as C(*-eu). Defaults to all.
    type: list
    elements: str
  secret:
    description:
      - Secret of the webhooks, or a list of secrets, such as the old and the new one while they are changed.
      - It can also be set with the environment variable E(QLIK_CLOUD_WEBHOOK_SECRET), which rulebooks do not show.
    type: list
    elements: str
  host:
    description: Address to listen at.
    type: str
    default: 127.0.0.1
  port:
    description: Port to listen at.
    type: int
    default: 5000
  certfile:
    description: Certificate chain for TLS.
    type: path
  keyfile:
    description: Private key of the certificate.
    type: path
  ledger:
    description: Place of the ledger. Defaults to that of the inventory.
    type: str
"""

EXAMPLES = r"""
- qlikfleet.cloud.webhooks:
    inventory: /srv/fleet/inventory
    host: 0.0.0.0
    port: 8443
    certfile: /etc/tls/events.crt
    keyfile: /etc/tls/events.key
"""

# ansible-rulebook does not make collections importable.
for _root in [path for path in Path(__file__).absolute().parents if path.name == "ansible_collections"]:
    if str(_root.parent) not in sys.path:
        sys.path.append(str(_root.parent))
    import ansible_collections

    if str(_root) not in ansible_collections.__path__:
        ansible_collections.__path__.append(str(_root))

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.events import webhooks  # noqa: E402


async def main(queue: t.Any, args: dict[str, t.Any]) -> None:
    """Listen until the task is cancelled."""
    await webhooks.main(queue, args)
