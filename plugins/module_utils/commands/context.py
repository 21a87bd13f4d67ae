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


@dataclass
class Context(Options):
    """What a command has to work with."""

    check_mode: bool = False
    diff: bool = False
    tokens: TokenCache = field(default_factory=TokenCache)
    progress: Progress = field(default_factory=Progress)
    vault: t.Any = None
    origin_of: t.Callable[[t.Any], str] = lambda _value: ""
    # The full path of a file of role or playbook.
    find_file: t.Callable[[str], str] = lambda path: path
    # The variables of the host that nothing reads, given the names of its layers; each with what may be meant.
    unread: t.Callable[[t.Collection[str]], dict[str, str]] = lambda _layers: {}
    clients: list[Client] = field(default_factory=list)
    # Name of the tenant in the inventory, for a module that was shipped and has no variables.
    shipped_name: str = ""
    # A folder that all tasks of this run share, and that ends with it; empty where the module was shipped.
    run_folder: str = ""

    def client(self, host: str | None = None, *, of_tenant: bool | None = None) -> Client:
        """A client for a host, the tenant's own where none is named.

        of_tenant: whether it is asked with the tenant's own OAuth client; what the option says where it is not given.
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
        """The tenant's name in the inventory, for its own host and for the register host that it is made at."""
        own = self.known_hostname
        another = hosts.is_tenant_host(host, self.domain) and host != own
        named = own and not another and (self.shipped_name or not self.params.get("hostname"))
        return str(self.shipped_name or self.variables.get("inventory_hostname") or "") if named else ""

    @property
    def name_in_files(self) -> str:
        """What the tenant is called in files: its host in the inventory, else its hostname."""
        return str(self.variables.get("inventory_hostname") or self.hostname)

    def raw(self, name: str) -> t.Any:
        """Return a variable as it is written, with its templates."""
        raw = getattr(self.variables, "raw", self.variables.get)
        return raw(name)

    def secrets(self) -> set[str]:
        """Every value that must not appear in a result."""
        return {value for client in self.clients for value in client.credentials.secrets()}
