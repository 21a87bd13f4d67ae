# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence assignments of bots, whose subject is that of the user in capitals (published page of changelog 49)."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_PATH = "/api/v1/licenses/assignments"


class Licences:
    """The licence assignments of one tenant, read when they are first needed."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._found: list[Object] | None = None

    def of(self, bot: Object) -> list[Object]:
        """Return the assignments of a bot, none if Qlik does not report them."""
        if self._found is None:
            self._found = self._read()
        subject = str(bot["subject"]).casefold()
        return [each for each in self._found if str(each.get("subject", "")).casefold() == subject]

    def free(self, found: list[Object]) -> None:
        """Delete assignments."""
        body = {"delete": [{"subject": each["subject"], "type": each["type"]} for each in found]}
        answer = self._client.request("POST", f"{_PATH}/actions/delete", json=body)
        errors.require_done(answer, host=self._client.host, what="deletion of licence assignments")

    def _read(self) -> list[Object]:
        try:
            return self._client.list(_PATH, limit=100)
        except errors.ApiError as error:
            if error.status not in errors.NOT_PROVIDED:
                raise
        return []
