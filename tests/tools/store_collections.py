# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collections that the role client_store stores with, for its tests, in a place that no other test looks at.

They are taken out of the package ``ansible``, which has some hundred, so that what installs Python packages is enough.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tests.tools.environments import BASE_PYTHON, BUILD, COMPLETE, REQUIREMENTS, locked, uv

WANTED = ("ansible_collections/awx/awx/", "ansible_collections/community/hashi_vault/")


def collections() -> Path:
    """The folder to search; fetched once for each pin."""
    pin, home = (REQUIREMENTS / "collections.txt").read_text(encoding="utf-8"), BUILD / "stores"
    with locked("stores"):
        stamp = home / COMPLETE
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != pin:
            shutil.rmtree(home, ignore_errors=True)
            fetch(home)
            stamp.write_text(pin, encoding="utf-8")
    return home


def fetch(home: Path) -> None:
    """Nothing of the package is run but modules, so it does not matter which Pythons it says that it is for."""
    program = uv()
    python = program.parent / "python" if program else BASE_PYTHON
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        command = [python, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", folder]
        command += ["--no-deps", "--only-binary", ":all:", "--python-version", "3.13"]
        subprocess.run([*command, "--requirement", REQUIREMENTS / "collections.txt"], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
            archive.extractall(home, [name for name in archive.namelist() if name.startswith(WANTED)])
