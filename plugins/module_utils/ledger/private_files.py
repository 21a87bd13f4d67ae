# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that only their owner may read, replaced atomically: a reader sees the old content or the new."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
import typing as t
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter, and those above it that are missing."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def can_be_written(path: Path) -> bool:
    """Tell whether a file can be replaced, or made with the folders that are missing."""
    folder = next(each for each in path.absolute().parents if each.exists())
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def replace(path: Path, text: str) -> None:
    """Write a file completely or not at all, and durably."""
    make_folder(path.parent)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def remove(path: Path) -> None:
    """Remove a file durably. A missing one is no error."""
    if path.exists():
        path.unlink(missing_ok=True)
        _sync(path.parent)


def _sync(folder: Path) -> None:
    with _opened(folder) as descriptor:
        os.fsync(descriptor)


@contextlib.contextmanager
def locked(path: Path) -> t.Iterator[None]:
    """Lock a file for reading and replacing it. The lock is on its folder, since the file itself is replaced."""
    make_folder(path.parent)
    with _opened(path.parent) as folder:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _opened(folder: Path) -> t.Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
