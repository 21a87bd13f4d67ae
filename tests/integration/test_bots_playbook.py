# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook on bots: its report, its exit status, and whom it leaves alone."""

from __future__ import annotations

import json
import re
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.owned import OWNED
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import ownership_of, type_of
from tests.integration.scene import HOST, UNKNOWN, Object, Scene

FIXED = {type_of(kind) for kind in OWNED if not ownership_of(kind).give}


def _report(scene: Scene, folder: str) -> Object:
    return t.cast(Object, json.loads((scene.fleet.folder / folder / "bots.json").read_text(encoding="utf-8")))


def _play(
    scene: Scene,
    *variables: str,
    fails: bool = False,
    limit: str = HOST,
    options: tuple[str, ...] = (),
    **environment: str,
) -> str:
    given = [part for each in (f"qlik_ledger={scene.ledger}", *variables) for part in ("-e", each)]
    output = scene.fleet.play("bots", *given, *options, fails=fails, limit=limit, **environment)
    scene.refresh()
    return output


@pytest.mark.newest_core
def test_a_tenant_that_does_not_answer_is_in_the_report(scene: Scene) -> None:
    output = _play(scene, "bots_report=unread", limit=f"{HOST},acme-us", fails=True)
    assert "acme-us (acme-us.us.qlikcloud.test): no tenant lives at this hostname" in output
    report = _report(scene, "unread")
    assert [tenant["tenant"]["alias"] for tenant in report["tenants"]] == [f"{HOST}.eu.qlikcloud.test"]
    assert "no tenant lives at this hostname" in report["unread"]["acme-us"]
    for ending in ("html", "md"):
        text = (scene.fleet.folder / f"unread/bots.{ending}").read_text(encoding="utf-8")
        assert "acme-us" in text
        assert "could not be read" in text
    # Where none answers too.
    _play(scene, "bots_report=none", limit="acme-us", fails=True)
    assert list(_report(scene, "none")["unread"]) == ["acme-us"]


@pytest.mark.newest_core
def test_hand_over_and_removal_by_playbook_leave_whom_nobody_named(scene: Scene) -> None:
    everything = ("bots_hand_over=true", "bots_automations=true", "bots_remove=disabled")
    said = _play(scene, *everything, "bots_report=planned", options=("--check", "--diff"))
    assert scene.writes == 0
    assert "changed=1" in said
    for title in ("app Sales", "automation Nightly", "space Story"):
        assert f"+{HOST} ({HOST}.eu.qlikcloud.test): hand over {title}" in said
    assert f"Report: {scene.fleet.folder}/planned/bots.html" in said
    # What cannot be given away keeps the bot.
    output = _play(scene, *everything, "bots_secret_days=100000", "bots_report=after", fails=True)
    assert f"qlikbot\\\\{scene.old} still owns 1 ml_experiment" in output
    orphan = next(bot for bot in _report(scene, "after")["tenants"][0]["bots"] if bot["kind"] == "orphaned")
    assert {each["type"] for each in orphan["content"]} == FIXED
    # The look afterwards is the one that was asked for.
    assert "rotate it" not in " ".join(_report(scene, "after")["tenants"][0]["to_do"])
    (given,) = _report(scene, "after")["handed_over"][HOST]
    assert given["counts"]["task"] == 5
    assert len(scene.owned("2" * 24)) == 1
    scene.change(lambda collections: [collections.pop(name, None) for name in ("items", "themes")])
    said = _play(scene, *everything, f"bots_named={UNKNOWN}", options=("--check", "--diff"))
    assert f"bot {UNKNOWN}: set status to disabled" in said
    assert scene.bot(UNKNOWN)["status"] == "active"
    _play(scene, *everything, f"bots_named={UNKNOWN}", fails=True)
    assert scene.bot(UNKNOWN)["status"] == "disabled"
    assert scene.owned("2" * 24) == set()


def _require_legible(page: str) -> None:
    """On a phone too: tables scroll, names have commas, and nothing unfolds to nothing."""
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert "overflow-x: auto" in page
    assert (
        re.findall(r"<table>\s*</table>|<tr>\s*</tr>|<details[^>]*>\s*<summary>[^<]*</summary>\s*</details>", page)
        == []
    )
    assert page.count("<details") == page.count("</details>") > 0
    assert page.count("<table>") == page.count("</table>")


@pytest.mark.newest_core
def test_the_exit_status_tells_whether_there_is_something_to_do(scene: Scene) -> None:
    output = _play(scene, fails=True)
    assert f"{HOST}.eu.qlikcloud.test: The bot EU OAuth client ({scene.old}) is left over" in output
    _play(scene, "qlik_fail_on_drift=false", "bots_report=page")
    _require_legible((scene.fleet.folder / "page/bots.html").read_text(encoding="utf-8"))
    for client_id in (scene.old, UNKNOWN):
        owner = scene.bot(client_id)["id"]
        scene.change(lambda collections, owner=owner: collections["users"].pop(owner))
    _play(scene, "bots_secret_days=100000")


@pytest.mark.newest_core
def test_no_secret_is_shown_or_left_when_something_goes_wrong(scene: Scene) -> None:
    """A secret that is wrong or was lost, a temporary client that is refused, a tenant that is not there."""
    loud: Object = {"options": ("-vvvv", "--diff"), "fails": True, "limit": f"{HOST},acme-us"}
    give = ("bots_hand_over=true", "bots_automations=true", "bots_report=wrong")
    log = {"ANSIBLE_LOG_PATH": str(scene.fleet.folder / "log")}
    printed = [_play(scene, *give, **loud, **log, QLIK_CLOUD_EU_CLIENT_SECRET="no-such-secret")]
    for rule in (
        {"method": "POST", "path": "/api/v1/oauth-clients", "action": "reset", "when": "after"},
        {"method": "GET", "path": "/api/scheduling/tasks", "status": 403, "times": 9},
    ):
        scene.simulator.faults([rule])
        printed.append(_play(scene, *give, **loud, **log))
    scene.simulator.faults([])
    printed.append(_play(scene, *give, "bots_remove=disabled", **loud, **log))
    secrets = {*scene.simulator.secrets(), "no-such-secret"}
    files = {path: path.read_text(errors="replace") for path in scene.fleet.folder.rglob("*") if path.is_file()}
    texts = {**dict(enumerate(printed)), **files}
    assert scene.fleet.folder / "log" in texts
    assert [name for name, text in texts.items() if any(secret in text for secret in secrets)] == []
