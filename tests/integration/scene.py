# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant whose region client was made anew: bots of every kind, and content of every type that the old one left.

Made once and loaded for each test, so that a test costs its own requests only. Commands run in the test's process, with
real HTTP to the simulator, as they do in Ansible's worker.
"""

from __future__ import annotations

import copy
import json
import shutil
import typing as t
from pathlib import Path

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.api import API
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command, execute
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.region_client import REGION_CLIENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.tenant_client import TENANT_CLIENT
from examples.story.whose import owned
from tests.integration.fleets import ROOT, Fleet
from tests.simulator_process import Simulator

Object = dict[str, t.Any]
HOST = "acme-eu"
PEOPLE = {"anna": "a" * 24, "bert": "b" * 24}
# Clients with bots, that are not the region's: one that nobody knows, one of another region.
UNKNOWN, OTHER_REGION = "2" * 32, "3" * 32
# What no published operation makes: the index of items has it all the same.
ONLY_ITEMS = ("note", "page", "genericlink", "dataqualityrule", "qlikview")
MANUAL, MOVED = "Switched off by hand", "Switched off when its app moved"


class Scene:
    """One tenant, its bots, and commands on it."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator, self.folder = simulator, folder
        self._ledgers = 0
        self.fleet = Fleet(simulator, folder / "fleet")
        for name in ("content.yml", "template.txt"):
            shutil.copy(ROOT / "examples/story" / name, self.fleet.folder)
        self.ledger = self.fleet.folder / ".qlik-ledger"
        self.old = self._use(simulator.ready["regions"]["eu"])
        self.fleet.play("content.yml", limit=HOST)
        simulator.delete_region_client("eu")
        self.new = self._use(simulator.create_region_client("eu"))
        self.tenant_client = self._make_tenant_client()
        self._add_bots_and_people()
        self._add_content()

    def _use(self, client: Object) -> str:
        """A client of the region is proven, known to the ledger, and in the environment. Its id is returned."""
        self.credentials = {name: client[name] for name in ("client_id", "client_secret")}
        self.fleet.environment |= {f"QLIK_CLOUD_EU_{name.upper()}": value for name, value in self.credentials.items()}
        self.run(REGION_CLIENT, region="eu", tenants=[f"{HOST}.eu.qlikcloud.test"])
        return str(client["client_id"])

    def _make_tenant_client(self) -> str:
        """A client of the tenant that was used. Its id is returned."""
        made = self.run(TENANT_CLIENT, client_name="Nightly")
        self.run(API, path="/api/v1/users/me", client_id=made["client_id"], client_secret=made["client_secret"])
        return str(made["client_id"])

    @property
    def _collections(self) -> Object:
        (tenant,) = self._state["tenants"].values()
        return t.cast(Object, tenant["collections"])

    def _add_bots_and_people(self) -> None:
        users = self._collections["users"]
        some = copy.deepcopy(next(iter(users.values())))
        subjects = {number * 24: f"qlikbot\\{number * 32}" for number in "23"}
        for identifier, subject in subjects.items() | {value: name for name, value in PEOPLE.items()}.items():
            users[identifier] = {**some, "id": identifier, "subject": subject, "name": subject, "email": ""}
        (secret,) = self._collections["oauth-clients"][self.tenant_client]["clientSecrets"]
        secret["createdAt"] = "2020-01-01T00:00:00.000Z"
        (self.ledger / "region-clients/us.json").write_text(
            json.dumps({"region": "us", "client_id": OTHER_REGION, "since": "", "bots": {}, "earlier": []}), "utf-8"
        )
        space = next(each for each in self._collections["spaces"].values() if each["name"] == "Story")
        stranger = {**space, "id": "f" * 24, "name": "Of a stranger", "ownerId": "2" * 24}
        self._collections["spaces"]["f" * 24] = stranger

    def _add_content(self) -> None:
        own = self.bot(self.old)["id"]
        items = self._collections.setdefault("items", {})
        for number, name in enumerate(ONLY_ITEMS):
            items[f"{number}" * 24] = {
                **dict.fromkeys(("createdAt", "updatedAt", "resourceCreatedAt", "resourceUpdatedAt"), ""),
                **{field: [] for field in ("actions", "collectionIds")},
                **{field: {} for field in ("links", "resourceAttributes", "resourceCustomAttributes")},
                "meta": {"actions": [], "isFavorited": False, "tags": [], "collections": []},
                "id": f"{number}" * 24,
                "resourceId": f"item-{number}",
                "resourceType": name,
                "name": name,
                "ownerId": own,
                "spaceId": "f" * 24,
                "isFavorited": False,
                "tenantId": "",
            }
        apps = self._collections["apps"]
        (self.app,) = (app for app, each in apps.items() if each["attributes"]["name"] == "Sales")
        document = {**apps[self.app]["attributes"], "id": "document", "name": "Document", "_resourceType": "qvapp"}
        apps["document"] = {"attributes": document, "privileges": []}
        self._collections[f"apps/{self.app}/objects"] = {"sheet": {"id": "sheet", "ownerId": own}}
        tasks = self._collections["tasks"]
        task = next(each for each in tasks.values() if each["name"] == "Reload Sales")
        for name, code in ((MANUAL, "MANUALLY"), (MOVED, "OWNER-MOVED")):
            metadata = {**task["metadata"], "disabledCode": code}
            tasks[code] = {**task, "id": code, "name": name, "enabled": False, "metadata": metadata}

    def bot(self, client_id: str) -> Object:
        """The user of a client, as it is in the simulator now; empty where there is none."""
        users = self._collections["users"].values()
        return next((user for user in users if user["subject"] == f"qlikbot\\{client_id}"), {})

    def refresh(self) -> None:
        """From now on the state is what the simulator has."""
        self._state = self.simulator.state()

    def begin(self, ledger: Path) -> Scene:
        """As it was made, with a ledger of its own."""
        scene = copy.copy(self)
        scene._state = copy.deepcopy(self._state)
        scene.ledger = ledger
        shutil.copytree(self.ledger, ledger)
        self.simulator.load(self._state)
        self.simulator.faults([])
        self.simulator.conditions(index_lag=0)
        self.simulator.variations()
        self.simulator.reset_counts()
        return scene

    def change(self, changes: t.Callable[[Object], None]) -> None:
        """Something that happens in the tenant behind the collection's back."""
        self.refresh()
        changes(self._collections)
        self.simulator.load(self._state)

    def run(self, command: Command, *, check: bool = False, **options: t.Any) -> Object:
        """The result of a module. A fault may break what the contract says of answers, and nothing else may."""
        given = {
            "hostname": f"{HOST}.eu.qlikcloud.test",
            "domain": "qlikcloud.test",
            "proxy": self.simulator.proxy,
            "ca_path": self.simulator.ca,
            "ledger": str(self.ledger),
            **self.credentials,
            **options,
        }
        known = {name: value for name, value in given.items() if name in command.argument_spec}
        checked = ArgumentSpecValidator(command.argument_spec).validate(known)
        assert not checked.error_messages
        self.simulator.reset_counts()
        result = execute(command, Context(dict(checked.validated_parameters), check_mode=check))
        counts = self.simulator.counts()
        broken = [*counts["violations"], *counts["answer_violations"]]
        assert broken == [], broken
        self.refresh()
        return result

    @property
    def writes(self) -> int:
        return self.fleet.writes

    def owned(self, user: str) -> set[str]:
        """Ids of all that a user owns."""
        (tenant,) = self._state["tenants"].values()
        return owned(tenant, user)

    def collection(self, name: str) -> Object:
        return t.cast(Object, self._collections.get(name, {}))
