# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run every module of the collection in the controller's own worker.

A tenant is not a machine to connect to, and a separate module process costs twenty times as much as the work. If a
task is delegated to a machine with a real connection, or uses become or async, the ordinary module is shipped there.
"""

from __future__ import annotations

import gc
import typing as t

from ansible import constants
from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.plugins.action import ActionBase

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.value_types import type_faults
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import SHIPPED_NAME, Command, execute
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import CONNECTION_SPEC
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.registry import COMMANDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.target import is_tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress, Step
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import TokenCache
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.keywords import applied_environment, asks_for_become
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.progress import steps
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.templated import Templated
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.unread import unread
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.vault import RunVault

try:
    from ansible._internal._datatag._tags import Origin
except ImportError:
    Origin = None


class ActionModule(ActionBase):
    """The action plugin of all modules."""

    _supports_check_mode = True

    def run(self, tmp: t.Any = None, task_vars: dict[str, t.Any] | None = None) -> dict[str, t.Any]:
        command = COMMANDS[self._task.action.rsplit(".", 1)[-1]]
        self._supports_async = not command.controller_only
        super().run(tmp, task_vars)
        self._require_types(command)
        self._hostvars: t.Any = (task_vars or {}).get("hostvars") or {}
        variables = self._variables_of_tenant(task_vars or {})
        here = command.controller_only or not self._elsewhere()
        environment: dict[str, t.Any] = {}
        self._compute_environment_string(environment)
        with applied_environment(environment):
            result = self._run_here(command, variables) if here else self._ship(command, variables, environment)
        if any(name in result for name in command.shown_once(self._task.args)):
            result["_ansible_no_log"] = True
        return result

    def _require_types(self, command: Command) -> None:
        """Refuse values that YAML read as another type than intended, which Ansible would silently convert."""
        given = {name: value for name, value in self._task.args.items() if not isinstance(value, str)}
        faults = type_faults(command.argument_spec, given)
        if faults:
            raise AnsibleActionFail("; ".join(fault for each in faults.values() for fault in each) + ".")

    def _variables_of_tenant(self, variables: dict[str, t.Any]) -> t.Mapping[str, t.Any]:
        """Return the variables of the tenant that the task is delegated to, else those of the host itself."""
        if "inventory_hostname" in (*self._task.get_vars(), *_loop_variables(self._task)):
            raise AnsibleActionFail(
                "inventory_hostname is Ansible's own variable: use delegate_to to name another host."
            )
        delegated = self._hostvars.get(self._task.delegate_to) if self._task.delegate_to else None
        if not delegated or not is_tenant(delegated):
            return variables
        # Variables of play, roles and task also count there. Inventory variables of this host do not,
        # and the other tenant has its own connection variables.
        own, there = (
            self._hostvars.raw_get(name) for name in (variables["inventory_hostname"], self._task.delegate_to)
        )
        added = {
            name: value
            for name, value in variables.items()
            if name.startswith("qlik_") and own.get(name) != value and not (name in _OF_A_TENANT and name in there)
        }
        return {**there, **added}

    def _run_here(self, command: Command, variables: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        # The worker ends with this task, so garbage collection of Ansible's memory is not needed.
        gc.freeze()
        _checked, params = self.validate_argument_spec(
            command.argument_spec,
            mutually_exclusive=command.mutually_exclusive,
            required_one_of=command.required_one_of,
        )
        context = Context(
            params,
            variables=Templated(self._templar, variables),
            check_mode=self._task.check_mode,
            diff=self._task.diff,
            tokens=TokenCache(constants.DEFAULT_LOCAL_TMP),
            run_folder=constants.DEFAULT_LOCAL_TMP,
            progress=Progress(listener=self._listener(variables)),
            vault=RunVault(),
            origin_of=_origin_of,
            find_file=self._found_file,
            unread=lambda layers: unread(variables, layers),
        )
        return execute(command, context)

    def _found_file(self, path: str) -> str:
        """Return the full path of a file of role or playbook. A missing one is reported when it is read."""
        try:
            return str(self._find_needle("files", path))
        except AnsibleError:
            return str(self._loader.path_dwim(path))

    def _listener(self, variables: t.Mapping[str, t.Any]) -> t.Callable[[Step], None] | None:
        host = str(variables.get("inventory_hostname"))
        return steps.listener(constants.DEFAULT_LOCAL_TMP, self._task._uuid, host)

    def _elsewhere(self) -> bool:
        """Return whether the task needs its own process: on a machine, as another user, or in the background."""
        delegated = self._task.delegate_to not in (None, "localhost", "127.0.0.1")
        machine = delegated and not self._is_local and not is_tenant(self._hostvars.get(self._task.delegate_to) or {})
        # A tenant has no other users to become: it is a user of the controller, or of the machine.
        as_another_user = (machine or self._is_local) and asks_for_become(self._task)
        return bool(machine or as_another_user or self._task.async_val)

    @property
    def _is_local(self) -> bool:
        return bool(self._connection.transport == "local")

    def _ship(
        self, command: Command, variables: t.Mapping[str, t.Any], environment: dict[str, t.Any]
    ) -> dict[str, t.Any]:
        """Run the module on the other machine.

        Options from variables or the environment are resolved here, since the other machine has neither.
        """
        if command.shown_once(self._task.args):
            self._hide_output()
        context = Context(
            dict(self._task.args),
            variables=Templated(self._templar, variables),
            spec=command.argument_spec,
            origin_of=_origin_of,
            find_file=self._found_file,
        )
        region = context.region()
        connection = {option: context.option(option, region) for option in CONNECTION_SPEC}
        tenant = {"hostname": context.known_hostname}
        # Ansible would put the environment on the command line, including the secrets that are now among the options.
        kept = {name: value for name, value in environment.items() if not _is_option(name)}
        name = "" if self._task.args.get("hostname") else variables.get("inventory_hostname")
        self._task.environment = [{**kept, SHIPPED_NAME: name}]
        args = {**self._task.args, **connection, **tenant, **command.resolve(context)}
        result = self._execute_module(
            module_name=f"qlikfleet.cloud.{command.name}",
            module_args={name: value for name, value in args.items() if value is not None},
            # Otherwise the system log of the other machine would have all options.
            task_vars={**variables, "ansible_no_target_syslog": True},
            wrap_async=bool(self._task.async_val),
        )
        result.pop("invocation", None)
        return t.cast(dict[str, t.Any], result)

    def _hide_output(self) -> None:
        """Hide the output of the module, which connection plugins print with `-vvv` unless the play forbids it.

        The result of a background task does not pass through here, so it is always hidden.
        """
        self._connection._play_context.no_log = True
        if self._task.async_val and not self._task.poll:
            raise AnsibleActionFail(
                f"{self._task.action}: the result would have a new secret, and ansible.builtin.async_status prints "
                "results. Set poll to more than 0, or leave async out."
            )
        self._task.no_log = bool(self._task.no_log or self._task.async_val)


# Variables that identify the tenant of a host, and its connection.
_OF_A_TENANT = {f"qlik_{name}" for name in (*CONNECTION_SPEC, "hostnames", "alias", "subscription")}


def _loop_variables(task: t.Any) -> tuple[t.Any, ...]:
    """Return the variables that the task's loop sets, which override Ansible's own."""
    control = task.loop_control if task.loop else None
    return (control.loop_var, control.index_var) if control else ()


def _is_option(name: str) -> bool:
    return name.startswith("QLIK_CLOUD_")


def _origin_of(value: t.Any) -> str:
    """Return file and line of a value. ansible-core has no public API for them, so they may be unknown."""
    origin = Origin.get_tag(value) if Origin else None
    if not origin or not origin.path:
        return ""
    return f"{origin.path}:{origin.line_num}" if origin.line_num else str(origin.path)
