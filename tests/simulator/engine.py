# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine: apps that are opened over a WebSocket, and the QIX protocol that is spoken there.

From the published pages "JSON-RPC API (QIX API)" and the schema of `enigma.js`, which `tests/contract/qix.json` has.
"""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

import documents
import methods
from documents import Doc, Fault
from faults import Faults
from sockets import Closed
from world import Object, Tenant, World

_CONTRACT = json.loads((Path(__file__).resolve().parent.parent / "contract/qix.json").read_text("utf-8"))
CLOSE_CODES: dict[str, int] = _CONTRACT["close_codes"]
_PATH = re.compile(r"/app/([^/?]+)(?:/identity/([^/?]+))?(?:/ttl/\d+)?/?(?:\?.*)?")
_GLOBAL = -1


class Engine:
    """All engines of the cloud: one document for each tenant, app, user and identity as long as it is open."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: dict[tuple[str, str, str, str], Doc] = {}
        self.faults: Faults | None = None

    def conversation(self, tenant: Tenant, host: str, target: str, caller: str, counts: Object) -> Session:
        """A session at the path of a request."""
        found = _PATH.fullmatch(target)
        app, identity = (found[1], found[2] or "") if found else ("", "")
        return Session(self, (tenant.id, app, caller, identity), host, counts)

    def session_of(self, key: tuple[str, str, str, str]) -> tuple[Doc, bool]:
        """The document of a session, and whether another connection has it already."""
        tenant = self._world.tenants[key[0]]
        app = tenant.objects("apps").get(key[1])
        if app is None:
            raise Closed(CLOSE_CODES["not found"], "App not found")
        if not documents.may_open(tenant, app["attributes"], key[2]):
            raise Closed(CLOSE_CODES["permissions"], "No permission to open the app")
        attached = key in self._open
        doc = self._open.setdefault(key, Doc(self._world, tenant, app, key[2]))
        doc.connections += 1
        return doc, attached

    def left(self, key: tuple[str, str, str, str]) -> None:
        """With its last connection, what was not saved of a document is lost."""
        doc = self._open.get(key)
        if doc:
            doc.connections -= 1
            if not doc.connections:
                del self._open[key]


class Session:
    """One connection."""

    def __init__(self, engine: Engine, key: tuple[str, str, str, str], host: str, counts: Object) -> None:
        self._engine, self._key, self._host, self._counts = engine, key, host, counts
        self._doc: Doc | None = None

    def greet(self) -> list[str]:
        self._doc, attached = self._engine.session_of(self._key)
        state = "SESSION_ATTACHED" if attached else "SESSION_CREATED"
        return [json.dumps({"jsonrpc": "2.0", "method": "OnConnected", "params": {"qSessionState": state}})]

    def leave(self) -> None:
        if self._doc:
            self._engine.left(self._key)

    async def answer(self, text: str) -> list[str]:
        request: t.Any = None
        try:
            request = json.loads(text)
            fault = await self._struck(request["method"])
            result, changed, closed = self._call(request)
        except Fault as refused:
            error = {"code": refused.code, "parameter": refused.parameter, "message": refused.message}
            identifier = request.get("id") if isinstance(request, dict) else None
            return [json.dumps({"jsonrpc": "2.0", "id": identifier, "error": error})]
        except (ValueError, KeyError, TypeError) as broken:
            self._violation(f"not a request: {broken!r}")
            raise Closed(1003, "not a request") from None
        if fault:
            raise Closed
        reply: Object = {"jsonrpc": "2.0", "id": request.get("id")}
        if request.get("delta") and any(name in result for name in ("qLayout", "qProp")):
            result = {name: [{"op": "add", "path": "/", "value": value}] for name, value in result.items()}
            reply["delta"] = True
        reply |= {"result": result, "change": changed, "close": closed}
        return [json.dumps({name: value for name, value in reply.items() if value or name not in ("change", "close")})]

    async def _struck(self, method: str) -> bool:
        """Carries out the fault of a call: an error or a lost connection; True where it is lost after the effect."""
        faults = self._engine.faults
        fault = faults.find(method, self._host, f"/app/{self._key[1]}") if faults else None
        if faults and fault and fault.action == "hold":
            await faults.hold()
        if fault and fault.action == "status":
            raise Fault(fault.status, "injected")
        if fault and fault.when == "before":
            raise Closed
        return bool(fault)

    def _call(self, request: Object) -> tuple[Object, list[int], list[int]]:
        doc = t.cast(Doc, self._doc)
        handle = request.get("handle")
        if handle == _GLOBAL:
            kind, target = "Global", ""
        elif handle in doc.handles:
            kind, target = doc.handles[handle]
        else:
            raise Fault(documents.ERRORS["GENERIC_INVALID_PARAMETERS"], "Invalid handle", str(handle))
        name = request["method"]
        operation = f"QIX {kind}.{name}"
        self._counts["by_operation"][operation] = self._counts["by_operation"].get(operation, 0) + 1
        declared = _CONTRACT["types"][kind].get(name)
        if declared is None:
            self._violation(f"{operation}: unknown method")
            raise Fault(-32601, "Method not found", name)
        parameters = self._parameters(operation, declared["in"], request.get("params", []))
        known = methods.METHODS.get((kind, name))
        if known is None:
            raise Fault(documents.ERRORS["GENERIC_NOT_IMPLEMENTED"], f"{operation} is not simulated", name)
        doc.touched.clear()
        result = known(doc, target, parameters)
        touched = [number for number, each in doc.handles.items() if each[1] in doc.touched]
        gone = [number for number, each in doc.handles.items() if each[1] and not doc.has(*each)]
        for number in gone:
            del doc.handles[number]
        return result, [number for number in touched if number not in gone], gone

    def _parameters(self, operation: str, declared: list[str], given: t.Any) -> Object:
        """By name or in order; one that the contract does not name is a violation."""
        names = [name.rstrip("?") for name in declared]
        values = dict(zip(names, given, strict=False)) if isinstance(given, list) else dict(given)
        excess = given[len(names) :] if isinstance(given, list) else sorted(values.keys() - set(names))
        missing = [name for name in declared if not name.endswith("?") and name not in values]
        if excess or missing:
            self._violation(f"{operation}: unknown parameters {excess}, missing {missing}")
            raise Fault(documents.ERRORS["JSON_RPC_INVALID_PARAMETERS"], "Invalid method parameter(s)", str(missing))
        return values

    def _violation(self, text: str) -> None:
        self._counts["violations"].append(f"{self._host}/app/{self._key[1]}: {text}")
