# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module `tenant`: create, find or deactivate a tenant of the fleet."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.job import require_lasting_ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.target import is_tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.claims import left_out
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.lifecycle import Lifecycle

_STATES: dict[str, t.Callable[[Lifecycle], Object]] = {
    "present": Lifecycle.present,
    "deactivated": Lifecycle.deactivated,
    "reactivated": Lifecycle.reactivated,
}


def _run(context: Context) -> Object:
    require_lasting_ledger(context)
    name = str(context.params.get("inventory_name") or context.variables.get("inventory_hostname") or "")
    if not name:
        raise errors.ConfigurationError("No inventory name. Set inventory_name.")
    host = str(context.variables.get("inventory_hostname") or "")
    if host and name != host and is_tenant(context.variables):
        raise errors.ConfigurationError(f"{host}: inventory_name {name} is another host. Delegate the task to it.")
    ledger = Ledger(context.require_ledger())
    with ledger.locked(name):
        lifecycle = Lifecycle(context, ledger, name)
        result = _STATES[context.params["state"]](lifecycle)
    groups = context.variables.get("groups") or {}
    return {**result, "warnings": left_out(ledger, groups.get("all") or ())}


def _resolved(context: Context) -> Object:
    """Return options from host variables. The ledger is a folder on the machine of the task, so it must be given."""
    names = ("alias", "name", "license_key", "source_tenant", "ledger", *_ORGANIZATION)
    inventory_name = context.params.get("inventory_name") or context.variables.get("inventory_hostname")
    return {"inventory_name": inventory_name, **{name: context.option(name, context.region()) for name in names}}


_ORGANIZATION: Object = {
    "organization_client_id": {"type": "str"},
    "organization_client_secret": {"type": "str", "no_log": True},
    "subscription_id": {"type": "str"},
}
_SETTINGS = (
    "enable_app_opening_feedback",
    "auto_assign_create_shared_spaces_role_to_professionals",
    "auto_assign_private_analytics_content_creator_role_to_professionals",
    "auto_assign_data_services_contributor_role_to_professionals",
)

TENANT = Command(
    "tenant",
    {
        "name": {"type": "str"},
        "alias": {"type": "str"},
        "settings": {"type": "dict", "options": {name: {"type": "bool"} for name in _SETTINGS}},
        "ledger": {"type": "str"},
        "inventory_name": {"type": "str"},
        "license_key": {"type": "str", "no_log": True},
        "source_tenant": {"type": "str"},
        "datacenter": {"type": "str"},
        **_ORGANIZATION,
        "look_first": {"type": "bool", "default": True},
        "adopt": {"type": "str"},
        "abandon": {"type": "bool", "default": False},
        "state": {"type": "str", "choices": list(_STATES), "default": "present"},
        "reactivate": {"type": "bool", "default": True},
        "confirm_alias": {"type": "str"},
        "purge_after_days": {"type": "int", "default": 30},
    },
    _run,
    resolve=_resolved,
)
