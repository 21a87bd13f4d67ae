# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tenants of a fleet file as hosts."""

from __future__ import annotations

DOCUMENTATION = r"""
name: fleet
short_description: Tenants of Qlik Cloud, from a fleet file
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Reads a YAML file that ends in C(.qlik.yml) or C(.qlik.yaml) and names regions and their tenants.
  - Each tenant is a host, in a group C(region_<code>), and in a group C(<label>_<value>) for each of its labels.
  - With O(organization), each host also has the variables C(qlik_tenant_id) and C(qlik_tenant_status), and is in
    a group C(status_<status>). The status is that of Qlik, V(active), V(disabled), V(deactivated) or V(deleted), or
    V(missing) if the organization has no such tenant (yet).
  - Names and labels in the file are data, and not templated. Variables of a tenant may be templates.
  - Secrets are not host variables. They come from the environment or from vaulted group variables.
extends_documentation_fragment:
  - constructed
options:
  plugin:
    description: The name of this plugin.
    required: true
    choices: [qlikfleet.cloud.fleet]
  domain:
    description: Domain of Qlik Cloud.
    type: str
    env:
      - name: QLIK_CLOUD_DOMAIN
    default: qlikcloud.com
  require_clients:
    description: Whether each region must have an OAuth client in the environment.
    type: bool
    default: false
  regions:
    description:
      - For each region code, C(tenants), a dictionary of tenants by host name.
      - A tenant may have C(alias) (defaults to the host name), C(name), C(labels), and any variables.
      - C(client), V(region) or V(tenant), decides whether a tenant, or all tenants of a region, use the region
        client or their own client, see the option O(qlikfleet.cloud.blueprint#module:client).
      - C(subscription) names the subscription of a tenant, or of all tenants of a region, in a fleet that has several
        of them. Each has its own client, so the host is also in a group C(region_<code>_<subscription>), and the
        environment variables are C(QLIK_CLOUD_<REGION>_<SUBSCRIPTION>_CLIENT_ID) and C(..._CLIENT_SECRET).
    type: dict
    default: {}
  organization:
    description:
      - Whether to compare the file with the organization's own list of tenants, which costs one request for each
        hundred tenants. Needs an organization-level OAuth client.
    type: bool
    default: false
  unlisted:
    description:
      - What to do with tenants of the organization that the file does not name.
      - V(warn) lists them in a warning, V(add) also adds them as hosts of the group C(unlisted), V(ignore) does
        neither.
      - Only with O(organization).
    type: str
    choices: [warn, add, ignore]
    default: warn
  subscription_id:
    description: Licence number of a subscription, if the organization has several and the fleet uses only one.
    type: str
  organization_client_id:
    description: Id of the organization-level OAuth client.
    type: str
    env:
      - name: QLIK_CLOUD_ORGANIZATION_CLIENT_ID
  organization_client_secret:
    description: Secret of this client. Put it into the environment, not into the file.
    type: str
    env:
      - name: QLIK_CLOUD_ORGANIZATION_CLIENT_SECRET
  proxy:
    description: URL of a proxy for connections to Qlik Cloud. Defaults to the proxy of the environment.
    type: str
    env:
      - name: QLIK_CLOUD_PROXY
  ca_path:
    description: File or folder of CA certificates to trust instead of the usual ones.
    type: path
    env:
      - name: QLIK_CLOUD_CA_PATH
"""

EXAMPLES = r"""
# The file names all tenants.
plugin: qlikfleet.cloud.fleet
regions:
  eu:
    tenants:
      acme-eu:
        name: ACME Europe
        labels:
          ring: canary
  us:
    tenants:
      acme-us:
        name: ACME America
        labels:
          ring: all

---
# Every tenant of the organization is a host, without being named.
plugin: qlikfleet.cloud.fleet
organization: true
unlisted: add
keyed_groups:
  - key: qlik_region
    prefix: in
"""

import contextlib
import os
import re
import typing as t
from pathlib import Path

import yaml
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins import loader as plugins
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from ansible.template import trust_as_template

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection, tls_context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants import organization
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.fleet_file import FleetTenant, tenants_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.organization import OrganizationTenant
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils import fleet_files
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.yaml_lines import Lines, lines_of

try:
    from ansible._internal._task import UnifiedTaskResult
except ImportError:  # missing before ansible-core 2.21
    UnifiedTaskResult = None

# Codes, hostnames, ids and paths: nothing that a template could be made of.
_HARMLESS = re.compile(r"[\w./@-]+")
# Plugins that a task of the collection uses, by the names that Ansible loads them with.
_OF_A_WORKER = (
    (plugins.action_loader, "qlikfleet.cloud.object"),
    (plugins.action_loader, "ansible.legacy.normal"),
    (plugins.connection_loader, "local"),
    (plugins.shell_loader, "sh"),
)


