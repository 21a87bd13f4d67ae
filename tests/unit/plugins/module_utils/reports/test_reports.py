# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports: their shape and their texts."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Secret
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.shape import TenantReport, report, worst
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.texts import as_json, as_junit, as_markdown

FINDING = {
    "object_kind": "space",
    "title": "Sales|EU",
    "action": "update",
    "severity": "warning",
    "fields": [{"name": "secret", "before": Secret("hunter2"), "after": "new\x00"}],
    "who": "Ada",
    "when": "2026-01-02T03:04:05Z",
}
REPORT = report(
    "drift",
    "2026-01-03T00:00:00Z",
    [
        TenantReport("c", "incomplete", message="spaces: 403"),
        TenantReport("b", "drift", findings=[FINDING]),
        TenantReport("a", "clean"),
    ],
)


def test_a_report_is_as_bad_as_its_worst_tenant() -> None:
    assert REPORT["status"] == "incomplete"
    assert worst([]) == "incomplete"
    assert worst(["drift", "clean"]) == "drift"


@pytest.mark.parametrize("write", [as_json, as_markdown, as_junit])
def test_no_text_holds_a_secret(write) -> None:
    assert "hunter2" not in write(REPORT)


def test_json_is_the_report() -> None:
    assert json.loads(as_json(REPORT)) == REPORT


def test_markdown_says_who_and_when_and_keeps_its_table() -> None:
    text = as_markdown(REPORT)
    assert "Sales\\|EU" in text and "by Ada, 2026-01-02T03:04:05Z" in text
    assert "| c | incomplete | 0 | spaces: 403 |" in text


def test_junit_tells_drift_from_incomplete() -> None:
    suite = ElementTree.fromstring(as_junit(REPORT))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "1")
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"]]


def test_a_tenant_with_differences_is_never_clean() -> None:
    with pytest.raises(ValueError, match="not clean"):
        TenantReport("a", "clean", findings=[FINDING])
    with pytest.raises(ValueError, match="not a status"):
        TenantReport("a", "fine")
