# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exceptions that carry data.

QlikError
  +-- ConfigurationError      the task, the inventory or the environment is wrong; nothing was sent
  +-- AmbiguousError          two objects of the tenant have the same natural key
  +-- Unreachable             no answer: whether the request took effect is unknown
  |     +-- NotQlik               the answer does not come from Qlik: a page of a proxy, or another form
  +-- ApiError                Qlik refused the request
        +-- AuthenticationError   the OAuth client was refused
        +-- TenantDeactivated     the tenant is deactivated: it refuses everything, token requests too
        +-- UnknownHostname       no tenant lives at this hostname
"""

from __future__ import annotations

import typing as t

# Status of answers if the subscription does not have something, or the client may not read it.
NOT_PROVIDED = (403, 404, 501)


class QlikError(Exception):
    """Base of all errors of this collection. Playbooks can test `failure`."""

    def __init__(self, message: str, **failure: t.Any) -> None:
        super().__init__(message)
        self.message = message
        self.failure = {name: value for name, value in failure.items() if value is not None}


class ConfigurationError(QlikError):
    """The input is wrong; nothing was sent."""


class AmbiguousError(QlikError):
    """More than one object matches."""


class Unreachable(QlikError):  # noqa: N818
    """The request was not answered."""


class NotQlik(Unreachable):
    """Another server than Qlik answered, such as a proxy. Whether the request took effect is unknown."""


class ApiError(QlikError):
    """An answer with an error status, as `{errors: [{code, title, detail}], traceId}`."""

    @property
    def status(self) -> int:
        return int(self.failure.get("status", 0))

    @property
    def code(self) -> str:
        return str(self.failure.get("code", ""))


class AuthenticationError(ApiError):
    """The OAuth client was refused at this host."""


class TenantDeactivated(ApiError):  # noqa: N818
    """The tenant is deactivated."""


class UnknownHostname(ApiError):  # noqa: N818
    """No tenant lives at this hostname."""


# Two published pages have different codes for the same state.
_DEACTIVATED = {"TENANT_DEACTIVATED", "TENANT_DISABLED"}
_DETAILS = ("detail", "title", "error_description", "message")
_ADVICE = {
    "TENANTS-21": "Set license_key, or source_tenant to read the key from.",
    "TENANTS-22": "The subscription's entitlement of tenants is used up: deactivate a tenant, or ask Qlik for more.",
    "TENANTS-23": "The licence key is not valid for this client: read it from a tenant of the same subscription.",
    "TENANTS-10": "An alias has 3 to 63 characters.",
}


def from_answer(
    status: int,
    body: t.Any,
    *,
    host: str,
    what: str,
    name: str = "",
    token_for: str | None = None,
    refusal: str = "",
) -> ApiError:
    """Return the exception that an error answer means.

    name: of the tenant in the inventory. token_for: region of the OAuth client, if the request asked for a token.
    refusal: the meaning of a refusal of that client, if it is known.
    """
    code, detail = _code_and_detail(body)
    failure = {
        "status": status,
        "code": code or None,
        "detail": detail or None,
        "trace_id": body.get("traceId") if isinstance(body, dict) else None,
        **tenant(host, name),
        "object": what,
    }
    who = label(host, name)
    said = f"the answer was {body}" if isinstance(body, str) else f"Qlik answered {status} {code} {detail}".rstrip()
    if status == 401 and code in _DEACTIVATED:
        return TenantDeactivated(f"{who}: the tenant is deactivated; reactivate it first. {said}", **failure)
    if (status == 401 and code == "LOGIN-2") or (token_for is not None and status == 404):
        return UnknownHostname(f"{who}: no tenant lives at this hostname. {said}", **failure)
    if token_for is not None and status in (400, 401, 403):
        return AuthenticationError(
            f"{who}: the OAuth client was refused. {refusal or _refused(token_for)} {said}", **failure
        )
    return ApiError(f"{who}: {what} failed. {said}. {_ADVICE.get(code, '')}".rstrip(), **failure)


def from_part(part: dict[str, t.Any], *, host: str, what: str, name: str = "") -> ApiError | None:
    """Return the exception that one part of an answer 207 means, None if the part is done."""
    status = int(part.get("status") or 200)
    body = {"errors": [part.get("error") or part]}
    return from_answer(status, body, host=host, name=name, what=what) if status >= 400 else None


def require_done(answer: t.Any, *, host: str, what: str) -> None:
    """Raise the error of the first failed part of an answer 207."""
    for part in (answer or {}).get("data", ()):
        error = from_part(part, host=host, what=what)
        if error:
            raise error


def explains(body: t.Any) -> bool:
    """Return whether an answer has the form of an error of Qlik."""
    return isinstance(body, dict) and any(_code_and_detail(body))


def label(host: str, name: str) -> str:
    """Return how messages call a host: `acme-eu (t1.eu.qlikcloud.com)`, or the hostname alone."""
    return f"{name} ({host})" if name and name != host else host


def tenant(host: str, name: str) -> dict[str, str]:
    """Return how a failure names a host: by its name in the inventory, and by its hostname."""
    return {"tenant": name or host, "host": host}


def _refused(region: str) -> str:
    whose = f"the OAuth client of region {region} and of its subscription" if region else "the organization client"
    return (
        "A region client works in its own region only: check that client_id and "
        f"client_secret are those of {whose}, that neither has a blank, a line break or a quotation mark too many, "
        "and that its bot user is not disabled."
    )


def _code_and_detail(body: t.Any) -> tuple[str, str]:
    """Return code and detail of the first error, or of the top level of the answer. OAuth servers use other names."""
    entries = body.get("errors") if isinstance(body, dict) else None
    first = entries[0] if isinstance(entries, list) and entries else None
    for found in (first, body):
        if isinstance(found, dict) and any(found.get(name) for name in ("code", "title", "detail", "error", "message")):
            code = found.get("code") or found.get("error")
            detail = next((found[name] for name in _DETAILS if found.get(name)), "")
            return _text(code), _text(detail)
    return "", _text(body) if not isinstance(body, dict) else ""


def _text(value: t.Any) -> str:
    return str(value) if isinstance(value, (str, int)) else ""
