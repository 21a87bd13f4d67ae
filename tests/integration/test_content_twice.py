# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant with content of every kind: the second run sends no write, and asks for lists and what they do not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from tests.integration.clouds import Cloud
from tests.integration.samples import example_of
from tests.tools import sent, uses

pytestmark = pytest.mark.newest_core
# What users own, and what there is for all of them.
CONTENT = {name: kind for name, kind in KINDS.items() if kind.ownership or name in ("tag", "automation_settings")}
READING = {
    sent.contract().operations[method, path].name
    for (method, path), use in uses.uses().items()
    if method == "GET" and any("read" in acts for acts in use.acts.values())
}


def test_the_second_run_only_looks(cloud: Cloud, tmp_path: Path) -> None:
    blueprint = {name: [example_of(kind)] for name, kind in CONTENT.items()}
    memory = SecretDigests(str(tmp_path), "acme")
    first = cloud.converge(blueprint, memory=memory)
    assert first.failures == []
    assert {change.kind for change in first.changes} >= set(CONTENT) - {"app"}
    cloud.simulator.reset_counts()
    second, writes = cloud.writes_of(lambda: cloud.converge(blueprint, memory=memory))
    counts = cloud.simulator.counts()
    assert ([change.title for change in second.changes], second.failures, writes) == ([], [], 0)
    assert set(counts["by_operation"]) - READING == set()
    # A list of each kind, and for an object what its list does not tell.
    assert len(CONTENT) / 2 < counts["requests"] < 4 * len(CONTENT)
