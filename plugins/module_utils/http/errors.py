# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong, as exceptions that carry data.

QlikError
  +-- ConfigurationError      the task, the inventory or the environment is wrong; nothing was sent
  +-- AmbiguousError          two objects of the tenant bear the same natural key
  +-- Unreachable             no answer: whether the request took effect is unknown
  +-- ApiError                Qlik answered, and said no
        +-- AuthenticationError   the OAuth client was refused
        +-- TenantDeactivated     the tenant is deactivated: it refuses everything, token requests too
        +-- UnknownHostname       no tenant lives at this hostname
"""

from __future__ import annotations

import typing as t


class QlikError(Exception):
    """Base of all errors of this collection; `failure` is what a playbook can test."""

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


# Two published pages name two codes for one state, so both are read as it.
_DEACTIVATED = {"TENANT_DEACTIVATED", "TENANT_DISABLED"}
_ADVICE = {
    "TENANTS-21": "Give license_key, or source_tenant to read it from.",
    "TENANTS-22": "The subscription's entitlement of tenants is used up: deactivate a tenant, or ask Qlik for more.",
    "TENANTS-23": "The licence key is not valid for this client: read it from a tenant of the same subscription.",
    "TENANTS-10": "An alias has 3 to 63 characters.",
}


def from_answer(
    status: int, body: t.Any, *, host: str, what: str, token_request: bool = False, region: str | None = None
) -> ApiError:
    """The exception that says best what an error answer means."""
    errors = body.get("errors") if isinstance(body, dict) else None
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    code, detail = str(first.get("code", "")), str(first.get("detail") or first.get("title") or "")
    failure = {
        "status": status,
        "code": code or None,
        "detail": detail or None,
        "trace_id": body.get("traceId") if isinstance(body, dict) else None,
        "tenant": host,
        "object": what,
    }
    said = f"Qlik answered {status} {code} {detail}".rstrip()
    if status == 401 and code in _DEACTIVATED:
        return TenantDeactivated(f"{host}: the tenant is deactivated; reactivate it first. {said}", **failure)
    if (status == 401 and code == "LOGIN-2") or (token_request and status == 404):
        return UnknownHostname(f"{host}: no tenant lives at this hostname. {said}", **failure)
    if token_request and status in (400, 401, 403):
        where = (
            f"the OAuth client of region {region} and of its subscription"
            if region
            else "an OAuth client of this tenant or its region"
        )
        return AuthenticationError(
            f"{host}: the OAuth client was refused. A region client works in its own region only: check that "
            f"client_id and client_secret are those of {where}, and that its bot user is not disabled. {said}",
            **failure,
        )
    advice = _ADVICE.get(code, "")
    return ApiError(f"{host}: {what} failed. {said}. {advice}".rstrip(), **failure)
