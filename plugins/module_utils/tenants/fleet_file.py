# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a fleet file that names tenants: checked as a whole, so that nothing of a wrong file becomes a host.

The JSON Schema of fleet files is made from the keys that are declared here.
"""

from __future__ import annotations

import difflib
import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Returns the line of the value at a path of keys, as "fleet.qlik.yml:7".
Where = t.Callable[[tuple[t.Any, ...]], str]
Keys = tuple[t.Any, ...]

CLIENTS = ("region", "tenant")
REGION_KEYS: dict[str, str] = {
    "client": "OAuth client to use inside the tenants: that of the region, or their own.",
    "subscription": "The subscription of the tenants, if the fleet has several in a region.",
    "tenants": "The tenants by host name.",
}
TENANT_KEYS: dict[str, str] = {
    "alias": "Alias of the tenant. Defaults to the host name.",
    "name": "Display name of the tenant.",
    "client": "OAuth client to use inside the tenant: that of the region, or its own.",
    "subscription": "The subscription of the tenant, if the fleet has several in a region.",
    "labels": "Labels, each of which makes a group <label>_<value>.",
}


@dataclass(frozen=True)
class FleetTenant:
    """A tenant as a fleet file names it. `variables` are all other keys, which become host variables."""

    host: str
    region: str
    hostname: str
    name: str | None = None
    labels: Object = field(default_factory=dict)
    subscription: str | None = None
    client: str | None = None
    variables: Object = field(default_factory=dict)


def tenants_of(
    content: t.Mapping[str, t.Any], known_keys: t.Collection[str], domain: str, where: Where
) -> list[FleetTenant]:
    """Return the tenants of a fleet file, or raise an error with all its faults."""
    reader = _Reader(domain, where)
    reader.require_keys(content, known_keys, ())
    found = reader.tenants(content.get("regions"))
    if reader.wrong:
        raise ConfigurationError("\n".join(reader.wrong))
    return found


class _Reader:
    """Read a fleet file to its end, and collect its faults."""

    def __init__(self, domain: str, where: Where) -> None:
        self._domain, self._where = domain, where
        self.wrong: list[str] = []
        self._hosts: dict[str, str] = {}
        self._hostnames: dict[str, str] = {}

    def _fault(self, path: Keys, text: str) -> None:
        place = self._where(path)
        self.wrong.append(f"{place}: {text}" if place else text)

    def require_keys(self, content: t.Mapping[t.Any, t.Any], known: t.Collection[str], path: Keys) -> None:
        for key in content:
            if key not in known:
                close = difflib.get_close_matches(str(key), known, n=1)
                meant = f"Did you mean {close[0]}?" if close else f"Known keys: {', '.join(sorted(known))}."
                self._fault((*path, key), f"unknown key {key!r}. {meant}")

    def _dictionary(self, value: t.Any, path: Keys, what: str) -> t.Mapping[t.Any, t.Any]:
        if value is None:
            return {}
        if not isinstance(value, t.Mapping):
            self._fault(path, f"{what} must be a dictionary, not {_noun(value)}.")
            return {}
        return value

    def _text(self, value: t.Any, path: Keys, what: str) -> str | None:
        """Return a text. YAML reads `yes` and `1.10` as other types, and loses the original text."""
        if value is None:
            return None
        if not isinstance(value, str):
            self._fault(path, f"{what} must be a text, not {_noun(value)}: put it in quotes.")
            return None
        return str(value)

    def tenants(self, regions: t.Any) -> list[FleetTenant]:
        found: list[FleetTenant] = []
        for region, value in self._dictionary(regions, ("regions",), "regions").items():
            path: Keys = ("regions", region)
            code = self._text(region, path, "a region code")
            if code is None:
                continue
            if not hosts.is_region(code):
                lower = f" Write it in lower case: {code.lower()}." if hosts.is_region(code.lower()) else ""
                self._fault(path, f"{code!r} is not a region code.{lower}")
                continue
            found += self._tenants_of(code, self._dictionary(value, path, f"region {code}"), path)
        return found

    def _tenants_of(self, region: str, content: t.Mapping[t.Any, t.Any], path: Keys) -> list[FleetTenant]:
        self.require_keys(content, REGION_KEYS, path)
        inherited = {name: content[name] for name in ("subscription", "client") if name in content}
        path = (*path, "tenants")
        found = []
        for host, value in self._dictionary(content.get("tenants"), path, f"tenants of region {region}").items():
            name = self._text(host, (*path, host), "a host name")
            if name is not None:
                given = self._dictionary(value, (*path, host), f"tenant {name}")
                found.append(self._tenant(name, region, {**inherited, **given}, (*path, host)))
        return [tenant for tenant in found if tenant]

    def _tenant(self, host: str, region: str, given: Object, path: Keys) -> FleetTenant | None:
        for key in given.keys() & _SET_HERE:
            self._fault((*path, key), f"tenant {host}: {key} is set by the inventory. Use alias, or move the tenant.")
        for key in given:
            close = [] if key in TENANT_KEYS else difflib.get_close_matches(str(key), TENANT_KEYS, n=1, cutoff=0.75)
            if close:
                self._fault(
                    (*path, key),
                    f"tenant {host}: unknown key {key!r}. Did you mean {close[0]}? "
                    "If it is a variable of yours, set it in host_vars.",
                )
        texts = {key: self._text(given.get(key), (*path, key), f"tenant {host}: {key}") for key in _TEXTS}
        if texts["client"] not in (None, *CLIENTS):
            self._fault((*path, "client"), f"tenant {host}: client must be region or tenant, not {texts['client']!r}.")
        labels = self._labels(host, given.get("labels"), (*path, "labels"))
        hostname = self._hostname(host, region, texts["alias"] or host, path)
        if hostname is None:
            return None
        variables = {key: value for key, value in given.items() if key not in TENANT_KEYS}
        texts.pop("alias")
        return FleetTenant(host, region, hostname, labels=labels, variables=variables, **texts)

    def _labels(self, host: str, value: t.Any, path: Keys) -> dict[str, str]:
        labels = {}
        for label, each in self._dictionary(value, path, f"tenant {host}: labels").items():
            if each is None or each == "":
                self._fault((*path, label), f"tenant {host}: label {label} is empty.")
            elif isinstance(each, int) and not isinstance(each, bool):
                labels[str(label)] = str(each)
            else:
                labels[str(label)] = self._text(each, (*path, label), f"tenant {host}: label {label}") or ""
        return labels

    def _hostname(self, host: str, region: str, alias: str, path: Keys) -> str | None:
        """Return the tenant's hostname, if no other tenant in the file has it."""
        try:
            hostname = hosts.alias_hostname(alias, region, self._domain)
        except ConfigurationError as error:
            self._fault(path, f"tenant {host}: {error.message}")
            return None
        for names, name, text in (
            (self._hosts, host, f"the tenant {host} is named twice"),
            (self._hostnames, hostname, f"tenant {host}: its alias {hostname} is also the alias of"),
        ):
            if name in names:
                self._fault(path, f"{text} {names[name]}." if names is self._hostnames else f"{text}.")
        self._hosts[host] = self._hostnames[hostname] = host
        return hostname


# Variables that identify the tenant of a host.
_SET_HERE = {"qlik_alias", "qlik_hostname", "qlik_hostnames", "qlik_region", "qlik_fleet_folder"}
_TEXTS = ("alias", "name", "client", "subscription")


def _noun(value: t.Any) -> str:
    """Return the YAML type of a value, for messages."""
    if isinstance(value, bool):
        return f"the switch {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {value!r}"
    return "a list" if isinstance(value, list) else "a dictionary" if isinstance(value, t.Mapping) else "a date"
