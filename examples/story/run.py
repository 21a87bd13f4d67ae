# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Play the life of a region client on a simulated Qlik Cloud: it is created, used, recreated, and cleaned up after.

The simulator's control takes the steps that the Service Account Owner does by hand in My Qlik. If an argument is given,
it is the folder to copy the reports to.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
import sys
import tempfile
import typing as t
from collections import Counter
from pathlib import Path

sys.path.extend(str(folder) for folder in Path(__file__).resolve().parents[:2])

from stage import ERRORS, Simulator, Stage, require
from whose import Tenant, bot_of, owned

REGION = "eu"
ALIASES = [f"{name}-{REGION}" for name in ("acme", "birch", "cedar", "delta", "ember")]


class Story(Stage):
    """A stage with a subscription owner, who creates and deletes region clients in My Qlik."""

    def __init__(self, simulator: t.Any, fleet: Path) -> None:
        super().__init__(simulator, fleet)
        for name in ("content.yml", "template.txt"):
            shutil.copy(Path(__file__).with_name(name), fleet)
        self._private("password", "of the vault")
        self.environment["ANSIBLE_VAULT_PASSWORD_FILE"] = str(fleet / "password")
        # Remove the clients from the environment, so that only stored ones are used.
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
        """Create a client in My Qlik, write its secret to a file as a survey would give it, and return its id."""
        made = self.simulator.create_region_client(region)
        given = {"region_client_id": made["client_id"], "region_client_secret": made["client_secret"]}
        self._private(f"given-{region}.json", json.dumps(given))
        print(f"    My Qlik: created a client for {region}, {made['client_id']}")
        return str(made["client_id"])

    def onboard_region(self, region: str, title: str) -> str:
        said = '^ +"(?P<said>(?:The client .* works|Refused|Stored|It replaces).*?)"?,?$'
        given = ("-e", f"region={region}", "-e", f"@given-{region}.json")
        return self.step(title, "qlikfleet.cloud.onboard_region", *given, only=said)

    def bots(self, title: str, *arguments: str, status: int = 0) -> dict[str, t.Any]:
        """Run the bots playbook and return its report. Each run has its own report folder, numbered in order."""
        folder = f"reports/{len(self.table):02}"
        asked = ("-e", f"bots_report={folder}", "-e", "bots_private_content=true")
        self.step(title, "qlikfleet.cloud.bots", *asked, *arguments, status=status, only=ERRORS)
        found: dict[str, t.Any] = json.loads((self.fleet / folder / "bots.json").read_text(encoding="utf-8"))
        return found

    def tenants(self, *regions: str) -> list[Tenant]:
        return [each for each in self.simulator.state()["tenants"].values() if each["region"] in regions]

    def days_pass(self, days: int) -> None:
        """Move the times in the ledger back by this number of days."""
        print(f"\n=== {days} days pass")
        for path in (self.fleet / ".qlik-ledger/bots").glob("*.json"):
            journal = json.loads(path.read_text(encoding="utf-8"))
            for entry in journal.values():
                then = datetime.datetime.fromisoformat(entry["disabled"]) - datetime.timedelta(days=days)
                entry["disabled"] = then.strftime("%Y-%m-%dT%H:%M:%SZ")
            path.write_text(json.dumps(journal), encoding="utf-8")


def untouched(simulator: t.Any, fleet: Path) -> str:
    """Return everything in the tenants of the other regions, and all stored files about them."""
    state = simulator.state()
    full = [
        {**each, "collections": {name: value for name, value in each["collections"].items() if value}}
        for each in state["tenants"].values()
        if each["region"] != REGION
    ]
    others = "|".join(sorted(set(simulator.ready["regions"]) - {REGION}))
    files = {
        str(path): path.read_bytes().hex()
        for folder in ("group_vars", ".qlik-ledger")
        for path in sorted((fleet / folder).rglob("*"))
        if path.is_file() and re.search(rf"[-_/]({others})\b", str(path))
    }
    return json.dumps([full, files], sort_keys=True)


def orphans(report: dict[str, t.Any]) -> dict[str, dict[str, t.Any]]:
    """Return the left-over bots by the hostname of their tenant."""
    return {
        tenant["tenant"]["hostname"]: bot
        for tenant in report["tenants"]
        for bot in tenant["bots"]
        if bot["kind"] == "orphaned"
    }


def content_of(bot: dict[str, t.Any]) -> set[str]:
    return {each["id"] for each in bot["content"]}


def made_and_used(story: Story) -> dict[str, str]:
    """Create a client for each region, tenants, and content in one region. Return the client ids by region."""
    clients = {}
    for region in story.simulator.ready["regions"]:
        clients[region] = story.make_client(region)
        story.onboard_region(region, f"Prove and store the client of {region}")
    story.step("Create 15 tenants", "qlikfleet.cloud.onboard", only="")
    story.step(
        "Create content of every type as the bot of one region", "content.yml", "--limit", f"region_{REGION}", only=""
    )
    return clients


