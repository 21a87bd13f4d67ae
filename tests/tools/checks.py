# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the checks that must hold, by group, and say how many did.

    python -m tests.tools.checks lint quality sanity unit integration

Checks of text and code run side by side and are shown when they are done. Tests begin when a processor has nothing left
to check, and run with every supported ansible-core that the machine's Pythons can hold. The last line counts tests and
checks: ``N passed, N failed``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

from tests.tools.environments import (
    BASE_PYTHON,
    BUILD,
    ROOT,
    SUPPORTED,
    Environment,
    core_environment,
    ensure,
    environment,
    link_collection,
    newest_core,
)
from tests.tools.pythons import find
from tests.tools.tree import copy_collection

PLUGINS = "build/collections/ansible_collections/qlikfleet/cloud/plugins"
REPORTS = BUILD / "reports"
RELEASES = "changelogs/changelog.yaml"


@dataclass(frozen=True)
class Check:
    """A command that succeeds or fails as a whole."""

    name: str
    command: tuple[str, ...]
    environment: str = "main"
    in_copy: bool = False
    variables: tuple[tuple[str, str], ...] = ()


@dataclass
class Outcome:
    """How a check or a run of tests went."""

    name: str
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    output: str = field(default="", repr=False)

    @property
    def line(self) -> str:
        state = "FAILED" if self.failed else "ok"
        tests = f", {self.passed} passed, {self.failed} failed" if self.passed + self.failed > 1 else ""
        return f"{state:>6}  {self.name} ({self.seconds:.0f} s{tests})"


def present(*names: str) -> tuple[str, ...]:
    """Those of the files and folders that are there."""
    return tuple(name for name in names if (ROOT / name).exists())


def types() -> list[Check]:
    """Types of everything but the tests themselves. What is run as a command of its own finds its modules beside it."""
    commands = present("tests/simulator", "tests/simulator_process.py", "examples/stage.py", "examples/demo/run.py")
    beside = (("MYPYPATH", "tests/simulator:tests:examples:examples/story"),)
    return [
        Check("types of plugins and tools", ("mypy", PLUGINS, *present("tests/tools", "tests/benchmark"))),
        Check("types of simulator", ("mypy", "--cache-dir", "build/mypy-commands", *commands), variables=beside),
        Check("types of story", ("mypy", *present("examples/story/run.py")), variables=beside),
    ]


def lint() -> list[Check]:
    """Quick checks of the files as they are."""
    python = present("plugins", "extensions", "tests", "examples")
    found = (("PYTHONPATH", str(BUILD / "collections")),)
    shell = [str(path.relative_to(ROOT)) for path in (*ROOT.glob("tests/tools/*.sh"), *ROOT.glob("findings/*.sh"))]
    return [
        *types(),
        Check("generated files", ("python", "-m", "tests.tools.generate", "--check"), variables=found),
        Check("ruff", ("ruff", "check", "--quiet", *python)),
        Check("format", ("ruff", "format", "--check", "--quiet", *python)),
        Check("yamllint", ("yamllint", "--strict", ".")),
        Check("spelling", ("codespell",)),
        Check("shellcheck", ("shellcheck", ".ci/run", *shell)),
        Check("changelog", ("antsibull-changelog", "lint"), "quality"),
        Check("releases", ("antsibull-changelog", "lint-changelog-yaml", "--strict", RELEASES), "quality"),
    ]


def quality() -> list[Check]:
    """What Ansible's community asks of a collection."""
    references = ("--plugin-docs", "--validate-collection-refs", "self", "--disallow-unknown-collection-refs")
    return [
        Check("galaxy importer", ("python", "-m", "tests.tools.importer"), "importer"),
        Check("ansible-lint", ("ansible-lint", "-q", "--nocolor"), "quality", in_copy=True),
        Check("documentation", ("antsibull-docs", "lint-collection-docs", *references, "."), "quality", in_copy=True),
    ]


def sanity() -> list[Check]:
    """Everything that ansible-test finds."""
    return [Check("ansible-test sanity", ("python", "-m", "tests.tools.sanity"))]


CHECKS: dict[str, Callable[[], list[Check]]] = {"sanity": sanity, "quality": quality, "lint": lint}
TESTS = {
    "unit": "tests/unit",
    "kinds": "tests/integration/test_every_kind.py",
    "integration": "tests/integration",
}


