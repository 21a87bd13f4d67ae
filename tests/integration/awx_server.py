# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX's REST API has of organizations, credential types and credentials, and what its jobs get of these."""

from __future__ import annotations

import re
import typing as t

import jinja2.sandbox

from tests.integration.loopback import Answer, Loopback

ENCRYPTED = "$encrypted$"
ORGANIZATION = {"id": 1, "type": "organization", "url": "/api/v2/organizations/1/", "name": "Default"}
# A filter is one of these, as a number or a text; AWX answers 400 to others.
FILTERS = ("name", "credential_type", "organization")
FIELDS = {
    "credential_types": {"name", "description", "kind", "inputs", "injectors", "managed"},
    "credentials": {"name", "description", "credential_type", "organization", "inputs"},
}


class RefusedError(Exception):
    """With a status, and what is the matter."""


class AWX(Loopback):
    """A token says what its user may write: only administrators of the system make types of credentials."""

    headers: t.ClassVar = {"X-API-Product-Name": "AWX", "X-API-Product-Version": "24.6.1"}

    def __init__(self) -> None:
        super().__init__()
        self.tokens: dict[str, set[str]] = {}
        self.kept: dict[str, dict[int, dict[str, t.Any]]] = {
            "organizations": {1: ORGANIZATION},
            "credential_types": {},
            "credentials": {},
        }

    def job_environment(self, *names: str) -> dict[str, str]:
        """What AWX adds to the environment of a job with the credentials of these names."""
        credentials = [each for each in self.kept["credentials"].values() if each["name"] in names]
        types = {each["credential_type"] for each in credentials}
        assert len(credentials) == len(types) == len(names), "a job takes one credential of each type"
        sandbox = jinja2.sandbox.ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
        return {
            name: sandbox.from_string(template).render(**credential["inputs"])
            for credential in credentials
            for name, template in self._type(credential)["injectors"]["env"].items()
        }

    def answer(self, method: str, path: str, query: dict[str, str], body: t.Any, headers: t.Any) -> Answer:
        rights = self.tokens.get(headers.get("Authorization", "").removeprefix("Bearer "))
        if rights is None:
            return 401, {"detail": "Authentication credentials were not provided."}
        found = re.fullmatch(r"/api/v2/(\w+)/(?:(\d+)/)?", path)
        if not found or found[1] not in self.kept:
            return 404, {"detail": "Not found."}
        if method != "GET" and found[1] not in rights:
            return 403, {"detail": "You do not have permission to perform this action."}
        try:
            return self._answer(method, found[1], int(found[2] or 0), query, body)
        except RefusedError as refused:
            return t.cast(Answer, refused.args)

    def _answer(self, method: str, kind: str, number: int, query: dict[str, str], body: t.Any) -> Answer:
        match method, bool(number):
            case "GET", False:
                results = [self._shown(each) for each in self.kept[kind].values() if _fits(each, query)]
                return 200, {"count": len(results), "next": None, "previous": None, "results": results}
            case "POST", False:
                number = max(self.kept[kind], default=0) + 1
                item = {"id": number, "type": kind.removesuffix("s"), "url": f"/api/v2/{kind}/{number}/"}
                return 201, self._keep(kind, item, body)
            case "PATCH", True if number in self.kept[kind]:
                return 200, self._keep(kind, self.kept[kind][number], body)
        return 405, {"detail": f'Method "{method}" not allowed.'}

    def _keep(self, kind: str, item: dict[str, t.Any], body: dict[str, t.Any]) -> dict[str, t.Any]:
        if unknown := set(body) - FIELDS[kind]:
            raise RefusedError(400, {name: ["Unknown field."] for name in unknown})
        before, item = item, {"description": "", **item, **body}
        if kind == "credential_types":
            self._check_type(before, item)
        else:
            item["inputs"] = self._inputs(before, item)
        same = [each for each in self.kept[kind].values() if _key(each) == _key(item) and each["id"] != item["id"]]
        if same:
            raise RefusedError(400, {"__all__": ["An object with this name already exists."]})
        self.kept[kind][item["id"]] = item
        return self._shown(item)

    def _check_type(self, before: dict[str, t.Any], item: dict[str, t.Any]) -> None:
        if item["kind"] not in ("cloud", "net"):
            raise RefusedError(400, {"kind": [f"Must be 'cloud' or 'net', not {item['kind']}"]})
        in_use = any(each["credential_type"] == item["id"] for each in self.kept["credentials"].values())
        if in_use and before["inputs"] != item["inputs"]:
            detail = "Modifications to inputs are not allowed for credential types that are in use"
            raise RefusedError(403, {"detail": detail})
        fields = {field["id"]: "x" for field in item["inputs"]["fields"] if field["label"]}
        environment = jinja2.sandbox.ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
        for name, template in item["injectors"]["env"].items():
            if not re.fullmatch("[a-zA-Z_][a-zA-Z0-9_]*", name) or name.startswith("ANSIBLE_"):
                raise RefusedError(400, {"injectors": [f"{name} is not allowed"]})
            try:
                environment.from_string(template).render(**fields)
            except jinja2.UndefinedError as error:
                raise RefusedError(400, {"injectors": [str(error)]}) from error

    def _inputs(self, before: dict[str, t.Any], item: dict[str, t.Any]) -> dict[str, str]:
        """What stands for a secret that is kept leaves it as it is."""
        type_inputs = self._type(item)["inputs"]
        if unknown := set(item["inputs"]) - {field["id"] for field in type_inputs["fields"]}:
            raise RefusedError(
                400, {"inputs": [f"Additional properties are not allowed ({', '.join(sorted(unknown))})"]}
            )
        if missing := [name for name in type_inputs["required"] if not item["inputs"].get(name)]:
            raise RefusedError(400, {"inputs": {name: [f"required for {item['name']}"] for name in missing}})
        kept = before.get("inputs", {})
        return {name: kept[name] if value == ENCRYPTED else value for name, value in item["inputs"].items()}

    def _type(self, credential: dict[str, t.Any]) -> dict[str, t.Any]:
        return self.kept["credential_types"][credential["credential_type"]]

    def _shown(self, item: dict[str, t.Any]) -> dict[str, t.Any]:
        """Without what is secret."""
        if item["type"] != "credential":
            return item
        secret = {field["id"] for field in self._type(item)["inputs"]["fields"] if field.get("secret")}
        inputs = {name: ENCRYPTED if name in secret else value for name, value in item["inputs"].items()}
        return {**item, "inputs": inputs}


def _fits(item: dict[str, t.Any], query: dict[str, str]) -> bool:
    if unknown := set(query) - {*FILTERS}:
        raise RefusedError(400, {"detail": f"{', '.join(unknown)} is no field to look for"})
    return all(str(item.get(name)) == value for name, value in query.items())


def _key(item: dict[str, t.Any]) -> tuple[t.Any, ...]:
    return item["name"], item.get("kind"), item.get("organization"), item.get("credential_type")
