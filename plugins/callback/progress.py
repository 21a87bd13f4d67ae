# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show the progress of a task on the whole fleet."""

from __future__ import annotations

DOCUMENTATION = r"""
name: progress
type: aggregate
short_description: Show the results and progress of tasks of this collection on the whole fleet
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Prints one line for each tenant that M(qlikfleet.cloud.blueprint) has run in. At the end of the run, it prints the
    changes that several tenants have in common.
  - While a long task of this collection runs, shows the number of completed tenants and of completed planned changes.
    It also shows how many tenants wait for Qlik's limits, for how long, and the approximate time left.
  - On a terminal, progress stays below Ansible's own output and disappears when the task ends. Elsewhere, such as
    in the log of AWX, it prints a line occasionally. Short tasks are silent.
  - The number of changes comes from the plan of a tenant. The time left is estimated from the time so far.
  - The playbooks of this collection enable this plugin by themselves, with lines only. Enable it to use it in your
    own playbooks, and to draw progress on a terminal.
  - Prints nothing if the stdout callback is machine-readable, such as C(ansible.posix.json), so that its output stays
    parseable. Callbacks that are derived from C(ansible.builtin.default) count as readable by people.
requirements:
  - enabled with C(callbacks_enabled = qlikfleet.cloud.progress) in C(ansible.cfg), except in the collection's
    playbooks
  - rich (Python package) for the display on a terminal; without it, lines are printed there too
options:
  after:
    description: Seconds that a task must run before progress is shown.
    type: float
    default: 10
    ini:
      - section: qlikfleet_progress
        key: after
    env:
      - name: QLIK_CLOUD_PROGRESS_AFTER
  every:
    description: Seconds between lines, if lines are printed.
    type: float
    default: 30
    ini:
      - section: qlikfleet_progress
        key: every
    env:
      - name: QLIK_CLOUD_PROGRESS_EVERY
  live:
    description: Whether to draw on a terminal. With V(false), lines are printed on a terminal too.
    type: bool
    default: true
    ini:
      - section: qlikfleet_progress
        key: live
    env:
      - name: QLIK_CLOUD_PROGRESS_LIVE
"""

EXAMPLES = r"""
# ansible.cfg
# [defaults]
# callbacks_enabled = qlikfleet.cloud.progress
#
# [qlikfleet_progress]
# every = 60
"""

import atexit
import typing as t

from ansible import constants
from ansible.plugins.callback import CallbackBase
from ansible.plugins.loader import callback_loader

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.registry import COMMANDS
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress import steps
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.equal_changes import EqualChanges
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.fleet import FleetProgress
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.screen import Lines, Live, Screen, is_terminal
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress.watch import Watch


class CallbackModule(CallbackBase):
    """Watch each task of the collection, and count its hosts as they start and end."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "qlikfleet.cloud.progress"
    CALLBACK_NEEDS_ENABLED = True
    _may_draw = True

    def set_options(self, *arguments: t.Any, **options: t.Any) -> None:
        super().set_options(*arguments, **options)
        self._watches: dict[str, Watch] = {}
        self._equal = EqualChanges()
        if not self._is_wanted():
            self.disabled = True
            return
        self._temporary = str(constants.DEFAULT_LOCAL_TMP)
        steps.listen(self._temporary)
        self._lines = Lines(self._display, max(0.1, self.get_option("every")))
        self._screen: Screen = self._lines
        if self._may_draw and self.get_option("live") and is_terminal():
            self._screen = Live(self._display, self._lines)
        # An interrupted run does not notify its callbacks.
        atexit.register(self._close)

    def _is_wanted(self) -> bool:
        return _is_read_by_people()

    def v2_playbook_on_play_start(self, play: t.Any) -> None:
        self._close()
        self._play, self._included = play, list[t.Any]()

    def v2_playbook_on_include(self, included_file: t.Any) -> None:
        self._included.append(included_file)

    def v2_playbook_on_task_start(self, task: t.Any, is_conditional: bool) -> None:
        self._begin(task, lambda: self._hosts(task))

    def v2_playbook_on_handler_task_start(self, task: t.Any) -> None:
        self._begin(task, lambda: {host.name for host in task.notified_hosts})

    def v2_runner_on_start(self, host: t.Any, task: t.Any) -> None:
        watch = self._watches.get(task._uuid)
        if watch:
            watch.start(host.name)

    def v2_runner_on_ok(self, result: t.Any) -> None:
        self._end(result)
        self._summarize(result)

    def v2_runner_on_skipped(self, result: t.Any) -> None:
        self._end(result)

    def v2_runner_on_failed(self, result: t.Any, ignore_errors: bool = False) -> None:
        self._end(result, failed=True)
        self._equal.add(result.host.name, result.result)

    def v2_runner_on_unreachable(self, result: t.Any) -> None:
        self._end(result, failed=True)

    def v2_playbook_on_stats(self, stats: t.Any) -> None:
        self._close()
        for line in self._equal.lines():
            self._display.display(line)

    def _summarize(self, result: t.Any) -> None:
        """Print a line for each tenant of a task, since `changed` alone is not enough for a whole tenant."""
        command = COMMANDS.get(_ours(result.task))
        if not (command and command.summarized):
            return
        for each in result.result.get("results", [result.result]):
            if "msg" in each and not each.get("failed"):
                self._display.display(f"{result.host.name}: {each['msg']}")
        self._equal.add(result.host.name, result.result)

    def _begin(self, task: t.Any, hosts: t.Callable[[], set[str]]) -> None:
        name, watch = _ours(task), self._watches.get(task._uuid)
        # With the free strategy, a task starts for each host.
        if not name or (watch and not watch.over):
            return
        # Progress would overwrite a prompt of the debugger.
        screen = self._lines if task.debugger or constants.ENABLE_TASK_DEBUGGER else self._screen
        progress = FleetProgress(name, [] if task.run_once is True else hosts())
        self._watches[task._uuid] = Watch(progress, screen, self._temporary, task._uuid, self.get_option("after"))

    def _end(self, result: t.Any, *, failed: bool = False) -> None:
        watch = self._watches.get(result.task._uuid)
        if watch:
            watch.end(result.host.name, failed=failed)

    def _close(self) -> None:
        for watch in self._watches.values():
            watch.close()
        self._watches.clear()

    def _hosts(self, task: t.Any) -> set[str]:
        """Return the hosts of this batch that have not failed, or in an included file those that include it."""
        hosts = set(self._play.get_variable_manager().get_vars(play=self._play)["ansible_play_batch"])
        parent = task._parent
        while parent:
            includes = [each for each in self._included if each._task._uuid == parent._uuid]
            if includes:
                hosts &= {host.name for each in includes for host in each._hosts}
            parent = parent._parent
        return hosts


def _ours(task: t.Any) -> str:
    """Return the name of the module, if it is in this collection. A template is not known before it runs."""
    ours = "{" not in task.action and str(task.resolved_action).startswith("qlikfleet.cloud.")
    return task.action.rsplit(".", 1)[-1] if ours else ""


def _is_read_by_people() -> bool:
    """Return whether the stdout callback shows what happens, or writes a document that extra lines would break."""
    shown_by = callback_loader.get(constants.DEFAULT_STDOUT_CALLBACK, class_only=True)
    return any(each.__module__ == "ansible.plugins.callback.default" for each in getattr(shown_by, "__mro__", ()))
