# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API: what each host answers."""

from __future__ import annotations

import json
import sys
import time
import traceback
import typing as t
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl

import behaviour
import hosts
import scim
import sessions
import sockets
import variations
from answers import Answer, Refused
from behaviour import audits
from collections_ import COLLECTIONS, Collection, named, settle, shown
from console import Console
from content import Content, form
from contract import Operation, console_contract, tenant_contract
from engine import Engine
from generic import Generic
from hosts import Host
from limits import Limits, tier_of
from operations import BEHAVIOURS, Call
from ownership import narrowed
from paging import ordered, page_of, total_of
from patching import patched
from specifications import Specifications
from tokens import Tokens
from world import EVERYONE, Object, Region, Tenant, World, now

_TENANT_FLAGS = (
    "enableAppOpeningFeedback",
    "autoAssignCreateSharedSpacesRoleToProfessionals",
    "autoAssignPrivateAnalyticsContentCreatorRoleToProfessionals",
    "autoAssignDataServicesContributorRoleToProfessionals",
    "enableAnalyticCreation",
)


class Request(t.NamedTuple):
    """One request, decoded."""

    method: str
    host: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: t.Any


class App:
    """Answers requests from the state, and counts them."""

    def __init__(
        self, world: World, limits: Limits, *, strict: bool = False, specifications: Specifications | None = None
    ) -> None:
        self.world, self.limits, self._strict, self._specifications = world, limits, strict, specifications
        self.contract, self._console_contract = tenant_contract(), console_contract()
        self._tokens, self._console = Tokens(world), Console(world)
        self._generic = Generic(world, self.contract)
        self.content = Content(world, self._generic)
        self.engine = Engine(world)
        behaviour.load()
        self.reset()

    def reset(self) -> None:
        self.counts: dict[str, t.Any] = {"requests": 0, "reads": 0, "writes": 0, "tokens": 0, "rate_limited": 0}
        self.counts |= {"by_tenant": {}, "by_operation": {}, "by_status": {}, "violations": [], "answer_violations": []}

    def handle(self, method: str, host: str, target: str, headers: dict[str, str], raw: bytes) -> tuple[Answer, Object]:
        """The answer to a request, and what the log says of it."""
        path, _mark, query = target.partition("?")
        path = f"/{path.lstrip('/')}"
        # The server leaves the body out of the answer.
        method = "GET" if method == "HEAD" and not self.contract.find(method, path) else method
        record: Object = {"operation": "unknown", "tier": tier_of(method, path)[0], "user": "", "violations": []}
        try:
            found = self.contract.find(method, path)
            body = raw if found and found[0].takes_bytes else self._decoded(headers, raw)
            request = Request(method, host, path, dict(parse_qsl(query, keep_blank_values=True)), headers, body)
            answer = self._operation(request, record)
        except Refused as refused:
            answer = refused.status, refused.headers, refused.body
        except Exception:  # noqa: BLE001
            answer = self._crashed(f"{method} {host}{path}")
        self._count(method, host, record["operation"], answer[0])
        return answer, record

    def _crashed(self, request: str) -> Answer:
        """A fault of the simulator's own: the client gets an answer, and whoever runs the simulator a line."""
        *_rest, place = traceback.extract_tb(sys.exc_info()[2])
        fault = f"{request}: {sys.exc_info()[1]!r} at {Path(place.filename).name}:{place.lineno}"
        print(f"simulator: {fault}", file=sys.stderr, flush=True)
        self.counts["answer_violations"].append(fault)
        return 500, {}, Refused(500, "HTTP-500", "the simulator failed; its standard error says where").body

    def _decoded(self, headers: dict[str, str], raw: bytes) -> t.Any:
        if not raw:
            return None
        if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(raw.decode()))
        if headers.get("content-type", "").startswith("multipart/form-data"):
            return form(headers["content-type"], raw)
        try:
            return json.loads(raw)
        except ValueError:
            raise Refused(400, "HTTP-400", "the body is not JSON") from None

    def _count(self, method: str, host: str, operation: str, status: int) -> None:
        self.counts["requests"] += 1
        self.counts["rate_limited"] += status == HTTPStatus.TOO_MANY_REQUESTS
        self.counts["reads" if method in ("GET", "HEAD") else "writes"] += 1
        for table, key in (("by_tenant", host), ("by_operation", operation), ("by_status", str(status))):
            self.counts[table][key] = self.counts[table].get(key, 0) + 1

    # Operations of the contract.

    def _operation(self, request: Request, record: Object) -> Answer:
        host = hosts.find(self.world, request.host)
        match request.method, request.path:
            case _, "/oauth/token":
                record["operation"] = "oauth.token"
                self.counts["tokens"] += 1
                self.limits.take(request.host, 0, "oauth", request.method, request.path)
                return self._tokens.issue(request, host)
            case "POST", "/oauth/revoke":
                record["operation"] = "oauth.revoke"
                return self._tokens.revoke(request)
            case "POST", sessions.PATH if host.tenant:
                record["operation"] = "login.jwt-session"
                _scheme, _space, token = request.headers.get("authorization", "").partition(" ")
                return sessions.sign_in(self.world, host.tenant, request.host, token)
            case "GET", "/resources/autogenerated/product-info.json":
                # Public; clients take a host without it for another product.
                record["operation"] = "product-info"
                return 200, {}, {"composition": {}}
        caller = record["user"] = self._tokens.caller(request)
        if request.headers.get("upgrade", "").lower() == "websocket":
            record["operation"] = "engine.connect"
            return self._upgrade(request, host, caller)
        users = len(host.tenant.objects("users")) if host.tenant else 2
        self.limits.take(request.host, users, caller, request.method, request.path)
        contract = self._console_contract if host.console else self.contract
        found = contract.find(request.method, request.path)
        if found is None:
            raise self._violation(request, record, "unknown operation", 404)
        operation, variables = found
        record["operation"] = operation.name
        fault = operation.request_fault(request.query, request.body)
        excess = operation.excess(request.query, request.body)
        if fault or excess:
            refused = self._violation(request, record, f"{operation.name}: {fault or excess}", 400)
            if fault or self._strict:
                raise refused
            request = request._replace(body=operation.known(request.body))
        try:
            answer = self._answer(request, host, caller, operation, variables)
        except Refused as refused:
            refused.body["errors"] = [operation.error_form(each, refused.status) for each in refused.body["errors"]]
            raise
        if host.tenant:
            audits.record(self.world, host.tenant, request, caller, answer)
        fault = operation.answer_fault(answer[0], answer[2]) if answer[0] < HTTPStatus.MULTIPLE_CHOICES else None
        if not fault and self._specifications and answer[0] < HTTPStatus.MULTIPLE_CHOICES:
            fault = self._specifications.answer_fault(request.method, request.path, answer[0], answer[2])
        if fault:
            record["violations"].append(fault)
            self.counts["answer_violations"].append(f"{operation.name} {answer[0]}: {fault}")
        return answer

    def _upgrade(self, request: Request, host: Host, caller: str) -> Answer:
        """Go on as a conversation with the engine."""
        if not host.tenant or not request.path.startswith("/app/"):
            raise Refused(404, "HTTP-404", "there is no engine here")
        talk = self.engine.conversation(host.tenant, request.host, request.path, caller, self.counts)
        return 101, sockets.accepted(request.headers), talk

    def _answer(
        self, request: Request, host: Host, caller: str, operation: Operation, variables: dict[str, str]
    ) -> Answer:
        if host.console:
            return self._console.answer(request, variables)
        if host.tenant:
            return self._inside(request, host.tenant, caller, operation, variables)
        return self._register(request, self._subscription(t.cast(Region, host.region).code, caller), variables)

    def _violation(self, request: Request, record: Object, fault: str, status: int) -> Refused:
        record["violations"].append(fault)
        self.counts["violations"].append(f"{request.method} {request.host}{request.path}: {fault}")
        return Refused(status, f"HTTP-{status}", fault)

    def _subscription(self, code: str, caller: str) -> Region:
        """The one that a region client is of."""
        found = [region for region in self.world.subscriptions(code) if region.client_id == caller]
        if not found:
            raise Refused(401, "HTTP-401", "the client was deleted")
        return found[0]

    def _register(self, request: Request, region: Region, variables: dict[str, str]) -> Answer:
        if request.method == "POST" and request.path == "/api/v1/tenants":
            return self._create_tenant(region, request)
        tenant = self.world.tenants.get(variables.get("tenantId", ""))
        if tenant is None or self.world.region_of(tenant) is not region:
            raise Refused(404, "TENANTS-8", "the tenant does not exist")
        if request.path.endswith("/actions/deactivate"):
            self._confirmed(request, tenant)
            days = (request.body or {}).get("purgeAfterDays", 30)
            if not 10 <= days <= 90:
                raise Refused(400, "HTTP-400", "purgeAfterDays is 10 to 90")
            tenant.status = "disabled"
            tenant.purge_date = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + days * 86400))
            return 200, {}, {"id": tenant.id, "status": "disabled", "estimatedPurgeDate": tenant.purge_date}
        if request.path.endswith("/actions/reactivate"):
            self._confirmed(request, tenant)
            tenant.status = "active"
            return 200, {}, {"id": tenant.id, "status": "active"}
        raise Refused(404, "HTTP-404", "not an operation of the register host")

    def _confirmed(self, request: Request, tenant: Tenant) -> None:
        if request.headers.get("qlik-confirm-hostname") not in tenant.hostnames:
            raise Refused(412, "HTTP-412", "qlik-confirm-hostname is not a hostname of the tenant")

    def _create_tenant(self, region: Region, request: Request) -> Answer:
        key = (request.body or {}).get("licenseKey")
        if not key:
            raise Refused(400, "TENANTS-21", "no licence key")
        if key != region.license_key:
            raise Refused(403, "TENANTS-23", "invalid licence")
        used = sum(self.world.region_of(tenant) is region for tenant in self.world.tenants.values())
        if used >= region.entitlement:
            raise Refused(403, "TENANTS-22", "licence quota limit reached")
        return 201, {}, self._shown_tenant(self.world.add_tenant(region))

    def _shown_tenant(self, tenant: Tenant) -> Object:
        link = f"https://{tenant.hostnames[0]}/api/v1/tenants/{tenant.id}"
        shown_ = {"id": tenant.id, "name": tenant.name, "hostnames": tenant.hostnames, "created": tenant.created}
        shown_ |= {"createdByUser": "", "datacenter": tenant.region, "status": tenant.status}
        options = {name: value for name, value in tenant.options.items() if not name.startswith("_")}
        return {**shown_, **options, "lastUpdated": tenant.created, "links": {"self": {"href": link}}}

    def _inside(
        self, request: Request, tenant: Tenant, caller: str, operation: Operation, variables: dict[str, str]
    ) -> Answer:
        scopes = self._tokens.scopes(request)
        if answer_to := BEHAVIOURS.get((request.method, operation.path)):
            return answer_to(
                Call(
                    request, operation, variables, self.world, tenant, caller, scopes, self._generic, self.content.items
                )
            )
        parts = request.path.strip("/").split("/")[2:]
        match parts:
            case ["tenants", "me"]:
                return 302, {"Location": f"/api/v1/tenants/{tenant.id}"}, None
            case ["tenants"]:
                raise Refused(404, "HTTP-404", "tenants are created at the register host")
            case ["tenants", identifier]:
                return self._tenant_itself(request, tenant, identifier)
            case ["users", "me"]:
                return 301, {"Location": f"/api/v1/users/{caller}"}, None
            case [("users" | "groups") as name, "actions", "filter"]:
                return self._filter_action(request, tenant, name)
            case ["oauth-clients", identifier, "client-secrets", *rest]:
                return self._secrets(request, tenant, identifier, rest)
            case ["oauth-clients", identifier, "connection-configs", "me"]:
                return self._consent(request, tenant, identifier)
            case ["spaces", space, "assignments", *rest] if space in tenant.objects("spaces"):
                store = tenant.objects(f"spaces/{space}/assignments")
                return self._crud(request, tenant, COLLECTIONS["assignments"], store, rest, caller, {"spaceId": space})
            case [name, *rest] if name in COLLECTIONS and len(rest) < 2 and operation.has_id(parts):
                return self._crud(request, tenant, COLLECTIONS[name], tenant.objects(name), rest, caller, {})
        answer = self.content.answer(operation, request, tenant, caller, scopes)
        return answer or self._generic.answer(operation, request, tenant, caller)

    def _tenant_itself(self, request: Request, tenant: Tenant, identifier: str) -> Answer:
        if identifier != tenant.id:
            raise Refused(404, "HTTP-404", "not this tenant")
        if request.method == "GET":
            return 200, {}, self._shown_tenant(tenant)
        for operation in request.body:
            name, value = operation["path"].strip("/"), operation["value"]
            if name == "name":
                tenant.name = value
            elif name == "hostnames/1":
                self._alias(tenant, value)
            elif name in _TENANT_FLAGS:
                tenant.options[name] = value
        return 204, {}, None

    def _alias(self, tenant: Tenant, value: str) -> None:
        subdomain = value.removesuffix(f".{tenant.region}.{self.world.domain}")
        if not 3 <= len(subdomain) <= 63:
            raise Refused(400, "TENANTS-10", "Subdomain should be between 3 and 63 characters")
        if self.world.hosts.get(value, tenant) is not tenant or "." in subdomain:
            raise Refused(400, "TENANTS-9", "the alias is taken or not valid")
        self.world.rename(tenant, value)

    def _secrets(self, request: Request, tenant: Tenant, identifier: str, rest: list[str]) -> Answer:
        client = _existing(tenant.objects("oauth-clients"), identifier)
        if request.method == "POST":
            if len(client["_secrets"]) >= 5:
                raise Refused(409, "HTTP-409", "a client has five secrets at most")
            secret = self._add_secret(client)
            return (
                201,
                {},
                {
                    "clientId": identifier,
                    "clientSecret": secret,
                    "hint": secret[:5],
                    "createdAt": now(),
                    "createdBy": "",
                },
            )
        client["_secrets"] = [secret for secret in client["_secrets"] if secret[:5] != rest[0]]
        client["clientSecrets"] = [each for each in client["clientSecrets"] if each["hint"] != rest[0]]
        return 204, {}, None

    def _add_secret(self, client: Object) -> str:
        secret = self.world.hexadecimal(64)
        client.setdefault("_secrets", []).append(secret)
        client.setdefault("clientSecrets", []).append({"hint": secret[:5], "createdAt": now(), "createdBy": ""})
        return secret

    def _consent(self, request: Request, tenant: Tenant, identifier: str) -> Answer:
        client = _existing(tenant.objects("oauth-clients"), identifier)
        if request.method == "PATCH":
            client["connectionConfig"] = patched(client.get("connectionConfig", {}), request.body)
            return 204, {}, None
        return 200, {}, client.get("connectionConfig", {"consentMethod": "required"})

    # Plain collections.

    def _crud(
        self,
        request: Request,
        tenant: Tenant,
        collection: Collection,
        store: dict[str, Object],
        rest: list[str],
        caller: str,
        fixed: Object,
    ) -> Answer:
        base = f"https://{request.host}{request.path}"
        if not rest:
            if request.method == "GET":
                return self._list(request, tenant, collection, store)
            return self._create(request, tenant, collection, store, caller, fixed)
        thing = _existing(store, rest[0])
        base = base.rsplit("/", 1)[0]
        if request.method == "GET":
            return 200, {}, shown(self.world, tenant, collection, thing, base)
        if request.method == "DELETE":
            if collection.name == "oauth-clients" and request.headers.get("qlik-confirm-delete") != rest[0]:
                raise Refused(400, "HTTP-400", "qlik-confirm-delete must be the id")
            collection.on_delete(self.world, tenant, thing, caller)
            del store[rest[0]]
            return 204, {}, None
        changed = self._changed(request, tenant, collection, thing)
        settle(self.world, tenant, collection, store, changed, caller)
        store[rest[0]] = changed
        if request.method == "PATCH" and collection.bodiless_patch:
            return 204, {}, None
        return 200, {}, shown(self.world, tenant, collection, changed, base)

    def _changed(self, request: Request, tenant: Tenant, collection: Collection, thing: Object) -> Object:
        if request.method == "PUT":
            # What is left out of a whole object is cleared; assignments keep what cannot be set.
            keep = thing if collection.name in ("assignments", "spaces") else {}
            made = {name: thing[name] for name in (collection.id_field, *collection.created) if name in thing}
            return {**keep, **made, **request.body}
        if thing.get("type") == "default" and collection.name == "roles" and thing["name"] != "UserDefault":
            raise Refused(403, "HTTP-403", "a default role cannot be changed")
        for operation in request.body:
            name = operation["path"].strip("/")
            if thing.get("type") == "default" and collection.name == "roles" and not name.startswith("assignedScopes"):
                raise Refused(403, "HTTP-403", "of a default role only the scopes can be changed")
            if thing.get("id") == EVERYONE:
                raise Refused(400, "HTTP-400", "a system group cannot be changed")
            if collection.name == "groups" and name in ("name", "description") and thing["providerType"] == "idp":
                raise Refused(400, "HTTP-400", f"{name} of a group of the identity provider cannot be changed")
        return patched(named(tenant, thing), request.body)

    def _create(
        self,
        request: Request,
        tenant: Tenant,
        collection: Collection,
        store: dict[str, Object],
        caller: str,
        fixed: Object,
    ) -> Answer:
        length = 32 if collection.id_field == "clientId" else 24
        made = {name: now() for name in collection.created}
        thing = {
            **dict(collection.defaults),
            **request.body,
            **fixed,
            **made,
            collection.id_field: self.world.hexadecimal(length),
        }
        if collection.name not in ("csp-origins", "oauth-clients"):
            thing["tenantId"] = tenant.id
        if collection.name not in ("csp-origins", "users"):
            thing["ownerId" if collection.name == "oauth-clients" else "createdBy"] = caller
        settle(self.world, tenant, collection, store, thing, caller)
        store[thing[collection.id_field]] = thing
        secret = self._add_secret(thing) if collection.name == "oauth-clients" else ""
        answer = shown(self.world, tenant, collection, thing, f"https://{request.host}{request.path}")
        return 201, {}, {**answer, "clientSecret": secret} if secret else answer

    def _list(self, request: Request, tenant: Tenant, collection: Collection, store: dict[str, Object]) -> Answer:
        query = request.query
        things = narrowed(collection.name, list(store.values()), query)
        if collection.name == "groups":
            system = query.get("systemGroups", "").lower() == "true"
            things = [thing for thing in things if (thing["id"] == EVERYONE) is system]
        if collection.name == "spaces" and "name" in query:
            things = [thing for thing in things if query["name"].lower() in thing["name"].lower()]
        elif "filter" in query and collection.filterable:
            things = self._filtered(tenant, collection, things, query["filter"])
        things = ordered(things, query.get("sort"))
        cursor = "startingAfter" if collection.name == "web-integrations" else "next"
        data, links = page_of(things, request, cursor, page=collection.page, largest=collection.largest_page)
        if variations.has("other-hostname-links") and "next" in links:
            other = next((name for name in tenant.hostnames if name != request.host), request.host)
            links["next"] = {"href": links["next"]["href"].replace(request.host, other, 1)}
        base = f"https://{request.host}{request.path}"
        page = [shown(self.world, tenant, collection, thing, base) for thing in data]
        return 200, {}, {"data": page, "links": links, **total_of(things, request)}

    def _filtered(self, tenant: Tenant, collection: Collection, things: list[Object], text: str) -> list[Object]:
        """Filters see objects as answers show them: with the names of roles and groups."""
        test = scim.parse(text, dict(collection.filterable))
        if not any(name in text.lower() for name in ("assignedroles", "assignedgroups")):
            return [thing for thing in things if test(thing)]
        return [thing for thing in things if test({**thing, **shown(self.world, tenant, collection, thing, "")})]

    def _filter_action(self, request: Request, tenant: Tenant, name: str) -> Answer:
        """A filter in the body, for those that are too long for a URL."""
        text = (request.body or {}).get("filter")
        asked = request._replace(
            path=request.path.removesuffix("/actions/filter"),
            query={**request.query, **({"filter": text} if text else {})},
        )
        return self._list(asked, tenant, COLLECTIONS[name], tenant.objects(name))


def _existing(store: dict[str, Object], identifier: str) -> Object:
    if identifier not in store:
        raise Refused(404, "HTTP-404", "it does not exist")
    return store[identifier]
