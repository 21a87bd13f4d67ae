# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of Ansible, run to their end. Two of three seconds are imports, so they run in forks of a warm process.

Commands at a terminal, and those that are killed, are started as an operator starts them (see `fleets.py`).
"""

from __future__ import annotations

import subprocess
import typing as t
from pathlib import Path

from tests.warm import Warm

# What Ansible and Python read while they are imported: with another of these, it is another process.
_NAMES = ("COLUMNS", "HOME", "LANG", "NO_COLOR", "PATH", "TERM")
_PREFIXES = ("ANSIBLE_", "_ANSIBLE", "LC_", "PYTHON")
_MOST = 3

_warm: dict[t.Any, Warm] = {}


def run(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; its input is empty."""
    read = {name: value for name, value in environment.items() if name in _NAMES or name.startswith(_PREFIXES)}
    settings = folder / "ansible.cfg"
    key = (str(folder), *sorted(read.items()), settings.read_bytes() if settings.exists() else b"")
    # A log is opened with the imports: where it was removed, what is written goes nowhere.
    if key in _warm and not Path(environment.get("ANSIBLE_LOG_PATH", folder)).exists():
        _warm.pop(key).close()
    if key not in _warm:
        while len(_warm) >= _MOST:
            _warm.pop(next(iter(_warm))).close()
        _warm[key] = Warm("ansible", cwd=folder, environment=read)
    # The one that was used last is the last to be closed.
    _warm[key] = _warm.pop(key)
    return _warm[key].run(command, cwd=folder, environment=environment)


def close() -> None:
    """End the warm processes."""
    while _warm:
        _warm.popitem()[1].close()
