# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host of an inventory whose modules run in the test's process, as they do in Ansible's worker."""

from __future__ import annotations

import contextlib
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command, execute
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.registry import COMMANDS
from tests.simulator_process import Simulator

Object = dict[str, t.Any]
ACME = "acme.us.qlikcloud.test"


@contextlib.contextmanager
def one_tenant(folders: pytest.TempPathFactory) -> t.Iterator[Simulator]:
    """A simulator with the tenant of the host, and without limits."""
    file = folders.mktemp("cloud") / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        yield simulator


class Host:
    """A host of an inventory, and commands on it."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.ledger = folder / "ledger"
        self.variables: Object = {
            "inventory_hostname": "acme",
            "qlik_hostname": ACME,
            "qlik_region": "us",
            "qlik_ledger": str(self.ledger),
            "qlik_domain": simulator.ready["domain"],
            "qlik_proxy": simulator.proxy,
            "qlik_ca_path": simulator.ca,
            **{f"qlik_{name}": simulator.ready["regions"]["us"][name] for name in ("client_id", "client_secret")},
        }

    def run(self, module: str, *, check: bool = False, **options: t.Any) -> Object:
        """The result of a module; what is wrong with its options is a failure too."""
        command: Command = COMMANDS[module]
        validator = ArgumentSpecValidator(
            command.argument_spec, command.mutually_exclusive, required_one_of=command.required_one_of
        )
        checked = validator.validate(options)
        if checked.error_messages:
            return {"failed": True, "msg": "; ".join(checked.error_messages)}
        context = Context(dict(checked.validated_parameters), variables=self.variables, check_mode=check)
        return execute(command, context)
