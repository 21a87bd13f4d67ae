# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody should see to, and which files are content of their own."""

from __future__ import annotations

import datetime
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.bots import to_do
from ansible_collections.qlikfleet.cloud.plugins.module_utils.content.owned import of_user
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.owned import OWNED

Object = dict[str, t.Any]
PARAMS = {"secret_days": 365, "grace_days": 30}
BOT: Object = {"name": "EU OAuth client", "client_id": "1a2b", "status": "active", "kind": "orphaned", "disabled": ""}
GIVEN, STAYS = {"advice": ""}, {"advice": "Make it anew."}


def _ago(days: int, form: str = "%Y-%m-%dT%H:%M:%SZ") -> str:
    return (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)).strftime(form)


def _told(bot: Object | None = None, *, secret: str = "", client_secrets: list[str] | None = None) -> list[str]:
    clients = [{"name": "Nightly", "client_id": "9f", "secrets_created": client_secrets or []}]
    region_client = {"secret_since": secret} if secret else {}
    return to_do({"bots": [bot] if bot else [], "clients": clients, "region_client": region_client}, **PARAMS)


@pytest.mark.parametrize(
    ("bot", "said"),
    [
        ({"content": []}, "The bot EU OAuth client (1a2b) is left over and owns nothing: remove it."),
        ({}, "is left over and may own content, which was not requested: check it."),
        ({"content": [GIVEN]}, "owns 1 object: hand it over, and remove the bot."),
        (
            {"content": [GIVEN, STAYS]},
            "owns 2 objects: hand them over, follow the advice for 1 that Qlik cannot hand over, and",
        ),
        (
            {"content": [STAYS]},
            "owns 1 object that Qlik cannot hand over: follow the advice for it, and remove the bot.",
        ),
        (
            {"content": [STAYS, STAYS]},
            "owns 2 objects that Qlik cannot hand over: follow the advice for them, and remove the bot.",
        ),
        (
            {"kind": "unknown", "content": []},
            "The client of the bot EU OAuth client (1a2b) is not known; it owns nothing",
        ),
        ({"kind": "temporary"}, "A run that was stopped left the bot EU OAuth client (1a2b)"),
        ({"status": "disabled", "disabled": _ago(31)}, "has been disabled for 31 days: delete it."),
    ],
)
def test_what_there_is_to_do_about_a_bot(bot: Object, said: str) -> None:
    (line,) = _told({**BOT, **bot})
    assert said in line


@pytest.mark.parametrize(
    "bot",
    [
        *({"kind": kind} for kind in ("current", "region_client", "tenant_client")),
        {"status": "disabled", "disabled": _ago(29)},
        # By somebody else, who knows when.
        {"status": "disabled"},
        {"status": "disabled", "kind": "unknown"},
    ],
)
def test_there_is_nothing_to_do_about_others(bot: Object) -> None:
    assert _told({**BOT, **bot}) == []


def test_secrets_grow_old() -> None:
    young, old = _ago(300), _ago(400, "%Y-%m-%dT%H:%M:%S.000Z")
    assert _told(secret=young, client_secrets=[young, "not a date"]) == []
    assert _told(secret=old, client_secrets=[young, old]) == [
        "A secret of the client Nightly (9f) is 400 days old: rotate it.",
        "The secret of the region client is 400 days old: refresh it.",
    ]


def test_what_is_in_a_folder_of_the_same_space_goes_with_it() -> None:
    files = next(kind for kind in OWNED if kind.name == "data_file")
    found = [
        {"id": "1", "name": "Archive", "folder": True, "spaceId": "a", "ownerId": "me"},
        {"id": "2", "name": "Archive/old.csv", "spaceId": "a", "ownerId": "me"},
        {"id": "3", "name": "Archive/old.csv", "spaceId": "b", "ownerId": "me"},
        {"id": "4", "name": "Archive.csv", "spaceId": "a", "ownerId": "me"},
        {"id": "5", "name": "other.csv", "spaceId": "a", "ownerId": "you"},
    ]
    own = of_user(files, "me", [("/api/core/data-files", {}, found)])
    assert [(each.id, each.can_go, each.can_be_deleted) for each in own] == [
        ("1", True, False),
        ("3", False, True),
        ("4", True, True),
    ]
