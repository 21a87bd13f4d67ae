# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create a tenant at most once, even if the run is killed at any point, and rename, deactivate and reactivate it.

A creation cannot be distinguished from a second attempt, and each tenant uses an entitlement. The intent is therefore
written to the ledger before the request, and id and hostname after it. Open cases are decided by the organization's
list or by the operator, and never guessed.
"""

from __future__ import annotations

import time
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.claims import require_unclaimed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.storage import Entry
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.spelling import camel
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants import search
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.confirmation import require_typed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.organization import OrganizationTenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.task import Task

_READY_SECONDS = 300.0


class Lifecycle:
    """One tenant of the fleet."""

    def __init__(self, task: Task, ledger: Ledger, name: str) -> None:
        self.task, self.ledger, self.name = task, ledger, name
        self.region = task.region()
        alias = task.option("alias")
        self.alias = hosts.alias_hostname(str(alias), self.region, task.domain) if alias else ""
        self.entry: Entry = ledger.read(name)
        if self.entry.get("hostname"):
            task.require_region(self.entry["hostname"])
        self.changes: list[str] = []

    def present(self) -> Object:
        require_unclaimed(self.ledger, [self.alias, str(self.task.params.get("adopt") or "")], self.name)
        if not self.entry.get("id"):
            self._settle_intent()
        if not self.entry.get("id"):
            self._adopt_existing()
        if not self.entry.get("id"):
            register = self._register("create")
            if self.task.check_mode:
                self._license_key()
                self._claim_for_this_run()
                self.changes.append(f"create tenant {self.name} in region {self.region}")
                return self._result({"alias": self.alias, "region": self.region})
            self._create(register)
        if self.entry.get("state") == "deactivated":
            self._reactivate()
            if self.task.check_mode:
                return self._result(self.entry)
        return self._result(self._named())

    def deactivated(self) -> Object:
        require_unclaimed(self.ledger, [self.alias, str(self.task.params.get("adopt") or "")], self.name)
        if not self.entry.get("id"):
            self._adopt_existing()
        if not self.entry.get("id"):
            raise errors.ConfigurationError(
                f"{self.name}: the ledger does not know this tenant. Name it with adopt=<its hostname>."
            )
        if self.entry.get("state") == "deactivated":
            return self._result(self.entry)
        hostname = self.entry["hostname"]
        require_typed(
            self.task.params.get("confirm_alias"),
            (hostname, self.alias, str(self.entry.get("alias", ""))),
            f"{self.name}: deactivation makes the tenant unusable and deletes it later.",
        )
        days = self.task.params["purge_after_days"]
        if not 10 <= days <= 90:
            raise errors.ConfigurationError(f"{self.name}: purge_after_days is {days}; Qlik takes 10 to 90.")
        self.changes.append(f"deactivate tenant {hostname}")
        if not self.task.check_mode:
            answer = self._act("deactivate", {"purgeAfterDays": days}) or {}
            self._record(state="deactivated", purge_date=answer.get("estimatedPurgeDate"))
        return self._result(self.entry)

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

    def _register(self, action: str) -> Client:
        """Return the host that creates, deactivates and reactivates, for the region client only."""
        try:
            return self.task.client(hosts.register_host(self.region, self.task.domain))
        except errors.ConfigurationError as error:
            raise errors.ConfigurationError(
                f"{self.name}: the region's client is needed to {action} this tenant; no client and no API key of a "
                f"tenant can. {error.message}",
                **error.failure,
            ) from None

    def _create(self, register: Client) -> None:
        register.authenticate()
        body = {"licenseKey": self._license_key()}
        if self.task.params.get("datacenter"):
            body["datacenter"] = self.task.params["datacenter"]
        with self.ledger.creating():
            self._claim()
            made = self._created(register, body)
            self._record_created(made["id"], made["hostnames"][0])
        self.changes.append(f"create tenant {self.name}: {made['hostnames'][0]}")

    def _record_created(self, identifier: str, hostname: str) -> None:
        try:
            self._record(id=identifier, hostname=hostname, state="active", intent=None)
        except errors.ConfigurationError as error:
            raise errors.ConfigurationError(
                f"{self.name}: tenant {hostname} ({identifier}) was created, and the ledger could not record it. Run "
                f"again with adopt={hostname}. {error.message}",
                **error.failure,
            ) from None

    def _claim(self) -> None:
        """Record the intent and the alias, so that no other host starts to create a tenant with the same alias."""
        with self.ledger.claiming_alias():
            require_unclaimed(self.ledger, [self.alias], self.name)
            self._record(
                intent=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), region=self.region, alias=self.alias or None
            )

    def _claim_for_this_run(self) -> None:
        """Claim an alias within this run. Check mode writes no ledger, but must not pass two hosts with one alias."""
        if self.alias and self.task.run_folder:
            claims = Ledger(Path(self.task.run_folder) / "claims")
            with claims.claiming_alias():
                require_unclaimed(claims, [self.alias], self.name)
                claims.write(self.name, {"alias": self.alias})

    def _created(self, register: Client, body: Object) -> Object:
        try:
            return t.cast(Object, register.request("POST", "/api/v1/tenants", json=body))
        except errors.ApiError as error:
            if error.status < 500:
                self._record(intent=None, alias=None)  # a definite refusal: nothing was created
            raise
        except errors.Unreachable as error:
            raise errors.Unreachable(
                f"{self.name}: the answer to its creation was lost, so a tenant may exist. The next run says how to "
                f"go on. {error.message}",
                **error.failure,
            ) from None

    def _license_key(self) -> str:
        given = self.task.option("license_key", self.region)
        if given:
            return str(given)
        source = self.task.option("source_tenant", self.region)
        if not source:
            raise errors.ConfigurationError(
                f"{self.name}: a creation needs license_key, or source_tenant to read it from."
            )
        return str(self.task.client(str(source), of_tenant=False).get("/api/v1/licenses/overview")["licenseKey"])

    def _named(self) -> Object:
        """Set name and alias, after waiting until a new tenant answers."""
        client = self._client(self.entry["hostname"])
        found = self._answering(client)
        if found["id"] != self.entry["id"]:
            raise errors.QlikError(
                f"{self.name}: {client.host} is tenant {found['id']}, the ledger says {self.entry['id']}."
            )
        patch = []
        name = self.task.option("name")
        if name and found["name"] != name:
            patch.append({"op": "replace", "path": "/name", "value": name})
        if self.alias and self.alias not in found["hostnames"]:
            if self.task.params["look_first"] and not self.changes:
                self._require_free()
            patch.append({"op": "replace", "path": "/hostnames/1", "value": self.alias})
        wanted = {name: value for name, value in (self.task.params.get("settings") or {}).items() if value is not None}
        patch += [
            {"op": "replace", "path": f"/{camel(name)}", "value": value}
            for name, value in wanted.items()
            if bool(found.get(camel(name))) is not value
        ]
        for operation in patch:
            self.changes.append(f"set {operation['path']} of {client.host} to {operation['value']}")
        if patch and not self.task.check_mode:
            client.request("PATCH", f"/api/v1/tenants/{found['id']}", json=patch)
        if self.alias and self.entry.get("alias") != self.alias:
            self._record(alias=self.alias)
        return self.entry

    def _require_free(self) -> None:
        """Refuse a new alias at which another tenant answers. Qlik would refuse it, and check mode would be wrong."""
        try:
            other = self._client(self.alias).get("/api/v1/tenants/me")["id"]
        except errors.UnknownHostname:
            return
        except (errors.AuthenticationError, errors.TenantDeactivated) as error:
            raise errors.ConfigurationError(
                f"{self.name}: {self.alias} already exists: the alias is taken. Choose another alias. {error.message}",
                **error.failure,
            ) from None
        raise errors.ConfigurationError(
            f"{self.name}: {self.alias} is the alias of tenant {other}. Choose another alias."
        )

    def _answering(self, client: Client) -> Object:
        """Retry an unknown hostname for a while, since Qlik does not document how soon a new tenant answers."""
        deadline = time.monotonic() + _READY_SECONDS
        pause = 0.5
        while True:
            try:
                return t.cast(Object, client.get("/api/v1/tenants/me"))
            except errors.UnknownHostname:
                if time.monotonic() + pause > deadline or not any(c.startswith("create") for c in self.changes):
                    raise
                time.sleep(pause)
                pause = min(pause * 2, 15)

    def _reactivate(self) -> None:
        self.changes.append(f"reactivate tenant {self.entry['hostname']}")
        if not self.task.check_mode:
            self._act("reactivate", None)
            self._record(state="active", purge_date=None)

    def _act(self, action: str, body: t.Any) -> t.Any:
        register = self._register(action)
        headers = {"qlik-confirm-hostname": self.entry["hostname"]}
        return register.request(
            "POST", f"/api/v1/tenants/{self.entry['id']}/actions/{action}", json=body, headers=headers
        )

    def _record(self, **facts: t.Any) -> None:
        merged = {**self.entry, **facts}
        self.entry = {name: value for name, value in merged.items() if value is not None}
        if not self.task.check_mode:
            self.ledger.write(self.name, self.entry)

    def _result(self, entry: Object) -> Object:
        text = "".join(f"{change}\n" for change in self.changes)
        return {"changed": bool(self.changes), "tenant": dict(entry), "diff": {"before": "", "after": text}}


def _told(tenants: list[OrganizationTenant]) -> str:
    return ", ".join(f"{each.hostname} (of {each.created:%Y-%m-%d %H:%M} UTC)" for each in tenants)
