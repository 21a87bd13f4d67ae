# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keywords of plays and tasks that Ansible applies only to modules on machines, so the worker applies them itself."""

from __future__ import annotations

import contextlib
import os
import typing as t

from ansible import context


@contextlib.contextmanager
def applied_environment(variables: dict[str, t.Any]) -> t.Iterator[None]:
    """Add the keyword `environment` to the worker's own environment. A loop has one worker for all its items."""
    before = dict(os.environ)
    os.environ.update({name: str(value) for name, value in variables.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def asks_for_become(task: t.Any) -> bool:
    """Return whether the playbook itself sets `become`.

    The setting in ansible.cfg and the command line's option are meant for machines, and a tenant is not a machine.
    """
    if not task.become:
        return False
    return not context.CLIARGS.get("become") or any(map(_has_become, _owners(task)))


def _owners(task: t.Any) -> t.Iterator[t.Any]:
    """Yield the parts of a playbook that a task takes its keywords from."""
    yield task.get_play()
    while task:
        yield task
        yield getattr(task, "_role", None)
        task = task._parent


def _has_become(owner: t.Any) -> bool:
    """Return whether the keyword is set there. A role has keywords as attributes, other parts have them as read."""
    written = getattr(owner, "_ds", None)
    return "become" in written if isinstance(written, dict) else getattr(owner, "_become", None) is True
