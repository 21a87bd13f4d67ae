# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP to one host of Qlik Cloud: a token, retries of what is safe to repeat, pages, errors as exceptions."""

from __future__ import annotations

import random
import threading
import time
import typing as t
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import Pace, Tier, tier_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials, Token, TokenCache
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import (
    Answer,
    Connection,
    NoAnswerError,
    Part,
    Transport,
    encoded,
)

API_VERSION = "2026-11"
_RETRIED_STATUS = {429, 500, 502, 503, 504}
_REPEATABLE = {"GET", "PUT", "DELETE"}
_ATTEMPTS = 6


@dataclass
class Client:
    """One host and one OAuth client. `progress` is told of every wait."""

    host: str
    credentials: Credentials
    connection: Connection = field(default_factory=Connection)
    tokens: TokenCache = field(default_factory=TokenCache)
    progress: Progress = field(default_factory=Progress)
    requests_sent: int = 0
    writes_sent: int = 0
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        hosts.require_allowed(self.host, self.connection.domain)
        # Only a tenant can have a single user.
        users = 1 if hosts.is_tenant_host(self.host, self.connection.domain) else 2
        self._pace = Pace(self.connection.rate_window, users)
        self._asking_for_users = threading.Lock()
        self._transport = Transport(self.host, self.connection)

    @property
    def region(self) -> str:
        return hosts.region_of(self.host, self.connection.domain)

    def get(self, path: str, **params: t.Any) -> t.Any:
        return self.request("GET", path, params=params)

    def list(self, path: str, *, rows: str = "data", **params: t.Any) -> list[t.Any]:
        """Return every object of all pages; `rows` is where an answer has them."""
        return [row for page in self.pages(path, rows=rows, **params) for row in page]

    def pages(self, path: str, *, rows: str = "data", **params: t.Any) -> t.Iterator[t.Sequence[t.Any]]:
        """Yield the objects of one page after the other; a page is asked for when it is needed."""
        seen: set[str] = set()
        body = self.get(path, **params)
        while True:
            yield (body[rows] or []) if isinstance(body, dict) else body
            link = ((body.get("links") or {}).get("next") or {}).get("href") if isinstance(body, dict) else None
            if not link:
                return
            if link in seen:
                raise errors.QlikError(f"{self.host}: the pages of {path} go in a circle.", tenant=self.host)
            seen.add(link)
            body = self.get(link)

    def request(
        self,
        method: str,
        path: str,
        *,
        json: t.Any = None,
        params: dict[str, t.Any] | None = None,
        headers: dict[str, str] | None = None,
        upload: bytes | None = None,
        form: dict[str, Part] | None = None,
    ) -> t.Any:
        """The decoded answer; retries what is safe to repeat, refreshes an expired token once.

        The body is `json`, or the content of a file, or the parts of a form.
        """
        content, content_type = encoded(json, upload, form)
        headers = {**content_type, **(headers or {})}
        target, tier = self._target(path, params), tier_of(method, path)
        token = self._token()
        refreshed = False
        deadline = time.monotonic() + self.connection.retry_deadline
        for attempt in range(1, _ATTEMPTS + 1):
            last = attempt == _ATTEMPTS
            self._keep_pace(tier, token)
            try:
                answer = self._send(method, target, token, headers, content)
            except NoAnswerError as error:
                if last or not _repeatable(method, json) or error.is_refused_certificate:
                    raise self._unreachable(method, path, error) from None
                self._wait(attempt, None, deadline, f"no answer to {method} {path}")
                continue
            if answer.status == 401 and not refreshed and _is_about_token(answer):
                refreshed, token = True, self._token(refused=token)
                continue
            if answer.status == 429 and not last:
                self._be_refused(tier, method, answer.headers.get("Retry-After"), deadline)
                continue
            if not last and _may_repeat(method, json, answer.status):
                self._wait(attempt, answer.headers.get("Retry-After"), deadline, f"{answer.status} to {method}")
                continue
            return self._decoded(answer, method, path)
        raise errors.QlikError(f"{self.host}: {method} {path} was given up.", tenant=self.host)

    def delete(self, path: str, **how: t.Any) -> None:
        """What is gone is gone: when the answer was lost, the request that is sent again finds nothing."""
        try:
            self.request("DELETE", path, **how)
        except errors.ApiError as error:
            if error.status not in (404, 410):
                raise

    def authenticate(self) -> None:
        """Prove that the OAuth client is accepted at this host; makes its bot user on first contact."""
        self._token()

    def told_scopes(self) -> set[str]:
        """The scopes that came with the token; the published example of an answer has none."""
        return set(self.tokens.token(self.host, self.credentials, self._request_token).scope.split())

    def granted(self, *scopes: str) -> set[str]:
        """Those of the scopes that the client gets if it asks for them: all, or none where it lacks one."""
        try:
            told = self._request_token(" ".join(scopes)).scope
        except errors.AuthenticationError:
            return set()
        return set(told.split()) or set(scopes)

    def _target(self, path: str, params: dict[str, t.Any] | None = None) -> str:
        """Path and query of what is asked for: of a path, or of a link that an answer has."""
        if not path.startswith("/") or path.startswith("//"):
            url = urlsplit(urljoin(f"https://{self.host}/", path))
            if url.hostname != self.host or url.scheme != "https":
                raise errors.QlikError(f"{self.host}: not following a link to another host.", tenant=self.host)
            path = url._replace(scheme="", netloc="", fragment="").geturl()
        given = {name: value for name, value in (params or {}).items() if value is not None}
        return f"{path}{'&' if '?' in path else '?'}{urlencode(given, doseq=True)}" if given else path

    def _send(
        self, method: str, target: str, token: str, headers: dict[str, str] | None = None, content: bytes | None = None
    ) -> Answer:
        """Follows redirects on the same host only (/users/me and /tenants/me answer with one)."""
        sent = {"Authorization": f"Bearer {token}", "qlik-api-version": API_VERSION, **(headers or {})}
        for _hop in range(4):
            self.requests_sent += 1
            self.writes_sent += method != "GET"
            answer = self._transport.send(method, target, sent, content)
            if not answer.is_redirect:
                return answer
            target = self._target(answer.headers["Location"])
        raise errors.QlikError(f"{self.host}: too many redirects.", tenant=self.host)

    def _token(self, refused: str = "") -> str:
        if self.credentials.api_key:
            if refused:
                raise errors.AuthenticationError(
                    f"{self.host}: the API key was refused. It ends by itself, or with its user: make another.",
                    status=401,
                    tenant=self.host,
                )
            return self.credentials.api_key
        return self.tokens.token(self.host, self.credentials, self._request_token, refused=refused).value

    def _request_token(self, scope: str = "") -> Token:
        # Without a scope the token has all that the client was granted.
        content, content_type = encoded(
            {
                "client_id": self.credentials.client_id,
                "client_secret": self.credentials.client_secret,
                "grant_type": "client_credentials",
                **({"scope": scope} if scope else {}),
            }
        )
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                answer = self._transport.send("POST", "/oauth/token", content_type, content)
            except NoAnswerError as error:
                if attempt == 2:
                    raise self._unreachable("POST", "/oauth/token", error) from None
                continue
            if answer.status in _RETRIED_STATUS and attempt < _ATTEMPTS:
                deadline = time.monotonic() + self.connection.retry_deadline
                self._wait(attempt, answer.headers.get("Retry-After"), deadline, "token request")
                continue
            break
        data = answer.data
        if answer.status != 200 or not isinstance(data, dict) or "access_token" not in data:
            raise errors.from_answer(
                answer.status, data, host=self.host, what="token request", token_request=True, region=self.region
            )
        lifetime = float(data.get("expires_in", 21600))
        return Token(data["access_token"], time.time() + lifetime, str(data.get("scope") or ""))

    def _keep_pace(self, tier: Tier, token: str) -> None:
        """Waits until Qlik permits another request of this tier."""
        while seconds := self._pace.take(tier):
            if self._pace.halved and self._has_users(token):
                continue
            self.progress.wait(self.host, seconds, "its limit of requests", limit=True)
            time.sleep(seconds)

    def _has_users(self, token: str) -> bool:
        """Whether the tenant has more users than one, and so permits more: asked when that matters, never before."""
        with self._asking_for_users:
            if self._pace.halved:
                self._pace.permit(self._number_of_users(token))
            return not self._pace.halved

    def _number_of_users(self, token: str) -> int:
        """As far as it matters. Who cannot tell is not held back: a limit that is exceeded is told by Qlik."""
        try:
            answer = self._send("GET", "/api/v1/users?limit=2", token)
        except NoAnswerError:
            return 2
        return len(answer.data["data"]) if answer.status == 200 else 2

    def _be_refused(self, tier: Tier, method: str, retry_after: str | None, deadline: float) -> None:
        """A 429 closes the whole tier, for every thread."""
        seconds = float(retry_after) if retry_after and retry_after.isdigit() else 30.0
        if time.monotonic() + seconds > deadline:
            raise errors.Unreachable(f"{self.host}: given up, 429 to {method}; it asks to wait {seconds:.0f} s more.")
        # Spread, so that processes that were refused together do not come back together; no secret hangs on it.
        self._pace.refused(tier, seconds * random.uniform(1.0, 1.1))  # noqa: S311
        self.progress.wait(self.host, seconds, f"429 to {method}", limit=True)

    def _wait(self, attempt: int, retry_after: str | None, deadline: float, why: str) -> None:
        seconds = float(retry_after) if retry_after and retry_after.isdigit() else 0.25 * 2**attempt
        seconds *= random.uniform(1.0, 1.1) if retry_after else random.uniform(0.5, 1.0)  # noqa: S311
        if time.monotonic() + seconds > deadline:
            raise errors.Unreachable(f"{self.host}: given up after {why}; it asks to wait {seconds:.0f} s more.")
        self.progress.wait(self.host, seconds, why, limit=False)
        time.sleep(seconds)

    def _decoded(self, answer: Answer, method: str, path: str) -> t.Any:
        data = answer.data
        if answer.status >= 400:
            raise errors.from_answer(answer.status, data, host=self.host, what=f"{method} {path}")
        if "Sunset" in answer.headers:
            warning = f"Qlik will remove {method} {path} after {answer.headers['Sunset']}."
            if warning not in self.warnings:
                self.warnings.append(warning)
        # What was uploaded is told by a header alone.
        return {"location": answer.headers["Location"]} if data is None and "Location" in answer.headers else data

    def _unreachable(self, method: str, path: str, error: NoAnswerError) -> errors.Unreachable:
        return errors.Unreachable(
            f"{self.host}: no answer to {method} {path} ({error}). Check hostname, network, proxy "
            "and CA; whether the request took effect is unknown.",
            tenant=self.host,
            object=f"{method} {path}",
        )


def _is_about_token(answer: Answer) -> bool:
    body = answer.data
    first = (body.get("errors") or [{}])[0] if isinstance(body, dict) else {}
    return str(first.get("code", "")) not in ("TENANT_DEACTIVATED", "TENANT_DISABLED", "LOGIN-2")


def _repeatable(method: str, json: t.Any) -> bool:
    """Sending it twice has the effect of sending it once."""
    if method == "PATCH":
        return isinstance(json, list) and all(_sets_a_member(entry) for entry in json)
    return method in _REPEATABLE


def _sets_a_member(entry: dict[str, t.Any]) -> bool:
    """Tell whether an entry of a JSON Patch has the same effect twice: `add` to a list has not."""
    return entry.get("op") == "replace" or (entry.get("op") == "add" and not str(entry.get("path")).endswith("/-"))


def _may_repeat(method: str, json: t.Any, status: int) -> bool:
    return status == 429 or (status in _RETRIED_STATUS and _repeatable(method, json))