class InventoryModule(BaseInventoryPlugin, Constructable):
    """Create hosts from a fleet file. Only the organization's list needs requests."""

    NAME = "qlikfleet.cloud.fleet"

    def verify_file(self, path: str) -> bool:
        return bool(super().verify_file(path)) and path.endswith(fleet_files.ENDINGS)

    def parse(self, inventory: t.Any, loader: t.Any, path: str, cache: bool = True) -> None:
        try:
            self._parse(inventory, loader, path, cache)
        except (AnsibleError, errors.QlikError) as error:
            fleet_files.READ.discard(path)
            fleet_files.REFUSED[path] = message = _placed(path, getattr(error, "message", str(error)))
            raise AnsibleParserError(message) from None
        fleet_files.REFUSED.pop(path, None)
        fleet_files.READ.add(path)

    def _parse(self, inventory: t.Any, loader: t.Any, path: str, cache: bool) -> None:
        super().parse(inventory, loader, path, cache)
        lines, twice = _lines(path)
        content = self._read_config_data(path)
        if twice:
            raise errors.ConfigurationError("; ".join(twice))
        given = {**content, "regions": self.get_option("regions")}
        keys = {*self.get_options(), "plugin", "cache"}
        tenants = tenants_of(given, keys, self.get_option("domain"), lambda keys: _place(path, lines, keys))
        self._require_unclaimed(tenants)
        known = self._known_tenants()
        self._beside = path
        for region in dict.fromkeys(tenant.region for tenant in tenants):
            self._require_client(region)
        for tenant in tenants:
            self._add_tenant(tenant, _taken_out(known, tenant.hostname))
        self._handle_unlisted(list(dict.fromkeys((known or {}).values())))
        self._preload()

    def _require_unclaimed(self, tenants: list[FleetTenant]) -> None:
        """Refuse a tenant that another source of the inventory has under another name."""
        there = {
            str(host.vars["qlik_hostname"]): name
            for name, host in self.inventory.hosts.items()
            if "qlik_hostname" in host.vars
        }
        for tenant in tenants:
            owner = there.get(tenant.hostname, tenant.host)
            if owner != tenant.host:
                raise errors.ConfigurationError(
                    f"tenant {tenant.host}: {tenant.hostname} is already the host {owner} of the inventory."
                )

    def _require_client(self, region: str) -> None:
        if self.get_option("require_clients") and not os.environ.get(f"QLIK_CLOUD_{region.upper()}_CLIENT_ID"):
            raise errors.ConfigurationError(
                f"region {region} has no client: set QLIK_CLOUD_{region.upper()}_CLIENT_ID and _CLIENT_SECRET."
            )

    def _preload(self) -> None:
        """Load modules that every worker needs in the process that forks them, so that no worker loads them itself."""
        for loader, name in _OF_A_WORKER:
            loader.get(name, class_only=True)
        if UnifiedTaskResult:
            # The first result initializes the types that a result may have.
            UnifiedTaskResult.from_action_result_dict({})
        # A bundle of certificates takes longer to read than several requests take to send.
        # Errors are reported when the certificates are needed.
        with contextlib.suppress(errors.ConfigurationError):
            tls_context(self.get_option("ca_path"))

    def _known_tenants(self) -> dict[str, OrganizationTenant] | None:
        """Return the organization's tenants by each of their hostnames. Hosts of the file are removed later."""
        if not self.get_option("organization"):
            return None
        credentials = organization.credentials(
            self.get_option("organization_client_id"), self.get_option("organization_client_secret")
        )
        domain = self.get_option("domain")
        connection = Connection(domain=domain, proxy=self.get_option("proxy"), ca_path=self.get_option("ca_path"))
        client = Client(hosts.console_host(domain), credentials, connection)
        found = organization.tenants(client, self.get_option("subscription_id"))
        return {hostname: tenant for tenant in found for hostname in tenant.hostnames}

    def _handle_unlisted(self, unlisted: list[OrganizationTenant]) -> None:
        unlisted = [tenant for tenant in unlisted if tenant.status != "deleted"]
        wanted = self.get_option("unlisted")
        if wanted == "warn" and unlisted:
            names = ", ".join(f"{tenant.hostnames[-1]} ({tenant.name})" for tenant in unlisted)
            self.display.warning(f"The organization has tenants that the fleet file does not name: {names}")
        for tenant in unlisted if wanted == "add" else ():
            # The alias if there is one, which is listed after the generated hostname.
            name = tenant.hostnames[-1].split(".", maxsplit=1)[0]
            name = f"{name}-{tenant.region}" if name in self.inventory.hosts else name
            if name in self.inventory.hosts:
                raise errors.ConfigurationError(f"{tenant.hostnames[-1]}: the inventory already has a host {name}.")
            hostname = tenant.hostnames[-1]
            self._add_tenant(FleetTenant(name, tenant.region, hostname, name=tenant.name), _variables(tenant))
            self.inventory.add_child(self.inventory.add_group("unlisted"), name)

    def _add_tenant(self, tenant: FleetTenant, status: dict[str, t.Any]) -> None:
        name, variables = tenant.host, self._variables_of(tenant, status)
        group = self._group(f"region_{tenant.region}")
        self.inventory.add_host(name, group=group)
        if tenant.subscription:
            narrower = self._group(f"region_{tenant.region}_{tenant.subscription}")
            self.inventory.add_child(group, narrower)
            self.inventory.add_host(name, group=narrower)
        for variable, value in variables.items():
            if value is not None:
                # A name may be any text, also one that somebody gave to a tenant in Qlik Cloud.
                self.inventory.set_variable(name, variable, value if variable == "qlik_name" else _trusted(value))
        statuses = {"status": status["qlik_tenant_status"]} if status else {}
        for label, value in {**statuses, **tenant.labels}.items():
            self._warn_of_group_vars(f"{label}_{value}")
            self.inventory.add_child(self._group(f"{label}_{value}"), name)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=strict)

    def _variables_of(self, tenant: FleetTenant, status: dict[str, t.Any]) -> dict[str, t.Any]:
        return {
            "ansible_connection": "local",
            "qlik_region": tenant.region,
            "qlik_hostname": tenant.hostname,
            "qlik_alias": tenant.hostname.split(".", maxsplit=1)[0],
            "qlik_domain": self.get_option("domain"),
            "qlik_labels": tenant.labels,
            "qlik_name": tenant.name,
            "qlik_subscription": tenant.subscription,
            "qlik_client": tenant.client,
            "qlik_hostnames": sorted({tenant.hostname, status.get("qlik_hostname", tenant.hostname)}),
            "qlik_fleet_folder": str(Path(self._beside).resolve().parent),
            **status,
            **tenant.variables,
        }

    def _warn_of_group_vars(self, wanted: str) -> None:
        """Warn about variable folders named after a label as written, which Ansible does not read."""
        group = self._sanitize_group_name(wanted)
        folder = Path(self._beside).parent / "group_vars"
        if group != wanted and any(
            (folder / f"{wanted}{ending}").exists() for ending in ("", ".yml", ".yaml", ".json")
        ):
            self.display.warning(f"{folder / wanted} is not read: the group of this label is {group}. Rename it.")

    def _group(self, name: str) -> str:
        return str(self.inventory.add_group(self._sanitize_group_name(name)))


