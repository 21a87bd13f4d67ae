# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access to personal spaces, which needs a scope that region clients lack (published page "Private content
and bots").

A tenant client with only that scope is created, used and removed with its bot. If a killed run leaves one behind, the
next run removes it.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

NAME = "qlikfleet.cloud, temporary: private content"
_PATH = "/api/v1/oauth-clients"
SCOPES = ["admin_classic", "admin.apps"]


def sees_private_content(client: Client) -> bool:
    """Return whether the client is known to have the scopes, as a tenant client can."""
    return set(SCOPES) <= (client.granted(*SCOPES) or set())


@contextlib.contextmanager
def private_client(client: Client, made: t.Callable[[Client], None]) -> t.Iterator[Client]:
    """Yield a client of the same tenant that sees private content. `made` is called with it, to mask its secret."""
    _remove_left_over(client)
    body = {
        "appType": "web",
        "clientName": NAME,
        "description": "Made for one hand-over, and removed after it.",
        "allowedScopes": SCOPES,
        "allowedGrantTypes": ["client_credentials"],
        "connectionConfig": {"consentMethod": "trusted"},
    }
    answer = client.request("POST", _PATH, json=body)
    try:
        credentials = Credentials(answer["clientId"], answer["clientSecret"])
        temporary = Client(client.host, credentials, client.connection, client.tokens, client.progress, client.name)
        made(temporary)
        yield temporary
    finally:
        _remove(client, answer)


def _remove_left_over(client: Client) -> None:
    for found in client.list(_PATH, limit=100):
        if found["clientName"] == NAME:
            _remove(client, found)
    # A run that was killed between the two steps has left a bot without a client.
    for bot in users.bots(client):
        if bot.get("name") == NAME:
            client.delete(f"/api/v1/users/{bot['id']}")


def _remove(client: Client, made: Object) -> None:
    """Remove the client before its bot, since a client that can still get a token would recreate its bot."""
    identifier = made["clientId"]
    client.delete(f"{_PATH}/{identifier}", headers={"qlik-confirm-delete": identifier})
    bot = users.find(client, users.BOT_PREFIX + identifier)
    if bot:
        client.delete(f"/api/v1/users/{bot['id']}")
