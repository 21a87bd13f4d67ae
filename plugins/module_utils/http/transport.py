# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How one host is reached: connections that are kept open, a proxy, certificates that are verified."""

from __future__ import annotations

import functools
import json
import socket
import ssl
import typing as t
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.rate_limits import WINDOW_SECONDS

try:
    import requests
    import urllib3
    from requests.adapters import HTTPAdapter
except ImportError:  # said when it is needed, so that documentation can be read without it
    requests = None  # type: ignore[assignment]


_REDIRECTS = {301, 302, 303, 307, 308}


class Part(t.NamedTuple):
    """A part of a form."""

    file_name: str | None
    content: bytes | str
    type: str


@dataclass(frozen=True)
class Connection:
    """How hosts are reached; everything that is not about one host."""

    domain: str = hosts.DEFAULT_DOMAIN
    proxy: str | None = None
    ca_path: str | None = None
    timeout: float = 30.0
    retry_deadline: float = 900.0
    rate_window: float = WINDOW_SECONDS


class Answer(t.NamedTuple):
    """What a host said; the names of headers are the same in capitals and small letters."""

    status: int
    headers: t.Mapping[str, str]
    content: bytes

    @property
    def is_redirect(self) -> bool:
        return self.status in _REDIRECTS and "Location" in self.headers

    @property
    def data(self) -> t.Any:
        """The content decoded; None where there is none, or no JSON."""
        try:
            return json.loads(self.content) if self.content else None
        except ValueError:
            return None


class NoAnswerError(Exception):
    """A request that was not answered; whether it took effect is unknown. It says what kind of error it was, no more.

    Texts of the libraries may quote the URL of a proxy with its password.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.is_refused_certificate = isinstance(error, urllib3.exceptions.SSLError)


class Transport:
    """One host.

    Proxies and certificates are the affair of requests. Its session is left out, and what it builds for each request
    and answer: that takes as long as sending does, and would keep cookies, which an API with tokens has no use for.
    """

    def __init__(self, host: str, connection: Connection) -> None:
        adapter = _Adapter(connection.ca_path)
        url = f"https://{host}"
        self._timeout = urllib3.Timeout(connection.timeout)
        self._headers = dict(requests.utils.default_headers())
        proxies = {"https": connection.proxy} if connection.proxy else requests.utils.get_environ_proxies(url)
        proxy = requests.utils.select_proxy(url, proxies)
        self._pool = (adapter.proxy_to(proxy) if proxy else adapter.poolmanager).connection_from_url(url)

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """The whole answer, whatever its status, to a request for a path with its query; it follows no redirect."""
        try:
            answer = self._pool.request(
                method,
                target,
                body=body,
                headers={**self._headers, **headers},
                retries=False,
                redirect=False,
                timeout=self._timeout,
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise NoAnswerError(error) from None
        return Answer(answer.status, answer.headers, answer.data)


def encoded(
    data: t.Any, upload: bytes | None = None, form: dict[str, Part] | None = None
) -> tuple[bytes | None, dict[str, str]]:
    """The body of a request, of one of the three, and the header that tells its type."""
    if form is not None:
        content, content_type = urllib3.encode_multipart_formdata(form)  # type: ignore[arg-type]  # a file needs no name
    elif upload is not None:
        content, content_type = upload, "application/octet-stream"
    elif data is not None:
        content, content_type = json.dumps(data).encode(), "application/json"
    else:
        return None, {}
    return content, {"Content-Type": content_type}


def tls_context(ca_path: str | None) -> ssl.SSLContext:
    """One context for all connections of a process: to load the CA bundle anew costs more than a handshake."""
    if requests is None:
        raise errors.ConfigurationError("The Python package requests is missing where this task runs.")
    # Plain, since a text of ansible-core with tags would be another key.
    return _loaded(str(ca_path or requests.utils.DEFAULT_CA_BUNDLE_PATH))


@functools.cache
def _loaded(path: str) -> ssl.SSLContext:
    try:
        if Path(path).is_dir():
            return ssl.create_default_context(capath=path)
        return ssl.create_default_context(cafile=path)
    except OSError as error:
        raise errors.ConfigurationError(f"ca_path: {path} has no CA certificates that can be read: {error}") from None


class _Adapter(HTTPAdapter if requests else object):  # type: ignore[misc]
    """The connections to one host, which share one TLS context."""

    def __init__(self, ca_path: str | None) -> None:
        self._context = tls_context(ca_path)
        super().__init__(pool_connections=1, pool_maxsize=16)

    def init_poolmanager(self, *arguments: t.Any, **options: t.Any) -> None:
        super().init_poolmanager(*arguments, **options, ssl_context=self._context)

    def proxy_to(self, proxy: str) -> t.Any:
        """The proxy of that URL, which may have a password and is never told."""
        try:
            return self.proxy_manager_for(proxy if "://" in proxy else f"http://{proxy}")
        except (ValueError, urllib3.exceptions.HTTPError):
            raise errors.ConfigurationError(
                "proxy: what is given is no URL of a proxy, such as http://proxy.example.com:3128; socks5:// needs the "
                "Python package PySocks."
            ) from None

    def proxy_manager_for(self, proxy: str, **options: t.Any) -> t.Any:
        # Behind a proxy the library lets the kernel hold back the body of a request until the server has acknowledged
        # its head, which takes 40 ms and more.
        at_once = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]
        return super().proxy_manager_for(proxy, **options, ssl_context=self._context, socket_options=at_once)
