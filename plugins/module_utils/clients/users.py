# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users of a tenant, and the bots among them: users that OAuth clients work as."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import scim
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Prefix of the subject of a bot, followed by the id of its client (published page "Deploy an automation").
BOT_PREFIX = "qlikbot\\"
# Excludes deleted users. A condition on the status must be joined to the rest of a filter with "and".
_THERE = '(status eq "active" or status eq "disabled" or status eq "invited" or status eq "provisioned")'
_NAMES = ("subject", "email", "id")
_BY_NAME = scim(*_NAMES, also=_THERE)


def myself(client: Client) -> Object:
    """Return the user that the client works as."""
    found: Object = client.get("/api/v1/users/me")
    return found


def bots(client: Client) -> list[Object]:
    """Return every bot. Two pages differ on how to escape a backslash in a filter, so we compare the prefix."""
    found = client.list("/api/v1/users", filter=f'(subject co "qlikbot") and {_THERE}', limit=100)
    return [user for user in found if is_bot(user)]


def is_bot(user: Object) -> bool:
    return str(user.get("subject", "")).startswith(BOT_PREFIX)


def client_id_of(bot: Object) -> str:
    return str(bot["subject"])[len(BOT_PREFIX) :]


def find(client: Client, wanted: str) -> Object | None:
    """Return the user with a subject, an email address or an id. A bot can also be named by the id of its client."""
    found = [bot for bot in bots(client) if wanted in (bot["id"], bot["subject"], client_id_of(bot))]
    if not found and not wanted.startswith(BOT_PREFIX):
        query = _BY_NAME.query([wanted]) if _BY_NAME.can_ask(wanted) else {"filter": _THERE}
        listed = client.list("/api/v1/users", **query, limit=100)
        found = [user for user in listed if wanted in [user.get(name) for name in _NAMES]]
    if len(found) > 1:
        ids = ", ".join(user["id"] for user in found)
        raise errors.AmbiguousError(
            f"{client.label}: {wanted} matches several users (ids {ids}). Use an id instead.", **client.identity
        )
    return found[0] if found else None


def existing(client: Client, wanted: str) -> Object:
    """Return the user like `find`, or raise an error if the user is missing."""
    user = find(client, wanted)
    if not user:
        raise errors.QlikError(f"{client.label}: user {wanted} not found.", **client.identity, object=f"user {wanted}")
    return user
