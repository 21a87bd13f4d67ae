# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network's own cost: a concurrent client with nothing around it, which sends what a converge must read.

A process of its own. Takes its work as JSON on standard input, since there are secrets in it, and answers with JSON
on standard output. Only the requests are timed, not the start of the interpreter.
"""

from __future__ import annotations

import http.client
import json
import ssl
import sys
import threading
import time
import typing as t
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

# As many at once in each tenant as the converge writes with; it reads with fewer.
THREADS = 8
SPACES = "/api/v1/spaces?limit=100"
LISTS = (
    SPACES,
    "/api/v1/users?limit=100",
    "/api/v1/groups?limit=100",
    "/api/v1/roles?limit=100",
    "/api/v1/oauth-clients?limit=100",
    "/api/v1/web-integrations?limit=100",
    "/api/v1/csp-origins?limit=100",
)
SETTINGS = "/api/v1/tenant-settings"


class Host:
    """One tenant; every thread has a connection of its own, kept open."""

    def __init__(self, host: str, client: dict[str, str], proxy: str, context: ssl.SSLContext) -> None:
        self.host, self._client, self._context = host, client, context
        self._proxy = urlsplit(proxy)
        self._local = threading.local()
        self._opened: list[http.client.HTTPSConnection] = []
        self._token = ""
        self.paths: dict[str, list[str]] = {}

    def read(self, space_prefix: str) -> None:
        """Token, all lists at once, then the members of each space of the blueprint."""
        with ThreadPoolExecutor(THREADS) as pool:
            self._authenticate()
            settings = pool.submit(self._get, SETTINGS)
            pages = dict(zip(LISTS, pool.map(self._list, LISTS), strict=True))
            settings.result()
            spaces = [space for space in pages[SPACES] if space["name"].startswith(space_prefix)]
            members = [f"/api/v1/spaces/{space['id']}/assignments?limit=100" for space in spaces]
            list(pool.map(self._list, members))
        for path, found in pages.items():
            collection = path.partition("?")[0]
            self.paths[collection] = [f"{collection}/{each.get('id') or each['clientId']}" for each in found]
        self.paths[SETTINGS] = [SETTINGS]
        for connection in self._opened:
            connection.close()

    def read_all(self, paths: list[str]) -> None:
        """Token, and all paths at once."""
        with ThreadPoolExecutor(THREADS) as pool:
            self._authenticate()
            list(pool.map(self._get, paths))
        for connection in self._opened:
            connection.close()

    def _authenticate(self) -> None:
        body = json.dumps({**self._client, "grant_type": "client_credentials"})
        answer = self._send("POST", "/oauth/token", {"Content-Type": "application/json"}, body)
        self._token = answer["access_token"]

    def _list(self, path: str) -> list[dict[str, t.Any]]:
        found: list[dict[str, t.Any]] = []
        while path:
            page = self._get(path)
            found += page["data"]
            following = urlsplit(((page.get("links") or {}).get("next") or {}).get("href") or "")
            path = f"{following.path}?{following.query}" if following.path else ""
        return found

    def _get(self, path: str) -> t.Any:
        return self._send("GET", path, {"Authorization": f"Bearer {self._token}"})

    def _send(self, method: str, path: str, headers: dict[str, str], body: str | None = None) -> t.Any:
        connection = self._connection()
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        if not 200 <= answer.status < 300:
            raise SystemExit(f"bare client: {self.host}: {answer.status} to {method} {path}")
        return json.loads(content) if content else {}

    def _connection(self) -> http.client.HTTPSConnection:
        if not hasattr(self._local, "connection"):
            connection = http.client.HTTPSConnection(
                str(self._proxy.hostname), self._proxy.port, context=self._context, timeout=60
            )
            connection.set_tunnel(self.host, 443)
            self._local.connection = connection
            self._opened.append(connection)
        return t.cast(http.client.HTTPSConnection, self._local.connection)


def main() -> None:
    work = json.load(sys.stdin)
    context = ssl.create_default_context(cafile=work["ca"])
    hosts = [Host(each["host"], each["client"], work["proxy"], context) for each in work["tenants"]]

    def read(host: Host, tenant: dict[str, t.Any]) -> None:
        if "paths" in tenant:
            host.read_all(tenant["paths"])
        else:
            host.read(work["space_prefix"])

    began = time.perf_counter()
    with ThreadPoolExecutor(len(hosts)) as pool:
        list(pool.map(read, hosts, work["tenants"]))
    seconds = time.perf_counter() - began
    json.dump({"seconds": seconds, "paths": {host.host: host.paths for host in hosts}}, sys.stdout)


if __name__ == "__main__":
    main()
