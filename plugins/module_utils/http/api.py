# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client of one Qlik Cloud host: token, retries of what is safe to repeat, request limits, pages, errors."""

from __future__ import annotations

import threading
import time
import typing as t
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import deprecation, errors, hosts, retry
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import (
    Answer,
    Fields,
    NoAnswerError,
    Nothing,
    Rows,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import Body, json_body
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.pages import CircleError, Pages
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import WRITE, Pace, Tier, tier_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.request import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.sockets import Socket, open_socket
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials, Token, TokenCache
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection, Sender, Transport

API_VERSION = "2026-11"
_TOKEN = "token request"  # noqa: S105


@dataclass
class Client:
    """One host, reached with one OAuth client or API key.

    progress: takes every wait. name: of the tenant in the inventory, for messages.
    """

    host: str
    credentials: Credentials
    connection: Connection = field(default_factory=Connection)
    tokens: TokenCache = field(default_factory=TokenCache)
    progress: Progress = field(default_factory=Progress)
    name: str = ""
    transport: Sender | None = None
    requests_sent: int = 0
    writes_sent: int = 0
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        hosts.require_allowed(self.host, self.connection.domain)
        # Only a tenant can have a single user.
        users = 1 if hosts.is_tenant_host(self.host, self.connection.domain) else 2
        self._pace = Pace(self.connection.rate_window, users)
        self._asking_for_users = threading.Lock()
        self._counting = threading.Lock()
        self._deprecated: set[str] = set()
        self._transport = self.transport or Transport(self.host, self.connection)

    @property
    def label(self) -> str:
        """How messages call the host: `acme-eu (t1.eu.qlikcloud.com)`, or its hostname alone."""
        return errors.label(self.host, self.name)

    @property
    def tenant(self) -> str:
        """The name in the inventory, or the hostname."""
        return self.name or self.host

    @property
    def identity(self) -> dict[str, str]:
        """How failures name the host: `tenant` and `host`."""
        return errors.tenant(self.host, self.name)

    @property
    def region(self) -> str:
        return hosts.region_of(self.host, self.connection.domain)

    def get(self, path: str, **params: t.Any) -> t.Any:
        return self.request("GET", path, params=params)

    def list(self, path: str, *, rows: str = "data", **params: t.Any) -> list[t.Any]:
        """Return the objects of all pages. `rows` is the member of an answer that has them."""
        return [row for page in self.pages(path, rows=rows, **params) for row in page]

    def pages(self, path: str, *, rows: str = "data", **params: t.Any) -> t.Iterator[t.Sequence[t.Any]]:
        """Yield the objects of one page after the other. A page is requested when it is needed."""
        pages, query = Pages(params), params
        while True:
            body = self.get(path, **query)
            page = body if isinstance(body, Rows) else (body[rows] or [])
            if not isinstance(page, list):
                raise errors.NotQlik(
                    f"{self.label}: GET {path} was answered without a list of {rows}.", **self._failure(f"GET {path}")
                )
            yield page
            try:
                following = pages.next(body, page)
            except CircleError:
                raise errors.QlikError(
                    f"{self.label}: {path} returned the same page twice. Run again.", **self._failure(f"GET {path}")
                ) from None
            if following is None:
                return
            query = following

    def request(
        self,
        method: str,
        path: str,
        *,
        json: t.Any = None,
        params: t.Mapping[str, t.Any] | None = None,
        headers: t.Mapping[str, str] | None = None,
        body: Body | None = None,
    ) -> t.Any:
        """Return the decoded answer. The request has `json`, or a `body` such as a file or a form."""
        request = Request(method, path, json, body, params, headers)
        return self.value(self.exchange(request), request)

    def connect(self, path: str) -> Socket:
        """Open a WebSocket with the token of this host. Raise the error of the handshake."""
        opened: list[Socket] = []

        def send(target: str, token: str) -> Answer:
            self.count("GET")
            answer, socket = open_socket(self.host, target, {"Authorization": f"Bearer {token}"}, self.connection)
            opened.extend([socket] if socket else [])
            return answer

        self._exchange(Request("GET", path), send)
        return opened[0]

    def exchange(self, request: Request) -> Answer:
        """Return the answer to a request, which is repeated as far as that is safe. Raise its error."""
        return self._exchange(request, lambda target, token: self._send(request, target, token))

    def _exchange(self, request: Request, send: t.Callable[[str, str], Answer]) -> Answer:
        """Return the answer to a request that `send` sends, given its target and a token."""
        target, tier = self._target(request.path, request.params), tier_of(request.method, request.path)
        token = self._token()

        def take(step: retry.Step) -> Answer | None:
            nonlocal token
            if isinstance(step, retry.Wait):
                self._wait(step, tier)
            elif isinstance(step, retry.Renew):
                token = self._token(refused=token)
            else:
                self._keep_pace(tier, token)
                return send(target, token)
            return None

        again = request.harmless or retry.repeatable(request.method, request.json)
        answer = self._run(retry.Policy(request.what, again, seconds=self.connection.retry_deadline), take)
        self._require_success(answer, request.what)
        self._note_deprecation(answer, request)
        return answer

    def value(self, answer: Answer, request: Request) -> t.Any:
        """Return the decoded content, or the place that an answer without content names."""
        failure = self._failure(request.what)

        def about() -> str:
            return f"{self.label}: {request.what} was answered {answer.looks}."

        if not answer.content:
            return {"location": answer.headers["Location"]} if "Location" in answer.headers else Nothing(about, failure)
        data = answer.data
        if data is None and not answer.is_null:
            raise errors.NotQlik(f"{about()} This is not JSON.", **failure)
        if isinstance(data, dict):
            return Fields(data, about, failure)
        return Rows(data, about, failure) if isinstance(data, list) else Nothing(about, failure)

    def delete(self, path: str, **how: t.Any) -> None:
        """Delete an object. 404 and 410 are a success, since a retried DELETE may find the object already gone."""
        try:
            self.request("DELETE", path, **how)
        except errors.ApiError as error:
            if error.status not in (404, 410):
                raise

    def expect(self, changes: int) -> None:
        """Announce so many changes to `progress`. Each takes one write or more."""
        self.progress.expect(self.label, changes, lambda number: self._pace.forecast(WRITE, number))

    def authenticate(self) -> None:
        """Prove that the OAuth client is accepted at this host; makes its bot user on first contact."""
        self._token()

    def token(self) -> str:
        """Return the access token that requests to this host carry; with an API key, the key."""
        return self._token()

    def told_scopes(self) -> set[str]:
        """Return the scopes that came with the token. The published example of an answer has none."""
        return set(self.tokens.token(self.host, self.credentials, self._request_token).scope.split())

    def granted(self, *scopes: str) -> set[str] | None:
        """Request scopes and return those that Qlik grants: none if it refuses, None if it does not say."""
        try:
            told = self._request_token(" ".join(scopes)).scope
        except errors.AuthenticationError:
            return set()
        return set(told.split()) or None

    def _run(self, policy: retry.Policy, take: t.Callable[[retry.Step], Answer | None]) -> Answer:
        """Carry out the steps of a policy: `take` does one and returns the answer to `Send`."""
        steps = policy.steps()
        reply: retry.Reply = None
        while True:
            try:
                step = steps.send(reply)
            except StopIteration as end:
                return t.cast(Answer, end.value)
            except NoAnswerError as error:
                raise self._unreachable(policy.what, str(error)) from None
            except retry.GaveUpError as error:
                raise self._gave_up(policy, error) from None
            try:
                reply = take(step)
            except NoAnswerError as error:
                reply = error

    def _target(self, path: str, params: t.Mapping[str, t.Any] | None = None) -> str:
        """Return path and query of a request. An absolute URL must be one of this host."""
        if not path.startswith("/") or path.startswith("//"):
            url = urlsplit(urljoin(f"https://{self.host}/", path))
            if url.netloc not in (self.host, f"{self.host}:443") or url.scheme != "https":
                raise errors.QlikError(
                    f"{self.label}: not following a link to another host ({url.hostname}): the token is for this host.",
                    **self._failure(),
                )
            path = url._replace(scheme="", netloc="", fragment="").geturl()
        given = {name: value for name, value in (params or {}).items() if value is not None}
        return f"{path}{'&' if '?' in path else '?'}{urlencode(given, doseq=True)}" if given else path

    def _send(self, request: Request, target: str, token: str) -> Answer:
        """Send once. Follow redirects on this host only (/users/me and /tenants/me answer with one)."""
        sent = {"Authorization": f"Bearer {token}", "qlik-api-version": API_VERSION, **(request.headers or {})}
        for _hop in range(4):
            self.count(request.method)
            answer = self._transport.send(request.method, target, sent, request.content, request.save_to)
            if not answer.is_redirect:
                return answer
            target = self._target(answer.headers["Location"])
        raise errors.QlikError(f"{self.label}: {request.what} was redirected 4 times.", **self._failure(request.what))

    def count(self, method: str) -> None:
        """Count a request, or a change that is made over a WebSocket."""
        with self._counting:
            self.requests_sent += 1
            self.writes_sent += method not in ("GET", "HEAD")

    def _token(self, refused: str = "") -> str:
        if self.credentials.api_key:
            if refused:
                raise errors.AuthenticationError(
                    f"{self.label}: the API key was refused. It expires by itself and with its user: create another "
                    "one.",
                    status=401,
                    **self._failure(),
                )
            return self.credentials.api_key
        return self.tokens.token(self.host, self.credentials, self._request_token, refused=refused).value

    def _request_token(self, scope: str = "") -> Token:
        # Without a scope the token has all that the client was granted.
        content = {
            "client_id": self.credentials.client_id,
            "client_secret": self.credentials.client_secret,
            "grant_type": "client_credentials",
            **({"scope": scope} if scope else {}),
        }

        def take(step: retry.Step) -> Answer | None:
            if not isinstance(step, retry.Wait):
                return self._transport.send("POST", "/oauth/token", {}, json_body(content))
            self._wait(step)
            return None

        deadline = self.connection.retry_deadline
        policy = retry.Policy(_TOKEN, repeatable=True, renewable=False, silences=2, seconds=deadline)
        answer = self._run(policy, take)
        self._require_success(answer, _TOKEN)
        data = answer.data
        if not isinstance(data, dict) or not isinstance(data.get("access_token"), str):
            raise self._not_qlik(answer, _TOKEN)
        lifetime = float(data.get("expires_in") or 21600)
        return Token(data["access_token"], time.time() + lifetime, str(data.get("scope") or ""))

    def _keep_pace(self, tier: Tier, token: str) -> None:
        """Wait until Qlik permits another request of this tier."""
        while seconds := self._pace.take(tier):
            if self._pace.halved and self._has_users(token):
                continue
            self.progress.wait(self.label, seconds, "request limit", limit=True)
            time.sleep(seconds)

    def _has_users(self, token: str) -> bool:
        """Return whether the tenant has several users and so permits more. Asks only once, when that matters."""
        with self._asking_for_users:
            if self._pace.halved:
                self._pace.permit(self._number_of_users(token))
            return not self._pace.halved

    def _number_of_users(self, token: str) -> int:
        """Return 1 or 2, which is all we need. If the call fails, assume 2; Qlik answers 429 if we are too fast."""
        request = Request("GET", "/api/v1/users?limit=2")
        try:
            answer = self._send(request, request.path, token)
        except (NoAnswerError, errors.QlikError):
            return 2
        users = answer.data.get("data") if answer.status == 200 and isinstance(answer.data, dict) else None
        return len(users) if isinstance(users, list) else 2

    def _wait(self, step: retry.Wait, tier: Tier | None = None) -> None:
        """Wait before a request is sent again. A used up limit closes the whole tier, for every thread."""
        self.progress.wait(self.label, step.seconds, step.why, limit=step.limit)
        if step.limit and tier:
            self._pace.refused(tier, step.seconds)
        else:
            time.sleep(step.seconds)

    def _require_success(self, answer: Answer, what: str) -> None:
        if answer.status >= 400 and not (answer.is_html and answer.status < 404):
            body = answer.data if errors.explains(answer.data) or not answer.content else answer.looks
            region = self.region if what == _TOKEN else None
            raise errors.from_answer(
                answer.status,
                body,
                host=self.host,
                name=self.name,
                what=what,
                token_for=region,
                refusal=self.credentials.refusal,
            )
        if answer.status >= 300 or answer.is_html:
            raise self._not_qlik(answer, what)

    def _not_qlik(self, answer: Answer, what: str) -> errors.NotQlik:
        return errors.NotQlik(
            f"{self.label}: {what} was answered {answer.looks}. This does not come from Qlik Cloud: check hostname and "
            "proxy.",
            status=answer.status,
            **self._failure(what),
        )

    def _note_deprecation(self, answer: Answer, request: Request) -> None:
        """Warn once per operation."""
        name = deprecation.operation(request.method, request.path)
        warning = deprecation.warning(name, answer.headers)
        with self._counting:
            if warning and name not in self._deprecated:
                self._deprecated.add(name)
                self.warnings.append(warning)

    def _gave_up(self, policy: retry.Policy, error: retry.GaveUpError) -> errors.QlikError:
        if isinstance(error.reply, NoAnswerError):
            return self._unreachable(policy.what, str(error.reply))
        seconds = policy.seconds
        after = f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
        return errors.ApiError(
            f"{self.label}: gave up on {policy.what} after {after}: the answer was {error.reply.status}, and {error}. "
            "Run again later.",
            status=error.reply.status,
            **self._failure(policy.what),
        )

    def _unreachable(self, what: str, why: str) -> errors.Unreachable:
        return errors.Unreachable(
            f"{self.label}: no answer to {what} ({why}). Check hostname, network, proxy and CA; whether the request "
            "took effect is unknown.",
            **self._failure(what),
        )

    def _failure(self, what: str | None = None) -> dict[str, t.Any]:
        return {**self.identity, "object": what}
