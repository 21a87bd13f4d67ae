# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transport: connections to one host that stay open, through a proxy, with verified certificates."""

from __future__ import annotations

import functools
import socket
import ssl
import sys
import typing as t
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer, NoAnswerError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import Body
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import WINDOW_SECONDS

try:
    import requests
    import urllib3
    from requests.adapters import HTTPAdapter
except ImportError:  # reported when it is needed, so that documentation works without it
    requests = None  # type: ignore[assignment]


_CHUNK = 256 * 1024
_CLOSED = "the connection was closed before the answer was complete"


@dataclass(frozen=True)
class Connection:
    """Connection settings that are the same for all hosts."""

    domain: str = hosts.DEFAULT_DOMAIN
    proxy: str | None = None
    ca_path: str | None = None
    timeout: float = 30.0
    retry_deadline: float = 900.0
    rate_window: float = WINDOW_SECONDS


class Sender(t.Protocol):
    """Sends one request and returns its answer, regardless of the status. It does not follow redirects or retry."""

    def send(
        self,
        method: str,
        target: str,
        headers: dict[str, str],
        body: Body | None = None,
        save_to: t.BinaryIO | None = None,
    ) -> Answer: ...


class Transport:
    """Connections to one host, for up to 32 threads at once.

    `requests` only resolves proxies and certificates. Its Session and its Request and Response objects are not used:
    they cost as much as sending, and a Session keeps cookies, which an API with tokens does not need.
    """

    def __init__(self, host: str, connection: Connection) -> None:
        adapter = _Adapter(connection.ca_path)
        url = f"https://{host}"
        self._timeout = urllib3.Timeout(connection.timeout)
        self._headers = dict(requests.utils.default_headers())
        self._proxy = proxy_of(url, connection)
        manager = adapter.proxy_to(self._proxy) if self._proxy else adapter.poolmanager
        self._pool = manager.connection_from_url(url)

    def send(
        self,
        method: str,
        target: str,
        headers: dict[str, str],
        body: Body | None = None,
        save_to: t.BinaryIO | None = None,
    ) -> Answer:
        """Return the whole answer. The content of a successful one goes to `save_to` if that is given."""
        sent = {**self._headers, **headers}
        if body:
            sent |= {"Content-Type": body.content_type, "Content-Length": str(body.length), **headers}
        try:
            answer = self._pool.request(
                method,
                target,
                body=(body.chunks() if body.is_streamed else body.whole()) if body else None,
                headers=sent,
                retries=False,
                redirect=False,
                timeout=self._timeout,
                preload_content=save_to is None,
            )
            content = answer.data if save_to is None else _saved(answer, save_to)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise NoAnswerError(reason(error, self._proxy), hopeless=is_about_certificate(error)) from None
        return Answer(answer.status, answer.headers, content)


def proxy_of(url: str, connection: Connection) -> str:
    """Return the URL of the proxy for a host: the given one, or that of the environment."""
    proxies = {"https": connection.proxy} if connection.proxy else requests.utils.get_environ_proxies(url)
    return str(requests.utils.select_proxy(url, proxies) or "")


def _saved(answer: t.Any, save_to: t.BinaryIO) -> bytes:
    """Write the content of a successful answer to the file; return that of another one."""
    try:
        # A page is not what an API returns: it is reported with its first words.
        if not 200 <= answer.status < 300 or "html" in answer.headers.get("Content-Type", "").lower():
            return t.cast(bytes, answer.read(decode_content=True))
        save_to.seek(0)
        save_to.truncate()
        for chunk in answer.stream(_CHUNK, decode_content=True):
            _write(save_to, chunk)
        return b""
    finally:
        answer.release_conn()


def _write(file: t.BinaryIO, chunk: bytes) -> None:
    try:
        file.write(chunk)
    except OSError as error:
        raise errors.QlikError(f"The answer cannot be saved: {(error.strerror or 'write error').lower()}.") from None


