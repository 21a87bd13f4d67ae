# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export apps to files, to bring them from one tenant to others."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.api import require_place, saved
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.gather import Question, gather
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.request import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.app import APP
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _run(context: Context) -> Object:
    params, client, dest = context.params, context.client(), Path(context.params["dest"])
    require_place(dest)
    identifier = _find(client, params["name"], params["space"] or "")
    if context.check_mode:
        return {"changed": True, "id": identifier, "dest": str(dest)}
    query = {} if params["data"] else {"NoData": "true"}
    # A second export of the same app is harmless: a temporary content expires.
    made = client.exchange(Request("POST", f"{APP.path}/{identifier}/export", params=query, harmless=True))
    result = saved(client, Request("GET", str(made.headers["Location"])), dest, check=False)
    return {"changed": result["changed"], "id": identifier, "dest": str(dest)}


def _find(client: Client, name: str, space: str) -> str:
    """Return the id of the one app of this name in the space."""
    question = Question(conditions={"name": name, "space": space}, options=("name", "space"))
    found = gather(client, KINDS, APP, question)
    place = f"in the space {space}" if space else "in a personal space"
    if len(found) != 1:
        what = f"has no app {name!r}" if not found else f"has {len(found)} apps {name!r}"
        raise errors.ConfigurationError(f"{client.label} {what} {place} that this client can see.", **client.identity)
    return str(found[0]["id"])


APP_EXPORT = Command(
    "app_export",
    {
        "name": {"type": "str", "required": True},
        "space": {"type": "str"},
        "dest": {"type": "path", "required": True},
        "data": {"type": "bool", "default": True},
    },
    _run,
)
