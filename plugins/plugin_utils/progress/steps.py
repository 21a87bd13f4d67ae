# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What workers tell while they work: for each task on each host a small file, which the process that forked them reads.

Workers share no memory with it, and Ansible passes on what they found only when they end. The files are in the run's
own temporary folder: private, and gone after the run. The folder for them is there where somebody reads them.
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
    """From now on workers tell."""
    (Path(temporary) / _FOLDER).mkdir(mode=0o700, exist_ok=True)


def listener(temporary: str, task: str, host: str) -> t.Callable[[Step], None] | None:
    """Takes the steps of a task on a host, in the worker; None where nobody listens."""
    if not (Path(temporary) / _FOLDER).is_dir():
        return None
    path = _path(temporary, task, host)
    # Of the items of a loop that came before this one.
    before = read(temporary, task, host)
    return lambda step: _write(path, step._replace(done=before.done + step.done, whole=before.whole + step.whole))


def read(temporary: str, task: str, host: str) -> Step:
    """What was told last, in the process that forked the worker."""
    with contextlib.suppress(FileNotFoundError):
        # As bytes: a codec that is imported in a thread could be half loaded when a worker is forked.
        fields = _path(temporary, task, host).read_bytes().split()
        if len(fields) == len(Step._fields):
            return Step(int(fields[0]), int(fields[1]), float(fields[2]), float(fields[3]))
    return Step()


def forget(temporary: str, task: str, host: str) -> None:
    """The task has ended there."""
    _path(temporary, task, host).unlink(missing_ok=True)


def _path(temporary: str, task: str, host: str) -> Path:
    """A host may be named in a way that no file can be."""
    return Path(temporary) / _FOLDER / hashlib.sha256(f"{task}\0{host}".encode()).hexdigest()[:32]


def _write(path: Path, step: Step) -> None:
    """Over what is there, always of the same length: whoever reads has the old or the new.

    No work fails because nobody could be told of it.
    """
    record = f"{step.done:12} {step.whole:12} {step.waits_until:20.3f} {step.limited_until:20.3f}\n"
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(descriptor, record.encode("ascii"), 0)
        finally:
            os.close(descriptor)
