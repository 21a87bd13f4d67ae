# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client, on a transport that answers what a test says."""

from __future__ import annotations

import json
import typing as t
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import Body
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from tests.unit.answers import answer

HOST = "t1.eu.qlikcloud.com"
TOKEN = {"access_token": "token", "expires_in": 21600}
PAGE = b"<html><head><title>x</title></head><body><h1>Access denied</h1> by Example Gateway</body></html>"


HTML = {"Content_Type": "text/html; charset=utf-8"}


class Scripted:
    """Answers from a list, and remembers what was asked."""

    def __init__(self, *answers: Answer, token: Answer | None = None) -> None:
        self.answers = list(answers)
        self.token = token or answer(TOKEN)
        self.targets: list[str] = []
        self.bodies: list[bytes] = []

    def send(
        self,
        method: str,
        target: str,
        headers: dict[str, str],
        body: Body | None = None,
        save_to: t.BinaryIO | None = None,
    ) -> Answer:
        self.bodies.append(body.whole() if body else b"")
        if target == "/oauth/token":
            return self.token
        self.targets.append(target)
        return self.answers.pop(0)


def _client(*answers: Answer, secret: str = "secret", **options: t.Any) -> tuple[Client, Scripted]:
    scripted = Scripted(*answers, **options)
    return Client(HOST, Credentials("id", secret), name="acme-eu", transport=scripted), scripted


def _page(rows: list[t.Any], link: t.Any = None) -> Answer:
    return answer({"data": rows, "links": {"next": link} if link else {}})


@pytest.mark.parametrize(
    "base",
    [
        "https://other.eu.qlikcloud.com/api/v1/things",
        "http://license/v1/licenses/assignments",
        f"https://{HOST}:443/api/v1/things",
        "https://evil.example/elsewhere",
        "//evil.example/x",
        "/v1/things",
        "",
    ],
)
@pytest.mark.parametrize("position", ["next", "page", "skip", "offset", "startingAfter", "cursor"])
def test_only_the_query_of_a_link_counts(base: str, position: str) -> None:
    link = f"{base}?{position}=a%2Bb%3D&limit=2"
    client, scripted = _client(_page([1, 2], {"href": link}), _page([3]))
    assert client.list("/api/v1/things", limit=2, filter="x eq 1", skip=0) == [1, 2, 3]
    path, query = urlsplit(scripted.targets[1]).path, parse_qs(urlsplit(scripted.targets[1]).query)
    assert (path, query) == ("/api/v1/things", {"limit": ["2"], "filter": ["x eq 1"], position: ["a+b="]})


def test_a_link_may_be_a_text() -> None:
    client, _scripted = _client(_page([1], f"https://{HOST}/x?next=b"), _page([2]))
    assert client.list("/x") == [1, 2]


@pytest.mark.parametrize(
    "answers",
    [
        [_page([1], {"href": "/x?next=a"}), _page([2], {"href": "/x?next=b"}), _page([3], {"href": "/x?next=a"})],
        [_page([1], {"href": "/x?next=1"}), _page([1], {"href": "/x?next=2"})],
        [_page([1], {"href": "/x"})],
    ],
    ids=["cursor", "rows", "no cursor"],
)
def test_a_circle_of_pages_is_an_error(answers: list[Answer]) -> None:
    client, _scripted = _client(*answers)
    with pytest.raises(errors.QlikError, match=r"^acme-eu \(t1.*\): /x returned the same page twice\."):
        client.list("/x")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (answer(PAGE, **HTML), r'200 \(text/html, beginning with "Access denied by Example Gateway"\)'),
        (answer(PAGE, 403, **HTML), r"403 \(text/html, .* does not come from Qlik Cloud: check hostname and proxy"),
        (
            answer(b"Welcome", Content_Type="text/plain"),
            r'200 \(text/plain, beginning with "Welcome"\)\. This is not JSON',
        ),
        (answer(b"", 204), r"204 \(application/json, without content\)\. data is missing"),
        (answer(b"", 302), r"302 \("),
        (answer({"ok": True}), r"The member data is missing"),
        (answer("hello"), r"data is missing"),
        (answer(b"null"), r"data is missing"),
        (answer({"data": "none"}), r"without a list of data"),
    ],
    ids=["page", "refusing page", "text", "nothing", "redirect", "object", "scalar", "null", "no list"],
)
def test_an_answer_that_is_not_qliks_is_said_with_its_first_words(answer: Answer, words: str) -> None:
    client, _scripted = _client(answer)
    with pytest.raises(errors.NotQlik, match=words) as raised:
        client.list("/api/v1/spaces")
    assert raised.value.message.startswith(f"acme-eu ({HOST}): ")
    assert raised.value.failure["tenant"] == "acme-eu"
    assert raised.value.failure["host"] == HOST


