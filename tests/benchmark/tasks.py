# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one task costs on one tenant: `debug`, a module in the controller's worker, the same module shipped."""

from __future__ import annotations

import statistics
import typing as t
from pathlib import Path

from tests.benchmark import fleet
from tests.benchmark.run import COLLECTIONS, Runner

ROUNDS = 3
Task = dict[str, t.Any]

DEBUG: Task = {"ansible.builtin.debug": {"msg": "a task that does nothing"}}
MODULE: Task = {
    "qlikfleet.cloud.web_integration": {
        # Given in the task, since a shipped module does not see the variables of its host.
        "hostname": "{{ qlik_hostname }}",
        "name": "Portal 0",
        "valid_origins": ["https://portal-0.example.com"],
    }
}


def task_seconds(runner: Runner, name: str, task: Task, *, more: int = 8, collections: Path = COLLECTIONS) -> float:
    """Wall time of one more task on one tenant: a play of many against a play of one, which has all else too."""
    one = fleet.write_play(runner.folder, f"one_{name}", [task])
    many = fleet.write_play(runner.folder, f"many_{name}", [task] * (1 + more))
    differences = [
        runner.playbook(many, collections=collections).seconds - runner.playbook(one, collections=collections).seconds
        for _round in range(ROUNDS)
    ]
    return statistics.median(differences) / (more * len(fleet.names()))


def uri_seconds(runner: Runner, paths: dict[str, dict[str, list[str]]]) -> tuple[float, int]:
    """All objects of the fleet through `uri` tasks, from a sample of one object of each kind; and the sample's size."""
    collections = sorted(next(iter(paths.values())))
    by_host = {host: [found[name][0] for name in collections] for host, found in paths.items()}
    token = _token_task()
    reads = [_read_task(by_host, number) for number in range(len(collections))]
    first = runner.playbook(fleet.write_play(runner.folder, "uri_token", [token])).seconds
    both = runner.playbook(fleet.write_play(runner.folder, "uri_sample", [token, *reads])).seconds
    return first + (both - first) / len(reads) * fleet.OBJECTS, len(reads)


def _token_task() -> Task:
    prefix = "QLIK_CLOUD_' ~ (qlik_region | upper) ~ '_CLIENT_"
    return {
        "ansible.builtin.uri": {
            "url": "https://{{ qlik_hostname }}/oauth/token",
            "method": "POST",
            "body_format": "json",
            "body": {
                "client_id": "{{ lookup('ansible.builtin.env', '" + prefix + "ID') }}",
                "client_secret": "{{ lookup('ansible.builtin.env', '" + prefix + "SECRET') }}",
                "grant_type": "client_credentials",
            },
            "ca_path": "{{ lookup('ansible.builtin.env', 'QLIK_CLOUD_CA_PATH') }}",
        },
        "register": "token",
        "no_log": True,
    }


def _read_task(by_host: dict[str, list[str]], number: int) -> Task:
    return {
        "ansible.builtin.uri": {
            "url": "https://{{ qlik_hostname }}{{ paths[qlik_hostname] }}",
            "headers": {"Authorization": "Bearer {{ token.json.access_token }}"},
            "ca_path": "{{ lookup('ansible.builtin.env', 'QLIK_CLOUD_CA_PATH') }}",
        },
        "vars": {"paths": {host: paths[number] for host, paths in by_host.items()}},
        "no_log": True,
    }


def without_action_plugin(folder: Path) -> Path:
    """A place of the collection where nothing is routed to the action plugin, so that its modules are shipped."""
    collection = folder / "shipped/ansible_collections/qlikfleet/cloud"
    (collection / "meta").mkdir(parents=True)
    (collection / "meta/runtime.yml").write_text("---\nrequires_ansible: '>=2.19.0'\n", encoding="utf-8")
    (collection / "plugins").mkdir()
    for name in ("modules", "module_utils", "plugin_utils", "inventory", "doc_fragments", "filter"):
        (collection / "plugins" / name).symlink_to(fleet.ROOT / "plugins" / name)
    (collection / "galaxy.yml").symlink_to(fleet.ROOT / "galaxy.yml")
    return folder / "shipped"
