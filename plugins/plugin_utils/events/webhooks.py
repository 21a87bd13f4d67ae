# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events that webhooks of tenants send. Each request is signed with the secret of its webhook (published page "Verify
webhook signatures using HMAC")."""

from __future__ import annotations

import asyncio
import collections
import hashlib
import hmac
import json
import logging
import os
import ssl
import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.events.audits import Queue, shown
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.events.fleet import contexts, names_by_tenant

_LOG = logging.getLogger(__name__)
_SECRET = "QLIK_CLOUD_WEBHOOK_SECRET"  # noqa: S105
_LARGEST = 1024 * 1024
# Events that are remembered, since a delivery can be repeated.
_REMEMBERED = 10_000


def is_signed(body: bytes, signature: str, secrets: t.Iterable[str]) -> bool:
    """Tell whether the signature is the HMAC-SHA256 of the body, in hexadecimal digits, with one of the secrets.

    Every secret is compared, each in constant time.
    """
    given = signature.strip().lower().encode()
    made = (hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode() for secret in secrets)
    return sum(hmac.compare_digest(given, each) for each in made) > 0


def tenant_of(event: Object) -> str:
    """Return the id of the tenant. Events that are not CloudEvents have it among their extensions."""
    extensions = event.get("extensions") or {}
    return str(event.get("tenantid") or event.get("tenantId") or extensions.get("tenantId") or "")


@dataclass
class Receiver:
    """Checks requests, and puts their events on the queue. names: of the tenants by their ids."""

    queue: Queue
    secrets: t.Sequence[str]
    names: t.Callable[[], dict[str, str]]
    _known: dict[str, str] = field(default_factory=dict, init=False)
    _seen: collections.OrderedDict[str, None] = field(default_factory=collections.OrderedDict, init=False)

    async def receive(self, body: bytes, signature: str) -> int:
        """Return the status of the answer. Nothing of a request is read before its signature is checked."""
        if not is_signed(body, signature, self.secrets):
            _LOG.warning("a request with a wrong signature was refused")
            return 401
        try:
            event = json.loads(body)
            tenant, identifier = tenant_of(event), str(event.get("id") or event["eventId"])
        except (ValueError, KeyError, AttributeError):
            return 400
        name = await self._name_of(tenant)
        if not name:
            _LOG.warning("an event of tenant %s, which the ledger does not know, was refused", tenant)
            return 404
        if identifier not in self._seen:
            await self.queue.put(shown(name, event))
            self._seen[identifier] = None
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return 204

    async def _name_of(self, tenant: str) -> str:
        """Return the inventory name. The ledger is read again for an id that is not known yet."""
        if tenant not in self._known:
            self._known = await asyncio.to_thread(self.names)
        return self._known.get(tenant, "")


def _secrets(arguments: Object) -> list[str]:
    given = arguments.get("secret") or os.environ.get(_SECRET) or ()
    found = [str(secret) for secret in ([given] if isinstance(given, str) else given)]
    if not found or not all(found):
        raise ConfigurationError(f"secret: set the secret of the webhooks, or {_SECRET} in the environment.")
    return found


async def main(queue: Queue, arguments: Object) -> None:
    """Listen until the task is cancelled. The source documents the arguments."""
    from aiohttp import web  # noqa: PLC0415 - a package of ansible-rulebook

    fleet = await asyncio.to_thread(contexts, arguments)
    receiver = Receiver(queue, _secrets(arguments), lambda: names_by_tenant(fleet))

    async def answer(request: t.Any) -> t.Any:
        status = await receiver.receive(await request.read(), request.headers.get("Qlik-Signature", ""))
        return web.Response(status=status)

    application = web.Application(client_max_size=_LARGEST)
    application.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        host, port = str(arguments.get("host", "127.0.0.1")), int(arguments.get("port", 5000))
        await web.TCPSite(runner, host, port, ssl_context=_tls(arguments)).start()
        _LOG.info("listening on %s:%s", host, port)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def _tls(arguments: Object) -> ssl.SSLContext | None:
    if not arguments.get("certfile"):
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(arguments["certfile"], arguments.get("keyfile"))
    return context
