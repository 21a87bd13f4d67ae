# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of long work. It is long because the simulator holds a request until the right thing was shown."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.integration import beginnings
from tests.integration.fleets import LIMIT, Fleet
from tests.screen import seen

AT_ONCE = {"QLIK_CLOUD_PROGRESS_AFTER": "0", "QLIK_CLOUD_PROGRESS_EVERY": "0.1", "ANSIBLE_NOCOLOR": "1"}
BAR = "━"
ANY_LINE = r"\d of \d tenants"
HELD = {"action": "hold", "method": "GET"}
FIRST_WRITE = {"action": "hold", "method": "POST", "path": "/api/v1/spaces"}


class Run:
    """A playbook, with its output in a pipe or on a terminal."""

    def __init__(self, fleet: Fleet, playbook: str, limit: str, *, terminal: bool = False, **environment: str) -> None:
        self._output, theirs = pty.openpty() if terminal else os.pipe()
        self.process = subprocess.Popen(
            [str(Path(sys.executable).with_name("ansible-playbook")), playbook, "--limit", limit],
            cwd=fleet.folder,
            env={**fleet.environment, **AT_ONCE, "TERM": "xterm", **environment},
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self.text = ""

    def until(self, pattern: str) -> None:
        """Reads on until what came matches."""
        deadline = time.monotonic() + 60
        while not re.search(pattern, self.text):
            assert select.select([self._output], [], [], deadline - time.monotonic())[0], self.text
            assert self._read(), f"{pattern} was not shown:\n{self.text}"

    def rest(self) -> int:
        """Reads to the end, and says how it ended."""
        while self._read():
            pass
        os.close(self._output)
        return self.process.wait()

    def _read(self) -> bool:
        try:
            read = os.read(self._output, 65536)
        except OSError:  # how a terminal says that nobody is there any more
            return False
        self.text += read.decode(errors="ignore")
        return bool(read)


def test_a_log_gets_lines_and_short_work_is_silent(fleet: Fleet) -> None:
    assert not re.search(ANY_LINE, fleet.play("onboard"))
    refusal = {"status": 429, "headers": {"Retry-After": "3"}, "method": "POST", "path": "/api/v1/groups"}
    fleet.simulator.faults([FIRST_WRITE, refusal])
    run = Run(fleet, "qlikfleet.cloud.converge", "acme-eu,birch-eu,acme-us")
    run.until(
        r"blueprint: \d of 3 tenants, \d+ of \d+ changes, 1 waiting for limits \(up to \d s\), about \d+ s left\n"
    )
    run.until(r"blueprint: 2 of 3 tenants, \d+ of \d+ changes, about")
    fleet.simulator.release()
    assert run.rest() == 0
    assert "waiting 3 s" not in run.text, "a worker has printed"
    assert not re.search(ANY_LINE, run.text.partition("PLAY RECAP")[2])


# Writes one document, as the callback plugins for machines do.
DOCUMENT = '''
import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: document
type: stdout
short_description: Writes a document
description: Writes a document.
options: {}
"""


class CallbackModule(CallbackBase):
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "document"

    def v2_playbook_on_stats(self, stats):
        self._display.display(json.dumps(sorted(stats.processed)))
'''


def test_what_is_done_in_tenants_is_told_to_people_only(fleet: Fleet) -> None:
    """Without any callback plugin enabled; the main process tells it, so a reader that leaves ends the run."""
    beginnings.onboarded(fleet)
    own = {"ANSIBLE_CALLBACKS_ENABLED": "ansible.builtin.minimal"}
    shown = fleet.play("converge", "--check", **own)
    for host in ("acme-eu", "birch-eu", "acme-us"):
        assert re.search(rf"{host}: \d+ objects, \d+ would change \(create [^)]* and \d more\), \d+ requests", shown)
    assert "create group Analysts everywhere: 3 tenants" in shown
    assert "more changes that tenants have in common" in shown

    (fleet.folder / "callback_plugins").mkdir()
    (fleet.folder / "callback_plugins/document.py").write_text(DOCUMENT, encoding="utf-8")
    machine = {
        "ANSIBLE_STDOUT_CALLBACK": "document",
        "ANSIBLE_CALLBACK_PLUGINS": str(fleet.folder / "callback_plugins"),
    }
    for enabled in ({}, own):
        text = _converge(fleet, subprocess.PIPE, **machine, **enabled).communicate()[0]
        assert sorted(json.loads(text)) == ["acme-eu", "acme-us", "birch-eu"]

    reader, writer = os.pipe()
    os.close(reader)
    run = _converge(fleet, writer)
    os.close(writer)
    assert run.wait(timeout=120) is not None
    assert not run.returncode, "standard output is all that was closed"


def _converge(fleet: Fleet, output: int, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("ansible-playbook")), "qlikfleet.cloud.converge", "--limit", LIMIT],
        cwd=fleet.folder,
        env={**fleet.environment, **AT_ONCE, **environment},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
    )


