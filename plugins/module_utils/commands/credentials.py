# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials for a host: a region client, a tenant client or an API key."""

from __future__ import annotations

import os
import re

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import Options
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import region_clients

_NAME_OF_A_CLIENT = re.compile(r"QLIK_CLOUD_[A-Z0-9_]+_CLIENT_ID")
# The id is correct, so the secret is the cause.
_REFRESHED = (
    "The ledger knows this client as that of region {region}, so its secret is not the present one: somebody "
    "refreshed it in My Qlik, or mistyped it. Run qlikfleet.cloud.refresh_region_client with the new secret. It may "
    "also be that the client was deleted, or that its bot user is disabled."
)


def credentials_for(options: Options, host: str, region: str, *, in_tenant: bool, of_tenant: bool) -> Credentials:
    """Return the credentials for a host: in a tenant its own client or an API key, if the options select it."""
    if in_tenant and not of_tenant and options.option("api_key"):
        return Credentials("", "", str(options.option("api_key")))
    given = {
        name: options.option(f"tenant_{name}" if of_tenant else name, region) for name in ("client_id", "client_secret")
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
                f"{options.environment_names(name, region)[0]} in the environment.{or_key if in_tenant else ''}"
            )
    if of_tenant:
        return Credentials(**given)
    known = region_clients.regions_of(options.ledger_place(), given["client_id"])
    _require_not_foreign(known, given["client_id"], host, region)
    return Credentials(**given, refusal=_REFRESHED.format(region=region) if region in known else "")


def _require_not_foreign(known: set[str], client_id: str, host: str, region: str) -> None:
    """Refuse a client that belongs to another region, according to the environment or the ledger, before sending."""
    named = (name for name, value in os.environ.items() if value == client_id)
    owners = sorted(name for name in named if _NAME_OF_A_CLIENT.fullmatch(name))
    here = region in known or any(name.startswith(f"QLIK_CLOUD_{region.upper()}_") for name in owners)
    if (owners or known) and not here:
        whose = owners[0] if owners else f"region {sorted(known)[0]}, as the ledger knows"
        raise errors.ConfigurationError(
            f"{host}: the OAuth client {client_id} is the one of {whose}, and a region client works in its own "
            f"region only: give the client of region {region}.",
            tenant=host,
        )
