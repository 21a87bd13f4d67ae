# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fleets that have tenants already. Playbooks make them once; later tests of the same process begin with a copy."""

from __future__ import annotations

import typing as t
from pathlib import Path

from tests.integration.fleets import LIMIT, Fleet

_OF_REGIONS = ("client_id", "client_secret", "license_key")


class _Beginning(t.NamedTuple):
    state: dict[str, t.Any]
    files: dict[Path, tuple[int, bytes]]


_KNOWN: dict[tuple[str, ...], _Beginning] = {}


def onboarded(fleet: Fleet, limit: str = LIMIT) -> Fleet:
    """Give a new fleet its tenants."""
    return _begin(fleet, limit, "onboard")


def converged(fleet: Fleet, limit: str = LIMIT) -> Fleet:
    """Give a new fleet its tenants, with what its blueprint says."""
    return _begin(fleet, limit, "onboard", "converge")


def _begin(fleet: Fleet, limit: str, *playbooks: str) -> Fleet:
    key = (limit, *playbooks)
    if key in _KNOWN:
        _restore(fleet, _KNOWN[key])
    else:
        before = _files(fleet.folder)
        for playbook in playbooks:
            fleet.play(playbook, limit=limit)
        made = {name: file for name, file in _files(fleet.folder).items() if before.get(name) != file}
        _KNOWN[key] = _Beginning(fleet.simulator.state(), made)
    fleet.simulator.reset_counts()
    return fleet


def _files(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """Return the permissions and content of each file, by its path in the folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): (path.stat().st_mode & 0o777, path.read_bytes()) for path in paths}


def _restore(fleet: Fleet, beginning: _Beginning) -> None:
    """Another simulator goes on with what the first had at that time, and with its region clients."""
    fleet.simulator.load(beginning.state)
    for code, known in fleet.simulator.ready["regions"].items():
        known |= {
            name: beginning.state["regions"][code][name] for name in ("client_id", "client_secret", "license_key")
        }
    fleet.simulator.ready["organization"] |= beginning.state["organization"]
    fleet.environment |= fleet.simulator.environment()
    for name, (mode, content) in beginning.files.items():
        path = fleet.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.chmod(mode)
        path.write_bytes(content)
