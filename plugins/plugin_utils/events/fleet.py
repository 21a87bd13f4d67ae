# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fleet for event sources: the hosts of an inventory, as ansible-inventory lists them."""

from __future__ import annotations

import fnmatch
import json
import shutil
import subprocess
import sys
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.target import is_tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger

# Ansible writes some values as one of these.
_UNTEMPLATED, _ENCRYPTED = "__ansible_unsafe", "__ansible_vault"


def contexts(arguments: t.Mapping[str, t.Any]) -> dict[str, Context]:
    """Return the context of each tenant of an inventory, by its name.

    arguments: `inventory`, `hosts` (patterns), `ledger`, of the event source. Values that are templates or encrypted
    are left out, so that credentials come from the environment.
    """
    inventory = arguments.get("inventory")
    if not inventory:
        raise ConfigurationError("inventory: set it to the fleet file, or its folder.")
    patterns = arguments.get("hosts") or ["*"]
    patterns = [patterns] if isinstance(patterns, str) else patterns
    found = {}
    for name, given in _listed(str(inventory)).items():
        variables = {key: value for key, value in ((key, _plain(value)) for key, value in given.items()) if value != ""}
        if is_tenant(variables) and any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
            folder = Path(str(inventory)).resolve()
            home = {"inventory_hostname": name, "inventory_dir": str(folder if folder.is_dir() else folder.parent)}
            found[name] = Context({"ledger": arguments.get("ledger")}, variables={**variables, **home})
    if not found:
        raise ConfigurationError(f"{inventory}: no tenant matches {', '.join(map(str, patterns))}.")
    return found


def names_by_tenant(fleet: t.Mapping[str, Context]) -> dict[str, str]:
    """Return the inventory names of tenants by their ids, which the ledger knows."""
    ledger = Ledger(next(iter(fleet.values())).require_ledger())
    return {str(entry["id"]): name for name, entry in ledger.items() if "id" in entry and name in fleet}


def _listed(inventory: str) -> dict[str, dict[str, t.Any]]:
    beside = Path(sys.executable).with_name("ansible-inventory")
    program = str(beside) if beside.exists() else shutil.which("ansible-inventory")
    if not program:
        raise ConfigurationError("ansible-inventory is not found. Install ansible-core beside ansible-rulebook.")
    done = subprocess.run(  # noqa: S603
        [program, "-i", inventory, "--list"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise ConfigurationError(f"{inventory} cannot be read: {' '.join(done.stderr.split())}")
    return t.cast("dict[str, dict[str, t.Any]]", json.loads(done.stdout).get("_meta", {}).get("hostvars", {}))


def _plain(value: t.Any) -> t.Any:
    """Return a value as it is, or empty if only a run of Ansible can tell it."""
    if isinstance(value, dict):
        if _ENCRYPTED in value:
            return ""
        if _UNTEMPLATED in value:
            return value[_UNTEMPLATED]
    return "" if isinstance(value, str) and "{{" in value else value
