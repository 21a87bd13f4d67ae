# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What HashiCorp Vault's HTTP API has of a key-value secrets engine, version 2, for those who have a token."""

from __future__ import annotations

import re
import typing as t
from collections import defaultdict
from datetime import UTC, datetime

from tests.integration.loopback import Answer, Loopback

MAX_VERSIONS = 10
# What Vault's own command asks before it reads or writes.
MOUNTS = "/v1/sys/internal/ui/mounts/"


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


class HashiCorpVault(Loopback):
    """One engine. A token may do what it says: `read`, `create` and `update` as one, `delete`."""

    mount, version, sealed = "secret", "2", False

    def __init__(self) -> None:
        super().__init__()
        self.tokens: dict[str, set[str]] = {}
        # Of each path its versions: what Vault calls `data` and `metadata`.
        self.kept: dict[str, list[dict[str, t.Any]]] = defaultdict(list)

    def secrets(self, path: str) -> list[t.Any]:
        """All versions of a path, oldest first."""
        return [version["data"] for version in self.kept[path]]

    def answer(self, method: str, path: str, query: dict[str, str], body: t.Any, headers: t.Any) -> Answer:
        if self.sealed:
            return 503, {"errors": ["Vault is sealed"]}
        found = re.fullmatch(f"/v1/{self.mount}/data/(.+)", path)
        rights = self.tokens.get(headers.get("X-Vault-Token"), set())
        needed = {"GET": "read", "POST": "update", "PUT": "update", "DELETE": "delete"}[method]
        # Who may do nothing is not told what there is.
        if not rights or (found and needed not in rights):
            return 403, {"errors": ["1 error occurred:\n\t* permission denied\n\n"]}
        if path.startswith(MOUNTS):
            return self._engine(path.removeprefix(MOUNTS))
        if not found:
            return 404, {"errors": [f'no handler for route "{path.removeprefix("/v1/")}". route entry not found.']}
        match needed:
            case "read":
                return self._read(found[1], int(query.get("version", 0)))
            case "update":
                return self._write(found[1], body)
        return self._delete(found[1])

    def _engine(self, mount: str) -> Answer:
        if mount.strip("/") != self.mount:
            return 403, {"errors": ["preflight capability check returned 403"]}
        return 200, {"data": {"path": f"{mount}/", "type": "kv", "options": {"version": self.version}}}

    def _read(self, path: str, number: int) -> Answer:
        wanted = [each for each in self.kept[path] if number in (0, each["metadata"]["version"])]
        if not wanted:
            return 404, {"errors": []}
        data, metadata = wanted[-1]["data"], wanted[-1]["metadata"]
        if metadata["deletion_time"]:
            return 404, {"data": {"data": None, "metadata": metadata}}
        return 200, {"data": {"data": data, "metadata": metadata}}

    def _write(self, path: str, body: t.Any) -> Answer:
        if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
            return 400, {"errors": ["no data provided"]}
        versions = self.kept[path]
        last = versions[-1]["metadata"]["version"] if versions else 0
        if body.get("options", {}).get("cas", last) != last:
            return 400, {"errors": ["check-and-set parameter did not match the current version"]}
        metadata = {"created_time": _now(), "deletion_time": "", "destroyed": False, "version": last + 1}
        versions.append({"data": body["data"], "metadata": metadata})
        del versions[:-MAX_VERSIONS]
        return 200, {"data": metadata}

    def _delete(self, path: str) -> Answer:
        """The latest version: it is marked, and can be undeleted."""
        if self.kept[path]:
            self.kept[path][-1]["metadata"]["deletion_time"] = _now()
        return 204, None
