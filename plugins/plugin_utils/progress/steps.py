# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress of workers: a small file for each task and host, which the parent process reads.

Workers share no memory with the parent, and Ansible passes on their results only when they end. The files are in the
run's own temporary folder, which is private and removed after the run. Their folder exists only if they are read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Step

_FOLDER = "qlikfleet-progress"


def listen(temporary: str) -> None:
    """Let workers report from now on."""
    (Path(temporary) / _FOLDER).mkdir(mode=0o700, exist_ok=True)


def listener(temporary: str, task: str, host: str) -> t.Callable[[Step], None] | None:
    """Return the writer for the steps of a task on a host, in the worker; None if nobody listens."""
    if not (Path(temporary) / _FOLDER).is_dir():
        return None
    path = _path(temporary, task, host)
    # Counts of earlier items of a loop.
    before = read(temporary, task, host)
    return lambda step: _write(path, step._replace(done=before.done + step.done, whole=before.whole + step.whole))


def read(temporary: str, task: str, host: str) -> Step:
    """Return the last report, in the parent process."""
    with contextlib.suppress(FileNotFoundError):
        # As bytes, since a codec that is imported in a thread could be half loaded when a worker is forked.
        fields = _path(temporary, task, host).read_bytes().split()
        if len(fields) == len(Step._fields):
            return Step(int(fields[0]), int(fields[1]), float(fields[2]), float(fields[3]))
    return Step()


def forget(temporary: str, task: str, host: str) -> None:
    """Remove the file of an ended task."""
    _path(temporary, task, host).unlink(missing_ok=True)


def _path(temporary: str, task: str, host: str) -> Path:
    """Return the file of a host, whose name may not be a valid file name."""
    return Path(temporary) / _FOLDER / hashlib.sha256(f"{task}\0{host}".encode()).hexdigest()[:32]


def _write(path: Path, step: Step) -> None:
    """Overwrite the file with the same length, so that a reader sees the old or the new report.

    An error here does not fail the task.
    """
    record = f"{step.done:12} {step.whole:12} {step.waits_until:20.3f} {step.limited_until:20.3f}\n"
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(descriptor, record.encode("ascii"), 0)
        finally:
            os.close(descriptor)
