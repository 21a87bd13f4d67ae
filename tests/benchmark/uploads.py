# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A large app into three tenants: what a worker holds in memory, and how fast it is beside curl with the same bytes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import typing as t
from pathlib import Path

import requests

from tests.benchmark import fleet
from tests.benchmark.run import COLLECTIONS, Runner
from tests.simulator_process import Simulator

SIZE = 300_000_000
TENANTS = ("large-1", "large-2", "large-3")
ROUNDS = 5
_FILES = "/api/v1/temp-contents/files"
_TUS = {"Tus-Resumable": "1.0.0"}
_CHUNK = 1_000_000


def _say_nothing(what: str) -> None:
    """For callers that want no progress."""


def large_file(folder: Path, say: t.Callable[[str], None] = _say_nothing) -> dict[str, t.Any]:
    """Import it with one converge, converge again, and send its bytes in turns with curl."""
    folder.mkdir()
    file = folder / "large.qvf"
    with file.open("wb") as content:
        for _number in range(SIZE // _CHUNK):
            content.write(os.urandom(_CHUNK))
    fleet.write_tenants(folder, list(TENANTS), {"app": [{"name": "Large", "file": str(file)}]}, len(TENANTS))
    with Simulator(fleet=folder / "cloud.json", rate_scale=0) as simulator:
        runner = Runner(simulator, folder)
        runner.environment["QLIK_CLOUD_LEDGER"] = str(folder / "ledger")
        say(f"{SIZE // 1_000_000} MB to {len(TENANTS)} tenants")
        first = runner.playbook("qlikfleet.cloud.converge", memory=True)
        second = runner.playbook("qlikfleet.cloud.converge")
        figures = {"upload_worker_mib": first.worker_mib, "upload_seconds": first.seconds}
        return figures | {"upload_second_writes": second.writes} | _beside_curl(runner, file, say)


def _beside_curl(runner: Runner, file: Path, say: t.Callable[[str], None]) -> dict[str, t.Any]:
    ours: list[float] = []
    theirs: list[float] = []
    host = f"{TENANTS[0]}.us.{runner.simulator.ready['domain']}"
    for number in range(1, ROUNDS + 1):
        say(f"the same bytes with curl, round {number} of {ROUNDS}")
        theirs.append(_curl(runner, host, file))
        ours.append(_upload(runner, host, file))
    megabytes = SIZE / 1_000_000
    return {
        "upload_mb_per_second": megabytes / statistics.mean(ours),
        "curl_mb_per_second": megabytes / statistics.mean(theirs),
        "upload_over_curl": statistics.mean(theirs) / statistics.mean(ours),
    }


def _curl(runner: Runner, host: str, file: Path) -> float:
    """Seconds of one PATCH with the whole file, by its own account."""
    place, token = _begun(runner, host, file)
    headers = {**_TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", "Expect": ""}
    options = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}".rstrip(" "))]
    done = subprocess.run(
        ["curl", "--silent", "--show-error", "--fail", "--proxy", runner.simulator.proxy, "--cacert",
         str(runner.simulator.ca), "--request", "PATCH", "--upload-file", str(file), "--write-out", "%{time_total}",
         "--config", "-", *options, place],
        input=f'header = "Authorization: Bearer {token}"\n',
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )  # fmt: skip
    return float(done.stdout)


def _begun(runner: Runner, host: str, file: Path) -> tuple[str, str]:
    """The address of a new upload, and a token for it."""
    ready, session = runner.simulator.ready, requests.Session()
    session.trust_env, session.proxies, session.verify = False, {"https": runner.simulator.proxy}, ready["ca"]
    client = {name: ready["regions"]["us"][name] for name in ("client_id", "client_secret")}
    answer = session.post(
        f"https://{host}/oauth/token", json={**client, "grant_type": "client_credentials"}, timeout=30
    )
    token = str(answer.json()["access_token"])
    headers = {**_TUS, "Upload-Length": str(file.stat().st_size), "Authorization": f"Bearer {token}"}
    return session.post(f"https://{host}{_FILES}", headers=headers, timeout=30).headers["Location"], token


def _upload(runner: Runner, host: str, file: Path) -> float:
    """Seconds of one upload as the collection does it."""
    ready = runner.simulator.ready
    client = {name: ready["regions"]["us"][name] for name in ("client_id", "client_secret")}
    work = {"host": host, "file": str(file), "proxy": runner.simulator.proxy, "ca": str(ready["ca"]), **client}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("one_upload.py"))],
        input=json.dumps({**work, "domain": ready["domain"]}),
        env={**runner.environment, "PYTHONPATH": str(COLLECTIONS)},
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return float(done.stdout)
