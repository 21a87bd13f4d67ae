# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module api: files are streamed both ways, and the result tells of the answer."""

from __future__ import annotations

import json
import tracemalloc
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.api import API
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import execute
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

HOST = "acme.us.qlikcloud.test"
OVERVIEW = "/api/v1/licenses/overview"
UPLOADS = "/api/v1/temp-contents"
Result = dict[str, t.Any]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Simulator]:
    file = tmp_path_factory.mktemp("cloud") / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file) as running:
        yield running


@pytest.fixture
def simulator(cloud: Simulator) -> Simulator:
    cloud.faults([])
    cloud.reset_counts()
    return cloud


def _run(simulator: Simulator, *, check: bool = False, **options: t.Any) -> Result:
    region = simulator.ready["regions"]["us"]
    given = {
        "hostname": HOST,
        "domain": simulator.ready["domain"],
        "proxy": simulator.proxy,
        "ca_path": simulator.ca,
        **{name: region[name] for name in ("client_id", "client_secret")},
        **options,
    }
    checked = ArgumentSpecValidator(API.argument_spec, API.mutually_exclusive).validate(given)
    assert not checked.error_messages
    return execute(API, Context(dict(checked.validated_parameters), check_mode=check))


def test_a_result_has_status_and_headers(simulator: Simulator) -> None:
    result = _run(simulator, path=OVERVIEW)
    assert (result["changed"], result["status"]) == (False, 200)
    assert result["headers"]["content-type"].startswith("application/json")
    assert "licenseKey" in result["json"]


def test_a_header_that_is_a_secret_is_left_out(simulator: Simulator) -> None:
    headers = {"Set-Cookie": "eas.sid=1", "qlik-csrf-token": "2", "X-Plain": "3", "Retry-After": "0"}
    simulator.faults([{"path": UPLOADS, "status": 200, "headers": headers}])
    told = _run(simulator, path=UPLOADS, method="POST", body={})["headers"]
    assert told["x-plain"] == "3"
    assert not {"set-cookie", "qlik-csrf-token"} & set(told)


def test_an_answer_is_saved_once(simulator: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "overview.json"
    told = _run(simulator, path=OVERVIEW, dest=str(dest), check=True)
    assert (told["changed"], list(tmp_path.iterdir())) == (True, [])
    first = _run(simulator, path=OVERVIEW, dest=str(dest))
    made = dest.stat()
    assert (first["changed"], first["dest"], first["status"]) == (True, str(dest), 200)
    assert "licenseKey" in json.loads(dest.read_text(encoding="utf-8"))
    assert made.st_mode & 0o777 == 0o600
    for check in (True, False):
        assert _run(simulator, path=OVERVIEW, dest=str(dest), check=check)["changed"] is False
    assert dest.stat() == made
    dest.write_text("another", encoding="utf-8")
    assert _run(simulator, path=OVERVIEW, dest=str(dest), check=True)["changed"] is True
    assert dest.read_text(encoding="utf-8") == "another"
    assert _run(simulator, path=OVERVIEW, dest=str(dest))["changed"] is True
    assert [each.name for each in tmp_path.iterdir()] == ["overview.json"]


def test_an_answer_that_breaks_off_is_saved_whole_in_the_end(simulator: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "overview.json"
    simulator.faults([{"path": OVERVIEW, "action": "truncate"}])
    assert _run(simulator, path=OVERVIEW, dest=str(dest))["changed"]
    assert "licenseKey" in json.loads(dest.read_text(encoding="utf-8"))


def test_what_is_refused_is_not_saved(simulator: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "none.json"
    dest.write_text("before", encoding="utf-8")
    result = _run(simulator, path="/api/v1/spaces/none", dest=str(dest))
    assert (result["failed"], result["failure"]["status"]) == (True, 404)
    assert (dest.read_text(encoding="utf-8"), len(list(tmp_path.iterdir()))) == ("before", 1)


@pytest.mark.parametrize("name", ["", "none/file"])
def test_a_place_that_is_none_is_refused_before_anything_is_sent(
    simulator: Simulator, tmp_path: Path, name: str
) -> None:
    result = _run(simulator, path=UPLOADS, method="POST", body={}, dest=str(tmp_path / name))
    assert result["msg"].startswith("dest: ")
    assert simulator.counts()["requests"] == 0


def test_a_large_file_is_sent_with_constant_memory_and_sent_again(simulator: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "large.qvf"
    with file.open("wb") as content:
        content.truncate(24 * 1024 * 1024)
    _run(simulator, path=OVERVIEW)
    simulator.faults([{"path": UPLOADS, "status": 429, "headers": {"Retry-After": "0"}}])
    tracemalloc.start()
    try:
        result = _run(simulator, path=UPLOADS, method="POST", upload=str(file))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (result["changed"], result["status"]) == (True, 201)
    assert result["json"]["location"].startswith(UPLOADS)
    assert peak < 8 * 1024 * 1024