def variables(home: Environment, collections: Path) -> dict[str, str]:
    """The environment of a check: its own tools first, nothing of the user's Ansible."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    return {
        **inherited,
        "PATH": os.pathsep.join([str(home.python.parent), os.environ.get("PATH", os.defpath)]),
        "ANSIBLE_COLLECTIONS_PATH": str(collections),
        "ANSIBLE_HOME": str(BUILD / "home" / ".ansible"),
        "NO_COLOR": "1",
    }


def run_check(check: Check) -> Outcome:
    """Run one check in its environment, which is made if need be."""
    began = time.monotonic()
    home = environment(check.environment)
    ensure(home)
    place, collections = ROOT, BUILD / "collections"
    if check.in_copy:
        place = copy_collection(check.name)
        collections = place.parents[2]
    program = str(home.python.parent / check.command[0])
    done = subprocess.run(
        [program, *check.command[1:]],
        cwd=place,
        env={**variables(home, collections), **dict(check.variables)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    failed = int(done.returncode != 0)
    return Outcome(check.name, time.monotonic() - began, 1 - failed, failed, output=done.stdout)


def shown(outcome: Outcome) -> Outcome:
    """Print how a check went, with its output if it failed."""
    if outcome.failed:
        print(outcome.output.rstrip())
    # A check says what it had to leave out.
    for note in re.findall(r"^Not on this machine.*$", outcome.output, re.MULTILINE):
        print(f"   note  {note}")
    print(outcome.line, flush=True)
    return outcome


def run_all(checks: list[Check], tests: Callable[[], list[Outcome]]) -> list[Outcome]:
    """Run checks side by side, each shown when it ends, and tests as soon as not all processors have a check."""
    processors = os.cpu_count() or 1
    with ThreadPoolExecutor(processors) as pool:
        ended = (shown(each.result()) for each in as_completed([pool.submit(run_check, check) for check in checks]))
        before = list(islice(ended, max(0, len(checks) - processors + 1)))
        tested = tests()
        return [*before, *ended, *tested]


def cores(wanted: str | None) -> list[tuple[str, Environment, str]]:
    """Each series of ansible-core to test with, its environment and Python; says which are left out."""
    newest = newest_core((sys.version_info.major, sys.version_info.minor))
    if wanted == "newest":
        return [(newest, environment("main"), BASE_PYTHON)]
    chosen = []
    for series, pythons in SUPPORTED.items():
        python = next(filter(None, map(find, pythons)), None)
        if series == newest:
            chosen.append((series, environment("main"), BASE_PYTHON))
        elif python:
            chosen.append((series, core_environment(series), python))
        else:
            needs = " or ".join(pythons)
            print(f"   note  ansible-core {series} is left out: it needs Python {needs}, which is not found here.")
    return chosen


def prepare(chosen: list[tuple[str, Environment, str]]) -> None:
    """Set up the environments of tests while checks run. A failure shows when the environment is needed."""
    for _series, home, python in chosen:
        ensure(home, python)


def counted(report: Path) -> tuple[int, int, int]:
    """Tests passed, failed and skipped according to pytest's report."""
    suites = ElementTree.parse(report).getroot().findall("testsuite")
    total, failed, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    return max(total - failed - skipped, 0), failed, skipped


def selected(series: str, home: Environment) -> list[str]:
    """What pytest is told to leave out: a series between the newest and the oldest is tested in short."""
    if home == environment("main"):
        return ["-m", "not trust"]
    marked = "not newest_core" if series == list(SUPPORTED)[-1] else "every_core and not newest_core"
    return ["-m", f"{marked} and not trust"]


def places(folders: list[str], arguments: list[str]) -> list[str]:
    """The folders with the tests, unless the arguments name tests themselves."""
    return [] if any(each.startswith("tests/") for each in arguments) else folders


def run_tests(series: str, home: Environment, python: str, folders: list[str], arguments: list[str]) -> Outcome:
    """Run tests with one ansible-core, shown as they run."""
    began = time.monotonic()
    ensure(home, python)
    report = REPORTS / f"ansible-core-{series}.xml"
    report.unlink(missing_ok=True)
    print(f"\nTests with ansible-core {series} on {python}", flush=True)
    side_by_side = ("--numprocesses", "auto", "--dist", "worksteal")
    command = [str(home.python), "-m", "pytest", "--quiet", *side_by_side, f"--junitxml={report}"]
    done = subprocess.run(
        [*command, *selected(series, home), *places(folders, arguments), *arguments],
        cwd=ROOT,
        env=variables(home, link_collection()),
        check=False,
    )
    passed, failed, skipped = counted(report) if report.exists() else (0, 0, 0)
    # A run that ends badly has failed, whatever it counted: no test found, an interrupt, a crash.
    failed = max(failed, int(done.returncode != 0))
    return Outcome(f"ansible-core {series}", time.monotonic() - began, passed, failed, skipped)


def summary(outcomes: list[Outcome]) -> int:
    """Print what there was, the count last; the result is the exit status."""
    failures = [outcome.line for outcome in outcomes if outcome.failed]
    print("\n" + "\n".join(outcome.line for outcome in outcomes))
    passed, failed, skipped = (
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("passed", "failed", "skipped")
    )
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return int(bool(failures) or not passed)


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the checks that must hold.")
    known = [*CHECKS, *TESTS]
    parser.add_argument("groups", nargs="+", choices=known, metavar="GROUP", help=", ".join(known))
    parser.add_argument("--core", choices=["newest", "all"], default="all", help="ansible-core to run tests with")
    arguments, for_pytest = parser.parse_known_args()
    REPORTS.mkdir(parents=True, exist_ok=True)
    link_collection()
    groups = arguments.groups
    folders = [folder for name, folder in TESTS.items() if name in groups and (ROOT / folder).exists()]

    chosen = cores(arguments.core) if folders else []
    Thread(target=prepare, args=(chosen,), daemon=True).start()

    def tests() -> list[Outcome]:
        return [run_tests(*core, folders, for_pytest) for core in chosen]

    checks = [check for name, those in CHECKS.items() if name in groups for check in those()]
    return summary(run_all(checks, tests))


if __name__ == "__main__":
    raise SystemExit(main())
