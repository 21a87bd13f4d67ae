# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through ansible-playbook, on the simulator."""

from __future__ import annotations

import os
import time
import typing as t
from pathlib import Path

import pytest

from tests.integration.fleets import HOSTS, Fleet

pytestmark = pytest.mark.every_core


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


def _names_below(folder: Path) -> t.Iterator[str]:
    """Of folders and files, without those that are removed in the same moment."""
    for _folder, folders, files in os.walk(folder):
        yield from (*folders, *files)


def test_no_secret_is_printed_or_left(fleet: Fleet) -> None:
    """Of nothing that the demo does, at the highest verbosity, with a log file, and of failures and shipped modules."""
    loud = ("-vvvv", "--diff")
    fleet.use_organization_client()
    environment = {"ANSIBLE_LOG_PATH": str(fleet.folder / "ansible.log")}
    printed = [
        fleet.play("onboard", *loud, **environment),
        fleet.play("converge", *loud, "--check", **environment),
        fleet.play("converge", *loud, **environment),
        fleet.play("show", *loud, **environment),
        fleet.play(
            "converge", *loud, fails=True, QLIK_CLOUD_AP_CLIENT_ID="", QLIK_CLOUD_US_CLIENT_ID="wrong", **environment
        ),
        fleet.play("onboard", *loud, fails=True, QLIK_CLOUD_EU_LICENSE_KEY="wrong", limit="cedar-eu", **environment),
        fleet.task("acme-us", "oauth_client", "client_name=New app_type=web", *loud),
        fleet.task("acme-us", "region_client_info", "region=us", *loud, "-B", "60", "-P", "1"),
        # A secret that is written into the task, as one should not.
        fleet.task("acme-us", "region_client_info", "region=us client_secret=written-into-the-task", *loud, fails=True),
    ]
    # Ansible removes what it ran in the background a moment after the task has ended.
    deadline = time.monotonic() + 60
    while any(name.startswith("AnsiballZ") for name in _names_below(fleet.folder / "remote")):
        assert time.monotonic() < deadline
    secrets = fleet.simulator.secrets()
    assert len(secrets) > 20
    files = {path: path.read_text(errors="replace") for path in fleet.folder.rglob("*") if path.is_file()}
    texts = {**{f"output {number}": text for number, text in enumerate(printed)}, **files}
    assert [name for name, text in texts.items() if any(secret in text for secret in secrets)] == []
    assert "written-into-the-task" not in printed[-1].replace("region=us client_secret=written-into-the-task", "")
