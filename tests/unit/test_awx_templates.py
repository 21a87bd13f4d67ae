# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The job templates of the role `awx` start what there is, with variables that are read."""

from __future__ import annotations

import re
import typing as t

import pytest
import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.registry import COMMANDS
from tests.guides import ROOT

VARS = yaml.safe_load((ROOT / "roles/awx/vars/main/templates.yml").read_text(encoding="utf-8"))
JOBS: list[dict[str, t.Any]] = VARS["awx__jobs"]
# Without a tenant of the fleet: it is run on the operator's machine.
NOT_A_JOB = {"awx_setup"}


def _survey(job: dict[str, t.Any]) -> list[dict[str, t.Any]]:
    """The questions of a template; some are named by variables that several use."""
    given = job.get("survey", [])
    if isinstance(given, list):
        return given
    questions = [VARS[name] for name in re.findall(r"awx__\w+", given)]
    return [each for question in questions for each in (question if isinstance(question, list) else [question])]


def _options(playbook: str) -> set[str]:
    """What a playbook reads: options of its roles and of its own, and those that every host may have."""
    text = (ROOT / f"playbooks/{playbook}.yml").read_text(encoding="utf-8")
    roles = set(re.findall(r"role: qlikfleet\.cloud\.(\w+)", text))
    files = [ROOT / f"roles/{role}/meta/argument_specs.yml" for role in (*roles, "client_store")]
    known = {name for file in files for name in yaml.safe_load(file.read_text())["argument_specs"]["main"]["options"]}
    known |= {f"qlik_{option}" for command in COMMANDS.values() for option in command.argument_spec}
    return known | set(re.findall(r"{{ (\w+) \| default", text))


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job["name"])
def test_a_template_sets_options_that_exist(job: dict[str, t.Any]) -> None:
    extra = job.get("extra_vars", {})
    extra = VARS[extra.strip("{} ")] if isinstance(extra, str) else extra
    variables = {*extra, *job.get("folder", {}), *(each["variable"] for each in _survey(job))}
    assert variables | {job.get("plan", "qlik_only")} <= _options(job["playbook"])


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job["name"])
def test_a_scheduled_template_needs_no_answer(job: dict[str, t.Any]) -> None:
    assert not ("schedule" in job and [each for each in _survey(job) if each.get("required")])


def test_secrets_are_asked_for_as_passwords() -> None:
    asked = [each for job in JOBS for each in _survey(job)]
    assert {each["variable"] for each in asked if "secret" in each["variable"]} == {"region_client_secret"}
    assert all(each.get("type") == "password" for each in asked if "secret" in each["variable"])


def test_every_playbook_has_a_template_and_a_file_in_the_example() -> None:
    playbooks = {path.stem for path in (ROOT / "playbooks").glob("*.yml")} - NOT_A_JOB
    assert {job["playbook"] for job in JOBS} == playbooks
    for name in playbooks:
        (play,) = yaml.safe_load((ROOT / f"examples/fleet/{name}.yml").read_text(encoding="utf-8"))
        assert play["ansible.builtin.import_playbook"] == f"qlikfleet.cloud.{name}"
