# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a task meets the collection: options to a client, results and errors to what Ansible wants.

Every module is a Command. The action plugin runs it in the controller's worker, and the shipped module, on the
machine that a task is delegated to: both give the same result.
"""

from __future__ import annotations

import os
import re
import typing as t
from dataclasses import dataclass, field
from pathlib import Path

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.progress import Progress
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import WINDOW_SECONDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials, TokenCache
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import region_clients
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Object

CONNECTION_SPEC: Object = {
    "hostname": {"type": "str"},
    "region": {"type": "str"},
    "client_id": {"type": "str"},
    "client_secret": {"type": "str", "no_log": True},
    "client": {"type": "str", "choices": ["region", "tenant"]},
    "tenant_client_id": {"type": "str"},
    "tenant_client_secret": {"type": "str", "no_log": True},
    "api_key": {"type": "str", "no_log": True},
    "domain": {"type": "str"},
    "proxy": {"type": "str"},
    "ca_path": {"type": "path"},
    "timeout": {"type": "float"},
    "rate_window": {"type": "float"},
}
# What an environment variable's name cannot have, and the names of those that have the id of a client.
_NOT_IN_A_NAME = re.compile(r"[^A-Z0-9]")
_NAME_OF_A_CLIENT = re.compile(r"QLIK_CLOUD_[A-Z0-9_]+_CLIENT_ID")


@dataclass
class Context:
    """What a command has to work with."""

    params: Object
    variables: t.Mapping[str, t.Any] = field(default_factory=dict)
    check_mode: bool = False
    diff: bool = False
    tokens: TokenCache = field(default_factory=TokenCache)
    progress: Progress = field(default_factory=Progress)
    vault: t.Any = None
    origin_of: t.Callable[[t.Any], str] = lambda _value: ""
    clients: list[Client] = field(default_factory=list)

    def option(self, name: str, region: str | None = None) -> t.Any:
        """Task or module_defaults, then qlik_<name>, then the environment.

        There the most specific: QLIK_CLOUD_<REGION>_<SUBSCRIPTION>_<NAME> for a fleet with several subscriptions in a
        region, QLIK_CLOUD_<REGION>_<NAME>, QLIK_CLOUD_<NAME>.
        """
        if self.params.get(name) is not None:
            return self.params[name]
        value = self.variables.get(f"qlik_{name}")
        if value is not None:
            return value
        return next((os.environ[each] for each in self._in_environment(name, region) if os.environ.get(each)), None)

    def _in_environment(self, name: str, region: str | None) -> list[str]:
        """The environment variables that give an option, the most specific first."""
        subscription = self.option("subscription") if region and name != "subscription" else None
        scopes = ([f"{region}_{subscription}_"] if subscription else []) + ([f"{region}_"] if region else []) + [""]
        return [_NOT_IN_A_NAME.sub("_", f"QLIK_CLOUD_{scope}{name}".upper()) for scope in scopes]

    @property
    def domain(self) -> str:
        return str(self.option("domain") or hosts.DEFAULT_DOMAIN)

    def ledger_folder(self) -> str:
        """Where the fleet's ledger is: the option, or a folder beside the inventory; empty where neither is known."""
        given = self.params.get("ledger") or self.variables.get("qlik_ledger")
        beside = self.variables.get("inventory_dir")
        return str(given) if given else (str(Path(str(beside)) / ".qlik-ledger") if beside else "")

    def require_ledger_folder(self) -> str:
        folder = self.ledger_folder()
        if not folder:
            raise errors.ConfigurationError("Where is the ledger? Set ledger, or the variable qlik_ledger.")
        return folder

    @property
    def known_hostname(self) -> str | None:
        """The tenant's generated hostname where the ledger has it: an alias that is given up can become somebody's."""
        folder = "" if self.params.get("hostname") else self.ledger_folder()
        known = Ledger(folder).read(str(self.variables.get("inventory_hostname"))) if folder else {}
        hostname = known.get("hostname") or self.option("hostname")
        return str(hostname) if hostname else None

    @property
    def hostname(self) -> str:
        known = self.known_hostname
        if not known:
            raise errors.ConfigurationError("Which tenant? Set hostname, or the variable qlik_hostname of the host.")
        return known

    def region(self) -> str:
        """The region given, which must be that of the hostname where both are known."""
        hostname, region = self.option("hostname"), self.option("region")
        located = hosts.region_of(str(hostname), self.domain) if hostname else ""
        if region and located and region != located:
            raise errors.ConfigurationError(
                f"{hostname} is in region {located}, and the client is for region {region}: a region client works in "
                "its own region only."
            )
        if not region and not located:
            raise errors.ConfigurationError("Which region? Set region, or the variable qlik_region of the host.")
        return str(region or located)

    @property
    def connection(self) -> Connection:
        """How all hosts are reached."""
        return Connection(
            domain=self.domain,
            proxy=self.option("proxy"),
            ca_path=self.option("ca_path"),
            timeout=float(self.option("timeout") or 30),
            rate_window=float(self.option("rate_window") or WINDOW_SECONDS),
        )

    def client(self, host: str | None = None, *, of_tenant: bool | None = None) -> Client:
        """A client for a host, the tenant's own where none is named.

        of_tenant: whether it is asked with the tenant's own OAuth client; what the option says where it is not given.
        """
        host = host or self.hostname
        region = hosts.region_of(host, self.domain)
        in_tenant = hosts.is_tenant_host(host, self.domain)
        wanted = self.option("client") == "tenant" if of_tenant is None else of_tenant
        credentials = self._credentials(host, region, in_tenant=in_tenant, of_tenant=in_tenant and wanted)
        client = Client(host, credentials, self.connection, self.tokens, self.progress)
        self.clients.append(client)
        return client

    def _credentials(self, host: str, region: str, *, in_tenant: bool, of_tenant: bool) -> Credentials:
        """What this host is asked with: in a tenant its own client or an API key where that is said."""
        if in_tenant and not of_tenant and self.option("api_key"):
            return Credentials("", "", str(self.option("api_key")))
        given = {
            name: self.option(f"tenant_{name}" if of_tenant else name, region)
            for name in ("client_id", "client_secret")
        }
        for name, value in given.items():
            if not value and of_tenant:
                raise errors.ConfigurationError(
                    f"{host}: client is tenant, and there is no qlik_tenant_{name}. Run "
                    "qlikfleet.cloud.tenant_clients: it makes a client of the tenant and stores it.",
                    tenant=host,
                )
            if not value:
                or_key = " To make a client of the tenant, an API key of it does as well: set qlik_api_key."
                raise errors.ConfigurationError(
                    f"{host}: no {name} for region {region}. Run qlikfleet.cloud.onboard_region, which stores it where "
                    f"its hosts find it, or set the variable qlik_{name} of its hosts, or "
                    f"{self._in_environment(name, region)[0]} in the environment.{or_key if in_tenant else ''}"
                )
        if not of_tenant:
            self._require_not_foreign(given["client_id"], host, region)
        return Credentials(**given)

    def _require_not_foreign(self, client_id: str, host: str, region: str) -> None:
        """A client that environment or ledger know as another region's is refused before anything is sent."""
        named = (name for name, value in os.environ.items() if value == client_id)
        owners = sorted(name for name in named if _NAME_OF_A_CLIENT.fullmatch(name))
        known = region_clients.regions_of(self.ledger_folder(), client_id)
        here = region in known or any(name.startswith(f"QLIK_CLOUD_{region.upper()}_") for name in owners)
        if (owners or known) and not here:
            whose = owners[0] if owners else f"region {sorted(known)[0]}, as the ledger knows"
            raise errors.ConfigurationError(
                f"{host}: the OAuth client {client_id} is the one of {whose}, and a region client works in its own "
                f"region only: give the client of region {region}.",
                tenant=host,
            )

    def secrets(self) -> set[str]:
        """Every value that must not appear in a result."""
        return {value for client in self.clients for value in client.credentials.secrets()}