def _lines(path: str) -> tuple[Lines, list[str]]:
    """Return the lines of the file's keys. The loader reports a file that is missing or not a text."""
    try:
        return lines_of(path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise errors.ConfigurationError(f"{path}:{line}: not valid YAML: {error.problem}.") from None
    except (OSError, UnicodeDecodeError):
        return {}, []


def _place(path: str, lines: Lines, keys: tuple[t.Any, ...]) -> str:
    """Return the line of a key, or of the nearest one above it."""
    line = next((lines[keys[:end]] for end in range(len(keys), 0, -1) if keys[:end] in lines), None)
    return f"{path}:{line}" if line else path


def _placed(path: str, message: str) -> str:
    return message if path in message else f"{path}: {message}"


def _trusted(value: t.Any) -> t.Any:
    """Mark harmless texts as trusted. AWX shows and compares a text that is not trusted as a dictionary."""
    if isinstance(value, list):
        return [_trusted(each) for each in value]
    if isinstance(value, dict):
        return {name: _trusted(each) for name, each in value.items()}
    return trust_as_template(value) if isinstance(value, str) and _HARMLESS.fullmatch(value) else value


def _taken_out(known: dict[str, OrganizationTenant] | None, hostname: str) -> dict[str, t.Any]:
    """Remove and return the organization's entry of a host of the file, so that it is not unlisted."""
    if known is None:
        return {}
    tenant = known.get(hostname)
    if not tenant:
        return {"qlik_tenant_status": "missing"}
    for each in tenant.hostnames:
        del known[each]
    return _variables(tenant)


def _variables(tenant: OrganizationTenant) -> dict[str, t.Any]:
    # Somebody else can take an alias that is given up, so use the generated hostname if it is known.
    return {"qlik_tenant_status": tenant.status, "qlik_tenant_id": tenant.id, "qlik_hostname": tenant.hostname}
