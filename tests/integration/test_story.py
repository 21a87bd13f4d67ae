# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make story`, from the first client to the last bot: its own checks, what it leaves, and what it never shows."""

from __future__ import annotations

import json
import subprocess
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.owned import OWNED
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import type_of
from examples.story import run
from tests.integration import commands
from tests.simulator_process import Simulator

# What content.yml says that no published operation makes.
NOT_MADE = {"qvapp", "note", "page", "genericlink", "dataqualityrule", "other"}


class Story(run.Story):
    """Its playbooks begin at once."""

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        done = commands.run(command, self.fleet, self.environment)
        return subprocess.CompletedProcess(command, done.returncode, done.stdout + done.stderr)


@pytest.mark.newest_core
def test_the_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once, since it is long: at the highest verbosity, with a log, and with all that it writes below one folder."""
    with Simulator() as simulator:
        story = Story(simulator, tmp_path / "fleet")
        story.options = ["-vvvv"]
        story.environment |= {"ANSIBLE_LOG_PATH": str(tmp_path / "log"), "ANSIBLE_LOCAL_TEMP": str(tmp_path / "tmp")}
        run.tell(story)
        shown = capsys.readouterr().out
        secrets = {*simulator.secrets(), "of the vault"}
    _require_reports(sorted((story.fleet / "reports").iterdir()), shown)
    _require_ledger(story.fleet / ".qlik-ledger")
    _require_no_secret(tmp_path, [shown, *story.printed], secrets)


def _require_reports(reports: list[Path], shown: str) -> None:
    """The first tells of five bots and all types that they own, in each form; the last that there is nothing to do."""
    types = set(map(type_of, OWNED)) - NOT_MADE
    assert {line.split()[0] for line in shown.partition("content of the bots")[2].splitlines()[1:]} == types
    first, last = reports[0], reports[-1]
    orphans = run.orphans(json.loads((first / "bots.json").read_text(encoding="utf-8")))
    assert [{each["type"] for each in bot["content"]} for bot in orphans.values()] == [types] * 5
    for text in ((first / f"bots.{ending}").read_text(encoding="utf-8") for ending in ("html", "md")):
        assert text.count("is left over and owns 34 objects") in (1, 5)
        assert [alias for alias in run.ALIASES if alias not in text] == []
        assert [name for name in types if name.replace("_", " ") not in text.replace("&nbsp;", " ")] == []
    for text in ((last / f"bots.{ending}").read_text(encoding="utf-8") for ending in ("html", "md")):
        assert "Nothing." in text
        assert "orphaned" not in text.partition("</style>")[2]
    assert [each["to_do"] for each in json.loads((last / "bots.json").read_text(encoding="utf-8"))["tenants"]] == [
        []
    ] * 15


def _require_ledger(ledger: Path) -> None:
    """Each tenant, the clients of the regions, and each step that the bots went."""
    assert len(list(ledger.glob("*.json"))) == 15
    clients = [json.loads(path.read_text(encoding="utf-8")) for path in (ledger / "region-clients").glob("*.json")]
    assert sorted((each["region"], len(each["earlier"])) for each in clients) == [("ap", 0), ("eu", 1), ("us", 0)]
    journals = [json.loads(path.read_text(encoding="utf-8")) for path in (ledger / "bots").glob("*.json")]
    steps = {"client_id", "disabled", "content_deleted", "deleted"}
    assert [set(entry) for journal in journals for entry in journal.values()] == [steps] * 5


def _require_no_secret(folder: Path, printed: t.Iterable[str], secrets: set[str]) -> None:
    """Neither printed nor in a file; what the Service Account Owner was shown once is theirs to remove."""
    files = {path: path.read_bytes().decode(errors="replace") for path in folder.rglob("*") if path.is_file()}
    own = [path for path in files if path.name.startswith("given-") or path.name == "password"]
    assert len(own) == 4
    texts = {**dict(enumerate(printed)), **{path: text for path, text in files.items() if path not in own}}
    assert len(secrets) > 200
    assert [name for name, text in texts.items() if any(secret in text for secret in secrets)] == []
    private = [path for path in files if {".qlik-ledger", "reports", "qlik_client.yml"} & set(path.parts)]
    assert [path for path in private if path.stat().st_mode & 0o077 and path.name != ".gitignore"] == []
    assert list((folder / "tmp").iterdir()) == []
