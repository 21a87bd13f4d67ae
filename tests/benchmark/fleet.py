# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fleet that is measured: 15 tenants in three regions, each with 60 objects of all kinds there are."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGIONS = ("us", "eu", "ap")
TENANTS_PER_REGION = 5
OBJECTS = 60

Blueprint = dict[str, list[dict[str, t.Any]]]


def names() -> dict[str, str]:
    """Host name of each tenant with its region."""
    return {f"bench-{number}-{region}": region for region in REGIONS for number in range(1, TENANTS_PER_REGION + 1)}


def blueprint() -> Blueprint:
    """What every tenant has; references go from users and groups to roles, and from spaces to groups and users."""
    content: Blueprint = {
        "tenant_settings": [{"preferred_start_page": "analytics-hub"}],
        "role": [
            {"name": f"Role {number}", "description": f"Custom role {number}", "assigned_scopes": ["user_default"]}
            for number in range(5)
        ],
        "group": [
            {"name": f"Group {number}", "provider_type": "custom", "assigned_roles": [f"Role {number % 5}"]}
            for number in range(10)
        ],
        "user": [
            {
                "subject": f"auth0|person-{number}",
                "name": f"Person {number}",
                "email": f"person-{number}@example.com",
                "assigned_roles": [f"Role {number % 5}"],
            }
            for number in range(15)
        ],
        "space": [_space(number) for number in range(10)],
        "web_integration": [
            {"name": f"Portal {number}", "valid_origins": [f"https://portal-{number}.example.com"]}
            for number in range(5)
        ],
        "content_security_policy": [
            {"origin": f"cdn-{number}.example.com", "name": f"Network {number}", "font_src": True, "img_src": True}
            for number in range(9)
        ],
        "oauth_client": [
            {
                "client_name": f"Export {number}",
                "app_type": "web",
                "allowed_grant_types": ["client_credentials"],
                "allowed_scopes": ["user_default"],
            }
            for number in range(5)
        ],
    }
    _require_complete(content)
    return content


def _space(number: int) -> dict[str, t.Any]:
    members = [
        {"type": "group", "name": f"Group {number}", "roles": ["consumer"]},
        {"type": "user", "name": f"auth0|person-{number}", "roles": ["consumer"]},
    ]
    return {"name": f"Space {number}", "type": "shared", "description": f"Shared space {number}", "members": members}


def _require_complete(content: Blueprint) -> None:
    """Refuse to measure less than the figures say."""
    count = sum(len(things) for things in content.values())
    if count != OBJECTS:
        raise SystemExit(f"benchmark: its blueprint has {count} objects, not {OBJECTS}")


def write(folder: Path) -> None:
    """The fleet as an operator has it: fleet file, blueprint, settings. JSON is YAML too."""
    regions: dict[str, t.Any] = {region: {"tenants": {}} for region in REGIONS}
    for name, region in names().items():
        regions[region]["tenants"][name] = {"name": f"Benchmark {name}"}
    dump(folder / "fleet.qlik.yml", {"plugin": "qlikfleet.cloud.fleet", "regions": regions})
    dump(
        folder / "group_vars/all/blueprint.yml",
        {"qlik_blueprint_fleet": blueprint(), "qlik_secrets_file": "new_secrets/{{ inventory_hostname }}.yml"},
    )
    write_settings(folder, len(names()))


def write_tenants(folder: Path, aliases: list[str], content: Blueprint, forks: int, **variables: t.Any) -> None:
    """A fleet of tenants in one region that have the same, and the file of a simulator that has these tenants."""
    tenants = {"us": {"tenants": dict.fromkeys(aliases)}}
    dump(folder / "fleet.qlik.yml", {"plugin": "qlikfleet.cloud.fleet", "regions": tenants})
    dump(folder / "group_vars/all/blueprint.yml", {"qlik_blueprint_fleet": content, **variables})
    write_settings(folder, forks)
    dump(folder / "cloud.json", {"regions": {"us": {"entitlement": len(aliases), "tenants": aliases}}})


def write_settings(folder: Path, forks: int) -> None:
    """Those that the documentation advises."""
    settings = f"[defaults]\ninventory = fleet.qlik.yml\nforks = {forks}\ninternal_poll_interval = 0.01\n"
    (folder / "ansible.cfg").write_text(settings, encoding="utf-8")


def write_play(folder: Path, name: str, tasks: list[dict[str, t.Any]]) -> str:
    """A play of its own on all tenants."""
    dump(folder / f"{name}.yml", [{"name": name, "hosts": "all", "gather_facts": False, "tasks": tasks}])
    return f"{name}.yml"


def dump(path: Path, content: t.Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
