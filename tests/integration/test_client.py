# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of one host: what it repeats, what it never does, and whom it gives a token to."""

from __future__ import annotations

import multiprocessing
import typing as t
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials, TokenCache
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clients import client_of
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

SPACES = "/api/v1/spaces"
SPACE = {"name": "A", "type": "shared"}


@pytest.fixture
def simulator(tmp_path: Path) -> t.Iterator[Simulator]:
    file = tmp_path / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme", "birch"]}}}', encoding="utf-8")
    with Simulator(fleet=file) as running:
        yield running


def _client(simulator: Simulator, tokens: TokenCache | None = None, **connection: t.Any) -> Client:
    return client_of(simulator, "acme.us.qlikcloud.test", tokens, **connection)


@pytest.mark.parametrize(
    "rule",
    [{"status": 503}, {"status": 429, "headers": {"Retry-After": "1"}}, {"action": "reset"}, {"action": "truncate"}],
    ids=["503", "429", "reset", "truncated"],
)
def test_what_is_safe_to_repeat_is_repeated(simulator: Simulator, rule: dict[str, t.Any]) -> None:
    simulator.faults([{**rule, "path": SPACES}])
    assert _client(simulator).list(SPACES) == []
    assert simulator.counts()["by_operation"]["spaces.getSpaces"] >= 1


def test_a_creation_that_may_have_happened_is_not_sent_again(simulator: Simulator) -> None:
    client = _client(simulator)
    simulator.faults([{"action": "reset", "when": "after", "method": "POST", "path": SPACES}])
    with pytest.raises(errors.Unreachable, match="whether the request took effect is unknown"):
        client.request("POST", SPACES, json=SPACE)
    assert [space["name"] for space in client.list(SPACES)] == ["A"]


def test_a_creation_that_was_limited_is_sent_again(simulator: Simulator) -> None:
    """A 429 is a definite no, for any verb."""
    said: list[str] = []
    client = _client(simulator)
    client.progress = Progress(said.append)
    simulator.faults([{"status": 429, "headers": {"Retry-After": "2"}, "method": "POST", "path": SPACES}])
    assert client.request("POST", SPACES, json=SPACE)["name"] == "A"
    assert "waiting 2 s (429 to POST /api/v1/spaces)" in said[0]


def test_it_does_not_wait_longer_than_it_may(simulator: Simulator) -> None:
    simulator.faults([{"status": 429, "headers": {"Retry-After": "60"}, "path": SPACES}])
    expected = r"gave up on GET /api/v1/spaces after 5 s: the answer was 429, and the server asked for another 6\d s"
    with pytest.raises(errors.ApiError, match=expected):
        _client(simulator, retry_deadline=5).list(SPACES)


def test_all_pages_are_read(simulator: Simulator) -> None:
    client = _client(simulator)
    for number in range(7):
        client.request("POST", SPACES, json={**SPACE, "name": f"Space {number}"})
    assert len(client.list(SPACES, limit=3)) == 7
    assert simulator.counts()["by_operation"]["spaces.getSpaces"] == 3


def test_an_error_carries_what_qlik_answered(simulator: Simulator) -> None:
    with pytest.raises(errors.ApiError) as raised:
        _client(simulator).get(f"{SPACES}/none")
    assert raised.value.failure["tenant"] == "acme.us.qlikcloud.test"
    assert (raised.value.status, raised.value.code) == (404, "HTTP-404")
    assert raised.value.failure["trace_id"]


@pytest.mark.parametrize(
    "path",
    [
        "https://birch.us.qlikcloud.test/api/v1/spaces",
        "https://evil.example/x",
        "//evil.example/x",
        "http://acme.us.qlikcloud.test/",
    ],
)
def test_a_link_to_another_host_is_not_followed(simulator: Simulator, path: str) -> None:
    client = _client(simulator)
    client.authenticate()
    simulator.reset_counts()
    with pytest.raises(errors.QlikError, match="not following a link to another host"):
        client.get(path)
    assert simulator.counts()["requests"] == 0


@pytest.mark.parametrize(
    "host", ["acme.us.qlikcloud.com", "acme.us.qlikcloud.test.evil.example", "evil.example", "a b.qlikcloud.test"]
)
def test_no_client_is_made_for_a_host_outside_of_the_domain(host: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="no token is sent there"):
        Client(host, Credentials("id", "secret"), Connection(domain="qlikcloud.test"))


def test_a_certificate_of_another_authority_is_refused(simulator: Simulator) -> None:
    """Whatever the environment says: only the option adds an authority."""
    with pytest.raises(errors.Unreachable, match=r"the certificate is not trusted: .*, through the proxy http://127"):
        _client(simulator, ca_path=None).authenticate()


def test_a_file_without_certificates_is_said(simulator: Simulator, tmp_path: Path) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"ca_path: .*nothing\.pem"):
        _client(simulator, ca_path=str(tmp_path / "nothing.pem"))


@pytest.mark.parametrize(
    "proxy", ["ftp://user:hidden@proxy.example.com", "http://user:hidden:3128", "http://hidden[:1"]
)
def test_what_is_no_proxy_is_said_and_not_shown(simulator: Simulator, proxy: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="proxy: not a valid proxy URL") as raised:
        _client(simulator, proxy=proxy)
    assert "hidden" not in f"{raised.value!r} {raised.value.__cause__!r}"


def _authenticate(ready: tuple[str, str, str, str, str]) -> None:
    proxy, ca, client_id, secret, folder = ready
    connection = Connection("qlikcloud.test", proxy, ca)
    Client("acme.us.qlikcloud.test", Credentials(client_id, secret), connection, TokenCache(folder)).authenticate()


def test_many_processes_make_one_token_request(simulator: Simulator, tmp_path: Path) -> None:
    region = simulator.ready["regions"]["us"]
    work = (simulator.proxy, str(simulator.ca), region["client_id"], region["client_secret"], str(tmp_path))
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(_authenticate, [work] * 8)
    assert simulator.counts()["tokens"] == 1
    (file,) = tmp_path.glob("qlikfleet-token-*")
    assert file.stat().st_mode & 0o777 == 0o600
    assert region["client_secret"] not in file.read_text(encoding="utf-8")


def test_a_refused_token_is_renewed_once_for_all(simulator: Simulator, tmp_path: Path) -> None:
    one, other = (_client(simulator, TokenCache(str(tmp_path))) for _number in range(2))
    one.authenticate()
    other.authenticate()
    simulator.expire_tokens()
    assert (one.list(SPACES), other.list(SPACES)) == ([], [])
    assert simulator.counts()["tokens"] == 2


def test_sixteen_threads_share_a_client(simulator: Simulator) -> None:
    client = _client(simulator)
    made = client.request("POST", SPACES, json=SPACE)
    client.requests_sent = 0
    simulator.reset_counts()
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _number: client.get(f"{SPACES}/{made['id']}")["name"], range(320)))
    assert set(found) == {"A"}
    assert client.requests_sent == simulator.counts()["by_operation"]["spaces.getSpace"] == len(found)


def test_what_is_left_to_read_of_a_tenant_is_not_asked_for_once_it_refused(simulator: Simulator) -> None:
    names = [f"Space {number}" for number in range(50)]
    tenant = Tenant(_client(simulator), KINDS)
    tenant.converge({"space": [{"name": name, "type": "shared"} for name in names]})
    simulator.reset_counts()
    simulator.faults([{"path": f"{SPACES}/*/assignments", "status": 403}])
    with pytest.raises(errors.QlikError):
        tenant.converge({"space": [{"name": name, "type": "shared", "members": []} for name in names]})
    assert simulator.counts()["requests"] < len(names)
