# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport: certificates, reasons of failures, and answers that are saved."""

from __future__ import annotations

import io
import socket
import ssl
import sys
import tracemalloc
import typing as t

import pytest
import requests
import urllib3
from ansible.template import is_trusted_as_template, trust_as_template

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, transport
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import reason, tls_context

PROXY = "http://user:hidden@proxy.example.com:3128/"
REFUSED = ssl.SSLCertVerificationError(1, "failed")
REFUSED.verify_message = "unable to get local issuer certificate"


def _of(cause: Exception, error: Exception) -> Exception:
    error.__cause__ = cause
    return error


def test_certificates_are_read_once_whatever_gives_their_path() -> None:
    path = requests.utils.DEFAULT_CA_BUNDLE_PATH
    tagged = trust_as_template(path)
    assert is_trusted_as_template(tagged), "a text as ansible-core has it, with a tag"
    assert tls_context(tagged) is tls_context(path) is tls_context(None)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            urllib3.exceptions.SSLError(REFUSED),
            "the certificate is not trusted: unable to get local issuer certificate",
        ),
        (urllib3.exceptions.SSLError(ssl.SSLError(1, "x")), "TLS failed: closed"),
        (urllib3.exceptions.ReadTimeoutError(None, "/", "hidden"), "timed out"),
        (_of(TimeoutError(), urllib3.exceptions.ConnectTimeoutError("hidden")), "timed out"),
        (
            _of(socket.gaierror(-2, "x"), urllib3.exceptions.HTTPError("hidden")),
            "the hostname of the proxy is not known",
        ),
        (
            urllib3.exceptions.ProtocolError("Aborted", ConnectionResetError(104, "Connection reset by peer")),
            "connection reset",
        ),
        (urllib3.exceptions.ProtocolError("hidden"), "the connection was closed before the answer was complete"),
        (
            urllib3.exceptions.ProxyError(
                "hidden", OSError("Tunnel connection failed: 407 Proxy Authentication Required")
            ),
            "tunnel connection failed: 407 proxy authentication required",
        ),
        (
            urllib3.exceptions.ProxyError(
                "hidden", _of(ConnectionRefusedError(111, "Connection refused"), urllib3.exceptions.HTTPError("x"))
            ),
            "connection refused",
        ),
    ],
)
def test_a_failure_has_its_reason_and_the_proxy_without_its_password(error: Exception, words: str) -> None:
    said = reason(error, PROXY)
    assert said.startswith(words)
    assert said.endswith(", through the proxy http://proxy.example.com:3128")
    assert "hidden" not in said


def test_a_missing_library_names_the_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "requests", None)
    with pytest.raises(errors.ConfigurationError, match="The Python package requests is missing") as raised:
        tls_context(None)
    assert sys.executable in raised.value.message


class Large:
    """An answer of 64 MiB, of which never more than a chunk exists."""

    status, headers = 200, urllib3.HTTPHeaderDict({"Content-Type": "application/octet-stream"})
    data = b""
    released = False

    def stream(self, size: int, *, decode_content: bool) -> t.Iterator[bytes]:
        assert decode_content
        for _chunk in range(64 * 1024 * 1024 // size):
            yield bytes(size)

    def read(self, **_options: t.Any) -> bytes:
        return b"page"

    def release_conn(self) -> None:
        self.released = True


class Nowhere(io.BytesIO):
    """Counts what is written to it."""

    length = 0

    def write(self, chunk: t.Any) -> int:
        self.length += len(chunk)
        return len(chunk)


def test_an_answer_is_saved_with_constant_memory() -> None:
    answer, file = Large(), Nowhere()
    tracemalloc.start()
    try:
        assert transport._saved(answer, file) == b""
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (file.length, answer.released) == (64 * 1024 * 1024, True)
    assert peak < 4 * 1024 * 1024


@pytest.mark.parametrize(("status", "content_type"), [(404, "application/json"), (200, "text/html")])
def test_a_refusal_or_a_page_is_not_saved(status: int, content_type: str) -> None:
    answer, file = Large(), Nowhere()
    answer.status, answer.headers = status, urllib3.HTTPHeaderDict({"Content-Type": content_type})
    assert (transport._saved(answer, file), file.length, answer.released) == (b"page", 0, True)


def test_a_full_disk_is_told_as_such() -> None:
    class Full(Nowhere):
        def write(self, chunk: t.Any) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(errors.QlikError, match="cannot be saved: no space left on device"):
        transport._saved(Large(), Full())
