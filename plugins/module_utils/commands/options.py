# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of a task from all sources, and values that follow from them."""

from __future__ import annotations

import functools
import os
import re
import typing as t
from dataclasses import dataclass, field
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands import cli_contexts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.option_types import typed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.target import require_own
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import WINDOW_SECONDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import address
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

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
# Characters that are not allowed in the name of an environment variable.
_NOT_IN_A_NAME = re.compile(r"[^A-Z0-9]")


@dataclass
class Options:
    """The options of a task on one host."""

    params: Object
    variables: t.Mapping[str, t.Any] = field(default_factory=dict)
    # The option specs of the command, for the types of values from variables and the environment.
    spec: Object = field(default_factory=dict)

    def option(self, name: str, region: str | None = None) -> t.Any:
        """Return an option: from task or module_defaults, qlik_<name>, the qlik-cli context, or the environment.

        In the environment, the most specific name wins: QLIK_CLOUD_<REGION>_<SUBSCRIPTION>_<NAME> for a fleet with
        several subscriptions in a region, QLIK_CLOUD_<REGION>_<NAME>, QLIK_CLOUD_<NAME>.
        """
        if self.params.get(name) is not None:
            return self.params[name]
        value = self.variables.get(f"qlik_{name}")
        # A survey of AWX sets a variable to an empty text if its question is not answered.
        if value is not None and not (value == "" and self.spec.get(name, {}).get("type") == "list"):
            return typed(f"qlik_{name}", self.spec.get(name), value)
        value = cli_contexts.credential(self.variables, name)
        if value is not None:
            return value
        given = next((each for each in self.environment_names(name, region) if os.environ.get(each)), None)
        return typed(given, self.spec.get(name), os.environ[given]) if given else None

    def environment_names(self, name: str, region: str | None) -> list[str]:
        """Return the environment variables of an option, the most specific first."""
        subscription = self.option("subscription") if region and name != "subscription" else None
        scopes = ([f"{region}_{subscription}_"] if subscription else []) + ([f"{region}_"] if region else []) + [""]
        return [_NOT_IN_A_NAME.sub("_", f"QLIK_CLOUD_{scope}{name}".upper()) for scope in scopes]

    @property
    def domain(self) -> str:
        return hosts.plain_domain(str(self.option("domain") or hosts.DEFAULT_DOMAIN))

    def ledger_place(self) -> str:
        """Return the ledger's place: the option, or a folder beside the fleet file, or empty if neither is known.

        The option is the URL of a PostgreSQL database, or a path. A relative path is relative to the fleet file, not to
        the current folder.
        """
        given = str(self.option("ledger") or "")
        return self.place("ledger", given or ".qlik-ledger") if given or self.fleet_folder else ""

    def place(self, option: str, given: str) -> str:
        """Return the place of a ledger in an option."""
        return given if address.is_server(given) else str(self.beside_fleet_file(option, given))

    @property
    def fleet_folder(self) -> str:
        """Return the folder of the fleet file, empty if none is known."""
        return str(self.variables.get("qlik_fleet_folder") or self.variables.get("inventory_dir") or "")

    def beside_fleet_file(self, option: str, given: str) -> Path:
        """Return a path of an option. A relative one is relative to the fleet file."""
        path = Path(os.path.expandvars(given)).expanduser()
        if not path.is_absolute() and not self.fleet_folder:
            raise errors.ConfigurationError(
                f"{option}: {path} is relative, and no fleet file is known. Give a full path."
            )
        return path if path.is_absolute() else Path(self.fleet_folder) / path

    def path(self, name: str) -> str | None:
        """Return the path in an option, None without one. A relative one is relative to the fleet file.

        If no fleet file is known, it is relative to the current folder.
        """
        given = self.option(name)
        if not given:
            return None
        return str(os.path.join(self.fleet_folder, os.path.expanduser(os.path.expandvars(str(given)))))  # noqa: PTH111, PTH118

    def require_ledger(self) -> str:
        place = self.ledger_place()
        if not place:
            raise errors.ConfigurationError("No ledger. Set `ledger` or the variable `qlik_ledger`.")
        return place

    @functools.cached_property
    def known_hostname(self) -> str | None:
        """Return the generated hostname if the ledger has it, since somebody else can take a given-up alias."""
        given, place = self.params.get("hostname"), self.ledger_place()
        known = Ledger(place).read(str(self.variables.get("inventory_hostname"))) if place else {}
        hostname = given or known.get("hostname") or self.option("hostname")
        if hostname:
            self.require_region(str(hostname))
            require_own(str(hostname), self.variables, known, place)
        return str(hostname) if hostname else None

    @property
    def hostname(self) -> str:
        known = self.known_hostname
        if not known:
            raise errors.ConfigurationError("Which tenant? Set hostname, or the variable qlik_hostname of the host.")
        return known

    def region(self) -> str:
        """Return the region, which must be that of the hostname if both are known."""
        hostname = self.option("hostname")
        region = self.require_region(str(hostname)) if hostname else str(self.option("region") or "").lower()
        if not region:
            raise errors.ConfigurationError("Which region? Set region, or the variable qlik_region of the host.")
        return region

    def require_region(self, hostname: str) -> str:
        """Return the region of a hostname. Refuse it if the host has another one."""
        region, located = str(self.option("region") or "").lower(), hosts.region_of(hostname, self.domain)
        if region and located and region != located:
            raise errors.ConfigurationError(
                f"{self._tenant_label}{hostname} is in region {located}, and the client is for region {region}: a "
                "region client works in its own region only, and no tenant moves to another one."
            )
        return region or located

    @property
    def _tenant_label(self) -> str:
        host = self.variables.get("inventory_hostname")
        return f"{host}: " if host else ""

    @property
    def connection(self) -> Connection:
        """Return the connection settings for all hosts."""
        return Connection(
            domain=self.domain,
            proxy=self.option("proxy"),
            ca_path=self.path("ca_path"),
            timeout=float(self.option("timeout") or 30),
            rate_window=float(self.option("rate_window") or WINDOW_SECONDS),
        )
