# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the findings of many tenants to files."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import plain
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.report_files import as_json, write_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Finding
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.sarif import as_sarif


def _run(context: Context) -> Object:
    checks = plain(context.params["checks"])
    writers = {".json": lambda: _json(checks), ".sarif": lambda: _sarif(checks, context.fleet_folder)}
    return write_files(context, context.params["dest"], writers)


def _json(checks: Object) -> str:
    """Return the results that a program needs. A tenant that could not be checked has null."""
    names = ("findings", "counts", "not_checked")
    return as_json({"tenants": {tenant: {name: checks[tenant].get(name) for name in names} for tenant in checks}})


def _sarif(checks: Object, folder: str) -> str:
    findings = [Finding(**each) for tenant in sorted(checks) for each in checks[tenant].get("findings") or ()]
    return as_json(as_sarif(findings, folder))


CHECK_REPORT = Command(
    "check_report",
    {
        "checks": {"type": "dict", "required": True},
        "dest": {"type": "list", "elements": "path", "required": True},
    },
    _run,
    controller_only=True,
)
