# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Retry policy: what to do after each reply to a request. No input or output, so one policy serves every request."""

from __future__ import annotations

import random
import time
import typing as t
from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer, NoAnswerError

ATTEMPTS = 6
RETRIED_STATUS = frozenset({429, 500, 502, 503, 504})
_REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE"})
# For a 429 that does not say how long to wait.
_LIMIT_SECONDS = 30.0
# Codes of a 401 that no other token can cure.
_NOT_ABOUT_TOKEN = frozenset({"TENANT_DEACTIVATED", "TENANT_DISABLED", "LOGIN-2"})


@dataclass(frozen=True)
class Send:
    """Send the request."""


@dataclass(frozen=True)
class Renew:
    """Get another token: the host refused the present one."""


@dataclass(frozen=True)
class Wait:
    """Wait before sending again. limit: a request limit is used up, so other requests of the tier wait too."""

    seconds: float
    why: str
    limit: bool


Step: t.TypeAlias = "Send | Renew | Wait"
Reply: t.TypeAlias = "Answer | NoAnswerError | None"


class GaveUpError(Exception):
    """The next wait would end after the deadline. `reply` is the last one."""

    def __init__(self, reply: Answer | NoAnswerError, seconds: float) -> None:
        super().__init__(f"the server asked for another {seconds:.0f} s")
        self.reply = reply


@dataclass(frozen=True)
class Policy:
    """How often, and after what, one request is sent again.

    what: method and path, for messages.
    repeatable: sending the request twice has the effect of sending it once.
    renewable: a 401 may mean that the token expired.
    silences: number of requests without an answer after which to give up.
    """

    what: str
    repeatable: bool
    renewable: bool = True
    silences: int = ATTEMPTS
    seconds: float = 900.0

    def steps(
        self,
        clock: t.Callable[[], float] = time.monotonic,
        spread: t.Callable[[float, float], float] = random.uniform,
    ) -> t.Generator[Step, Reply, Answer]:
        """Yield what to do next, take the reply to each `Send`, and return the answer that ends the exchange.

        Raise NoAnswerError if there is none, and GaveUpError at the deadline.
        """
        until, renewable, attempt = clock() + self.seconds, self.renewable, 0
        while True:
            reply = yield Send()
            if renewable and _is_about_token(reply):
                renewable = False
                yield Renew()
                continue
            attempt += 1
            wait = self._wait(attempt, reply, spread)
            if wait is None:
                return _answer(reply)
            if clock() + wait.seconds > until:
                raise GaveUpError(t.cast(Answer | NoAnswerError, reply), wait.seconds)
            yield wait

    def _wait(self, attempt: int, reply: Reply, spread: t.Callable[[float, float], float]) -> Wait | None:
        """Return the wait before the next attempt, or None if there must not be one."""
        if isinstance(reply, Answer):
            limit = reply.status == 429
            again = attempt < ATTEMPTS and (limit or (reply.status in RETRIED_STATUS and self.repeatable))
            return Wait(_pause(attempt, reply, spread), f"{reply.status} to {self.what}", limit) if again else None
        hopeless = reply is None or reply.hopeless or not self.repeatable or attempt >= self.silences
        return None if hopeless else Wait(_pause(attempt, None, spread), f"no answer to {self.what}", limit=False)


def repeatable(method: str, json: t.Any) -> bool:
    """Return whether sending a request twice has the effect of sending it once."""
    if method == "PATCH":
        return isinstance(json, list) and all(_sets_a_member(entry) for entry in json)
    return method in _REPEATABLE


def _sets_a_member(entry: dict[str, t.Any]) -> bool:
    """Return whether an entry of a JSON Patch has the same effect twice. One that adds to a list has not."""
    place = str(entry.get("path")).rpartition("/")[2]
    return entry.get("op") == "replace" or (entry.get("op") == "add" and place != "-" and not place.isdigit())


def _pause(attempt: int, answer: Answer | None, spread: t.Callable[[float, float], float]) -> float:
    """Return seconds that differ between processes, so that those refused together do not return together."""
    asked = str(answer.headers.get("Retry-After") or "") if answer else ""
    if asked.isdigit():
        return int(asked) * spread(1.0, 1.1)
    if answer and answer.status == 429:
        return _LIMIT_SECONDS * spread(1.0, 1.1)
    return 0.25 * 2.0**attempt * spread(0.5, 1.0)


def _is_about_token(reply: Reply) -> bool:
    if not isinstance(reply, Answer) or reply.status != 401:
        return False
    entries = reply.data.get("errors") if isinstance(reply.data, dict) else None
    first = entries[0] if isinstance(entries, list) and entries else None
    return not isinstance(first, dict) or str(first.get("code", "")) not in _NOT_ABOUT_TOKEN


def _answer(reply: Reply) -> Answer:
    if isinstance(reply, Answer):
        return reply
    raise reply or NoAnswerError("nothing was sent")
