# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the long series of tests and print a table of what they tried.

    python -m tests.tools.trust [arguments of pytest]

A test that kills runs prints a line for each one; pytest's report has these lines.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from tests.tools.checks import REPORTS, counted, variables
from tests.tools.environments import ROOT, environment, link_collection

_SECONDS = 40 * 60


def rows(report: Path) -> list[tuple[str, str, str]]:
    """What was tried, by which test, and how it ended."""
    found = []
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        ended = "failed" if case.find("failure") is not None or case.find("error") is not None else "held"
        tried = (case.findtext("system-out") or "").strip().splitlines() or [f"{float(case.get('time', 0)):.0f} s"]
        found += [(str(case.get("name")), line.strip(), ended) for line in tried]
    return found


def main() -> int:
    report = REPORTS / "trust.xml"
    REPORTS.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    home = environment("main")
    pytest = [str(home.python), "-m", "pytest", "--quiet", "--numprocesses", "auto", "-m", "trust"]
    kept = ["-o", "junit_logging=system-out", "-o", "junit_log_passing_tests=true", f"--junitxml={report}"]
    command = [*pytest, *kept, "tests/integration", *sys.argv[1:]]
    try:
        done = subprocess.run(command, cwd=ROOT, env=variables(home, link_collection()), check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        print(f"stopped after {_SECONDS // 60} minutes")
        return 1
    if not report.exists():
        return done.returncode or 1
    for name, tried, ended in rows(report):
        print(f"{ended:>6}  {tried}  ({name})")
    passed, failed, skipped = counted(report)
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return int(bool(failed) or done.returncode != 0)


if __name__ == "__main__":
    raise SystemExit(main())
