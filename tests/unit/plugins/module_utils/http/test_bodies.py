# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request bodies."""

from __future__ import annotations

import email
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import (
    Body,
    Part,
    Source,
    file_body,
    file_source,
    form_body,
    json_body,
)


def test_a_file_is_read_in_chunks_and_again_for_a_retry(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(bytes(range(256)) * 4096)
    body = file_body(file)
    assert (body.length, body.is_streamed) == (1024 * 1024, True)
    for _attempt in range(2):
        chunks = list(body.chunks())
        assert max(map(len, chunks)) <= 256 * 1024
        assert b"".join(chunks) == file.read_bytes()


def test_a_form_has_its_parts_and_its_length(tmp_path: Path) -> None:
    file = tmp_path / "x.bin"
    file.write_bytes(b"\0\r\n--content")
    parts = {
        "data": Part(None, '{"name": "A"}', "application/json"),
        "file": Part('a "b".bin', file_source(file), "x/y"),
    }
    body = form_body(parts)
    whole = body.whole()
    assert body.length == len(whole)
    message = email.message_from_bytes(f"Content-Type: {body.content_type}\r\n\r\n".encode() + whole)
    data, sent = t.cast(list[t.Any], message.get_payload())
    assert (data.get_content_type(), data.get_payload()) == ("application/json", '{"name": "A"}')
    assert (sent.get_content_type(), sent.get_filename()) == ("x/y", "a %22b%22.bin")
    assert sent.get_payload(decode=True) == file.read_bytes()


def test_content_that_somebody_makes_is_sent_as_it_comes() -> None:
    body = Body("text/plain", (b"a", Source(4, lambda: iter([b"bc", b"de"]))))
    assert (body.length, body.whole(), body.whole()) == (5, b"abcde", b"abcde")


def test_json_is_not_streamed() -> None:
    assert (json_body({}).is_streamed, json_body({}).whole()) == (False, b"{}")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"none cannot be read: No such file"):
        file_body(tmp_path / "none")
    with pytest.raises(errors.ConfigurationError, match=r"cannot be read: Is a directory"):
        file_body(tmp_path)


def test_a_file_that_shrinks_while_it_is_sent_is_named(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_bytes(b"abc")
    body = file_body(file)
    file.write_bytes(b"a")
    with pytest.raises(errors.ConfigurationError, match="log became shorter while it was sent"):
        body.whole()
