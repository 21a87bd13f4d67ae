# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create a tenant at most once, even if the run is killed at any point, and rename it.

A creation cannot be distinguished from a second attempt, and each tenant uses an entitlement. The intent is therefore
written to the ledger before the request, and id and hostname after it.
"""

from __future__ import annotations

import time
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.claims import require_unclaimed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.spelling import camel
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants import activation
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.confirmation import require_typed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.known import Known

_READY_SECONDS = 300.0


class Lifecycle(Known):
    """One tenant of the fleet."""

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
        if self.entry.get("state") == "deactivated" and not self.task.params["reactivate"]:
            raise errors.ConfigurationError(
                f"{self.name}: the tenant is deactivated{activation.until(self.entry)}. Reactivate it with the "
                "playbook qlikfleet.cloud.reactivate, or remove it from the fleet file. Another one is not created."
            )
        return self._active()

    def deactivated(self) -> Object:
        self._require_known()
        hostname, days = self.entry["hostname"], self.task.params["purge_after_days"]
        if self.entry.get("state") == "deactivated":
            return self._result(self.entry)
        require_typed(
            self.task.params.get("confirm_alias"),
            (hostname, self.alias, str(self.entry.get("alias", ""))),
            f"{self.name}: deactivation makes the tenant unusable and deletes it later.",
        )
        activation.require_days(days, self.name)
        if activation.is_deactivated(self._client(hostname), self.entry):
            self._record(state="deactivated")  # by somebody else, or by a run that was stopped before it recorded it
            return self._result(self.entry)
        self.changes.append(f"deactivate tenant {hostname}")
        expected = self._deactivate(days)
        return self._result({**self.entry, "purge_date": expected})

    def _deactivate(self, days: int) -> str:
        """Return when Qlik deletes the tenant. The ledger expects a date before the request, and then has Qlik's."""
        expected = activation.purge_date(days)
        if self.task.check_mode:
            return expected
        register = self._register("deactivate")
        self._record(purge_date=expected)
        try:
            answer = activation.act(register, self.entry, "deactivate", {"purgeAfterDays": days})
        except errors.ApiError as error:
            if error.status < 500:
                self._record(purge_date=None)  # a definite refusal
            raise
        self._record(state="deactivated", purge_date=answer.get("estimatedPurgeDate") or expected)
        return str(self.entry["purge_date"])

    def reactivated(self) -> Object:
        """Reactivate a known tenant; never create one."""
        self._require_known()
        return self._active()

    def _active(self) -> Object:
        if self.entry.get("state") == "deactivated":
            self._reactivate()
            if self.task.check_mode and self.changes:
                return self._result(self.entry)
        return self._result(self._named())

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
        activation.require_same(client, self.entry, found)
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
        """Wait for a tenant that this run made or reactivated, since Qlik does not document how soon it answers."""
        deadline = time.monotonic() + _READY_SECONDS
        pause = 0.5
        while True:
            try:
                return t.cast(Object, client.get("/api/v1/tenants/me"))
            except (errors.UnknownHostname, errors.TenantDeactivated):
                if time.monotonic() + pause > deadline or not self.changes:
                    raise
                time.sleep(pause)
                pause = min(pause * 2, 15)

    def _reactivate(self) -> None:
        """Reactivate, unless the tenant answers: a run that was stopped did it and could not record it."""
        if activation.is_deactivated(self._client(self.entry["hostname"]), self.entry):
            self.changes.append(f"reactivate tenant {self.entry['hostname']}")
            if self.task.check_mode:
                return
            activation.act(self._register("reactivate"), self.entry, "reactivate", None)
        self._record(state="active", purge_date=None)

    def _result(self, entry: Object) -> Object:
        text = "".join(f"{change}\n" for change in self.changes)
        return {"changed": bool(self.changes), "tenant": dict(entry), "diff": {"before": "", "after": text}}
