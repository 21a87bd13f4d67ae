# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write reference pages of all modules, plugins and roles to ``build/docs/html``."""

from __future__ import annotations

import os
import shutil
import subprocess

from tests.tools.environments import BUILD, ensure, environment
from tests.tools.tree import copy_collection

FOLDER = BUILD / "docs"
SETTINGS = """\
project = "qlikfleet.cloud"
extensions = ["sphinx_antsibull_ext"]
html_theme = "alabaster"
# Pages for sections that the collection does not have yet, and of ansible-core's own documentation, are not here.
suppress_warnings = ["ref.ref", "ref.option"]
"""


def main() -> None:
    home = environment("quality")
    ensure(home)
    copy = copy_collection("docs")
    variables = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(copy.parents[2])}
    variables["PATH"] = os.pathsep.join([str(home.python.parent), variables.get("PATH", os.defpath)])
    source, pages = FOLDER / "rst", FOLDER / "html"
    for folder in (source, pages):
        shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    (source / "conf.py").write_text(SETTINGS, encoding="utf-8")
    (source / "index.rst").write_text(".. toctree::\n\n   collections/qlikfleet/cloud/index\n", encoding="utf-8")
    for command in (
        [
            "antsibull-docs",
            "collection",
            "--use-current",
            "--fail-on-error",
            "--dest-dir",
            str(source),
            "qlikfleet.cloud",
        ],
        ["sphinx-build", "-q", "-j", "auto", str(source), str(pages)],
    ):
        subprocess.run([str(home.python.parent / command[0]), *command[1:]], env=variables, check=True)
    print(f"{pages / 'index.html'}")


if __name__ == "__main__":
    main()
