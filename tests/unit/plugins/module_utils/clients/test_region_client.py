# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scopes of region clients, at hosts that tell them, drop them or refuse them."""

from __future__ import annotations

import json
import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.region_client import SCOPES, prove
from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients.temporary_client import sees_private_content
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import Body
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from tests.unit.answers import answer

FOUR = " ".join(SCOPES)
NO_CREATE = FOUR.replace("tenants:create ", "")
EVERY = f"user_default offline_access {FOUR}"


class TokenHost:
    """Issues tokens for a client with the scopes `has`.

    refuses: requests for other scopes are refused, not shortened. tells: `no` answer lists the scopes, `every` answer,
    or only those that `asked` for some.
    """

    def __init__(self, has: str, *, refuses: bool, tells: str) -> None:
        self.has, self.refuses, self.tells = has.split(), refuses, tells

    def send(
        self,
        _method: str,
        _target: str,
        _headers: dict[str, str],
        body: Body | None = None,
        _save_to: t.BinaryIO | None = None,
    ) -> Answer:
        assert body
        asked = json.loads(body.whole()).get("scope", "").split()
        if self.refuses and not set(asked) <= set(self.has):
            return answer({"errors": [{"code": "OAUTH-6", "title": "the client does not have this scope"}]}, 400)
        granted = [scope for scope in self.has if not asked or scope in asked]
        told = self.tells == "every" or (self.tells == "asked" and asked)
        return answer({"access_token": "t", "expires_in": 21600, **({"scope": " ".join(granted)} if told else {})})


def _client(host: TokenHost) -> Client:
    return Client("register.eu.qlikcloud.com", Credentials("id", "secret"), transport=host)


@pytest.mark.parametrize("refuses", [True, False])
@pytest.mark.parametrize("tells", ["no", "asked", "every"])
@pytest.mark.parametrize("has", [FOUR, EVERY])
def test_a_region_client_is_proven_whatever_its_tokens_tell(has: str, tells: str, *, refuses: bool) -> None:
    proof = prove(_client(TokenHost(has, refuses=refuses, tells=tells)), [], [])
    assert set(SCOPES) <= set(proof["scopes"]) <= set(has.split())
    assert proof["warnings"] == []


@pytest.mark.parametrize(
    ("more", "refuses", "tells"),
    [
        ("tenants:read", True, "every"),
        ("tenants:read", False, "every"),
        ("admin.apps", True, "asked"),
        ("admin.apps", False, "asked"),
        ("admin.automations", True, "every"),
    ],
)
def test_an_additional_scope_is_a_warning(more: str, tells: str, *, refuses: bool) -> None:
    proof = prove(_client(TokenHost(f"{EVERY} {more}", refuses=refuses, tells=tells)), [], [])
    (warning,) = proof["warnings"]
    assert f"The OAuth client id of region eu also has {more}. " in warning
    assert more in proof["scopes"]


@pytest.mark.parametrize("tells", ["no", "every"])
def test_an_answer_without_scopes_does_not_prove_more(tells: str) -> None:
    """A host that grants what it is asked for, and says no more, may have dropped half of it."""
    host = TokenHost(f"{FOUR} admin.apps", refuses=False, tells=tells)
    proof = prove(_client(host), [], [])
    assert ("admin.apps" in proof["scopes"]) is bool(proof["warnings"]) is (tells == "every")


@pytest.mark.parametrize(
    ("refuses", "tells"), [(True, "no"), (True, "asked"), (True, "every"), (False, "asked"), (False, "every")]
)
@pytest.mark.parametrize("has", [NO_CREATE, f"user_default {NO_CREATE} tenants:read"])
def test_a_missing_scope_is_an_error(has: str, tells: str, *, refuses: bool) -> None:
    with pytest.raises(errors.ConfigurationError, match="is not a region client of eu: it lacks tenants:create"):
        prove(_client(TokenHost(has, refuses=refuses, tells=tells)), [], [])


def test_a_server_error_for_more_scopes_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    client = _client(TokenHost(FOUR, refuses=True, tells="every"))

    def fail(*_scopes: str) -> t.NoReturn:
        raise errors.ApiError("no", status=500)

    monkeypatch.setattr(client, "granted", fail)
    assert prove(client, [], [])["warnings"] == []


@pytest.mark.parametrize(("tells", "sees"), [("asked", True), ("no", False)])
def test_a_client_sees_private_content_only_if_qlik_says_so(tells: str, *, sees: bool) -> None:
    """Otherwise what is in personal spaces would count as looked at."""
    assert sees_private_content(_client(TokenHost("admin_classic admin.apps", refuses=False, tells=tells))) is sees
