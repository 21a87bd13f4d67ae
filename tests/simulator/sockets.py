# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSockets: the handshake of a request, and a connection that goes on in frames (RFC 6455)."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import typing as t

from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Closed(Exception):  # noqa: N818
    """Ends a conversation with a close code; without one the connection is lost."""

    def __init__(self, code: int = 0, reason: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Conversation(t.Protocol):
    """What is said on a connection: texts in, texts out. It may raise Closed."""

    def greet(self) -> list[str]: ...

    async def answer(self, text: str) -> list[str]: ...

    def leave(self) -> None: ...


def accepted(headers: t.Mapping[str, str]) -> dict[str, str]:
    """The fields of an answer 101."""
    digest = hashlib.sha1((headers.get("sec-websocket-key", "") + _GUID).encode(), usedforsecurity=False).digest()
    accept = base64.b64encode(digest).decode()
    return {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accept}


class Frames(asyncio.Protocol):
    """One connection after its handshake; its texts are answered one after the other."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation, self._protocol = conversation, Protocol(Side.SERVER, max_size=None)
        self._parts: list[bytes] = []
        self._texts: asyncio.Queue[str] = asyncio.Queue()

    def begin(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        transport.set_protocol(self)
        self._worker = asyncio.get_running_loop().create_task(self._work())

    def data_received(self, data: bytes) -> None:
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.CONT):
                self._parts.append(bytes(event.data))
                if event.fin:
                    self._texts.put_nowait(b"".join(self._parts).decode())
                    self._parts = []
        self._flush()

    def eof_received(self) -> None:
        self._protocol.receive_eof()
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        self._worker.cancel()
        self._conversation.leave()

    async def _work(self) -> None:
        try:
            self._say(self._conversation.greet())
            while True:
                self._say(await self._conversation.answer(await self._texts.get()))
        except Closed as closed:
            if not closed.code:
                self._transport.abort()
                return
            self._protocol.send_close(closed.code, closed.reason)
            self._flush()

    def _say(self, texts: list[str]) -> None:
        for text in texts:
            self._protocol.send_text(text.encode())
        self._flush()

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            # An empty piece means that nothing follows.
            if data:
                self._transport.write(data)
            elif not self._transport.is_closing():
                self._transport.close()