@dataclass(frozen=True)
class Command:
    """A module: its options and what it does. `run` returns the result and raises QlikError.

    resolve: options that come from the host's variables, which the shipped module cannot see.
    controller_only: it is about variables and files of the controller, so it is never shipped and reaches no tenant.
    summarized: its message is shown, since `changed` alone tells too little of a whole tenant.
    shown_once: names, for the options of a task, the parts of its result that are secrets. Such a result can be
    registered and is never printed.
    """

    name: str
    spec: Object
    run: t.Callable[[Context], Object]
    mutually_exclusive: tuple[tuple[str, ...], ...] = ()
    resolve: t.Callable[[Context], Object] = lambda _context: {}
    controller_only: bool = False
    summarized: bool = False
    shown_once: t.Callable[[Object], tuple[str, ...]] = lambda _options: ()

    @property
    def argument_spec(self) -> Object:
        return self.spec if self.controller_only else {**CONNECTION_SPEC, **self.spec}


def execute(command: Command, context: Context) -> Object:
    """The result of a task; an error is a failed result with its data, never a traceback with secrets in it."""
    try:
        result = {"changed": False, **command.run(context)}
    except errors.QlikError as error:
        result = {"changed": False, "failed": True, "msg": error.message, "failure": error.failure}
    warnings = [warning for client in context.clients for warning in client.warnings]
    if warnings:
        result["warnings"] = [*result.get("warnings", ()), *warnings]
    return t.cast(Object, remove_values(result, context.secrets()))


def run_module(command: Command) -> None:
    """The shipped module."""
    module = AnsibleModule(
        argument_spec=command.argument_spec,
        mutually_exclusive=command.mutually_exclusive,
        supports_check_mode=True,
    )
    result = execute(command, Context(module.params, check_mode=module.check_mode, diff=module._diff))
    # Ansible would return all options otherwise, among them values that are written to Qlik and never shown.
    result["invocation"] = {}
    if result.pop("failed", False):
        module.fail_json(**result)
    module.exit_json(**result)
