# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence assignments of bots: found by their subject in capitals, freed before the bot is deleted."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.bot_removal import Removal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.licences import Licences
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import Body
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from tests.unit.answers import answer

ASSIGNMENTS = "/api/v1/licenses/assignments"
BOT = {"id": "b", "subject": "qlikbot\\1a2b", "name": "EU OAuth client", "status": "disabled"}
MINE = {"subject": "QLIKBOT\\1A2B", "type": "professional", "created": "", "excess": False}
OTHERS = {**MINE, "subject": "QLIKBOT\\3C4D"}


class Tenant:
    """Answers with assignments, or refuses to, and notes what is sent."""

    def __init__(self, *assignments: dict[str, t.Any], status: int = 200, freed: int = 204) -> None:
        self.assignments, self.status, self.freed = assignments, status, freed
        self.sent: list[tuple[str, str, t.Any]] = []

    def send(
        self,
        method: str,
        target: str,
        _headers: dict[str, str],
        body: Body | None = None,
        _save_to: t.BinaryIO | None = None,
    ) -> Answer:
        path, content = target.partition("?")[0], json.loads(body.whole()) if body else None
        if path == "/oauth/token":
            return answer({"access_token": "t"})
        self.sent.append((method, path, content))
        if path == ASSIGNMENTS:
            failure = {"errors": [{"code": "LICENSES-1", "title": "no"}]}
            return answer({"data": self.assignments} if self.status == 200 else failure, self.status)
        return answer({"data": [{"status": self.freed, "title": "not freed"}]}, 207)


def _client(tenant: Tenant) -> Client:
    return Client("t1.eu.qlikcloud.com", Credentials("id", "secret"), transport=tenant)


def _removal(tenant: Tenant, ledger: Path, *, check_mode: bool = False) -> Removal:
    journal = BotJournal(str(ledger), "t1.eu.qlikcloud.com")
    return Removal(_client(tenant), dict(BOT), journal, deletes=True, grace_days=0, check_mode=check_mode)


def test_a_bot_is_found_by_its_subject_in_capitals() -> None:
    tenant = Tenant(OTHERS, MINE)
    licences = Licences(_client(tenant))
    assert [licences.of(BOT), licences.of({**BOT, "subject": "qlikbot\\5e6f"})] == [[MINE], []]
    assert len(tenant.sent) == 1


@pytest.mark.parametrize("status", [403, 404, 501])
def test_a_tenant_that_does_not_tell_has_none(status: int, tmp_path: Path) -> None:
    tenant = Tenant(status=status)
    _removal(tenant, tmp_path).delete()
    assert [(method, path) for method, path, _body in tenant.sent] == [
        ("GET", ASSIGNMENTS),
        ("DELETE", "/api/v1/users/b"),
    ]


def test_another_error_is_one() -> None:
    with pytest.raises(errors.ApiError, match="Qlik answered 400 LICENSES-1"):
        Licences(_client(Tenant(status=400))).of(BOT)


def test_the_licence_is_freed_before_the_bot_is_deleted(tmp_path: Path) -> None:
    tenant = Tenant(OTHERS, MINE)
    removal = _removal(tenant, tmp_path)
    removal.delete()
    body = {"delete": [{"subject": "QLIKBOT\\1A2B", "type": "professional"}]}
    assert tenant.sent[1:] == [
        ("POST", f"{ASSIGNMENTS}/actions/delete", body),
        ("DELETE", "/api/v1/users/b", None),
    ]
    assert "bot 1a2b: free its licence\n" in removal.result()["diff"]["after"]


def test_check_mode_says_so_and_frees_nothing(tmp_path: Path) -> None:
    tenant = Tenant(MINE)
    removal = _removal(tenant, tmp_path, check_mode=True)
    removal.delete()
    assert "free its licence" in removal.result()["diff"]["after"]
    assert [method for method, *_rest in tenant.sent] == ["GET"]


def test_a_licence_that_is_not_freed_keeps_the_bot(tmp_path: Path) -> None:
    tenant = Tenant(MINE, freed=400)
    with pytest.raises(errors.ApiError, match="deletion of licence assignments failed"):
        _removal(tenant, tmp_path).delete()
    assert ("DELETE", "/api/v1/users/b", None) not in tenant.sent
