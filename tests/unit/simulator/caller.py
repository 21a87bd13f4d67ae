# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of the simulator that knows nothing of the collection: requests, a proxy and a CA file."""

from __future__ import annotations

import socket
import typing as t

import requests
from requests.adapters import HTTPAdapter

from tests.simulator_process import Simulator


class _Prompt(HTTPAdapter):
    """Sends a body at once; through a proxy, urllib3 would wait 40 ms for the headers to be acknowledged."""

    def proxy_manager_for(self, proxy: t.Any, **options: t.Any) -> t.Any:
        return super().proxy_manager_for(  # type: ignore[no-untyped-call]
            proxy, socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)], **options
        )


class Caller:
    """Calls one host with the token of an OAuth client."""

    def __init__(self, simulator: Simulator, host: str, client: dict[str, str]) -> None:
        self.host = host
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.mount("https://", _Prompt())
        self.session.proxies, self.session.verify = {"https": simulator.proxy}, simulator.ca
        credentials = {name: client[name] for name in ("client_id", "client_secret")}
        self.token_answer = self.call("POST", "/oauth/token", {**credentials, "grant_type": "client_credentials"})
        if self.token_answer.ok:
            self.session.headers["Authorization"] = f"Bearer {self.token_answer.json()['access_token']}"

    def call(self, method: str, path: str, body: t.Any = None, **options: t.Any) -> requests.Response:
        return self.session.request(
            method, f"https://{self.host}{path}", json=body, timeout=30, allow_redirects=False, **options
        )

    def made(self, path: str, body: t.Any) -> t.Any:
        answer = self.call("POST", path, body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()


def tenant(simulator: Simulator, number: int = 0, region: str = "") -> Caller:
    """A caller of a tenant that was there from the start, with its region's client or another's."""
    found = simulator.ready["tenants"][number]
    return Caller(simulator, found["hostname"], simulator.ready["regions"][region or found["region"]])


def console(simulator: Simulator) -> Caller:
    organization = simulator.ready["organization"]
    return Caller(simulator, organization["console"], organization)
