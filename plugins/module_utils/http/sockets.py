# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSockets to one host, through the same proxy and with the same certificates as requests.

The Python package `websockets` is imported when a connection is opened, so nothing else needs it.
"""

from __future__ import annotations

import contextlib
import logging
import ssl
import typing as t

from ansible.module_utils.basic import missing_required_lib

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer, NoAnswerError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import (
    Connection,
    is_about_certificate,
    proxy_of,
    reason,
    tls_context,
)

# The first release whose threaded client supports proxies.
_OLDEST = 15
_SWITCHED = 101
# With TLS 1.3 a server sends tickets after the handshake. The library then finds something to read, and waits in the
# middle of a read while another of its threads writes or closes, which can hang for ever.
_NEWEST_TLS = ssl.TLSVersion.TLSv1_2


class SocketClosedError(Exception):
    """The host has closed the connection, with a code that says why."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{code} {text}".rstrip())
        self.code = code


class Socket:
    """A connection that sends and receives texts."""

    def __init__(self, connection: t.Any, closed: type[Exception], close: t.Callable[[], None]) -> None:
        self._connection, self._closed, self.close = connection, closed, close

    def send(self, text: str) -> None:
        """Send a text. Raise SocketClosedError if the host has closed the connection."""
        try:
            self._connection.send(text)
        except self._closed as error:
            raise _closing(error) from None

    def receive(self, seconds: float) -> str:
        """Return the next text. Raise NoAnswerError after the timeout."""
        try:
            return str(self._connection.recv(timeout=seconds))
        except TimeoutError:
            raise NoAnswerError("timed out") from None
        except self._closed as error:
            raise _closing(error) from None


def open_socket(
    host: str, target: str, headers: dict[str, str], connection: Connection
) -> tuple[Answer, Socket | None]:
    """Return the answer to the handshake, with the connection if its status is 101."""
    client, exceptions = _library()
    url = f"https://{host}{target}"
    proxy = proxy_of(url, connection)
    stack = contextlib.ExitStack()
    try:
        opened = stack.enter_context(
            client.connect(
                f"wss://{host}{target}",
                ssl=tls_context(connection.ca_path, _NEWEST_TLS),
                proxy=(proxy if "://" in proxy else f"http://{proxy}") if proxy else None,
                additional_headers=headers,
                open_timeout=connection.timeout,
                max_size=None,
                logger=_silent(),
            )
        )
    except exceptions.InvalidStatus as error:
        answer = error.response
        return Answer(answer.status_code, answer.headers, bytes(answer.body or b"")), None
    except exceptions.InvalidProxy:
        raise ConfigurationError("proxy: not a valid proxy URL. Example: http://proxy.example.com:3128.") from None
    except exceptions.InvalidProxyStatus as error:
        tunnel = OSError(f"tunnel connection failed: {error.response.status_code} {error.response.reason_phrase}")
        raise NoAnswerError(reason(tunnel, proxy)) from None
    except (exceptions.WebSocketException, OSError, EOFError) as error:
        raise NoAnswerError(reason(error, proxy), hopeless=is_about_certificate(error)) from None
    return Answer(_SWITCHED, {}, b""), Socket(opened, exceptions.ConnectionClosed, stack.close)


def _library() -> tuple[t.Any, t.Any]:
    """Return the used parts of the package, or raise an error if it is missing."""
    try:
        from websockets import exceptions  # noqa: PLC0415
        from websockets.sync import client  # noqa: PLC0415
        from websockets.version import version  # noqa: PLC0415
    except ImportError:
        raise ConfigurationError(_missing()) from None
    if int(version.partition(".")[0]) < _OLDEST:
        raise ConfigurationError(f"{_missing()} Version {version} is installed; {_OLDEST}.0 or later is needed.")
    return client, exceptions


def _missing() -> str:
    why = "to talk to the engine of an app"
    return str(missing_required_lib("websockets", reason=why, url="https://websockets.readthedocs.io"))


def _silent() -> logging.Logger:
    """Return a logger that writes nothing, since the library logs headers with their token at debug level."""
    logger = logging.Logger("websockets of qlikfleet.cloud")
    logger.disabled = True
    return logger


def _closing(error: t.Any) -> SocketClosedError:
    """Return the reason in the close frame of the host. A lost connection has none."""
    frame = error.rcvd
    return SocketClosedError(frame.code, frame.reason) if frame else SocketClosedError(1006, "connection lost")
