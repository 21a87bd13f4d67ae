# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module `tenant_client`: manage a tenant client and its secrets."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.tenant_client import Work, done
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _run(context: Context) -> Object:
    """Return the result with the region client, whose bot hands over to the new bot, or takes over from it."""
    client = context.client()
    region_client = context.option("client_id", client.region)
    work = Work(client, context.params, context.check_mode, context.ledger_place())
    return {**done(work), "region_client_id": str(region_client or "")}


TENANT_CLIENT = Command(
    "tenant_client",
    {
        "client_name": {"type": "str", "default": "qlikfleet.cloud"},
        "allowed_scopes": {
            "type": "list",
            "elements": "str",
            "default": ["admin_classic", "admin.apps", "admin.automations"],
        },
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "new_secret": {"type": "bool", "default": False, "no_log": False},
        "secret_in_use": {"type": "str", "no_log": False},
        "only_secret": {"type": "str", "no_log": False},
        "ledger": {"type": "str"},
    },
    _run,
    resolve=lambda context: {"ledger": context.ledger_place() or None},
    shown_once=lambda _options: ("client_secret",),
)
