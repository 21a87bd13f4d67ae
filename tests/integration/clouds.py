# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant on the simulator that tests converge without Ansible."""

from __future__ import annotations

import copy
import typing as t

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command, execute
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS, READABLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from tests.integration.clients import client_of
from tests.simulator_process import Simulator

Object = dict[str, t.Any]
# What examples of other kinds refer to.
OTHERS = {
    "role": [{"name": "Auditor"}],
    "group": [{"name": "Analysts", "provider_type": "custom"}],
    "user": [{"subject": "auth0|anna", "name": "Anna"}, {"subject": "auth0|bert", "name": "Bert"}],
    "space": [{"name": "Reports", "type": "shared"}],
    "app": [{"name": "Sales", "space": "Reports"}, {"name": "Forecast", "space": "Reports"}],
}


class Cloud:
    """One tenant, as new for each test."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator, self._found = simulator, simulator.ready["tenants"][0]
        self.client = client_of(simulator, self._found["hostname"])
        self.converge({name: copy.deepcopy(things) for name, things in OTHERS.items()})
        self._new = simulator.state()

    def begin(self) -> None:
        self.simulator.load(self._new)
        self.simulator.reset_counts()
        self.simulator.variations()
        self.simulator.faults([])
        self.client = client_of(self.simulator, self._found["hostname"])

    def converge(self, blueprint: dict[str, list[Object]], **terms: t.Any) -> Outcome:
        return Tenant(self.client, READABLE).converge(validated(KINDS, blueprint), Terms(**terms))

    def make(self, kind: Kind, thing: Object, **terms: t.Any) -> Outcome:
        outcome = self.converge({kind.name: [copy.deepcopy(thing)]}, **terms)
        assert outcome.failures == []
        return outcome

    def run(self, command: Command, *, check: bool = False, **options: t.Any) -> Object:
        """Return the result of a module for the tenant."""
        given = {
            "hostname": self.client.host,
            "domain": self.client.connection.domain,
            "proxy": self.simulator.proxy,
            "ca_path": self.simulator.ca,
            "client_id": self.client.credentials.client_id,
            "client_secret": self.client.credentials.client_secret,
            **options,
        }
        checked = ArgumentSpecValidator(command.argument_spec).validate(given)
        assert not checked.error_messages
        return execute(command, Context(dict(checked.validated_parameters), check_mode=check))

    def writes_of(self, act: t.Callable[[], Outcome]) -> tuple[Outcome, int]:
        before = self.client.writes_sent
        outcome = act()
        return outcome, self.client.writes_sent - before

    def collection(self, state: Object, identifier: str) -> Object:
        """Where the simulator keeps the object of this id."""
        for things in state["tenants"][self._found["id"]]["collections"].values():
            if isinstance(things, dict) and identifier in things:
                return t.cast(Object, things)
        raise AssertionError(f"the simulator has no object {identifier}")
