# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports on drift: what counts as clean, what changed since the last one, and that texts stay texts in each format."""

from __future__ import annotations

import copy
import json
import typing as t
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.report_files import as_json
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import MASK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.page import as_page
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.shape import (
    add_trend,
    of_plan,
    report,
    worst,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.reports.texts import as_junit, as_markdown

Object = dict[str, t.Any]
UPDATE = {
    "title": "space Finance",
    "action": "update",
    "before": {"description": "old", "type": "shared"},
    "after": {"description": "new"},
}
DELETE = {"title": "role Old", "action": "delete", "before": {"description": "x"}, "after": {}}
FAILURE = {"object": "space A", "message": "Qlik refused it."}


def _report(made: str = "2026-01-03T00:00:00Z", **results: Object | None) -> Object:
    return report("drift", made, [of_plan(name, result, "eu", ["ring_one"]) for name, result in results.items()])


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ({"plan": []}, "clean"),
        ({"plan": [UPDATE]}, "drift"),
        ({"plan": [UPDATE], "failures": [FAILURE]}, "incomplete"),
        ({"plan": [], "failures": [FAILURE]}, "incomplete"),
        ({"failed": True, "failure": {"status": 401}, "msg": "no"}, "error"),
        ({"skipped": True}, "error"),
        ({}, "error"),
        (None, "error"),
    ],
)
def test_only_what_was_compared_in_full_can_be_clean(result: Object | None, status: str) -> None:
    tenant = of_plan("acme", result)
    assert tenant.status == status
    assert bool(tenant.message) == (status in ("incomplete", "error"))


def test_an_update_has_the_options_that_change_and_a_deletion_all() -> None:
    update, delete = of_plan("acme", {"plan": [UPDATE, DELETE]}).findings
    assert update["fields"] == [{"name": "description", "before": "old", "after": "new"}]
    assert (update["kind"], update["severity"], delete["kind"], delete["severity"]) == (
        "space",
        "medium",
        "role",
        "high",
    )
    assert delete["fields"] == [{"name": "description", "before": "x", "after": None}]


def test_a_hidden_value_that_changes_is_named() -> None:
    hidden = {**UPDATE, "before": {"headers": MASK}, "after": {"headers": MASK}}
    (finding,) = of_plan("acme", {"plan": [hidden]}).findings
    assert [each["name"] for each in finding["fields"]] == ["headers"]


def test_a_report_is_as_bad_as_its_worst_tenant() -> None:
    assert _report(a={"plan": []}, b={"plan": [UPDATE]})["status"] == "drift"
    assert _report(a=None, b={"plan": [UPDATE]})["status"] == "error"
    assert worst([]) == "incomplete"


def test_a_trend_says_what_is_new_gone_and_still_there() -> None:
    old = _report("2026-01-01T00:00:00Z", a={"plan": [UPDATE, DELETE]}, b={"plan": [DELETE]})
    new = _report("2026-01-02T00:00:00Z", a={"plan": [UPDATE, {**UPDATE, "title": "space New"}]}, b=None)
    add_trend(new, old)
    # Nobody knows about b, which could not be read.
    assert new["trend"] == {"since": "2026-01-01T00:00:00Z", "new": 1, "still": 1, "gone": 1}
    since = {each["title"]: each["since"] for each in new["tenants"][0]["findings"]}
    assert since == {"space Finance": "2026-01-01T00:00:00Z", "space New": "2026-01-02T00:00:00Z"}
    later = _report("2026-01-03T00:00:00Z", a={"plan": [UPDATE]}, b={"plan": [DELETE]})
    add_trend(later, json.loads(as_json(new)))
    found = {
        (tenant["name"], each["title"]): each["since"] for tenant in later["tenants"] for each in tenant["findings"]
    }
    # What was there before an outage is not new after it.
    assert found == {("a", "space Finance"): "2026-01-01T00:00:00Z", ("b", "role Old"): "2026-01-01T00:00:00Z"}
    assert (later["trend"]["new"], later["remembered"]) == (0, [])


def test_json_is_the_report() -> None:
    whole = _report(a={"plan": [UPDATE]})
    assert json.loads(as_json(whole)) == whole


def test_markdown_names_the_option_and_its_values() -> None:
    text = as_markdown(_report(a={"plan": [UPDATE]}, b=None))
    assert "| a | drift | 1 |" in text
    assert "| b | error | 0 | It was not compared. |" in text
    assert 'update space Finance (description: "old" -\\> "new"), since 2026-01-03T00:00:00Z' in text


def test_junit_tells_drift_from_what_was_not_read() -> None:
    suite = ElementTree.fromstring(as_junit(_report(a={"plan": []}, b={"plan": [UPDATE]}, c=None)))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "1")
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"]]


def _in_page(page: str) -> Object:
    """What the script of the page reads: the text up to the next end of a script."""
    begin = '<script type="application/json" id="report">'
    return t.cast(Object, json.loads(page.partition(begin)[2].partition("</script")[0]))


@given(st.text() | st.sampled_from(["</script><b>x", "<!--<script>", '{"the": "report"}', "a|b\n# c", "\ud800"]))
def test_a_text_stays_a_text(text: str) -> None:
    whole = _report(a={"plan": [{**UPDATE, "title": f"space {text}", "after": {"description": text}}]})
    before = copy.deepcopy(whole)
    assert _in_page(as_page(whole)) == before
    assert json.loads(as_json(whole)) == before
    ElementTree.fromstring(as_junit(whole))
    table = [line for line in as_markdown(whole).splitlines() if line.startswith("|")]
    assert len(table) == 3
