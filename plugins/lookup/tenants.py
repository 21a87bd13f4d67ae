# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts of a playbook, if the inventory was read completely."""

from __future__ import annotations

DOCUMENTATION = r"""
name: tenants
short_description: Hosts of a playbook, if the inventory was read completely
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Returns a host pattern, for C(hosts) of a play. Fails if a fleet file of the inventory could not be read, or
    if the inventory has no hosts.
  - Ansible itself warns about such an inventory, finds no hosts, and ends with exit status 0.
  - A play with such C(hosts) runs with any inventory, with or without a fleet file.
options:
  _terms:
    description: The host pattern. Defaults to V(all).
    type: list
    elements: str
seealso:
  - plugin: qlikfleet.cloud.fleet
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Converge, and fail if the fleet file is wrong
  hosts: "{{ lookup('qlikfleet.cloud.tenants') }}"
  gather_facts: false
  tasks:
    - name: Converge the tenant
      qlikfleet.cloud.blueprint:
"""

RETURN = r"""
_raw:
  description: The host pattern.
  type: list
  elements: str
"""

import typing as t
from pathlib import Path

from ansible import context, release
from ansible.errors import AnsibleError
from ansible.inventory.data import InventoryData
from ansible.plugins.loader import inventory_loader
from ansible.plugins.lookup import LookupBase

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils import fleet_files

_OLDEST = (2, 19)


class LookupModule(LookupBase):
    """Check the state that the inventory plugin recorded."""

    def run(self, terms: list[str], variables: dict[str, t.Any] | None = None, **_options: t.Any) -> list[str]:
        _require_version(release.__version__)
        known = variables or {}
        for path in _files(known.get("ansible_inventory_sources") or ()):
            if path not in fleet_files.READ:
                raise AnsibleError(fleet_files.REFUSED.get(path) or self._fault(path))
        groups = known.get("groups") or {}
        # A syntax check has no inventory.
        is_syntax_check = context.CLIARGS.get("syntax")
        if not (terms or groups.get("all") or known.get("ansible_limit") or is_syntax_check):
            raise AnsibleError("The inventory has no tenants. Name them in a fleet file, see qlikfleet.cloud.fleet.")
        return terms or ["all"]

    def _fault(self, path: str) -> str:
        """Return why no plugin has read a fleet file."""
        try:
            inventory_loader.get("qlikfleet.cloud.fleet").parse(InventoryData(), self._loader, path)
        except AnsibleError as error:
            return str(error)
        return (
            f"{path}: not read. Add qlikfleet.cloud.fleet to enable_plugins in the section [inventory] of ansible.cfg."
        )


def _require_version(version: str) -> None:
    if tuple(map(int, version.split(".")[:2])) < _OLDEST:
        raise AnsibleError(f"qlikfleet.cloud needs ansible-core 2.19 or later; this is {version}.")


def _files(sources: t.Iterable[str]) -> list[str]:
    """Return the fleet files among the inventory sources, and in source folders."""
    paths = [Path(source) for source in sources]
    found = [each for path in paths for each in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return [str(path) for path in found if path.name.endswith(fleet_files.ENDINGS)]
