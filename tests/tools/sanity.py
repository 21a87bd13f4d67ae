# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run ``ansible-test sanity``, all of its tests, on a copy of the collection.

    python -m tests.tools.sanity [--test NAME ...]

ansible-test is given a home below the build folder, where it keeps the environments that it makes for its tests.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.tools.environments import BUILD
from tests.tools.pythons import find, search_path
from tests.tools.tree import copy_collection

# Kept short: the scripts that pip installs below it begin with this path, and the kernel allows it 127 characters.
HOME = BUILD / "home"

# The Pythons that modules may run on (see tests/config.yml) and that ansible-test knows.
MODULE_PYTHONS = ("3.11", "3.12", "3.13", "3.14")

# What ansible-test would download. Python brings pip with it, so that only the package index must be reachable.
BOOTSTRAP = """\
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL)
"""


def provide_pip() -> None:
    """Put the bootstrap script where ansible-test looks before it downloads one."""
    package = importlib.util.find_spec("ansible_test")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("ansible-test is not installed beside this Python.")
    source = Path(package.submodule_search_locations[0], "_internal", "python_requirements.py")
    for version in re.findall(r"\bpip='([\d.]+)'", source.read_text(encoding="utf-8")):
        script = HOME / ".ansible" / "test" / "cache" / f"get_pip_{version.replace('.', '_')}.py"
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(BOOTSTRAP, encoding="utf-8")


def pip_configuration() -> str:
    """The user's settings of pip, which are not found in another home."""
    usual = [Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf"]
    return next((str(path) for path in usual if path.is_file()), os.devnull)


def environment() -> dict[str, str]:
    """What ansible-test runs in."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    return {
        "PIP_CONFIG_FILE": pip_configuration(),
        **inherited,
        "HOME": str(HOME),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), search_path()]),
    }


def main() -> int:
    provide_pip()
    absent = [version for version in MODULE_PYTHONS if not find(version)]
    if absent:
        print(f"Not on this machine, so left out of 'compile' and 'import': Python {', '.join(absent)}.", flush=True)
    program = Path(sys.executable).parent / "ansible-test"
    command = [str(program), "sanity", "--local", "--color", "no", *sys.argv[1:]]
    return subprocess.run(command, cwd=copy_collection("sanity"), env=environment(), check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
