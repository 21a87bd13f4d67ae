# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface to the task, for work on a tenant as a whole."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import TokenCache
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


class Task(t.Protocol):
    """Options from all sources, and clients of hosts."""

    params: Object
    check_mode: bool
    run_folder: str
    tokens: TokenCache
    progress: Progress
    clients: list[Client]

    @property
    def domain(self) -> str: ...

    @property
    def connection(self) -> Connection: ...

    def option(self, name: str, region: str | None = None) -> t.Any: ...

    def region(self) -> str: ...

    def require_region(self, hostname: str) -> str: ...

    def client(self, host: str | None = None, *, of_tenant: bool | None = None) -> Client: ...
