# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Targets: a run reaches the tenant of the host that Ansible prints, or none."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.claims import require_unclaimed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

Variables = t.Mapping[str, t.Any]


def is_tenant(variables: Variables) -> bool:
    """Tell whether a host of the inventory is a tenant."""
    return bool(variables.get("qlik_hostname") or variables.get("qlik_alias"))


def require_own(hostname: str, variables: Variables, entry: Object, ledger_place: str) -> None:
    """Refuse a hostname that is not the tenant of this host, regardless of where it was set.

    A host that is not a tenant, such as localhost, may name any, except one that another host has in the ledger.
    """
    host = str(variables.get("inventory_hostname") or "")
    listed = _listed(variables) or [variables.get("qlik_hostname")]
    own = {_plain(name) for name in (entry.get("hostname"), entry.get("alias"), *listed) if name}
    alias = variables.get("qlik_alias")
    if not own and alias:
        own = {_plain(_at_alias(str(alias), hostname))}
    if own and _plain(hostname) not in own:
        raise ConfigurationError(
            f"{host}: {hostname} is not the tenant of this host ({' or '.join(sorted(own))}). "
            "To work in another tenant, delegate the task to its host.",
            tenant=host,
        )
    if host and is_tenant(variables) and ledger_place and not entry:
        require_unclaimed(Ledger(ledger_place), [hostname], host)


def _at_alias(alias: str, hostname: str) -> str:
    """Return the hostname of an alias in the region and domain of another hostname, which are checked elsewhere."""
    return alias if "." in alias else f"{alias}.{hostname.partition('.')[2]}"


def _plain(hostname: t.Any) -> str:
    return str(hostname).lower().rstrip(".")


def _listed(variables: Variables) -> t.Sequence[t.Any]:
    """Return the hostnames of the host in the inventory. Facts do not change them."""
    listed = variables.get("qlik_hostnames")
    return listed if isinstance(listed, (list, tuple)) else []
