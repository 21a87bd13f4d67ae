# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the long series of tests and print a table of what they tried.

    python -m tests.tools.trust [arguments of pytest]

A test that kills runs prints a line for each one; pytest's report has these lines.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from tests.integration.processes import with_descendants
from tests.tools.checks import REPORTS, counted, variables
from tests.tools.environments import ROOT, environment, link_collection

_SECONDS = 40 * 60
# For pytest to write its report, when it was interrupted.
_GRACE = 60
# Of <linux/prctl.h>.
_SET_CHILD_SUBREAPER = 36


def rows(report: Path) -> list[tuple[str, str, str]]:
    """What was tried, by which test, and how it ended."""
    found = []
    # One that was interrupted has no name.
    for case in ElementTree.parse(report).getroot().iterfind(".//testcase[@name]"):
        ended = "failed" if case.find("failure") is not None or case.find("error") is not None else "held"
        # Without pytest's heading.
        lines = [
            line for line in (case.findtext("system-out") or "").splitlines() if line and not line.startswith("---")
        ]
        tried = lines or [f"{float(case.get('time', 0)):.0f} s"]
        found += [(str(case.get("name")), line.strip(), ended) for line in tried]
    return found


def adopt_orphans() -> None:
    """Become the parent of each process below this one whose own parent ends, so that it is found."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_descendants() -> None:
    """Kill what pytest has left, so that no playbook and no simulator outlives it."""
    while left := with_descendants(os.getpid())[1:]:
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0)


def run(command: list[str], seconds: float) -> tuple[int, bool]:
    """Run pytest; return its exit status and whether the time was over. It writes its report in each case."""
    adopt_orphans()
    process = subprocess.Popen(command, cwd=ROOT, env=variables(environment("main"), link_collection()))
    try:
        return process.wait(seconds), False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
        return 1, True
    finally:
        end_descendants()


def main() -> int:
    report = REPORTS / "trust.xml"
    REPORTS.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    python = str(environment("main").python)
    pytest = [python, "-m", "pytest", "--quiet", "--numprocesses", "auto", "--dist", "worksteal", "-m", "trust"]
    kept = ["-o", "junit_logging=system-out", "-o", "junit_log_passing_tests=true", f"--junitxml={report}"]
    status, stopped = run([*pytest, *kept, "tests/integration", *sys.argv[1:]], _SECONDS)
    if not report.exists():
        return status or 1
    for name, tried, ended in rows(report):
        print(f"{ended:>6}  {tried}  ({name})")
    passed, failed, skipped = counted(report)
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    if stopped:
        print(f"stopped after {_SECONDS // 60} minutes: the table has the tests that had ended by then")
    return int(bool(failed) or status != 0)


if __name__ == "__main__":
    raise SystemExit(main())
