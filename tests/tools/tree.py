# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection in the place that Ansible's own tools insist on, without what git ignores."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.tools.environments import BUILD, ROOT


def tracked_files() -> list[Path]:
    """The files that a commit of everything would hold, relative to the checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return sorted({Path(name) for name in names.split("\0") if name and (ROOT / name).is_file()})


def copy_collection(purpose: str) -> Path:
    """A fresh copy under ``build/<purpose>``. ansible-test and the linters refuse a checkout elsewhere, and links."""
    copy = BUILD / purpose / "ansible_collections" / "qlikfleet" / "cloud"
    shutil.rmtree(BUILD / purpose / "ansible_collections", ignore_errors=True)
    for name in tracked_files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    # A repository of its own: the tools would otherwise ask the one around it, which ignores the build folder.
    subprocess.run(["git", "init", "--quiet", copy], check=True)
    subprocess.run(["git", "-C", copy, "add", "--all"], check=True)
    return copy
