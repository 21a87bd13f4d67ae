# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment: its context, and a run of what its Python part would have."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import typing as t
from pathlib import Path

import pytest
import yaml

from tests.integration.fleets import ROOT
from tests.simulator_process import Simulator
from tests.tools.environments import BASE_PYTHON, Environment, install_with_pip, install_with_uv
from tests.tools.importer import settings

pytestmark = pytest.mark.newest_core

DEFINITION = ROOT / "examples/fleet/execution-environment.yml"
# What a container's user may not do, even if it is root there.
_WITHOUT = "-dac_override,-dac_read_search,-fowner"


def _builder(*arguments: str | Path) -> str:
    program = Path(sys.executable).with_name("ansible-builder")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _definition() -> dict[str, t.Any]:
    return t.cast("dict[str, t.Any]", yaml.safe_load(DEFINITION.read_text(encoding="utf-8")))


def _brought_along() -> list[str]:
    """What the collection itself asks for, as ansible-builder finds it."""
    text = _builder("introspect", ROOT / "build/collections")
    found = yaml.safe_load(text[text.index("---") :])
    return [line.split("#")[0].strip() for line in found["python"]]


def test_the_example_makes_a_context(tmp_path: Path) -> None:
    _builder("create", "-f", DEFINITION, "-c", tmp_path / "context", "--output-filename", "Containerfile")
    text = (tmp_path / "context/Containerfile").read_text(encoding="utf-8")
    assert _definition()["dependencies"]["ansible_core"]["package_pip"] in text
    collections = yaml.safe_load((tmp_path / "context/_build/requirements.yml").read_text(encoding="utf-8"))
    assert "qlikfleet.cloud" in [each["name"] for each in collections["collections"]]
    requirements = (tmp_path / "context/_build/requirements.txt").read_text(encoding="utf-8")
    assert re.search(r"^psycopg\[binary\]", requirements, re.MULTILINE)


def test_the_collection_brings_what_it_always_needs_and_no_more() -> None:
    assert [re.split(r"[<>=]", line)[0] for line in _brought_along()] == ["requests"]


def test_navigator_uses_that_image_and_passes_what_the_fleet_needs() -> None:
    settings_ = yaml.safe_load((DEFINITION.parent / "ansible-navigator.yml").read_text(encoding="utf-8"))
    container = settings_["ansible-navigator"]["execution-environment"]
    assert container["image"].partition(":")[0] in DEFINITION.read_text(encoding="utf-8")
    groups = {path.name for path in (DEFINITION.parent / "group_vars").iterdir()}
    regions = {name.removeprefix("region_").upper() for name in groups if name.startswith("region_")}
    passed = set(container["environment-variables"]["pass"])
    assert regions
    assert {f"QLIK_CLOUD_{region}_CLIENT_SECRET" for region in regions} <= passed


def _installed(folder: Path) -> Environment:
    """An environment with exactly what the image has, and the collection as it is published."""
    wanted = _definition()["dependencies"]
    requirements = [wanted["ansible_core"]["package_pip"], *wanted["python"], *_brought_along()]
    target = Environment(folder / "python", ())
    assert install_with_uv(target, BASE_PYTHON, [*requirements]) or install_with_pip(
        target, BASE_PYTHON, [*requirements]
    )
    galaxy, environment = target.python.with_name("ansible-galaxy"), settings()
    # Otherwise the checkout is the installed collection.
    environment["ANSIBLE_COLLECTIONS_PATH"] = str(folder / "collections")
    build = [galaxy, "collection", "build", ROOT, "--output-path", folder / "archive"]
    subprocess.run(build, env=environment, check=True, stdout=subprocess.DEVNULL)
    (archive,) = (folder / "archive").glob("*.tar.gz")
    install = [galaxy, "collection", "install", "--offline", archive, "-p", folder / "collections"]
    subprocess.run(install, env=environment, check=True, stdout=subprocess.DEVNULL)
    return target


@pytest.fixture
def folder() -> t.Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="execution-environment-"))
    yield made
    for path in (made, *made.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(made)


@pytest.mark.trust
def test_the_demo_passes_without_home_in_a_project_that_is_read_only(folder: Path) -> None:
    target = _installed(folder)
    demo = runpy.run_path(str(ROOT / "examples/demo/run.py"))
    with Simulator() as simulator:
        stage = demo["Demo"](simulator, folder / "project")
        for name in ("home", "runner", "ledger"):
            (folder / name).mkdir()
        stage.environment = {
            **{name: value for name, value in stage.environment.items() if name.startswith("QLIK_")},
            "ANSIBLE_COLLECTIONS_PATH": str(folder / "collections"),
            "ANSIBLE_HOME": str(folder / "runner"),
            "ANSIBLE_VAULT_PASSWORD_FILE": stage.environment["ANSIBLE_VAULT_PASSWORD_FILE"],
            "HOME": str(folder / "home"),
            "PATH": os.pathsep.join([str(target.python.parent), os.defpath]),
            "QLIK_CLOUD_LEDGER": str(folder / "ledger"),
        }
        # The fleet keeps new secrets beside its file.
        stage.options = ["-e", f"qlik_secrets_file={folder}/ledger/secrets/{{{{ inventory_hostname }}}}.yml"]
        for path in (folder / "home", folder / "project", *(folder / "project").rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        run = stage._run
        limited = ["setpriv", f"--bounding-set={_WITHOUT}", f"--inh-caps={_WITHOUT}"] if os.geteuid() == 0 else []
        stage._run = lambda command: run([*limited, str(target.python.with_name("ansible-playbook")), *command[1:]])
        denied = run([*limited, "touch", str(folder / "project/file")])
        assert denied.returncode, "the project is not read-only"
        demo["tell"](stage)
        assert len(simulator.state()["tenants"]) == 15
    assert len(list((folder / "ledger").glob("*.json"))) == len(list((folder / "ledger/secrets").iterdir())) == 15
    assert list((folder / "home").iterdir()) == []
    assert not (folder / "project/.qlik-ledger").exists()
