# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decide when to resend secrets and other write-only values, which Qlik never returns for comparison."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import Forgetful, Memory, NoLedger, NoMemory

UPDATE_SECRETS: Object = {
    "update_secrets": {"type": "str", "choices": ["when_changed", "always", "on_create"]},
}


def memory_of(context: Context) -> Memory:
    """Return the memory that detects changed write-only values, according to the option `update_secrets`."""
    mode, place = context.option("update_secrets") or "when_changed", context.ledger_place()
    if mode == "always":
        return Forgetful()
    if mode == "on_create":
        return NoMemory()
    return SecretDigests(place, context.name_in_files) if place else NoLedger()


def warnings_of(memory: Memory) -> list[str]:
    """Return a warning about values that could not be compared."""
    titles = memory.titles if isinstance(memory, NoLedger) else []
    if not titles:
        return []
    warning = (
        f"{', '.join(titles)}: secrets and files were not sent again, since changes cannot be detected without a "
        "ledger. Set ledger, or update_secrets to always or on_create."
    )
    return [warning]
