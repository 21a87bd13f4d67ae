# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find the tenant of a host: in the ledger, in the organization's list or at its alias, and never by a guess.

A creation whose answer was lost is decided by the organization's list or by the operator.
"""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.claims import require_unclaimed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import Entry
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants import search
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.organization import OrganizationTenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.task import Task


class Known:
    """A tenant of the fleet, as far as it is known."""

    def __init__(self, task: Task, ledger: Ledger, name: str) -> None:
        self.task, self.ledger, self.name = task, ledger, name
        self.region = task.region()
        alias = task.option("alias")
        self.alias = hosts.alias_hostname(str(alias), self.region, task.domain) if alias else ""
        self.entry: Entry = ledger.read(name)
        if self.entry.get("hostname"):
            task.require_region(self.entry["hostname"])
        self.changes: list[str] = []

    def _require_known(self) -> None:
        require_unclaimed(self.ledger, [self.alias, str(self.task.params.get("adopt") or "")], self.name)
        if not self.entry.get("id"):
            self._adopt_existing()
        if not self.entry.get("id"):
            raise errors.ConfigurationError(
                f"{self.name}: the ledger does not know this tenant. Name it with adopt=<its hostname>."
            )

    def _settle_intent(self) -> None:
        """Settle a creation without a known answer, with the organization's list or the operator's decision."""
        params = self.task.params
        if not self.entry.get("intent") or params.get("adopt"):
            return
        if params.get("abandon"):
            self._record(intent=None, alias=None)
            return
        with self.ledger.claiming():
            listed = search.listed(self.task)
            if listed is None:
                raise self._undecided(
                    "Look in My Qlik for a tenant of that time: if there is one, run again with adopt=<its hostname>; "
                    "if there is none, run again with abandon=true. With an organization client it looks by itself."
                )
            self._adopt_what_was_made(listed)

    def _adopt_what_was_made(self, listed: list[OrganizationTenant]) -> None:
        """Adopt one of the new tenants. If there are as many as lost answers, any will do: none has a name or alias.

        An empty list proves nothing: Qlik does not document how soon it has a new tenant.
        """
        known = self.ledger.entries()
        lost = sum("intent" in each and "id" not in each and each.get("region") == self.region for each in known)
        claimed = {str(each["id"]) for each in known if "id" in each}
        nameless = search.nameless(listed, self.region, claimed)
        made = [each for each in search.since(nameless, self.entry["intent"]) if self._is_ours(each.hostname)]
        named = search.named(listed, self.alias)
        if not named and not made:
            others = _told(nameless) or "none"
            raise self._undecided(
                "The organization's list has no tenant that this creation can have made. If it was begun a moment ago, "
                f"run again. If it stays so, run again with abandon=true. Older tenants without alias: {others}."
            )
        if not named and len(made) > lost:
            raise self._undecided(
                f"The organization's list has {_told(made)}: run again with adopt=<the hostname of the right one>, or "
                "with abandon=true if it is none of them."
            )
        self._adopt_listed(named or made[0])

    def _undecided(self, advice: str) -> errors.ConfigurationError:
        return errors.ConfigurationError(
            f"{self.name}: a creation in region {self.region} was begun at {self.entry['intent']} and its answer was "
            f"lost, so a tenant may exist that the ledger does not know. {advice}",
            intent=self.entry["intent"],
        )

    def _is_ours(self, host: str) -> bool:
        """Return whether our client works there. Otherwise a client of another subscription created the tenant."""
        try:
            self._client(host).authenticate()
        except errors.AuthenticationError:
            return False
        return True

    def _adopt_existing(self) -> None:
        """Look for a tenant that the ledger does not know before creating one."""
        adopt = self.task.params.get("adopt")
        look = self.task.params["look_first"] and self.alias
        wanted = str(adopt or (self.alias if look else ""))
        if not wanted:
            return
        listed = search.listed(self.task)
        found = search.named(listed or [], wanted)
        if found:
            self._adopt_listed(found)
        elif listed is None or not adopt:
            # How soon the list has a new tenant is not documented, and it may be of another subscription.
            self._adopt_at(wanted, must_exist=bool(adopt))
        else:
            raise errors.ConfigurationError(f"{self.name}: the organization's list has no tenant {wanted}.")

    def _adopt_listed(self, found: OrganizationTenant) -> None:
        """Adopt a tenant of the list. A deactivated one does not answer, but the list has the required data."""
        require_unclaimed(self.ledger, [found.id, *found.hostnames], self.name)
        if found.status == "active":
            self._adopt_at(found.hostname, must_exist=True)
        else:
            self._record(
                id=found.id, hostname=found.hostname, state="deactivated", intent=None, alias=self.alias or None
            )

    def _adopt_at(self, host: str, *, must_exist: bool) -> None:
        try:
            found = self._client(host).get("/api/v1/tenants/me")
        except errors.UnknownHostname:
            if must_exist:
                raise
            return
        except errors.TenantDeactivated as error:
            raise errors.ConfigurationError(
                f"{self.name}: the tenant at {host} is deactivated, and the ledger does not know its id. Reactivate "
                "it in My Qlik, restore its ledger entry, or give an organization client, which returns the id.",
                **error.failure,
            ) from None
        except errors.AuthenticationError as error:
            raise errors.ConfigurationError(
                f"{self.name}: {host} already exists and this client has no access to it: the alias is taken. "
                f"Choose another alias. {error.message}",
                **error.failure,
            ) from None
        require_unclaimed(self.ledger, [found["id"], *found["hostnames"]], self.name)
        # The result reports it; only a run that may write records it in the ledger.
        self._record(
            id=found["id"], hostname=found["hostnames"][0], state="active", intent=None, alias=self.alias or None
        )

    def _client(self, host: str) -> Client:
        """Return the tenant's own client if it is wanted and exists. A new tenant has none yet."""
        own = self.task.option("client") == "tenant" and self.task.option("tenant_client_id", self.region)
        return self.task.client(host, of_tenant=bool(own))

    def _record(self, **facts: t.Any) -> None:
        merged = {**self.entry, **facts}
        self.entry = {name: value for name, value in merged.items() if value is not None}
        if not self.task.check_mode:
            self.ledger.write(self.name, self.entry)


def _told(tenants: list[OrganizationTenant]) -> str:
    return ", ".join(f"{each.hostname} (of {each.created:%Y-%m-%d %H:%M} UTC)" for each in tenants)
