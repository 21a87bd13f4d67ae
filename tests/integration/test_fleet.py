# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through ansible-playbook, on the simulator."""

from __future__ import annotations

import typing as t

from tests.integration.fleets import HOSTS, Fleet


def test_created_converged_unchanged_drifted_repaired(fleet: Fleet) -> None:
    fleet.play("onboard")
    assert len(fleet.simulator.state()["tenants"]) == HOSTS
    fleet.play("onboard")
    assert fleet.writes == 0
    planned = fleet.play("converge", "--check", "--diff")
    assert fleet.writes == 0
    fleet.play("converge")
    state = fleet.simulator.state()
    assert planned.count("Customer portal") >= HOSTS
    fleet.play("converge")
    assert fleet.writes == 0
    assert fleet.simulator.counts()["tokens"] == HOSTS
    assert _content(fleet.simulator.state()) == _content(state)


def _content(state: dict[str, t.Any]) -> dict[str, t.Any]:
    return {identifier: tenant["collections"] for identifier, tenant in state["tenants"].items()}


def test_no_secret_is_printed_or_left(fleet: Fleet) -> None:
    secrets = [value for name, value in fleet.environment.items() if name.endswith(("_CLIENT_SECRET", "_LICENSE_KEY"))]
    output = fleet.play("onboard", "-vvvv") + fleet.play("converge", "-vvvv", "--diff")
    files = [path.read_text(errors="replace") for path in fleet.folder.rglob("*") if path.is_file()]
    assert [secret for secret in secrets for text in (output, *files) if secret in text] == []
