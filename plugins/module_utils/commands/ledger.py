# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands ledger and ledger_info."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import upkeep
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.confirmation import require_typed


def _run(context: Context) -> Object:
    place, name = context.require_ledger(), context.params["name"]
    if name:
        return _forget(context, place, name)
    target = context.place("copy_to", context.params["copy_to"])
    copied = upkeep.copy(place, target, check_mode=context.check_mode)
    return _result([f"copy {title} to {Ledger(target).label}" for title in copied])


def _forget(context: Context, place: str, name: str) -> Object:
    entry = Ledger(place).read(name)
    if entry:
        require_typed(
            context.params["confirm_alias"],
            (str(entry.get("hostname", "")), str(entry.get("alias", "")), name),
            f"{name}: the ledger forgets the tenant, and no Qlik API returns what it has.",
        )
    return _result([f"forget {title}" for title in upkeep.forget(place, name, check_mode=context.check_mode)])


def _result(changes: list[str]) -> Object:
    text = "".join(f"{change}\n" for change in changes)
    return {"changed": bool(changes), "changes": changes, "diff": {"before": "", "after": text}}


LEDGER = Command(
    "ledger",
    {
        "ledger": {"type": "str"},
        "copy_to": {"type": "str"},
        "name": {"type": "str"},
        "state": {"type": "str", "choices": ["absent"], "default": "absent"},
        "confirm_alias": {"type": "str"},
    },
    _run,
    mutually_exclusive=(("copy_to", "name"),),
    required_one_of=(("copy_to", "name"),),
    controller_only=True,
)


def _run_info(context: Context) -> Object:
    place, name = context.require_ledger(), context.params["name"]
    if name:
        return {"place": Ledger(place).label, **upkeep.shown(place, name)}
    tenants = upkeep.tenants(place)
    return {"place": Ledger(place).label, "tenants": tenants, "lines": [_line(*each) for each in tenants.items()]}


def _line(name: str, entry: Object) -> str:
    begun = f"creation begun at {entry['intent']}, its answer is not known" if entry.get("intent") else ""
    known = [begun or entry.get("state"), entry.get("hostname"), entry.get("alias")]
    return f"{name}: {', '.join(str(each) for each in known if each)}"


LEDGER_INFO = Command(
    "ledger_info",
    {"ledger": {"type": "str"}, "name": {"type": "str"}},
    _run_info,
    controller_only=True,
)
