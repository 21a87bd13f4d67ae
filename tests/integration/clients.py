# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of a tenant of the simulator, without Ansible around it."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials, TokenCache
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection
from tests.simulator_process import Simulator


def client_of(simulator: Simulator, hostname: str, tokens: TokenCache | None = None, **connection: t.Any) -> Client:
    """With the client of region us."""
    region = simulator.ready["regions"]["us"]
    options = {"domain": simulator.ready["domain"], "proxy": simulator.proxy, "ca_path": simulator.ca, **connection}
    credentials = Credentials(region["client_id"], region["client_secret"])
    return Client(hostname, credentials, Connection(**options), tokens or TokenCache())
