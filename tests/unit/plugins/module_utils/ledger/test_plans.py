# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved plans, in files and in each place that a ledger can be kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import plans
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger

PLAN = {"tenant": "acme.eu.qlikcloud.com", "made": "2999-01-01T00:00:00Z", "changes": []}


def test_each_tenant_has_its_own_plan_of_a_run(place: str) -> None:
    assert plans.in_ledger("ledger:nightly")
    assert not plans.in_ledger("plans/")
    plans.entry_of(place, "ledger:nightly", "acme").write(PLAN)
    plans.entry_of(place, "ledger:nightly/", "birch").write({**PLAN, "tenant": "birch"})
    assert plans.entry_of(place, "ledger:nightly", "acme").read()["tenant"] == "acme.eu.qlikcloud.com"
    assert plans.entry_of(place, "ledger:nightly", "birch").read()["tenant"] == "birch"
    with pytest.raises(ConfigurationError, match=r"nightly.other.* there is no such plan"):
        plans.entry_of(place, "ledger:nightly", "other").read()
    with pytest.raises(ConfigurationError, match="name the run"):
        plans.entry_of(place, "ledger:", "acme")


def test_old_plans_are_removed_from_the_ledger(place: str) -> None:
    Ledger(place, "plans").write("old/acme", {**PLAN, "made": "2020-01-01T00:00:00Z"})
    plans.entry_of(place, "ledger:new", "acme").write(PLAN)
    assert [name for name, _entry in Ledger(place, "plans").items()] == ["new/acme"]


def test_a_folder_has_a_private_file_for_each_tenant(tmp_path: Path) -> None:
    plans.file_of(f"{tmp_path}/plans/", "acme").write(PLAN)
    file = tmp_path / "plans/acme.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert plans.file_of(str(tmp_path / "plans"), "acme").read() == plans.file_of(str(file), "").read() == PLAN
    with pytest.raises(ConfigurationError, match="cannot be read"):
        plans.file_of(str(tmp_path / "missing"), "").read()