def made_anew(story: Story, old: str) -> str:
    """Recreate the client of the region. Its first use creates a second bot in each tenant."""
    print("\n=== The region client is deleted and recreated in My Qlik")
    story.simulator.delete_region_client(REGION)
    new = story.make_client(REGION)
    require(not any(bot_of(each, new) for each in story.tenants(REGION)), "the new client has no bot before it is used")
    said = story.onboard_region(REGION, "Prove and store the new client, which is its first use")
    require(f"It replaces {old}" in said, "the output names the replaced client")
    tenants = story.tenants(REGION)
    require(all(bot_of(each, old) and bot_of(each, new) for each in tenants), "each tenant has both bots")
    return new


def reported(story: Story, old: str) -> dict[str, dict[str, t.Any]]:
    """Return the five left-over bots with all their content."""
    left_over = orphans(story.bots("Report the left-over bots", status=2))
    tenants = story.tenants(REGION)
    require(len(left_over) == len(tenants) == len(ALIASES), "the report has the bot of each tenant")
    for tenant in tenants:
        own = owned(tenant, bot_of(tenant, old)["id"])
        require(content_of(left_over[tenant["hostnames"][0]]) == own, f"the report has all content of the bot: {own}")
    return left_over


def handed_over(story: Story, old: str, new: str, before: dict[str, dict[str, t.Any]]) -> dict[str, dict[str, t.Any]]:
    """Hand over all content that can be, and return the bots with the content that remains."""
    give = ("-e", "bots_hand_over=true", "-e", "bots_automations=true")
    left = orphans(story.bots("Hand over their content", *give))
    for tenant in story.tenants(REGION):
        host = tenant["hostnames"][0]
        remaining = owned(tenant, bot_of(tenant, old)["id"])
        require(content_of(left[host]) == remaining, "the report has the remaining content")
        fixed = {each["id"] for each in before[host]["content"] if each["advice"]}
        require(content_of(left[host]) == fixed, "only the content that was reported as fixed remains")
        gone = content_of(before[host]) - fixed
        own = owned(tenant, bot_of(tenant, new)["id"])
        memberships = {each["id"] for each in before[host]["content"] if each["type"] == "space_member"}
        require(gone - memberships <= own, f"the new bot owns the handed-over content: {gone - own}")
        tasks = tenant["collections"]["tasks"].values()
        require(all(task["enabled"] for task in tasks), "scheduled tasks are enabled")
        owners = {task["metadata"]["ownerId"] for task in tasks}
        require(owners == {bot_of(tenant, new)["id"]}, "scheduled tasks belong to the new bot")
    return left


def removed(story: Story, old: str) -> None:
    """Remove the old bots: refused while they own content, then disabled, then deleted after the grace period."""
    limit = ("--limit", f"region_{REGION}")
    away = ("-e", "bots_remove=absent")
    story.bots("Keep a bot that still owns something", *away, *limit, status=2)
    require(all(bot_of(each, old)["status"] == "active" for each in story.tenants(REGION)), "nothing was removed")
    typed = ("-e", json.dumps({"bots_delete_content": True, "bots_confirm_aliases": ALIASES}))
    story.bots("Disable the bots, with typed aliases", *away, *typed, *limit)
    bots = [bot_of(each, old) for each in story.tenants(REGION)]
    require(all(bot["status"] == "disabled" for bot in bots), "they are disabled")
    require(all(owned(each, bot_of(each, old)["id"]) for each in story.tenants(REGION)), "and nothing is deleted yet")
    story.days_pass(31)
    story.bots("Delete the bots with their remaining content", *away, *typed)
    for tenant, bot in zip(story.tenants(REGION), bots, strict=True):
        require(not bot_of(tenant, old) and not owned(tenant, bot["id"]), "the bots are gone and own nothing")


def tell(story: Story) -> None:
    """Play each chapter and check its outcome."""
    clients = made_and_used(story)
    old = clients[REGION]
    before = untouched(story.simulator, story.fleet)
    new = made_anew(story, old)
    found = reported(story, old)
    left = handed_over(story, old, new, found)
    removed(story, old)
    last = story.bots("Report again: nothing is left to do")
    require(not any(tenant["to_do"] for tenant in last["tenants"]), "the report lists nothing to do")
    require(untouched(story.simulator, story.fleet) == before, "the other regions are unchanged, byte for byte")
    story.report()
    what_became(found, left)


def what_became(found: dict[str, dict[str, t.Any]], left: dict[str, dict[str, t.Any]]) -> None:
    """Print the outcome for each content type, over all tenants of the region."""
    had, kept = (Counter(each["type"] for bot in bots.values() for each in bot["content"]) for bots in (found, left))
    advice = {each["type"]: each["advice"] for bot in left.values() for each in bot["content"]}
    print(f"\n{'content of the bots':24}{'objects':>8}{'given':>8}{'left':>8}  advice in the report")
    for name, number in sorted(had.items(), key=lambda each: (kept[each[0]], each[0])):
        print(
            f"{name:24}{number:>8}{number - kept[name] or '':>8}{kept[name] or '':>8}  {advice.get(name, '')}".rstrip()
        )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qlikfleet-story-") as folder, Simulator() as simulator:
        story = Story(simulator, Path(folder) / "fleet")
        tell(story)
        if len(sys.argv) > 1:
            shutil.copytree(story.fleet / "reports", sys.argv[1], dirs_exist_ok=True)


if __name__ == "__main__":
    main()
