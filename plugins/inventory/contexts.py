# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts of qlik-cli as hosts."""

from __future__ import annotations

DOCUMENTATION = r"""
name: contexts
short_description: Tenants of Qlik Cloud, from the contexts of qlik-cli
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Reads the file C(contexts.yml) of qlik-cli, or a file that ends in C(contexts.yml) and names this plugin.
  - Each context of Qlik Cloud is a host of the same name, in a group C(region_<code>). The current context is also
    in the group C(current_context). Contexts of other servers are left out.
  - API keys and secrets of OAuth clients do not become variables. A task reads them from the file when it signs in,
    so the file must be there then. They have lower precedence than variables such as C(qlik_client_secret), and
    higher than the environment.
  - To read the file of qlik-cli itself, name the plugin in C(enable_plugins) of C(ansible.cfg) before C(yaml).
notes:
  - qlik-cli keeps its contexts in clear text. Prefer a fleet file and a vault for many tenants.
extends_documentation_fragment:
  - constructed
options:
  plugin:
    description: The name of this plugin.
    choices: [qlikfleet.cloud.contexts]
    type: str
  path:
    description:
      - File with the contexts. A relative path is relative to the file that names it.
      - Defaults to C(~/.qlik/contexts.yml), or to the place that E(QLIK_CLI_USER_HOME_DIR) sets.
    type: path
  only:
    description: Names of contexts to use as hosts, or patterns such as V(prod-*). Defaults to all.
    type: list
    elements: str
    default: ["*"]
  domain:
    description: Domain of Qlik Cloud.
    type: str
    env:
      - name: QLIK_CLOUD_DOMAIN
    default: qlikcloud.com
"""

EXAMPLES = r"""
# Every tenant that qlik-cli knows.
plugin: qlikfleet.cloud.contexts

---
# Those of production, from a file beside this one.
plugin: qlikfleet.cloud.contexts
path: qlik/contexts.yml
only: [prod-*]
"""

import fnmatch
import typing as t
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.cli_contexts import (
    FILE,
    NAME,
    contexts_of,
    default_file,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts

_ENDINGS = ("contexts.yml", "contexts.yaml")


class InventoryModule(BaseInventoryPlugin, Constructable):
    """Create hosts from contexts, without sending requests."""

    NAME = "qlikfleet.cloud.contexts"

    def verify_file(self, path: str) -> bool:
        return bool(super().verify_file(path)) and path.endswith(_ENDINGS)

    def parse(self, inventory: t.Any, loader: t.Any, path: str, cache: bool = True) -> None:
        super().parse(inventory, loader, path, cache)
        try:
            self._add(self._file(Path(path)))
        except errors.QlikError as error:
            raise AnsibleParserError(error.message) from None

    def _file(self, path: Path) -> Path:
        """Return the file with the contexts: this one, or the one that it names."""
        if not _names_a_plugin(path):
            self.set_options()
            return path.resolve()
        self._read_config_data(str(path))
        given = self.get_option("path")
        return (path.parent / Path(given).expanduser() if given else default_file()).resolve()

    def _add(self, file: Path) -> None:
        domain = hosts.plain_domain(self.get_option("domain"))
        left_out = []
        for name, context in contexts_of(file).items():
            if not any(fnmatch.fnmatchcase(name, pattern) for pattern in self.get_option("only")):
                continue
            hostname = _hostname(str(context.get("server") or ""))
            if _is_tenant(hostname, domain):
                self._add_host(name, hostname, domain, file)
            else:
                left_out.append(name)
        if left_out:
            self.display.vv(f"{file}: left out, as servers that are not tenants of {domain}: {', '.join(left_out)}")
        current = _current(file)
        if current in self.inventory.hosts:
            self.inventory.add_host(current, group=self.inventory.add_group("current_context"))

    def _add_host(self, name: str, hostname: str, domain: str, file: Path) -> None:
        region = hosts.region_of(hostname, domain)
        self.inventory.add_host(name, group=self.inventory.add_group(self._sanitize_group_name(f"region_{region}")))
        variables = {
            "ansible_connection": "local",
            "qlik_hostname": hostname,
            "qlik_region": region,
            "qlik_domain": domain,
            NAME: name,
            FILE: str(file),
        }
        for variable, value in variables.items():
            self.inventory.set_variable(name, variable, value)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=strict)


def _is_tenant(hostname: str, domain: str) -> bool:
    return hostname.endswith(f".{domain}") and hosts.is_tenant_host(hostname, domain)


def _content(path: Path) -> dict[str, t.Any]:
    """Return the content of a file. An unreadable one is reported when its contexts are needed."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return content if isinstance(content, dict) else {}


def _names_a_plugin(path: Path) -> bool:
    return "plugin" in _content(path)


def _current(file: Path) -> str:
    return str(_content(file).get("current-context") or "")


def _hostname(server: str) -> str:
    return (urlsplit(server if "://" in server else f"https://{server}").hostname or "").lower()
