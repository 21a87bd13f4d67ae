# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the collection as it would be published and let the importer of Ansible Galaxy judge it.

Run with the Python of the importer's own environment:  python -m tests.tools.importer
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.tools.environments import BUILD
from tests.tools.tree import copy_collection

FOLDER = BUILD / "importer"


def settings() -> dict[str, str]:
    """Everything that the importer can check, its own tools first on PATH.

    But for ansible-lint, which is a check of its own: the importer kills it after three minutes, and lints a collection
    that is not installed, so that playbooks of the example do not find those of the collection.
    """
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "ANSIBLE_HOME": str(BUILD / "home" / ".ansible"),
        "GALAXY_IMPORTER_ANSIBLE_LOCAL_TMP": str(FOLDER / "tmp"),
        "GALAXY_IMPORTER_CHECK_REQUIRED_TAGS": "true",
        "GALAXY_IMPORTER_RUN_ANSIBLE_LINT": "false",
        "NO_COLOR": "1",
    }


def build() -> Path:
    """The archive that would be published."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    copy = copy_collection("importer")
    program = Path(sys.executable).parent / "ansible-galaxy"
    command = [str(program), "collection", "build", str(copy), "--output-path", str(FOLDER)]
    subprocess.run(command, env=settings(), stdout=subprocess.DEVNULL, check=True)
    return next(FOLDER.glob("*.tar.gz"))


def main() -> int:
    """The importer succeeds with warnings; here each of them counts as a failure."""
    archive = build()
    done = subprocess.run(
        [sys.executable, "-m", "galaxy_importer.main", archive.name],
        cwd=FOLDER,
        env=settings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    findings = re.findall(r"^(?:WARNING|ERROR|CRITICAL):.*$", done.stdout, re.MULTILINE)
    print(done.stdout if done.returncode else "\n".join(findings))
    return 1 if done.returncode or findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
