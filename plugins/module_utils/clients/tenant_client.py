# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tenant clients, for tenants without a region client, and their secrets.

A secret is shown once. The caller therefore stores and proves a new secret before the others are removed. After a run
that was killed in between, the next one adds another: a client always has a working secret.
"""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.bots import BotJournal
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_PATH = "/api/v1/oauth-clients"
# Maximum number of secrets that Qlik permits for one client.
_MOST_SECRETS = 5


def _find(client: Client, name: str) -> Object | None:
    found = [each for each in client.list(_PATH, limit=100) if each["clientName"] == name]
    if len(found) > 1:
        ids = ", ".join(each["clientId"] for each in found)
        raise errors.AmbiguousError(
            f"{client.label}: {len(found)} OAuth clients are named {name} ({ids}): delete all but one."
        )
    return found[0] if found else None


def _hints(client: Client, identifier: str) -> list[str]:
    """Return the hints of the secrets, the oldest first."""
    secrets = client.get(f"{_PATH}/{identifier}").get("clientSecrets") or []
    return [secret["hint"] for secret in sorted(secrets, key=lambda each: str(each.get("createdAt", "")))]


def _create(client: Client, params: Object) -> Object:
    body = {
        "appType": "web",
        "clientName": params["client_name"],
        "allowedScopes": params["allowed_scopes"],
        "allowedGrantTypes": ["client_credentials"],
        "connectionConfig": {"consentMethod": "trusted"},
    }
    answer = client.request("POST", _PATH, json=body)
    hint = _hints(client, answer["clientId"])[-1]
    return {"client_id": answer["clientId"], "client_secret": answer["clientSecret"], "secret_hint": hint}


def _add_secret(client: Client, identifier: str, in_use: str | None) -> Object:
    """Add a secret. If there are too many, remove the oldest one that is not in use."""
    hints = _hints(client, identifier)
    if len(hints) >= _MOST_SECRETS:
        _remove_secret(client, identifier, next(hint for hint in hints if hint != in_use))
    answer = client.request("POST", f"{_PATH}/{identifier}/client-secrets")
    return {"client_id": identifier, "client_secret": answer["clientSecret"], "secret_hint": answer["hint"]}


def _remove_secret(client: Client, identifier: str, hint: str) -> None:
    client.request("DELETE", f"{_PATH}/{identifier}/client-secrets/{hint}")


@dataclass(frozen=True)
class Work:
    """The work on one OAuth client of a tenant, with the option names of the module."""

    client: Client
    params: Object
    check_mode: bool
    ledger_place: str


def done(work: Work) -> Object:
    """Do the work, and return its result."""
    client, params = work.client, work.params
    if params["new_secret"] and params["only_secret"]:
        raise errors.ConfigurationError(
            "new_secret adds one, and only_secret removes the others: two tasks, in that order."
        )
    found = _find(client, params["client_name"])
    if params["state"] == "absent":
        return _absent(work, found)
    if not found or params["new_secret"]:
        return _with_new_secret(work, found)
    if params["only_secret"]:
        return _with_one_secret(work, found["clientId"])
    return {"changed": False, "client_id": found["clientId"]}


def _with_new_secret(work: Work, found: Object | None) -> Object:
    client, params = work.client, work.params
    if work.check_mode:
        return {"changed": True, "client_id": found["clientId"] if found else ""}
    made = _add_secret(client, found["clientId"], params["secret_in_use"]) if found else _create(client, params)
    return {"changed": True, **made}


def _with_one_secret(work: Work, identifier: str) -> Object:
    client, name, keep = work.client, work.params["client_name"], work.params["only_secret"]
    hints = _hints(client, identifier)
    if keep not in hints:
        raise errors.ConfigurationError(f"{client.label}: the client {name} has no secret {keep}: none is removed.")
    others = [hint for hint in hints if hint != keep]
    for hint in others if not work.check_mode else ():
        _remove_secret(client, identifier, hint)
    return {"changed": bool(others), "client_id": identifier}


def _absent(work: Work, found: Object | None) -> Object:
    """Delete the client. Its bot stays, as Qlik leaves it, and the ledger records it as left over."""
    if found and not work.check_mode:
        client, identifier = work.client, found["clientId"]
        bot = users.find(client, users.BOT_PREFIX + identifier)
        if bot and work.ledger_place:
            BotJournal(work.ledger_place, client.host).record(bot, users.client_id_of(bot), "client_deleted")
        client.request("DELETE", f"{_PATH}/{identifier}", headers={"qlik-confirm-delete": identifier})
    return {"changed": bool(found), "client_id": found["clientId"] if found else ""}
