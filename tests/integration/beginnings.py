# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fleets that have tenants already. Playbooks make them once; later tests of the same process begin with a copy."""

from __future__ import annotations

import typing as t
from pathlib import Path

from tests.integration.fleets import LIMIT, Fleet

_F = t.TypeVar("_F", bound=Fleet)
_OF_REGIONS = ("client_id", "client_secret", "license_key")


class _Beginning(t.NamedTuple):
    state: dict[str, t.Any]
    files: dict[Path, tuple[int, bytes]]
    secrets: list[str]


_KNOWN: dict[str, _Beginning] = {}


def onboarded(fleet: Fleet, limit: str = LIMIT) -> Fleet:
    """Give a new fleet its tenants."""
    return begin(fleet, f"onboarded {limit}", lambda: fleet.play("onboard", limit=limit))


def converged(fleet: Fleet, limit: str = LIMIT) -> Fleet:
    """Give a new fleet its tenants, with what its blueprint says."""
    onboarded(fleet, limit)
    return begin(fleet, f"converged {limit}", lambda: fleet.play("converge", limit=limit))


def begin(fleet: _F, name: str, make: t.Callable[[], object]) -> _F:
    """Have what `make` makes of the fleet as it is; what has a name is made once."""
    if name in _KNOWN:
        _restore(fleet, _KNOWN[name])
    else:
        before = _files(fleet.folder)
        make()
        made = {name: file for name, file in _files(fleet.folder).items() if before.get(name) != file}
        _KNOWN[name] = _Beginning(fleet.simulator.state(), made, fleet.simulator.secrets())
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
    given = fleet.simulator.environment()
    fleet.environment |= {name: value for name, value in given.items() if name in fleet.environment}
    # What the other simulator gave out must not be shown either.
    fleet.passwords |= {*beginning.secrets}
    for name, (mode, content) in beginning.files.items():
        path = fleet.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.chmod(mode)
        path.write_bytes(content)