PLAYS = [
    {"hosts": "all", "serial": 2, "tasks": [{"qlikfleet.cloud.space": {"name": "A", "type": "shared"}}]},
    {
        "hosts": "all",
        "tasks": [
            {"qlikfleet.cloud.group": {"name": "A", "provider_type": "custom"}, "run_once": True},
            {"ansible.builtin.include_tasks": "included.yml", "when": "inventory_hostname == 'acme-eu'"},
            {
                "qlikfleet.cloud.role": {
                    "name": "A",
                    "assigned_scopes": ["user_default"],
                    "client_id": "{{ '' if inventory_hostname == 'acme-eu' else omit }}",
                    "hostname": "{{ 'nowhere.example.com' if inventory_hostname == 'acme-eu' else omit }}",
                }
            },
            {"qlikfleet.cloud.user": {"subject": "auth0|a"}},
        ],
    },
    {
        "hosts": "all",
        "strategy": "free",
        "tasks": [
            {"qlikfleet.cloud.space": {"name": "B", "type": "shared"}},
            {"qlikfleet.cloud.group": {"name": "B", "provider_type": "custom"}},
        ],
    },
]
# What is held, and what must be shown while it is.
STAGES = [
    ("spaces", "space: 1 of 2 tenants"),
    ("spaces", "space: 0 of 1 tenants"),
    ("groups", "group: 0 of 1 tenants"),
    ("web-integrations", "web_integration: 0 of 1 tenants"),
    ("roles", r"role: 2 of 3 tenants \(1 failed\)"),
    ("users", "user: 1 of 2 tenants"),
    ("groups", "group: 1 of 2 tenants"),
]


def test_tenants_are_counted_as_the_play_has_them(fleet: Fleet) -> None:
    """By batch, once, in an included file, without those that failed, and side by side."""
    beginnings.onboarded(fleet)
    plays = [{"gather_facts": False, **play} for play in PLAYS]
    (fleet.folder / "plays.yml").write_text(json.dumps(plays), encoding="utf-8")
    included = [{"qlikfleet.cloud.web_integration": {"name": "A", "valid_origins": ["https://a.example.com"]}}]
    (fleet.folder / "included.yml").write_text(json.dumps(included), encoding="utf-8")
    run = None
    for kind, shown in STAGES:
        fleet.simulator.faults([{**HELD, "path": f"/api/v1/{kind}"}])
        fleet.simulator.release()
        run = run or Run(fleet, "plays.yml", "acme-eu,birch-eu,acme-us")
        run.text = ""
        run.until(shown)
    fleet.simulator.release()
    assert run
    assert run.rest() == 2
    assert "PLAY RECAP" in run.text


def test_a_terminal_is_drawn_on_and_left_as_ansible_would(fleet: Fleet, tmp_path: Path) -> None:
    limit = "acme-eu,birch-eu"
    beginnings.onboarded(fleet, limit)
    state = fleet.simulator.state()
    plain = Run(fleet, "qlikfleet.cloud.converge", limit, QLIK_CLOUD_PROGRESS_AFTER="600")
    assert plain.rest() == 0

    fleet.simulator.load(state)
    fleet.simulator.faults([FIRST_WRITE])
    live = _live(fleet, limit)
    live.until(r"about [^\n]*\n1 of 2 tenants, \d+ of \d+ changes")
    *above, share, words, rest = seen(live.text)
    assert re.fullmatch(f"blueprint {BAR}+.*", share.rstrip()), above
    assert (words.startswith("1 of 2 tenants"), rest) == (True, "")
    assert any(line.startswith("changed: ") for line in above)
    fleet.simulator.release()
    assert live.rest() == 0
    assert sorted(seen(live.text)) == sorted(plain.text.split("\n"))

    fleet.simulator.faults([{**HELD, "path": "/api/v1/spaces"}])
    interrupted = _live(fleet, limit)
    interrupted.until(BAR)
    interrupted.process.send_signal(signal.SIGINT)
    assert interrupted.rest() != 0
    assert not [line for line in seen(interrupted.text) if BAR in line or re.search(ANY_LINE, line)]

    (tmp_path / "rich.py").write_text("raise ImportError", encoding="utf-8")
    fleet.simulator.faults([{**HELD, "path": "/api/v1/spaces"}])
    without = _live(fleet, limit, PYTHONPATH=str(tmp_path))
    without.until("blueprint: 1 of 2 tenants")
    fleet.simulator.release()
    assert (without.rest(), BAR in without.text) == (0, False)


def _live(fleet: Fleet, limit: str, **environment: str) -> Run:
    return Run(fleet, "qlikfleet.cloud.converge", limit, terminal=True, **environment)
