# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what differs in many tenants to files."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import plain
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.report_files import as_json, write_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.page import as_page
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.shape import (
    SCHEMA,
    VERSION,
    add_trend,
    of_plan,
    report,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.texts import as_junit, as_markdown


def _run(context: Context) -> Object:
    results, regions, groups = (plain(context.params[name]) for name in ("results", "regions", "groups"))
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {name: (regions.get(name), groups.get(name)) for name in results}
    found = report("drift", made, [of_plan(name, results[name], *about[name]) for name in results])
    if context.params["previous"]:
        _add_trend(found, Path(context.fleet_folder, context.params["previous"]))
    writers = {
        ".html": lambda: as_page(found),
        ".json": lambda: as_json(found),
        ".md": lambda: as_markdown(found),
        ".xml": lambda: as_junit(found),
    }
    tenants = {tenant["name"]: tenant["status"] for tenant in found["tenants"]}
    return {**write_files(context, context.params["dest"], writers), "status": found["status"], "tenants": tenants}


def _add_trend(found: Object, path: Path) -> None:
    """Compare with an earlier report. The first run has none yet."""
    try:
        old = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise errors.ConfigurationError(f"previous: {path} cannot be read: {error}.") from None
    if not isinstance(old, dict) or (old.get("schema"), old.get("version")) != (SCHEMA, VERSION):
        raise errors.ConfigurationError(f"previous: {path} is no report of this version in JSON.")
    add_trend(found, old)


DRIFT_REPORT = Command(
    "drift_report",
    {
        "results": {"type": "dict", "required": True},
        "regions": {"type": "dict", "default": {}},
        "groups": {"type": "dict", "default": {}},
        "previous": {"type": "path"},
        "dest": {"type": "list", "elements": "path", "required": True},
    },
    _run,
    controller_only=True,
)
