# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sockets: an HTTP proxy whose CONNECT tunnels end here under TLS, and a control that speaks plain HTTP."""

from __future__ import annotations

import asyncio
import json
import ssl
import traceback
import typing as t
from http import HTTPStatus

import httptools
from sockets import Conversation, Frames

# The content of an answer; after status 101 the connection goes on as a conversation.
Content = bytes | Conversation
Handler = t.Callable[[str, str, str, dict[str, str], bytes], t.Awaitable[tuple[int, dict[str, str], Content] | None]]


class Http(asyncio.Protocol):
    """One connection that speaks HTTP/1.1; requests of it are answered one after the other."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._parser = httptools.HttpRequestParser(self)
        self._queue: asyncio.Queue[tuple[str, str, dict[str, str], bytes]] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = t.cast(asyncio.Transport, transport)
        self._worker = asyncio.get_running_loop().create_task(self._work())

    def connection_lost(self, exc: Exception | None) -> None:
        if self._worker:
            self._worker.cancel()

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            # The request itself is in the queue. Nothing may follow before it is answered; what does is HTTP again.
            self._parser = httptools.HttpRequestParser(self)
            self.data_received(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            self._close()

    def on_message_begin(self) -> None:
        self._target, self._headers = b"", {}  # type: tuple[bytes, dict[str, str]]
        self._body: list[bytes] = []

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode().lower()] = value.decode()

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        method = self._parser.get_method().decode()
        self._queue.put_nowait((method, self._target.decode(), self._headers, b"".join(self._body)))
        self._body = []

    async def _work(self) -> None:
        while True:
            method, target, headers, body = await self._queue.get()
            host = headers.get("host", "").partition(":")[0].lower()
            try:
                answer = await self._handler(method, host, target, headers, body)
            except Exception:  # noqa: BLE001
                traceback.print_exc()
                answer = encoded(500, {}, {"error": "the simulator failed; its standard error says where"})
            if answer is None or self._transport is None or self._transport.is_closing():
                self._close()
                return
            status, more, content = answer
            if not isinstance(content, bytes):
                self._converse(self._transport, more, content)
                return
            fields = {"Content-Length": str(len(content)), **({"Content-Type": "application/json"} if content else {})}
            fields |= more
            announced = fields["Content-Length"] == str(len(content))
            if method == "HEAD":
                content = b""
            lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
            # A field that a client gets several times, such as Set-Cookie, has its values on lines.
            lines += [f"{name}: {value}" for name, values in fields.items() for value in values.splitlines()]
            self._transport.write(("\r\n".join(lines) + "\r\n\r\n").encode() + content)
            if not announced:
                self._transport.close()
                return

    @staticmethod
    def _converse(transport: asyncio.Transport, fields: dict[str, str], conversation: Conversation) -> None:
        lines = ["HTTP/1.1 101 Switching Protocols", *(f"{name}: {value}" for name, value in fields.items())]
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        Frames(conversation).begin(transport)

    def _close(self) -> None:
        if self._transport:
            self._transport.abort()


class Proxy(asyncio.Protocol):
    """Takes CONNECT for hosts of the domain, and goes on as the host itself under TLS on the same socket."""

    def __init__(self, domain: str, context: ssl.SSLContext, handler: Handler) -> None:
        self._domain, self._context, self._handler = domain, context, handler
        self._buffer = b""
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = t.cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if b"\r\n\r\n" not in self._buffer:
            return
        method, target = self._buffer.split(b" ", 2)[:2]
        host = target.decode().partition(":")[0]
        if method != b"CONNECT":
            self._speak_plainly()
            return
        if not host.endswith(f".{self._domain}"):
            self._transport.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self._transport.close()
            return
        self._transport.pause_reading()
        self._transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self._task = asyncio.get_running_loop().create_task(self._upgrade())

    def _speak_plainly(self) -> None:
        """Goes on as an HTTP server that sends everybody to https."""
        protocol = Http(self._moved)
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        protocol.data_received(self._buffer)

    async def _moved(self, method: str, host: str, target: str, *_more: t.Any) -> tuple[int, dict[str, str], Content]:
        if not host.endswith(f".{self._domain}"):
            return 403, {}, b""
        path = target.removeprefix("http://").removeprefix(host).removeprefix(":80")
        return 308, {"Location": f"https://{host}{path}"}, b""

    async def _upgrade(self) -> None:
        protocol = Http(self._handler)
        loop = asyncio.get_running_loop()
        try:
            transport = await loop.start_tls(self._transport, protocol, self._context, server_side=True)
        except (OSError, ssl.SSLError):
            self._transport.abort()
            return
        if transport is not None:
            protocol.connection_made(transport)


def encoded(status: int, headers: dict[str, str], body: t.Any) -> tuple[int, dict[str, str], Content]:
    """An answer as bytes."""
    if status == HTTPStatus.SWITCHING_PROTOCOLS:
        return status, headers, t.cast(Conversation, body)
    if isinstance(body, bytes):
        return status, {"Content-Type": "application/octet-stream", **headers}, body
    return status, headers, b"" if body is None else json.dumps(body).encode()


def truncated(status: int, headers: dict[str, str], body: t.Any) -> tuple[int, dict[str, str], bytes]:
    """The first half of an answer, announced as the whole."""
    content = t.cast(bytes, encoded(status, headers, body)[2])
    return status, {**headers, "Content-Length": str(len(content) or 1)}, content[: len(content) // 2]
