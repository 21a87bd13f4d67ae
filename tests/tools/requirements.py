# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pin the newest releases of the development tools: each ``tests/requirements/*.in`` becomes a ``.txt``.

The pins hold for every supported Python at once. What the simulator needs, and the releases of ansible-core to test
with, are chosen by hand in files of their own.
"""

from __future__ import annotations

import subprocess

from tests.tools.environments import REQUIREMENTS, uv

# What shares an environment is pinned together: a later file keeps to the pins of those named with it.
TOGETHER = {"test": ("simulator",), "lint": ("test", "simulator"), "quality": (), "importer": (), "rulebook": ()}


def pin(name: str, beside: tuple[str, ...]) -> None:
    """Write the pins of one file."""
    program = uv()
    if program is None:
        raise SystemExit("The installer uv is needed to pin the tools, and could not be had.")
    command = [str(program), "pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version", "3.11"]
    command += ["--no-annotate", "--custom-compile-command", "make requirements", f"{name}.in", "-o", f"{name}.txt"]
    command += [part for other in beside if (REQUIREMENTS / f"{other}.txt").exists() for part in ("-c", f"{other}.txt")]
    if beside:
        # Its release depends on the Python and on what is tested.
        command += ["--no-emit-package", "ansible-core"]
    subprocess.run(command, cwd=REQUIREMENTS, check=True)


def main() -> None:
    for name, beside in TOGETHER.items():
        pin(name, beside)


if __name__ == "__main__":
    main()
