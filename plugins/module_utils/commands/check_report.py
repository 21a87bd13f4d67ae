# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the findings of many tenants to files."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import plain
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Finding
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.sarif import as_sarif


def _run(context: Context) -> Object:
    checks, dest = plain(context.params["checks"]), [_place(context, each) for each in context.params["dest"]]
    wrong = [str(path) for path in dest if path.suffix not in _WRITERS]
    if wrong:
        raise errors.ConfigurationError(f"dest: {', '.join(wrong)}: use one of the endings {', '.join(_WRITERS)}.")
    changed = False
    for path in dest:
        text = _WRITERS[path.suffix](checks, context.fleet_folder)
        changed |= _write(path, text, check=context.check_mode)
    return {"changed": changed, "dest": [str(path) for path in dest]}


def _place(context: Context, given: str) -> Path:
    """Return a path. A relative one is relative to the fleet file."""
    return Path(context.fleet_folder, given)


def _json(checks: Object, _folder: str) -> str:
    """Return the results that a program needs. A tenant that could not be checked has null."""
    told = {
        tenant: {name: result.get(name) for name in ("findings", "counts", "not_checked")}
        for tenant, result in checks.items()
    }
    return json.dumps({"tenants": told}, indent=2, sort_keys=True) + "\n"


def _sarif(checks: Object, folder: str) -> str:
    findings = [Finding(**each) for tenant in sorted(checks) for each in checks[tenant].get("findings") or ()]
    return json.dumps(as_sarif(findings, folder), indent=2) + "\n"


_WRITERS: dict[str, t.Callable[[Object, str], str]] = {".json": _json, ".sarif": _sarif}


def _write(path: Path, text: str, *, check: bool) -> bool:
    """Write a file if it differs, and return whether it does."""
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return False
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise errors.ConfigurationError(f"dest: {path} cannot be written: {error}.") from None
    return True


CHECK_REPORT = Command(
    "check_report",
    {
        "checks": {"type": "dict", "required": True},
        "dest": {"type": "list", "elements": "path", "required": True},
    },
    _run,
    controller_only=True,
)
