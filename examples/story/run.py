# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a region client, by playbooks, on a simulated Qlik Cloud: made, used, recreated, and cleaned up after.

What the Service Account Owner does by hand in My Qlik, the simulator's control does here. A folder as argument gets the
reports.
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
    """The owner of the subscription, and what must be true."""

    def __init__(self, simulator: t.Any, fleet: Path) -> None:
        super().__init__(simulator, fleet)
        for name in ("content.yml", "template.txt"):
            shutil.copy(Path(__file__).with_name(name), fleet)
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
        said = '^ +"(?P<said>(?:The client .* works|Refused|Stored|It replaces).*?)"?,?$'
        given = ("-e", f"region={region}", "-e", f"@given-{region}.json")
        return self.step(title, "qlikfleet.cloud.onboard_region", *given, only=said)

    def bots(self, title: str, *arguments: str, status: int = 0) -> dict[str, t.Any]:
        """The report of a run of the playbook on bots. Each has a folder of its own, in the order of the story."""
        folder = f"reports/{len(self.table):02}"
        asked = ("-e", f"bots_report={folder}", "-e", "bots_private_content=true")
        self.step(title, "qlikfleet.cloud.bots", *asked, *arguments, status=status, only=ERRORS)
        found: dict[str, t.Any] = json.loads((self.fleet / folder / "bots.json").read_text(encoding="utf-8"))
        return found

    def tenants(self, *regions: str) -> list[Tenant]:
        return [each for each in self.simulator.state()["tenants"].values() if each["region"] in regions]

    def days_pass(self, days: int) -> None:
        """As many days later is what the ledger would say then."""
        print(f"\n=== {days} days pass")
        for path in (self.fleet / ".qlik-ledger/bots").glob("*.json"):
            journal = json.loads(path.read_text(encoding="utf-8"))
            for entry in journal.values():
                then = datetime.datetime.fromisoformat(entry["disabled"]) - datetime.timedelta(days=days)
                entry["disabled"] = then.strftime("%Y-%m-%dT%H:%M:%SZ")
            path.write_text(json.dumps(journal), encoding="utf-8")


def untouched(simulator: t.Any, fleet: Path) -> str:
    """Everything in the tenants of the other regions, and what is stored of them."""
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
    """The bots that are left over, by the hostname of their tenant."""
    return {
        tenant["tenant"]["hostname"]: bot
        for tenant in report["tenants"]
        for bot in tenant["bots"]
        if bot["kind"] == "orphaned"
    }


def content_of(bot: dict[str, t.Any]) -> set[str]:
    return {each["id"] for each in bot["content"]}


def made_and_used(story: Story) -> dict[str, str]:
    """A client for each region, tenants, and content in one region. The ids of the clients are returned."""
    clients = {}
    for region in story.simulator.ready["regions"]:
        clients[region] = story.make_client(region)
        story.onboard_region(region, f"The client of {region} is proven and stored")
    story.step("15 tenants are created", "qlikfleet.cloud.onboard", only="")
    story.step(
        "The bot of one region makes content of every type", "content.yml", "--limit", f"region_{REGION}", only=""
    )
    return clients


def made_anew(story: Story, old: str) -> str:
    """The client of the region is another one, and its first use makes the second bot in each tenant."""
    print("\n=== The client of the region is deleted in My Qlik, and made anew")
    story.simulator.delete_region_client(REGION)
    new = story.make_client(REGION)
    require(not any(bot_of(each, new) for each in story.tenants(REGION)), "the new client has no bot before it is used")
    said = story.onboard_region(REGION, "The new client is proven and stored, its first use")
    require(f"It replaces {old}" in said, "the client that was replaced is named")
    tenants = story.tenants(REGION)
    require(all(bot_of(each, old) and bot_of(each, new) for each in tenants), "each tenant has both bots")
    return new


