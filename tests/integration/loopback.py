# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small server of JSON over HTTP on a free port of this machine, in a thread of the test."""

from __future__ import annotations

import json
import threading
import typing as t
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

Answer = tuple[int, t.Any]


class Loopback:
    """Serves while the block lasts. What a server is says `answer`."""

    headers: t.ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        self.lines: list[str] = []  # of each request the first one, which proxies and servers write into logs
        self._lock = threading.Lock()

    def answer(self, method: str, path: str, query: dict[str, str], body: t.Any, headers: t.Any) -> Answer:
        raise NotImplementedError

    def __enter__(self) -> t.Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def writes(self) -> list[str]:
        return [line for line in self.lines if not line.startswith("GET ")]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        serve = self._serve

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_arguments: object) -> None:
                """Says nothing."""

            def _any(self) -> None:
                serve(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any  # noqa: N815 - names that the class wants

        return Handler

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        url = urlsplit(request.path)
        content = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        body = json.loads(content) if content else None
        with self._lock:
            self.lines.append(f"{request.command} {request.path}")
            status, result = self.answer(request.command, url.path, dict(parse_qsl(url.query)), body, request.headers)
        text = b"" if result is None else json.dumps(result).encode()
        request.send_response(status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(text)), **self.headers}
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(text)