@pytest.mark.parametrize("answer", [answer([]), answer(b"", 204), answer({}), answer("x")])
def test_a_member_that_an_answer_lacks_is_an_error_of_theanswer(answer: Answer) -> None:
    client, _scripted = _client(answer)
    with pytest.raises(errors.NotQlik, match="id is missing"):
        client.get("/api/v1/users/me")["id"]


@pytest.mark.parametrize(
    "token", [answer(PAGE, **HTML), answer({}), answer([]), answer(b"", 204), answer(PAGE, 401, **HTML)]
)
def test_a_token_request_that_something_else_answers(token: Answer) -> None:
    client, _scripted = _client(token=token)
    with pytest.raises(errors.NotQlik, match=r"token request was answered .* does not come from Qlik Cloud"):
        client.authenticate()


@pytest.mark.parametrize(
    ("body", "code", "detail"),
    [
        ({"errors": [{"code": "A", "title": "t", "detail": "d", "status": "409"}]}, "A", "d"),
        ({"errors": [{"code": 7, "title": "t", "status": 409}]}, "7", "t"),
        ({"code": "AssignmentConflict", "title": "t", "detail": "d", "status": 409}, "AssignmentConflict", "d"),
        ({"errors": [], "code": "A", "detail": "d"}, "A", "d"),
        ({"errors": [{}], "title": "t"}, None, "t"),
        ({"error": "invalid_client", "error_description": "d"}, "invalid_client", "d"),
        ({"message": "m"}, None, "m"),
    ],
)
def test_code_and_detail_are_found_where_an_error_has_them(body: t.Any, code: str | None, detail: str) -> None:
    client, _scripted = _client(answer(body, 409))
    with pytest.raises(errors.ApiError) as raised:
        client.get("/x")
    assert (raised.value.failure.get("code"), raised.value.failure["detail"]) == (code, detail)
    assert detail in raised.value.message


@pytest.mark.parametrize("body", [b"404 page not found", b'{"foo": 1}', b"[1]"])
def test_an_error_of_another_form_is_told_by_its_first_words(body: bytes) -> None:
    client, _scripted = _client(answer(body, 404, Content_Type="text/plain"))
    with pytest.raises(
        errors.ApiError, match=r"GET /x failed\. the answer was 404 \(text/plain, beginning with "
    ) as raised:
        client.get("/x")
    assert raised.value.status == 404


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_after_a_secret_is_not_sent(end: str) -> None:
    client, scripted = _client(secret=f"secret{end}")
    client.authenticate()
    assert json.loads(scripted.bodies[0])["client_secret"] == "secret"
    assert client.credentials.secrets() == ["secret"]


def test_a_refused_client_is_told_to_look_for_line_breaks() -> None:
    client, _scripted = _client(token=answer({"errors": [{"code": "OAUTH-1"}]}, 401))
    with pytest.raises(errors.AuthenticationError, match="a blank, a line break or a quotation mark too many"):
        client.authenticate()


@pytest.mark.parametrize(
    ("headers", "warning"),
    [
        (
            {"Sunset": "Sat, 01 May 2027 00:00:00 GMT"},
            "Qlik has deprecated GET /api/v1/users/{id} and will remove it after Sat,",
        ),
        ({"Deprecation": "@1767225600"}, "Qlik has deprecated GET /api/v1/users/{id} since 2026-01-01."),
        ({"Deprecation": "true", "Link": '<https://qlik.dev/x>; rel="deprecation"'}, "{id}. See https://qlik.dev/x."),
        (
            {"Link": '</a>; rel="next", <https://qlik.dev/y>; type="text/html"; rel="deprecation"'},
            "See https://qlik.dev/y.",
        ),
    ],
)
def test_a_deprecated_operation_is_told_once(headers: dict[str, str], warning: str) -> None:
    client, _scripted = _client(*(answer({}, **headers) for _number in range(3)))
    for path in (
        "/api/v1/users/64f0a1b2c3d4e5f6a7b8c9d0",
        "/api/v1/users/123456789?fields=id",
        "/api/v1/users/123456789",
    ):
        client.get(path)
    (told,) = client.warnings
    assert warning in told


@pytest.mark.parametrize("headers", [{}, {"Link": '</a>; rel="next"'}, {"Deprecation": "false"}])
def test_nothing_is_told_of_other_operations(headers: dict[str, str]) -> None:
    client, _scripted = _client(answer({}, **headers))
    client.get("/x")
    assert client.warnings == []
