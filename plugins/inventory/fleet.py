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
  - Secrets stay out of host variables; they come from the environment or from vaulted group variables.
extends_documentation_fragment:
  - constructed
options:
  plugin:
    description: The name of this plugin.
    required: true
    choices: [qlikfleet.cloud.fleet]
  domain:
    description: Domain of Qlik Cloud, V(qlikcloud.com) where nothing is said.
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
      - A tenant may have C(alias) (the host's name where nothing is said), C(name), C(labels), and any variables.
    type: dict
    required: true
"""

EXAMPLES = r"""
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
"""

import os
import typing as t

from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable

from ansible_collections.qlikfleet.cloud.plugins.module_utils import all_commands, errors, regions

# Loaded here, in the process that forks the workers, so that none of them has to load the HTTP library itself.
_PRELOADED = all_commands.COMMANDS


class InventoryModule(BaseInventoryPlugin, Constructable):
    """Hosts from a fleet file; makes no request."""

    NAME = "qlikfleet.cloud.fleet"

    def verify_file(self, path: str) -> bool:
        return bool(super().verify_file(path)) and path.endswith((".qlik.yml", ".qlik.yaml"))

    def parse(self, inventory: t.Any, loader: t.Any, path: str, cache: bool = True) -> None:
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        try:
            for region, content in self.get_option("regions").items():
                self._add_region(str(region), (content or {}).get("tenants") or {})
        except errors.QlikError as error:
            raise AnsibleParserError(f"{path}: {error.message}") from None

    def _add_region(self, region: str, tenants: dict[str, t.Any]) -> None:
        if self.get_option("require_clients") and not os.environ.get(f"QLIK_CLOUD_{region.upper()}_CLIENT_ID"):
            raise errors.ConfigurationError(
                f"region {region} has no client: set QLIK_CLOUD_{region.upper()}_CLIENT_ID and _CLIENT_SECRET."
            )
        group = self.inventory.add_group(self._sanitized(f"region_{region}"))
        for name, tenant in tenants.items():
            if str(name) in self.inventory.hosts:
                raise errors.ConfigurationError(
                    f"the tenant {name} is named twice, the second time in region {region}."
                )
            self._add_tenant(str(name), region, group, dict(tenant or {}))

    def _add_tenant(self, name: str, region: str, group: str, tenant: dict[str, t.Any]) -> None:
        domain = self.get_option("domain")
        hostname = regions.alias_hostname(str(tenant.pop("alias", name)), region, domain)
        labels = tenant.pop("labels", None) or {}
        variables = {
            "ansible_connection": "local",
            "qlik_region": region,
            "qlik_hostname": hostname,
            "qlik_alias": hostname.split(".", maxsplit=1)[0],
            "qlik_domain": domain,
            "qlik_labels": labels,
            "qlik_name": tenant.pop("name", None),
            **tenant,
        }
        self.inventory.add_host(name, group=group)
        for variable, value in variables.items():
            if value is not None:
                self.inventory.set_variable(name, variable, value)
        for label, value in labels.items():
            labelled = self.inventory.add_group(self._sanitized(f"{label}_{value}"))
            self.inventory.add_child(labelled, name)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=strict)

    def _sanitized(self, name: str) -> str:
        return str(self._sanitize_group_name(name))
