# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands region_client and region_client_info."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import region_client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import ClientHistory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _prove(context: Context) -> Object:
    register = context.client(hosts.register_host(context.region(), context.domain))
    return region_client.prove(register, context.params["tenants"] or (), context.params["refused_in"] or ())


def _prove_and_note(context: Context) -> Object:
    proof = _prove(context)
    region = proof["region"]
    history = ClientHistory(context.require_ledger(), region, context.option("subscription", region))
    secret = str(context.option("client_secret", region))
    return region_client.note(proof, history, secret, check_mode=context.check_mode)


_PROOF = {
    "tenants": {"type": "list", "elements": "str"},
    "refused_in": {"type": "list", "elements": "str"},
}
REGION_CLIENT_INFO = Command("region_client_info", _PROOF, _prove)
REGION_CLIENT = Command(
    "region_client",
    {**_PROOF, "subscription": {"type": "str"}, "ledger": {"type": "str"}},
    _prove_and_note,
    resolve=lambda context: {"ledger": context.ledger_place() or None},
)
