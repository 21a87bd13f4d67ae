# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Qlik Cloud on this machine: many regions and tenants, with a real state, judged by the published contract.

When ready it prints one line of JSON that says how it is reached. It runs in the foreground and ends on SIGTERM.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import functools
import json
import os
import signal
import tempfile
import time
import typing as t
from pathlib import Path

import certificates
import server
import variations
from app import App
from faults import Faults
from limits import Limits
from server import Http, Proxy, encoded
from specifications import Specifications
from world import Region, Tenant, World

Reply = tuple[int, dict[str, str], server.Content]


class Simulator:
    """The cloud, its control and its sockets."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.world = World("qlikcloud.test", arguments.seed)
        self._populate()
        variations.use(arguments.variation)
        self.app, self.faults = (
            App(
                self.world,
                Limits(arguments.rate_scale),
                strict=arguments.strict,
                specifications=Specifications(arguments.specifications) if arguments.specifications else None,
            ),
            Faults(arguments.seed),
        )
        self.app.engine.faults = self.faults
        self.faults.set(json.loads(arguments.faults.read_text(encoding="utf-8")) if arguments.faults else [])
        self._settable: dict[str, t.Callable[[t.Any], None]] = {
            "state": self.load,
            "faults": self.faults.set,
            "variations": variations.use,
            "conditions": self._set_conditions,
        }
        self.log = arguments.log.open("a", encoding="utf-8") if arguments.log else None

    def _populate(self) -> None:
        state = self.arguments.state
        if state and state.exists():
            self.load(json.loads(state.read_text(encoding="utf-8")))
            return
        fleet = json.loads(self.arguments.fleet.read_text(encoding="utf-8")) if self.arguments.fleet else {}
        self.world.organization |= fleet.get("organization", {})
        for key, given in fleet.get("regions", {"us": {}, "eu": {}, "ap": {}}).items():
            region = self.world.add_region(key, given.get("code", key))
            for name in ("entitlement", "subscription", "license_key", "client_id", "client_secret"):
                setattr(region, name, given.get(name, getattr(region, name)))
            for tenant in given.get("tenants", ()):
                self._add_tenant(region, tenant if isinstance(tenant, dict) else {"alias": tenant})

    def _add_tenant(self, region: Region, given: dict[str, str]) -> None:
        """A tenant that is there from the start; what the file does not say of it is made up."""
        tenant = self.world.add_tenant(region, given.get("id"), given.get("hostname"))
        tenant.name, tenant.status = given.get("name", tenant.name), given.get("status", tenant.status)
        if given.get("alias"):
            self.world.rename(tenant, f"{given['alias']}.{region.code}.{self.world.domain}")

    async def answer(self, method: str, host: str, target: str, headers: dict[str, str], body: bytes) -> Reply | None:
        """One request to a host of the domain, with latency and faults."""
        if self.arguments.latency_ms:
            await asyncio.sleep(self.arguments.latency_ms / 1000)
        fault = self.faults.find(method, host, target.partition("?")[0])
        if fault and fault.when == "before" and fault.action in ("reset", "hold"):
            if fault.action == "reset":
                return None
            await self.faults.hold()
        if fault and fault.action == "status":
            error = {"errors": [{"code": fault.code, "title": "injected", "status": str(fault.status)}], "traceId": "0"}
            return encoded(fault.status, fault.headers, error)
        if fault and fault.action == "cut":
            self.app.handle(method, host, target, headers, body[: len(body) // 2])
            return None
        (status, more, answered), record = self.app.handle(method, host, target, headers, body)
        if self.log:
            path, _mark, query = target.partition("?")
            line = {"time": time.time(), "method": method, "host": host, "path": path, "query": query}
            self.log.write(json.dumps({**line, "status": status, **record}) + "\n")
            self.log.flush()
        if fault and fault.action == "truncate":
            return server.truncated(status, more, answered)
        if fault and fault.when == "after":
            if fault.action == "reset":
                return None
            await self.faults.hold()
        return encoded(status, more, answered)

    async def control(self, method: str, _host: str, target: str, _headers: dict[str, str], body: bytes) -> Reply:
        """What has no Qlik API: counts, state, faults, and what the Service Account Owner does in My Qlik."""
        given: t.Any = json.loads(body) if body else {}
        match (method, *target.strip("/").split("/")):
            case ("GET", "counts"):
                return encoded(200, {}, self.app.counts)
            case ("POST", "reset-counts"):
                self.app.reset()
            case ("GET", "state"):
                return encoded(200, {}, self.dump())
            case ("GET", "held"):
                return encoded(200, {}, {"held": self.faults.held})
            case ("POST", "release"):
                self.faults.release()
            case ("POST", what) if what in self._settable:
                self._settable[what](given)
            case ("GET", ("secrets" | "tokens") as what):
                return encoded(200, {}, list(getattr(self.world, what)))
            case ("POST", "expire-tokens", *host):
                kept = {token: value for token, value in self.world.tokens.items() if host and value[0] != host[0]}
                self.world.tokens = kept
            case (_, "regions", name, what) if name in self.world.regions:
                return encoded(200, {}, self._my_qlik(method, name, what, given or {}))
            case _:
                return encoded(404, {}, {"error": "unknown control"})
        return encoded(200, {}, {})

    def _set_conditions(self, given: dict[str, float]) -> None:
        self.app.limits.scale = given.get("scale", self.app.limits.scale)
        self.app.limits.share = given.get("share", self.app.limits.share)
        self.world.index_lag = int(given.get("index_lag", self.world.index_lag))
        self.app.content.unlisted = int(given.get("unlisted", self.app.content.unlisted))
        self.arguments.latency_ms = given.get("latency_ms", self.arguments.latency_ms)

    def _my_qlik(self, method: str, name: str, what: str, given: dict[str, t.Any]) -> dict[str, t.Any]:
        """What the Service Account Owner does by hand: a client created, its secret refreshed, the client deleted.

        Whether the secret before a refresh goes on to work is not documented: `keep` says so.
        """
        region = self.world.regions[name]
        match (method, what):
            case ("POST", "client"):
                self.world.new_client(name)
            case ("POST", "client-secret"):
                region.earlier_secrets = [region.client_secret] if given.get("keep") else []
                region.client_secret = self.world.hexadecimal(64)
            case ("DELETE", "client"):
                region.client_id = region.client_secret = ""
        return dataclasses.asdict(region)

    def dump(self) -> dict[str, t.Any]:
        return {
            "organization": self.world.organization,
            "regions": {code: dataclasses.asdict(region) for code, region in self.world.regions.items()},
            "tenants": {identifier: dataclasses.asdict(tenant) for identifier, tenant in self.world.tenants.items()},
        }

    def load(self, state: dict[str, t.Any]) -> None:
        self.world.organization |= state.get("organization", {})
        self.world.regions = {code: Region(**region) for code, region in state["regions"].items()}
        self.world.tenants = {identifier: Tenant(**tenant) for identifier, tenant in state["tenants"].items()}
        self.world.hosts = {host: tenant for tenant in self.world.tenants.values() for host in tenant.hostnames}
        self.world.tokens.clear()

    def ready(self, proxy: int, control: int, ca: Path) -> dict[str, t.Any]:
        regions = {
            key: {"register": f"register.{region.code}.{self.world.domain}", "datacenter": region.code}
            | {name: getattr(region, name) for name in ("client_id", "client_secret", "license_key")}
            for key, region in self.world.regions.items()
        }
        tenants = [
            {"hostname": tenant.hostnames[0], "alias": tenant.hostnames[-1], "id": tenant.id, "region": tenant.region}
            for tenant in self.world.tenants.values()
        ]
        return {
            "proxy": f"http://127.0.0.1:{proxy}",
            "ca": str(ca),
            "domain": self.world.domain,
            "control": f"http://127.0.0.1:{control}",
            "organization": {"console": f"console.{self.world.domain}", **self.world.organization},
            "regions": regions,
            "tenants": tenants,
        }

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        with tempfile.TemporaryDirectory(prefix="qlik-simulator-") as folder:
            ca, context = certificates.make(
                Path(folder), self.world.domain, sorted({each.code for each in self.world.regions.values()})
            )
            hosts = functools.partial(Http, self.answer)
            proxies = functools.partial(Proxy, self.world.domain, context, self.answer)
            direct = await loop.create_server(hosts, "127.0.0.1", self.arguments.port, ssl=context)
            proxy = await loop.create_server(proxies, "127.0.0.1", self.arguments.proxy_port, backlog=512)
            control = await loop.create_server(functools.partial(Http, self.control), "127.0.0.1", 0)
            ports = [int(server.sockets[0].getsockname()[1]) for server in (proxy, control)]
            print(json.dumps(self.ready(ports[0], ports[1], ca)), flush=True)
            await stop.wait()
            for server in (direct, proxy, control):
                server.close()
        if self.arguments.state:
            self.arguments.state.write_text(json.dumps(self.dump()), encoding="utf-8")


def main() -> None:
    listed = "\n".join(f"  {name}: {sentence}" for name, sentence in variations.VARIATIONS.items())
    parser = argparse.ArgumentParser(
        description=__doc__,
        prog="simulator",
        epilog=f"variations, where the published facts leave two answers possible:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="port that speaks TLS directly (0: a free one)")
    parser.add_argument("--proxy-port", type=int, default=0, help="port of the HTTP proxy (0: a free one)")
    parser.add_argument("--fleet", type=Path, help="JSON file with regions, entitlements and existing tenants")
    parser.add_argument("--state", type=Path, help="file that is loaded at the start and written at the end")
    parser.add_argument("--latency-ms", type=float, default=0, help="added to every request")
    parser.add_argument("--rate-scale", type=float, default=1, help="length of rate windows (1: real, 0: no limits)")
    parser.add_argument("--faults", type=Path, help="JSON file with rules, as POST /faults of the control takes them")
    parser.add_argument("--log", type=Path, help="file with one line of JSON per request")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="refuse fields and parameters that the contract lacks, not only count them",
    )
    parser.add_argument(
        "--specifications",
        type=Path,
        default=os.environ.get("QLIKFLEET_SPECIFICATIONS"),
        help="folder with published specifications that answers are checked against too "
        "(environment: QLIKFLEET_SPECIFICATIONS)",
    )
    parser.add_argument(
        "--variation",
        action="append",
        default=[],
        choices=variations.VARIATIONS,
        metavar="NAME",
        help="answer as Qlik may do too, see below; can be given several times",
    )
    parser.add_argument("--seed", type=int, help="makes ids and secrets the same in each run")
    asyncio.run(Simulator(parser.parse_args()).run())


if __name__ == "__main__":
    main()
