# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a region client, by playbooks, on a simulated Qlik Cloud: made, used, recreated, and cleaned up after.

What the Service Account Owner does by hand in My Qlik, the simulator's control does here.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import typing as t
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stage import ROOT, Simulator, Stage, require

REGION = "eu"
# Which field says whose an object is, by collection.
OWNERS = {
    **dict.fromkeys(("spaces", "data-files", "data-alerts", "report-templates", "report-filters"), "ownerId"),
    **dict.fromkeys(("automations", "automation-connections", "webhooks", "glossaries"), "ownerId"),
    **dict.fromkeys(("assistants", "knowledgebases", "data-products", "semantic-types"), "ownerId"),
    **dict.fromkeys(("data-stores", "data-assets", "data-sets"), "ownerId"),
    **dict.fromkeys(("apps", "experiments", "deployments", "batch-predictions"), "attributes.ownerId"),
    **dict.fromkeys(("themes", "extensions"), "userId"),
    "assignments": "assigneeId",
    "data-connections": "user",
    "sharing-tasks": "owner",
    "odag-links": "owner.id",
    "tasks": "metadata.ownerId",
    "collections": "creatorId",
    "api-keys": "sub",
}


class Story(Stage):
    """The owner of the subscription, and what must be true."""

    def __init__(self, simulator: t.Any, fleet: Path) -> None:
        super().__init__(simulator, fleet)
        for name in ("content.yml", "template.txt"):
            shutil.copy(ROOT / "examples/story" / name, fleet)
        self._private("password", "of the vault")
        self.environment["ANSIBLE_VAULT_PASSWORD_FILE"] = str(fleet / "password")
        # What is stored is used, and nothing else: no client is in the environment.
        for name in [name for name in self.environment if name.endswith(("_CLIENT_ID", "_CLIENT_SECRET"))]:
            del self.environment[name]
        for region in simulator.ready["regions"]:
            simulator.delete_region_client(region)

    def _private(self, name: str, text: str) -> str:
        path = self.fleet / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        return name

    def make_client(self, region: str) -> str:
        """In My Qlik: what is shown once is in a file, as a survey would give it. The id is returned."""
        made = self.simulator.create_region_client(region)
        given = {"region_client_id": made["client_id"], "region_client_secret": made["client_secret"]}
        self._private(f"given-{region}.json", json.dumps(given))
        print(f"    My Qlik: a client for {region} was made, {made['client_id']}")
        return str(made["client_id"])

    def onboard_region(self, region: str, title: str) -> str:
        return self.step(
            title,
            "qlikfleet.cloud.onboard_region",
            "-e",
            f"region={region}",
            "-e",
            f"@given-{region}.json",
            only='^ +"(The client .* works|Refused|Stored|It replaces)',
        )

    def tenants(self, *regions: str) -> list[dict[str, t.Any]]:
        return [each for each in self.simulator.state()["tenants"].values() if each["region"] in regions]

    def untouched(self) -> str:
        """Everything in the tenants of the other regions."""
        others = set(self.simulator.ready["regions"]) - {REGION}
        full = [
            {**each, "collections": {name: value for name, value in each["collections"].items() if value}}
            for each in self.tenants(*others)
        ]
        return json.dumps(full, sort_keys=True)


def owned(tenant: dict[str, t.Any], user: str) -> list[str]:
    """The objects of a tenant that are this user's, as the state of the simulator has them."""
    found = []
    for collection, things in tenant["collections"].items():
        path = OWNERS.get(collection.rsplit("/", maxsplit=1)[-1], "")
        for thing in things.values() if path else ():
            owner: t.Any = thing
            for field in path.split("."):
                owner = (owner or {}).get(field)
            if owner == user:
                found.append(f"{collection}: {thing.get('name') or thing['id']}")
    return found


def bot_of(tenant: dict[str, t.Any], client_id: str) -> dict[str, t.Any]:
    users = tenant["collections"]["users"].values()
    return next((user for user in users if user["subject"] == f"qlikbot\\{client_id}"), {})