def reason(error: BaseException, proxy: str = "") -> str:
    """Return why there was no answer. Texts of the libraries may have the URL of a proxy with its password."""
    cause = _cause(error)
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (ssl.SSLCertVerificationError, f"the certificate is not trusted: {getattr(cause, 'verify_message', '')}"),
        (ssl.SSLError, f"TLS failed: {(getattr(cause, 'reason', '') or 'closed').replace('_', ' ').lower()}"),
        ((urllib3.exceptions.TimeoutError, TimeoutError), "timed out"),
        (socket.gaierror, f"the hostname{' of the proxy' if proxy else ''} is not known"),
        (OSError, _system_text(cause)),
    )
    known = next((text for kind, text in kinds if isinstance(cause, kind)), "") or _CLOSED
    return f"{known}, through the proxy {_without_password(proxy)}" if proxy else known


def _system_text(cause: BaseException) -> str:
    """Return the message of the system, or of the proxy about a tunnel: 'tunnel connection failed: 407 ...'."""
    said = str(cause) if "unnel connection failed" in str(cause) else getattr(cause, "strerror", None)
    return (said or "").lower()


def _cause(error: BaseException) -> BaseException:
    """Return the innermost exception: the libraries wrap it in several of their own."""
    for inner in (getattr(error, "original_error", None), *error.args, error.__cause__):
        if isinstance(inner, BaseException) and inner is not error:
            return _cause(inner)
    return error


def is_about_certificate(error: BaseException) -> bool:
    """Return whether sending again cannot help: the certificate stays what it is."""
    return isinstance(_cause(error), ssl.SSLError)


def _without_password(proxy: str) -> str:
    """Return scheme, host and port of a proxy."""
    scheme, _separator, rest = proxy.rpartition("://")
    return f"{scheme or 'http'}://{rest.rpartition('@')[2].partition('/')[0]}"


def tls_context(ca_path: str | None, newest: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    """Return one context for all connections of a process: loading the CA bundle costs more than a handshake.

    newest: the newest version of TLS that is used, if not the newest there is.
    """
    if requests is None:
        raise errors.ConfigurationError(
            f"The Python package requests is missing: {sys.executable} runs this task and cannot import it. Install it "
            f"there: {sys.executable} -m pip install requests"
        )
    # A plain text: one that ansible-core has tagged would be another key.
    return _loaded(str(ca_path or requests.utils.DEFAULT_CA_BUNDLE_PATH), newest)


@functools.cache
def _loaded(path: str, newest: ssl.TLSVersion | None) -> ssl.SSLContext:
    try:
        folder = Path(path).is_dir()
        context = ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
        context.maximum_version = newest or context.maximum_version
        return context
    except OSError as error:
        raise errors.ConfigurationError(
            f"ca_path: {path} has no CA certificates that can be read: {error.strerror or 'not in PEM format'}."
        ) from None


class _Adapter(HTTPAdapter if requests else object):  # type: ignore[misc]
    """Connections to one host that share one TLS context."""

    def __init__(self, ca_path: str | None) -> None:
        self._context = tls_context(ca_path)
        super().__init__(pool_connections=1, pool_maxsize=32)

    def init_poolmanager(self, *arguments: t.Any, **options: t.Any) -> None:
        super().init_poolmanager(*arguments, **options, ssl_context=self._context)

    def proxy_to(self, proxy: str) -> t.Any:
        """Return the proxy of a URL. The URL may have a password, so no message has it."""
        try:
            return self.proxy_manager_for(proxy if "://" in proxy else f"http://{proxy}")
        except (ValueError, urllib3.exceptions.HTTPError):
            raise errors.ConfigurationError(
                "proxy: not a valid proxy URL. Example: http://proxy.example.com:3128. socks5:// needs the Python "
                "package PySocks."
            ) from None

    def proxy_manager_for(self, proxy: str, **options: t.Any) -> t.Any:
        # Without this option the kernel holds back a request body until the server has acknowledged the head, which
        # takes 40 ms and more. Behind a proxy the library does not set it.
        at_once = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]
        return super().proxy_manager_for(proxy, **options, ssl_context=self._context, socket_options=at_once)
