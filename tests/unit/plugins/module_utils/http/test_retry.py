# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The retry policy, without a network and on a clock of our own."""

from __future__ import annotations

import json
import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer, NoAnswerError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.retry import (
    ATTEMPTS,
    RETRIED_STATUS,
    GaveUpError,
    Policy,
    Renew,
    Reply,
    Send,
    Wait,
    repeatable,
)

Outcome: t.TypeAlias = "Answer | NoAnswerError | GaveUpError"


def _answer(status: int, retry_after: str = "", code: str = "") -> Answer:
    headers = CaseInsensitiveDict({"Retry-After": retry_after} if retry_after else {})
    return Answer(status, headers, json.dumps({"errors": [{"code": code}]}).encode() if code else b"")


class Exchange:
    """A policy that gets one reply after the other, the last one for ever."""

    def __init__(self, policy: Policy, replies: list[Reply]) -> None:
        self.steps: list[t.Any] = []
        self.now = 0.0
        self.outcome = self._run(policy, replies)

    def _run(self, policy: Policy, replies: list[Reply]) -> Outcome:
        left = list(replies)
        steps = policy.steps(lambda: self.now, lambda low, _high: low)
        reply: Reply = None
        while True:
            try:
                step = steps.send(reply)
            except StopIteration as end:
                return t.cast(Answer, end.value)
            except (NoAnswerError, GaveUpError) as error:
                return error
            self.steps.append(step)
            if isinstance(step, Wait):
                self.now += step.seconds
            reply = (left.pop(0) if len(left) > 1 else left[0]) if isinstance(step, Send) else None

    @property
    def sent(self) -> int:
        return self.steps.count(Send())


REPLIES = st.one_of(
    st.builds(
        _answer,
        st.sampled_from([200, 204, 400, 401, 403, 404, 429, 500, 502, 503, 504]),
        st.sampled_from(["", "0", "1", "60", "1000", "Wed, 21 Oct 2026 07:28:00 GMT"]),
        st.sampled_from(["", "LOGIN-2", "TENANT_DISABLED", "OTHER"]),
    ),
    st.builds(NoAnswerError, st.just("timed out"), hopeless=st.booleans()),
)
POLICIES = st.builds(
    Policy,
    st.just("GET /x"),
    repeatable=st.booleans(),
    renewable=st.booleans(),
    silences=st.integers(1, ATTEMPTS),
    seconds=st.floats(0, 2000),
)


def _may_have_happened(reply: Reply) -> bool:
    return not isinstance(reply, Answer) or (reply.status in RETRIED_STATUS and reply.status != 429)


@given(policy=POLICIES, replies=st.lists(REPLIES, min_size=1, max_size=9))
def test_every_exchange_ends_and_obeys_its_policy(policy: Policy, replies: list[Reply]) -> None:
    exchange = Exchange(policy, replies)
    received = [replies[min(number, len(replies) - 1)] for number in range(exchange.sent)]
    assert exchange.sent <= ATTEMPTS + 1
    assert exchange.steps.count(Renew()) <= policy.renewable
    assert exchange.now <= policy.seconds, "it waited beyond its deadline"
    assert exchange.steps[0] == exchange.steps[-1] == Send()
    if not policy.repeatable:
        assert not any(_may_have_happened(reply) for reply in received[:-1]), "what may have happened was repeated"
    for step, reply in zip(exchange.steps[1::2], received, strict=False):
        if isinstance(step, Wait) and isinstance(reply, Answer) and reply.headers.get("Retry-After", "").isdigit():
            assert step.seconds >= int(reply.headers["Retry-After"])
    outcome = exchange.outcome
    assert (outcome.reply if isinstance(outcome, GaveUpError) else outcome) is received[-1]


@given(policy=POLICIES, reply=REPLIES)
def test_an_answer_that_no_repetition_can_change_is_returned_at_once(policy: Policy, reply: Reply) -> None:
    if isinstance(reply, Answer) and reply.status not in RETRIED_STATUS | {401}:
        assert (Exchange(policy, [reply]).sent, Exchange(policy, [reply]).outcome) == (1, reply)


def test_an_expired_token_is_renewed_once() -> None:
    refused = _answer(401, code="LOGIN-1")
    exchange = Exchange(Policy("GET /x", repeatable=True), [refused, refused])
    assert exchange.steps == [Send(), Renew(), Send()]
    assert exchange.outcome is refused


@pytest.mark.parametrize("code", ["TENANT_DEACTIVATED", "TENANT_DISABLED", "LOGIN-2"])
def test_a_refusal_that_is_not_about_the_token_renews_none(code: str) -> None:
    assert Exchange(Policy("GET /x", repeatable=True), [_answer(401, code=code)]).steps == [Send()]


def test_a_limit_without_a_time_is_waited_for_half_a_minute() -> None:
    exchange = Exchange(Policy("POST /x", repeatable=False), [_answer(429), _answer(201)])
    assert exchange.steps == [Send(), Wait(30.0, "429 to POST /x", limit=True), Send()]


@pytest.mark.parametrize(
    ("method", "body", "expected"),
    [
        ("GET", None, True),
        ("PUT", {}, True),
        ("DELETE", None, True),
        ("POST", {}, False),
        ("PATCH", {}, False),
        ("PATCH", [{"op": "replace"}], True),
        ("PATCH", [{"op": "replace"}, {"op": "add", "path": "/name"}], True),
        ("PATCH", [{"op": "replace"}, {"op": "add", "path": "/assignedRoles/-"}], False),
        ("PATCH", [{"op": "add", "path": "/assignedRoles/0"}], False),
        ("PATCH", [{"op": "remove", "path": "/name"}], False),
    ],
)
def test_what_is_safe_to_repeat(method: str, body: t.Any, expected: bool) -> None:
    assert repeatable(method, body) is expected
