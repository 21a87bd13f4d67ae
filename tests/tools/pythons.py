# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Pythons this machine has that really work."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# What ansible-core 2.19 to 2.21 know, on the controller or on managed machines.
VERSIONS = tuple(f"3.{minor}" for minor in range(8, 16))
PROBE = "import sys, ensurepip, venv; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"


def works(program: str | Path, version: str) -> str | None:
    """The real path of a Python of that version; None where it is not one (version managers put placeholders there)."""
    try:
        answer = subprocess.run([program, "-c", PROBE], capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return None
    found = answer.stdout.split("\n")
    return found[1] if not answer.returncode and found[0] == version else None


def candidates(version: str) -> Iterator[str | Path]:
    """Programs that may be that Python: on PATH, then where version managers keep theirs."""
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield on_path
    homes = [Path.home() / ".pyenv", *map(Path, filter(None, [os.environ.get("PYENV_ROOT")]))]
    for home in homes:
        yield from sorted(home.glob(f"versions/{version}.*/bin/python{version}"), reverse=True)
    yield from sorted((Path.home() / ".local/share/uv/python").glob(f"cpython-{version}.*/bin/python{version}"))


@cache
def find(version: str) -> str | None:
    """A working Python of that version, like ``3.12``."""
    return next(filter(None, (works(program, version) for program in candidates(version))), None)


def search_path() -> str:
    """PATH on which every ``python3.N`` that is found works."""
    entries = []
    for entry in os.environ.get("PATH", os.defpath).split(os.pathsep):
        present = [(version, Path(entry) / f"python{version}") for version in VERSIONS]
        if all(works(program, version) for version, program in present if program.exists()):
            entries.append(entry)
    found = [find(version) for version in VERSIONS]
    return os.pathsep.join([*entries, *(str(Path(python).parent) for python in found if python)])
