# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a report, written in the controller's process: as many modules of Ansible would take seconds."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import private_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _run(context: Context) -> Object:
    folder, files = Path(context.params["folder"]), context.params["files"]
    wanted = {folder / name: str(text) for name, text in files.items()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale if not context.check_mode else ():
        private_files.replace(path, wanted[path])
    return {"changed": bool(stale), "paths": [str(path) for path in wanted]}


REPORT = Command(
    "report",
    {"folder": {"type": "path", "required": True}, "files": {"type": "dict", "required": True}},
    _run,
    controller_only=True,
)
