# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands: the work of modules, run by the action plugin in the worker or by the shipped module on another machine."""

from __future__ import annotations

import os
import typing as t
from dataclasses import dataclass

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import CONNECTION_SPEC
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Environment variable with the inventory name of the tenant that a module is shipped for.
SHIPPED_NAME = "QLIKFLEET_INVENTORY_NAME"


@dataclass(frozen=True)
class Command:
    """A module: its options and what it does. `run` returns the result and raises QlikError.

    resolve: returns options from the host's variables, which the shipped module cannot see.
    controller_only: uses variables and files of the controller, so it is never shipped and reaches no tenant.
    summarized: show its message, since `changed` alone is not enough for a whole tenant.
    shown_once: returns the secret parts of the result, given the options of a task. Such a result can be
    registered and is never printed.
    """

    name: str
    spec: Object
    run: t.Callable[[Context], Object]
    mutually_exclusive: tuple[tuple[str, ...], ...] = ()
    required_one_of: tuple[tuple[str, ...], ...] = ()
    resolve: t.Callable[[Context], Object] = lambda _context: {}
    controller_only: bool = False
    summarized: bool = False
    shown_once: t.Callable[[Object], tuple[str, ...]] = lambda _options: ()

    @property
    def argument_spec(self) -> Object:
        return self.spec if self.controller_only else {**CONNECTION_SPEC, **self.spec}


def execute(command: Command, context: Context) -> Object:
    """Return the result of a task. An error is a failed result with data, never a traceback with secrets."""
    context.spec = command.argument_spec
    try:
        result = {"changed": False, **command.run(context)}
    except errors.QlikError as error:
        result = {"changed": False, "failed": True, "msg": error.message, "failure": error.failure}
    warnings = [warning for client in context.clients for warning in client.warnings]
    if warnings:
        result["warnings"] = [*result.get("warnings", ()), *warnings]
    return t.cast(Object, remove_values(result, context.secrets()))


def run_module(command: Command) -> None:
    """Run the shipped module."""
    module = AnsibleModule(
        argument_spec=command.argument_spec,
        mutually_exclusive=command.mutually_exclusive,
        required_one_of=command.required_one_of,
        supports_check_mode=True,
    )
    name = os.environ.get(SHIPPED_NAME, "")
    context = Context(module.params, check_mode=module.check_mode, diff=module._diff, shipped_name=name)
    result = execute(command, context)
    # Otherwise Ansible would return all options, including values that are written to Qlik and never shown.
    result["invocation"] = {}
    for warning in result.pop("warnings", ()):
        module.warn(warning)
    if result.pop("failed", False):
        module.fail_json(**result)
    module.exit_json(**result)
