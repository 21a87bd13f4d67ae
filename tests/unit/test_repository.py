# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files around the collection agree with it: workflow, hooks, templates, versions, and what is published."""

from __future__ import annotations

import fnmatch
import re
import typing as t

import yaml

from tests.guides import ROOT
from tests.tools.environments import SUPPORTED
from tests.tools.tree import tracked_files

# Names in the first folder of a published archive; everything else there is for a checkout only.
PUBLISHED = {
    *(
        "ARCHITECTURE.md",
        "CHANGELOG.rst",
        "CODE_OF_CONDUCT.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "README.md",
        "SECURITY.md",
    ),
    *("changelogs", "docs", "examples", "extensions", "galaxy.yml", "meta", "playbooks", "plugins", "roles"),
}


def _yaml(name: str) -> t.Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_commands_of_workflow_hooks_and_templates_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    files = [ROOT / ".pre-commit-config.yaml", *ROOT.glob(".github/**/*.yml"), *ROOT.glob(".github/*.md")]
    targets = {name for file in files for name in re.findall(r"\bmake ([a-z-]+)\b(?! with)", file.read_text())}
    assert {"test", "lint", "quick"} <= targets
    assert {name for name in targets if f"\n{name}:" not in makefile} == set()


def test_the_workflow_runs_every_series_of_ansible_core() -> None:
    pythons = _yaml(".github/workflows/test.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert all(set(pythons) & set(supported) for supported in SUPPORTED.values())
    assert all(any(python in supported for supported in SUPPORTED.values()) for python in pythons)


def test_the_oldest_ansible_core_is_the_same_everywhere() -> None:
    oldest = list(SUPPORTED)[-1]
    assert _yaml("meta/runtime.yml")["requires_ansible"] == f">={oldest}.0"
    for file in ROOT.glob("roles/*/meta/main.yml"):
        assert yaml.safe_load(file.read_text())["galaxy_info"]["min_ansible_version"] == oldest, file
    assert f"'ansible-core>={oldest}'" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_archive_has_what_is_published_and_nothing_else() -> None:
    ignored = _yaml("galaxy.yml")["build_ignore"]
    names = {path.parts[0] for path in tracked_files()}
    assert {name for name in names if not any(fnmatch.fnmatch(name, each) for each in ignored)} == PUBLISHED
