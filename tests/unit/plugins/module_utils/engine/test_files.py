# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of options: read, packed, compared, shown and sent."""

from __future__ import annotations

import hashlib
import io
import json
import os
import typing as t
import zipfile
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine import files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.files import body_of, embedded, opened, packed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.saved_plan import as_data
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import Form, LocalFile, StoredFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Upload
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs

pytestmark = pytest.mark.every_core

Object = dict[str, t.Any]


def _says(content: bytes) -> tuple[dict[str, str], Object]:
    """The content of these files is what they say of themselves."""
    return {}, json.loads(content) if content.startswith(b"{") else {}


def _kind(data: str = "data") -> Kind:
    return Kind(
        name="thing",
        doc="T.",
        path="/things",
        create=Upload(data=data),
        update=Upload("PATCH", data=data),
        fields=(
            Field(name="name", doc="N."),
            Field(name="text", doc="T."),
            Field(
                name="file",
                doc="F.",
                type="path",
                packs=True,
                inspect=_says,
                stored=lambda found: StoredFile(md5=found.get("md5")) if "md5" in found else None,
            ),
        ),
    )


def _plan(wanted: Object, *found: Object, kind: Kind | None = None) -> Change | None:
    kind = kind or _kind()
    (thing,) = opened({"thing": kind}, {"thing": [wanted]})["thing"]
    catalogue = Catalogue({"thing": kind}, {"thing": list(found)}, {"thing": [thing]})
    return Planner(catalogue).plan(kind, thing, indexed(kind, found, catalogue), place_of(kind))


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a file.bin"
    path.write_bytes(b"\r\n\x00canary")
    return path


def test_a_file_is_sent_if_its_content_differs(file: Path) -> None:
    wanted = {"name": "A", "file": str(file)}
    created = _plan(wanted)
    assert created is not None
    assert [(request.method, list(request.body)) for request in created.requests] == [("POST", ["data", "file"])]
    known = {"id": "1", "name": "A", "md5": _md5(file.read_bytes())}
    assert _plan(wanted, known) is None
    changed = _plan(wanted, {**known, "md5": "0" * 32})
    assert changed is not None
    assert (changed.requests[0].method, changed.requests[0].path) == ("PATCH", ("/things", "1"))
    assert _plan(wanted, {"id": "1", "name": "A"}) is not None
    # Without anything to compare, a file that is there is taken to be the same.
    assert _plan(wanted, {"id": "1", "name": "A", "md5": ""}) is None


def test_a_plan_has_name_size_and_digests_and_no_content(file: Path) -> None:
    change = _plan({"name": "A", "file": str(file)})
    assert change is not None
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    text = f"a file.bin (9 bytes, md5 {_md5(file.read_bytes())}, sha256 {sha256})"
    for shown in (json.dumps(diffs([change])), json.dumps(as_data([change]))):
        assert text in shown
        assert "canary" not in shown
    assert "canary" not in repr(change)


def test_what_the_file_says_is_not_sent_again_and_all_that_is_given_goes_with_a_new_file(file: Path) -> None:
    file.write_text('{"name": "A", "text": "of the file"}', encoding="utf-8")
    wanted = {"name": "A", "text": "own", "file": str(file)}
    found = {"id": "1", "name": "A", "text": "own", "md5": "0"}
    for change in (_plan(wanted), _plan(wanted, found)):
        assert change is not None
        assert change.requests[0].body["data"] == {"text": "own"}
    of_the_file = _plan({"name": "A", "text": "of the file", "file": str(file)})
    assert of_the_file is not None
    assert list(of_the_file.requests[0].body) == ["file"]
    text_alone = _plan({**wanted, "text": "new"}, {**found, "md5": _md5(file.read_bytes())})
    assert text_alone is not None
    assert text_alone.requests[0].body == {"data": {"text": "new"}}
    parts = _plan({**wanted, "text": "new"}, kind=_kind(data=""))
    assert parts is not None
    assert list(parts.requests[0].body) == ["text", "file"]


def test_a_form_is_sent_from_its_beginning_each_time(file: Path) -> None:
    change = _plan({"name": "A", "file": str(file)})
    assert change is not None
    body = body_of(change.requests[0].body)
    assert isinstance(change.requests[0].body, Form)
    assert body.is_streamed
    first, second = body.whole(), body.whole()
    assert first == second
    assert (first.count(file.read_bytes()), len(first)) == (1, body.length)


def test_a_folder_is_packed_the_same_way_always(tmp_path: Path) -> None:
    archives = []
    for number, names in enumerate((("b.js", "a/c.css"), ("a/c.css", "b.js"))):
        folder = tmp_path / str(number) / "theme"
        for name in (*names, ".git/config", ".hidden"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
            os.utime(folder / name, (number * 1e9, number * 1e9))
        (folder / "b.js").chmod(0o600 + number)
        archives.append(packed(folder))
        change = _plan({"name": "A", "file": str(folder)})
        assert change is not None
        assert isinstance(change.after["file"], LocalFile)
        assert change.after["file"].name == "theme.zip"
    assert archives[0] == archives[1]
    assert zipfile.ZipFile(io.BytesIO(archives[0])).namelist() == ["a/c.css", "b.js"]


def test_a_file_that_another_machine_lacks_goes_there_as_a_text(file: Path) -> None:
    option = _kind().field("file")
    text = embedded(option, str(file))
    assert embedded(option, text) == text
    things = [{"name": "A", "file": str(file)}, {"name": "B", "file": text}]
    here, there = opened({"thing": _kind()}, {"thing": things})["thing"]
    assert here["file"] == there["file"]
    assert b"".join(there["file"].open()) == file.read_bytes()


def test_a_file_that_is_too_large_is_not_sent_with_a_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MOST_EMBEDDED", 2)
    (tmp_path / "a.zip").write_bytes(b"abc")
    with pytest.raises(errors.ConfigurationError, match="too large for a task that runs on another machine"):
        embedded(_kind().field("file"), str(tmp_path / "a.zip"))


def test_all_files_that_cannot_be_read_are_said_at_once_with_their_places(tmp_path: Path) -> None:
    things = [{"name": "A", "file": "/nowhere/a.zip"}, {"name": "B", "file": str(tmp_path)}]
    kind = Kind(
        name="thing",
        doc="T.",
        path="/things",
        fields=(Field(name="name", doc="N."), Field(name="file", doc="F.", type="path")),
    )
    with pytest.raises(errors.ConfigurationError) as raised:
        opened({"thing": kind}, {"thing": things}, lambda _kind, thing: f"site.yml:{thing['name']}")
    assert raised.value.message == (
        "Nothing was changed: site.yml:A: thing A: file: /nowhere/a.zip cannot be read: No such file or directory; "
        f"site.yml:B: thing B: file: {tmp_path} is a folder."
    )
    gone = {"name": "A", "file": "/nowhere/a.zip", "state": "absent"}
    assert opened({"thing": kind}, {"thing": [gone]}) == {"thing": [gone]}
