# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of AWX or ansible-runner: a ledger in the job's own folder would be lost, and results go to other jobs."""

from __future__ import annotations

import os
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import Options
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import address
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Set in each job, to the folder of its artifacts.
_FOLDER = "AWX_ISOLATED_DATA_DIR"
_SET = "Set qlik_ledger to a place that outlives the job: a database, or a folder on a volume that every job mounts."


def artifacts(result: Object) -> Object:
    """Return what a job adds to its artifacts for one tenant, as `set_stats` does: numbers, which Ansible sums up."""
    if not os.environ.get(_FOLDER):
        return {}
    numbers = {
        "fleet_tenants": 1,
        "fleet_tenants_changed": int(result["changed"]),
        "fleet_changes": len(result["changes"]),
    }
    return {"ansible_stats": {"data": numbers, "aggregate": True, "per_host": False}}


def fault(options: Options) -> str:
    """Return why the ledger would be lost with this job, empty if it lasts or if this is no job."""
    folder, given = os.environ.get(_FOLDER), str(options.option("ledger") or "")
    if not folder or address.is_server(given):
        return ""
    if not given:
        return f"This is a job of AWX or ansible-runner, and no ledger is named. {_SET}"
    path = Path(os.path.expandvars(given)).expanduser()
    # Artifacts are in <folder of the job>/artifacts/<number>.
    if not path.is_absolute() or Path(folder).parent.parent in path.parents:
        return f"The ledger {given} is in the folder of this job, which is removed with the job. {_SET}"
    return ""


def require_lasting_ledger(options: Options) -> None:
    """Refuse to go on with a ledger that would be lost: the next job could create a tenant again."""
    message = fault(options)
    if message:
        raise ConfigurationError(message)
