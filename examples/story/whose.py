# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose everything in a simulated tenant is, told from its state and not by what is under test."""

from __future__ import annotations

import typing as t

Tenant = dict[str, t.Any]

# Which field says whose an object is, by collection.
OWNERS = {
    **dict.fromkeys(("spaces", "data-files", "data-alerts", "report-templates", "report-filters"), "ownerId"),
    **dict.fromkeys(("automations", "automation-connections", "webhooks", "glossaries", "items"), "ownerId"),
    **dict.fromkeys(("assistants", "knowledgebases", "data-products", "semantic-types"), "ownerId"),
    **dict.fromkeys(("data-stores", "data-assets", "data-sets"), "ownerId"),
    **dict.fromkeys(("apps", "experiments", "deployments", "batch-predictions"), "attributes.ownerId"),
    **dict.fromkeys(("themes", "extensions"), "userId"),
    "assignments": "assigneeId",
    "data-connections": "user",
    "sharing-tasks": "owner",
    "odag-links": "owner.id",
    "tasks": "metadata.ownerId",
    "collections": "creatorId",
    "api-keys": "sub",
}


def owned(tenant: Tenant, user: str) -> set[str]:
    """Ids of all objects that are this user's; a file in a folder is the folder's."""
    found = set()
    for collection, things in tenant["collections"].items():
        path = OWNERS.get(collection.rsplit("/", maxsplit=1)[-1], "")
        for identifier, thing in things.items() if path else ():
            is_inside = collection == "data-files" and "/" in thing["name"]
            if _at(thing, path) == user and not is_inside and thing.get("status") != "revoked":
                found.add(thing.get("resourceId", identifier) if collection == "items" else identifier)
    return found


def _at(thing: t.Any, path: str) -> t.Any:
    for field in path.split("."):
        thing = (thing or {}).get(field)
    return thing


def bot_of(tenant: Tenant, client_id: str) -> Tenant:
    """The user of a client; nothing where it has none."""
    users = tenant["collections"].get("users", {}).values()
    return next((user for user in users if user["subject"] == f"qlikbot\\{client_id}"), {})
