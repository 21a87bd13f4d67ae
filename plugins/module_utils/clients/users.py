# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users of a tenant, and the bots among them: users that OAuth clients work as."""

from __future__ import annotations

import json

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# How the subject of a bot begins, followed by the id of its client (published page "Deploy an automation").
BOT_PREFIX = "qlikbot\\"
# Deleted users are not among those; a condition on the status must be joined to the whole of a filter with "and".
_THERE = '(status eq "active" or status eq "disabled" or status eq "invited" or status eq "provisioned")'


def myself(client: Client) -> Object:
    """The user that the client works as."""
    found: Object = client.get("/api/v1/users/me")
    return found


def bots(client: Client) -> list[Object]:
    """Every bot. How a backslash is escaped in a filter is told in two ways, so the prefix is compared here."""
    found = client.list("/api/v1/users", filter=f'(subject co "qlikbot") and {_THERE}', limit=100)
    return [user for user in found if is_bot(user)]


def is_bot(user: Object) -> bool:
    return str(user.get("subject", "")).startswith(BOT_PREFIX)


def client_id_of(bot: Object) -> str:
    return str(bot["subject"])[len(BOT_PREFIX) :]


def find(client: Client, wanted: str) -> Object | None:
    """The user of a subject, an email address or an id; a bot also by the id of its client."""
    found = [bot for bot in bots(client) if wanted in (bot["id"], bot["subject"], client_id_of(bot))]
    if not found and not wanted.startswith(BOT_PREFIX):
        quoted = json.dumps(wanted)
        text = f"(subject eq {quoted} or email eq {quoted} or id eq {quoted}) and {_THERE}"
        found = client.list("/api/v1/users", filter=text, limit=100)
    if len(found) > 1:
        ids = ", ".join(user["id"] for user in found)
        raise errors.AmbiguousError(
            f"{client.label}: {wanted} is more than one user (ids {ids}): give the id.", **client.identity
        )
    return found[0] if found else None


def existing(client: Client, wanted: str) -> Object:
    """As find, and an error where there is none."""
    user = find(client, wanted)
    if not user:
        raise errors.QlikError(
            f"{client.label}: there is no user {wanted}.", **client.identity, object=f"user {wanted}"
        )
    return user
