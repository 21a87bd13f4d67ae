# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Context of a command: its options, API clients and the parts of Ansible that it may use."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.credentials import credentials_for
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import Options
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import TokenCache
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.address import secrets_in


@dataclass
class Context(Options):
    """The context of one command."""

    check_mode: bool = False
    diff: bool = False
    tokens: TokenCache = field(default_factory=TokenCache)
    progress: Progress = field(default_factory=Progress)
    vault: t.Any = None
    origin_of: t.Callable[[t.Any], str] = lambda _value: ""
    # Returns the full path of a file of role or playbook.
    find_file: t.Callable[[str], str] = lambda path: path
    # Returns the unused host variables, each with a suggestion, given the names of the layers.
    unread: t.Callable[[t.Collection[str]], dict[str, str]] = lambda _layers: {}
    clients: list[Client] = field(default_factory=list)
    # Inventory name of the tenant, for a shipped module, which has no variables.
    shipped_name: str = ""
    # Temporary folder that all tasks of this run share; empty for a shipped module.
    run_folder: str = ""

    def client(self, host: str | None = None, *, of_tenant: bool | None = None) -> Client:
        """Return a client for a host. Defaults to the tenant's own host.

        of_tenant: whether to use the tenant's own OAuth client. Defaults to the option.
        """
        host = host or self.hostname
        region = hosts.region_of(host, self.domain)
        in_tenant = hosts.is_tenant_host(host, self.domain)
        wanted = self.option("client") == "tenant" if of_tenant is None else of_tenant
        credentials = credentials_for(self, host, region, in_tenant=in_tenant, of_tenant=in_tenant and wanted)
        client = Client(host, credentials, self.connection, self.tokens, self.progress, self._name_of(host))
        self.clients.append(client)
        return client

    def _name_of(self, host: str) -> str:
        """Return the tenant's inventory name, for its own host and for the register host that creates it."""
        own = self.known_hostname
        another = hosts.is_tenant_host(host, self.domain) and host != own
        named = own and not another and (self.shipped_name or not self.params.get("hostname"))
        return str(self.shipped_name or self.variables.get("inventory_hostname") or "") if named else ""

    @property
    def name_in_files(self) -> str:
        """Return the name of the tenant in files: its inventory host, or else its hostname."""
        return str(self.variables.get("inventory_hostname") or self.hostname)

    def raw(self, name: str) -> t.Any:
        """Return a variable as written, with its templates."""
        raw = getattr(self.variables, "raw", self.variables.get)
        return raw(name)

    def secrets(self) -> set[str]:
        """Return every value that must not appear in a result."""
        given = {value for client in self.clients for value in client.credentials.secrets()}
        # The places of ledgers can have a password.
        places = [self.option("ledger"), *self.params.values()]
        return given.union(*(secrets_in(each) for each in places if isinstance(each, str)))
