# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of AWX's REST API that sets it up, and what its jobs get of that. It was compared with AWX 24.6.1."""

from __future__ import annotations

import copy
import json
import re
import typing as t

import jinja2.sandbox

from tests.integration import awx_rules
from tests.integration.awx_objects import (
    ASSOCIATIONS,
    FIELDS,
    GO_WITH,
    TYPES,
    UNIFIED,
    UNIQUE_IN,
    Object,
    RefusedError,
)
from tests.integration.awx_rules import ENCRYPTED
from tests.integration.loopback import Answer, Loopback

# Fields to look for; AWX answers 400 to unknown ones.
FILTERS = (
    *("id", "name", "type", "organization", "credential_type", "inventory", "identifier", "workflow_job_template"),
    *("unified_job_template", "page_size"),
)


class AWX(Loopback):
    """A token says what its user may write: only administrators of the system make types of credentials."""

    headers: t.ClassVar = {"X-API-Product-Name": "AWX", "X-API-Product-Version": "24.6.1"}

    def __init__(self) -> None:
        super().__init__()
        self.tokens: dict[str, set[str]] = {}
        # What the repository has, and what an inventory update prints if it fails.
        self.playbooks: set[str] = set()
        self.inventory_error = ""
        self.kept: dict[str, dict[int, Object]] = {kind: {} for kind in FIELDS}
        self._numbers = iter(range(1, 10000))
        self.add("organizations", {"name": "Default"})

    def named(self, kind: str, name: str) -> Object:
        (found,) = [each for each in self.kept[kind].values() if each.get("name") == name]
        return found

    def job_environment(self, *names: str) -> dict[str, str]:
        """What AWX adds to the environment of a job with the credentials of these names."""
        credentials = [each for each in self.kept["credentials"].values() if each["name"] in names]
        types = {each["credential_type"] for each in credentials}
        assert len(credentials) == len(types) == len(names), "a job takes one credential of each type"
        # An input that is not given is an empty text.
        sandbox = jinja2.sandbox.ImmutableSandboxedEnvironment()
        return {
            name: sandbox.from_string(template).render(**credential["inputs"])
            for credential in credentials
            for name, template in self._type(credential)["injectors"]["env"].items()
        }

    def job(self, name: str) -> tuple[dict[str, str], Object]:
        """The environment and the extra variables of a job of a template."""
        template = self.named("job_templates", name)
        names = [self.kept["credentials"][each]["name"] for each in template["_credentials"]]
        return self.job_environment(*names), json.loads(template["extra_vars"] or "{}")

    def answer(self, method: str, path: str, query: dict[str, str], body: t.Any, headers: t.Any) -> Answer:
        rights = self.tokens.get(headers.get("Authorization", "").removeprefix("Bearer "))
        if rights is None:
            return 401, {"detail": "Authentication credentials were not provided."}
        found = re.fullmatch(r"/api/v2/(\w+)/(?:(\d+)/)?(?:(\w+)/?)?", path)
        if not found:
            return 404, {"detail": "Not found."}
        kind, number, below = found[1], int(found[2] or 0), found[3] or ""
        if method != "GET" and not rights & {kind, "*"}:
            return 403, {"detail": "You do not have permission to perform this action."}
        try:
            return self._answer(method, kind, number, below, query, body)
        except RefusedError as error:
            return t.cast(Answer, error.args)

    def _answer(self, method: str, kind: str, number: int, below: str, query: dict[str, str], body: t.Any) -> Answer:
        if kind in ("project_updates", "inventory_updates"):
            return self._update(kind, number, below)
        if kind == "unified_job_templates":
            return self._list([self._shown(each, each_kind) for each_kind, each in self._unified()], query)
        if kind not in self.kept or (number and number not in self.kept[kind]):
            return 404, {"detail": "Not found."}
        if below:
            return self._below(method, kind, self.kept[kind][number], below, body)
        match method, bool(number):
            case "GET", False:
                return self._list([self._shown(each, kind) for each in self.kept[kind].values()], query)
            case "GET", True:
                return 200, self._shown(self.kept[kind][number], kind)
            case "POST", False:
                return 201, self._shown(self.add(kind, body), kind)
            case "PATCH", True:
                return 200, self._shown(self._keep(kind, self.kept[kind][number], body), kind)
            case "DELETE", True:
                self._delete(kind, number)
                return 204, None
        return 405, {"detail": f'Method "{method}" not allowed.'}

    def _unified(self) -> t.Iterator[tuple[str, Object]]:
        yield from ((kind, each) for kind in UNIFIED for each in self.kept[kind].values())

    def _list(self, items: list[Object], query: dict[str, str]) -> Answer:
        results = [item for item in items if _fits(item, query)]
        return 200, {"count": len(results), "next": None, "previous": None, "results": results}

    def add(self, kind: str, body: Object) -> Object:
        number = next(self._numbers)
        item = {"id": number, "type": TYPES[kind], "url": f"/api/v2/{kind}/{number}/", **copy.deepcopy(FIELDS[kind])}
        item |= {f"_{name}": [] for name in ASSOCIATIONS}
        item |= {"_survey": {}, "_playbooks": [], "status": "never updated", "scm_revision": ""}
        kept = self._keep(kind, item, body)
        if kind == "projects":
            self._sync(kept)
        return kept

    def _keep(self, kind: str, item: Object, body: Object) -> Object:
        before, item = item, {**item, **{name: value for name, value in body.items() if name in FIELDS[kind]}}
        item = awx_rules.checked(self.kept, kind, before, item)
        same = [each for each in self.kept[kind].values() if _key(kind, each) == _key(kind, item)]
        if [each for each in same if each["id"] != item["id"]]:
            named = TYPES[kind].replace("_", " ").capitalize()
            raise RefusedError(400, {"__all__": [f"{named} with this Name and Kind already exists."]})
        self.kept[kind][item["id"]] = item
        return item

    def _delete(self, kind: str, number: int) -> None:
        if kind == "credential_types" and any(
            each["credential_type"] == number for each in self.kept["credentials"].values()
        ):
            raise RefusedError(403, {"detail": "Credential types that are in use cannot be deleted"})
        for other, field in GO_WITH.get(kind, {}).items():
            for each in [each for each in self.kept[other].values() if each[field] == number]:
                self._delete(other, each["id"])
        deleted = self.kept[kind].pop(number)
        # An approval is part of its node.
        self.kept["workflow_approval_templates"].pop(deleted.get("unified_job_template"), None)

    def _below(self, method: str, kind: str, item: Object, below: str, body: t.Any) -> Answer:
        if below == "survey_spec":
            return self._survey(method, item, body)
        if below == "update":
            self._sync(item)
            return 202, self._update(f"{TYPES[kind].removesuffix('_source')}_updates", item["id"], "")[1]
        if below == "create_approval_template":
            made = self.add("workflow_approval_templates", body)
            item["unified_job_template"] = made["id"]
            return 201, self._shown(made, "workflow_approval_templates")
        if below not in ASSOCIATIONS or kind == "workflow_approval_templates":
            return 404, {"detail": "Not found."}
        numbers = item[f"_{below}"]
        if method == "GET":
            return self._list([{"id": number} for number in numbers], {})
        if body.get("disassociate"):
            numbers.remove(body["id"])
        else:
            awx_rules.require_association(self.kept, below, numbers, body["id"])
            numbers.append(body["id"])
        return 204, None

    def _survey(self, method: str, item: Object, body: t.Any) -> Answer:
        if method == "GET":
            return 200, item["_survey"]
        if method == "POST":
            awx_rules.require_survey(body)
        item["_survey"] = body if method == "POST" else {}
        return 200, {}

    def _sync(self, item: Object) -> None:
        """An update of a project finds its playbooks; one of an inventory source may fail."""
        if item["type"] == "project":
            item |= {"status": "successful", "scm_revision": "0" * 40, "_playbooks": sorted(self.playbooks)}
        else:
            item["status"] = "failed" if self.inventory_error else "successful"

    def _update(self, kind: str, number: int, below: str) -> Answer:
        """The last update of a project or a source, which is known by the number of that."""
        if below == "stdout":
            return 200, {"range": {}, "content": self.inventory_error}
        owner = self.kept["projects" if kind == "project_updates" else "inventory_sources"][number]
        update = {"id": number, "url": f"/api/v2/{kind}/{number}/", "status": owner["status"], "finished": "now"}
        return 200, {**update, "failed": owner["status"] != "successful", "scm_revision": owner["scm_revision"]}

    def _type(self, credential: Object) -> Object:
        return self.kept["credential_types"][credential["credential_type"]]

    def _shown(self, item: Object, kind: str) -> Object:
        """Without what is secret."""
        shown = {name: value for name, value in item.items() if not name.startswith("_")}
        url = item["url"]
        related = {"update": f"{url}update/", "survey_spec": f"{url}survey_spec/", "unified_job_template": None}
        if kind == "inventory_sources":
            related["last_update"] = f"/api/v2/inventory_updates/{item['id']}/"
        if kind == "workflow_job_template_nodes" and item["unified_job_template"]:
            owner = next(each for _kind, each in self._unified() if each["id"] == item["unified_job_template"])
            related["unified_job_template"] = owner["url"]
        if kind == "credentials":
            secret = {field["id"] for field in self._type(item)["inputs"]["fields"] if field.get("secret")}
            shown["inputs"] = {name: ENCRYPTED if name in secret else value for name, value in item["inputs"].items()}
        return {**shown, "related": related, "summary_fields": {}}


def _fits(item: Object, query: dict[str, str]) -> bool:
    """All parameters must fit, and one of those that begin with `or__`."""
    if unknown := {name.removeprefix("or__") for name in query} - {*FILTERS}:
        raise RefusedError(400, {"detail": f"{', '.join(unknown)} is no field to look for"})
    wanted = {name: value for name, value in query.items() if name != "page_size"}
    one = [str(item.get(name[4:])) == value for name, value in wanted.items() if name.startswith("or__")]
    every = [str(item.get(name)) == value for name, value in wanted.items() if not name.startswith("or__")]
    return all(every) and (not one or any(one))


def _key(kind: str, item: Object) -> tuple[t.Any, ...]:
    return item.get("name"), *(item.get(field) for field in UNIQUE_IN.get(kind, ()))