def reported(story: Story, old: str) -> dict[str, dict[str, t.Any]]:
    """The five bots that are left over, with all that they own."""
    left_over = orphans(story.bots("The report finds what is left over", status=2))
    tenants = story.tenants(REGION)
    require(len(left_over) == len(tenants) == len(ALIASES), "the bot of each tenant was found")
    for tenant in tenants:
        own = owned(tenant, bot_of(tenant, old)["id"])
        require(content_of(left_over[tenant["hostnames"][0]]) == own, f"the report has all that it owns: {own}")
    return left_over


def handed_over(story: Story, old: str, new: str, before: dict[str, dict[str, t.Any]]) -> dict[str, dict[str, t.Any]]:
    """What can go has gone; what is left cannot, and the report says what to do about it."""
    give = ("-e", "bots_hand_over=true", "-e", "bots_automations=true")
    left = orphans(story.bots("What they own is handed over", *give))
    for tenant in story.tenants(REGION):
        host = tenant["hostnames"][0]
        require(content_of(left[host]) == owned(tenant, bot_of(tenant, old)["id"]), "what is left is what is told")
        fixed = {each["id"] for each in before[host]["content"] if each["advice"]}
        require(content_of(left[host]) == fixed, "what is left is what was told that it cannot go")
        gone = content_of(before[host]) - fixed
        own = owned(tenant, bot_of(tenant, new)["id"])
        memberships = {each["id"] for each in before[host]["content"] if each["type"] == "space_member"}
        require(gone - memberships <= own, f"the new bot has what was given: {gone - own}")
        tasks = tenant["collections"]["tasks"].values()
        require(all(task["enabled"] for task in tasks), "scheduled tasks are on")
        require({task["metadata"]["ownerId"] for task in tasks} == {bot_of(tenant, new)["id"]}, "and the new bot's")
    return left


def removed(story: Story, old: str) -> None:
    """Not as long as something is theirs; then disabled, and deleted when their grace has ended."""
    limit = ("--limit", f"region_{REGION}")
    away = ("-e", "bots_remove=absent")
    story.bots("A bot that still owns something stays", *away, *limit, status=2)
    require(all(bot_of(each, old)["status"] == "active" for each in story.tenants(REGION)), "nothing was removed")
    typed = ("-e", json.dumps({"bots_delete_content": True, "bots_confirm_aliases": ALIASES}))
    story.bots("Disabled, by somebody who types the aliases", *away, *typed, *limit)
    bots = [bot_of(each, old) for each in story.tenants(REGION)]
    require(all(bot["status"] == "disabled" for bot in bots), "they are disabled")
    require(all(owned(each, bot_of(each, old)["id"]) for each in story.tenants(REGION)), "and nothing is deleted yet")
    story.days_pass(31)
    story.bots("Deleted, with what nobody else can have", *away, *typed)
    for tenant, bot in zip(story.tenants(REGION), bots, strict=True):
        require(not bot_of(tenant, old) and not owned(tenant, bot["id"]), "they are gone, and nothing is theirs")


def tell(story: Story) -> None:
    """Each chapter, and what must be true after it."""
    clients = made_and_used(story)
    old = clients[REGION]
    before = untouched(story.simulator, story.fleet)
    new = made_anew(story, old)
    found = reported(story, old)
    left = handed_over(story, old, new, found)
    removed(story, old)
    last = story.bots("Nothing is left to do")
    require(not any(tenant["to_do"] for tenant in last["tenants"]), "the report says so")
    require(untouched(story.simulator, story.fleet) == before, "the other regions are as they were, byte for byte")
    story.report()
    what_became(found, left)


def what_became(found: dict[str, dict[str, t.Any]], left: dict[str, dict[str, t.Any]]) -> None:
    """Each type of content, in the tenants of the region together."""
    had, kept = (Counter(each["type"] for bot in bots.values() for each in bot["content"]) for bots in (found, left))
    advice = {each["type"]: each["advice"] for bot in left.values() for each in bot["content"]}
    print(f"\n{'what the bots had':24}{'objects':>8}{'given':>8}{'left':>8}  what the report says of it")
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