def tell(story: Story) -> None:
    """Each chapter, and what must be true after it."""
    regions = list(story.simulator.ready["regions"])
    clients = {}
    for region in regions:
        clients[region] = story.make_client(region)
        story.onboard_region(region, f"The client of {region} is proven and stored")
    story.step("15 tenants are created", "qlikfleet.cloud.onboard", only="failed=")
    story.step(
        "The bot of one region makes content of every type", "content.yml", "--limit", "region_eu", only="failed="
    )
    before = story.untouched()

    print("\n=== The client of the region is deleted in My Qlik, and made anew")
    story.simulator.delete_region_client(REGION)
    old, new = clients[REGION], story.make_client(REGION)
    said = story.onboard_region(REGION, "The new client is proven and stored")
    require(f"It replaces {old}" in said, "the client that was replaced is named")
    tenants = story.tenants(REGION)
    require(all(bot_of(each, old) and bot_of(each, new) for each in tenants), "each tenant has both bots")

    report = ("-e", "bots_report=reports")
    said = story.step("The report finds what is left over", "qlikfleet.cloud.bots", *report, status=2, only=r"ERROR")
    require(said.count("is left over and owns 26 objects") == 2 * len(tenants), "the orphan of each tenant was found")
    found = json.loads((story.fleet / "reports/bots.json").read_text(encoding="utf-8"))
    orphans = [bot for tenant in found["tenants"] for bot in tenant["bots"] if bot["kind"] == "orphaned"]
    require(len(orphans) == len(tenants) == 5, "there are five orphans")

    give = ("-e", "bots_hand_over=true", "-e", "bots_automations=true")
    story.step("What they own is handed over", "qlikfleet.cloud.bots", *give, *report, only="failed=")
    found = json.loads((story.fleet / "reports/bots.json").read_text(encoding="utf-8"))
    left = {
        bot["client_id"]: bot["content"] for tenant in found["tenants"] for bot in tenant["bots"] if "content" in bot
    }
    for tenant in story.tenants(REGION):
        still = owned(tenant, bot_of(tenant, old)["id"])
        require(len(still) == len(left[old]), f"what is left is what the report says: {still}")
        tasks = tenant["collections"]["tasks"].values()
        require(all(task["enabled"] for task in tasks), "scheduled tasks are on")
        require(
            {task["metadata"]["ownerId"] for task in tasks} == {bot_of(tenant, new)["id"]}, "tasks are the new bot's"
        )
    print(
        "    Left with the old bots, since Qlik has no new owner for it: "
        + ", ".join(sorted({each["type"] for each in left[old]}))
    )

    remove = ("-e", '{"bots_remove": "absent", "bots_grace_days": 0}')
    story.step("A bot that still owns something stays", "qlikfleet.cloud.bots", *remove, status=2, only="still owns")
    require(all(bot_of(each, old)["status"] == "active" for each in story.tenants(REGION)), "nothing was removed")
    typed = json.dumps({"bots_delete_content": True, "bots_confirm_aliases": [f"{name}-eu" for name in NAMES]})
    story.step(
        "Removed, by somebody who types the aliases", "qlikfleet.cloud.bots", *remove, "-e", typed, only="failed="
    )
    require(not any(bot_of(each, old) for each in story.tenants(REGION)), "the old bots are gone")
    story.step("Nothing is left to do", "qlikfleet.cloud.bots", *report, only="failed=")
    require(story.untouched() == before, "the other regions are as they were, byte for byte")


NAMES = ("acme", "birch", "cedar", "delta", "ember")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qlikfleet-story-") as folder, Simulator() as simulator:
        story = Story(simulator, Path(folder) / "fleet")
        tell(story)
        if len(sys.argv) > 1:
            shutil.copytree(story.fleet / "reports", sys.argv[1], dirs_exist_ok=True)
        story.report()


if __name__ == "__main__":
    main()
