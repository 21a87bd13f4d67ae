# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX refuses of an object, and in which words."""

from __future__ import annotations

import re
import typing as t

import jinja2.sandbox

from tests.integration.awx_objects import Object, RefusedError, refused

ENCRYPTED = "$encrypted$"
Kept = dict[str, dict[int, Object]]
_RRULE = re.compile(r"DTSTART(;TZID=[A-Za-z/_]+)?:\d{8}T\d{6}(Z)? RRULE:(.*)")


def checked(kept: Kept, kind: str, before: Object, item: Object) -> Object:
    """Return the object as AWX stores it."""
    rule: t.Callable[[Kept, Object, Object], Object] = _RULES.get(kind, lambda _kept, _before, item: item)
    return rule(kept, before, item)


def _credential_type(kept: Kept, before: Object, item: Object) -> Object:
    if item["kind"] not in ("cloud", "net"):
        raise refused(kind=f"Must be 'cloud' or 'net', not {item['kind']}")
    in_use = any(each["credential_type"] == item["id"] for each in kept["credentials"].values())
    if in_use and before["inputs"] != item["inputs"]:
        detail = "Modifications to inputs are not allowed for credential types that are in use"
        raise RefusedError(403, {"detail": detail})
    fields = {field["id"]: "x" for field in item["inputs"]["fields"] if field["label"]}
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
    for name, template in item["injectors"]["env"].items():
        if not re.fullmatch("[a-zA-Z_][a-zA-Z0-9_]*", name) or name.startswith("ANSIBLE_"):
            raise refused(injectors=f"{name} is not allowed")
        try:
            environment.from_string(template).render(**fields)
        except jinja2.UndefinedError as error:
            raise refused(injectors=str(error)) from error
    return item


def _credential(kept: Kept, before: Object, item: Object) -> Object:
    """Missing inputs are accepted. What stands for a secret leaves it as it is."""
    type_inputs = kept["credential_types"][item["credential_type"]]["inputs"]
    if unknown := set(item["inputs"]) - {field["id"] for field in type_inputs["fields"]}:
        raise refused(inputs=f"Additional properties are not allowed ({', '.join(sorted(unknown))})")
    known = before.get("inputs", {})
    inputs = {name: known[name] if value == ENCRYPTED else value for name, value in item["inputs"].items()}
    return {**item, "inputs": inputs}


def _inventory_source(kept: Kept, _before: Object, item: Object) -> Object:
    if item["source"] == "scm" and not item["source_project"]:
        raise refused(source_project="Project required for scm type sources.")
    credential = kept["credentials"].get(item["credential"])
    if credential and kept["credential_types"][credential["credential_type"]]["kind"] == "vault":
        raise RefusedError(
            400, {"detail": "Credentials of type insights and vault are disallowed for scm inventory sources."}
        )
    return item


def _job_template(kept: Kept, _before: Object, item: Object) -> Object:
    if item["playbook"] not in kept["projects"][item["project"]]["_playbooks"]:
        raise refused(playbook="Playbook not found for project.")
    if item["inventory"] is None and not item["ask_inventory_on_launch"]:
        raise refused(inventory="You must either set a default value or ask to prompt on launch.")
    return item


def _prompted(kept: Kept, _before: Object, item: Object) -> Object:
    """Schedules and nodes set only what the template asks for, and every required answer of its survey."""
    template = kept["job_templates"].get(item["unified_job_template"], {})
    for name in ("job_type", "diff_mode", "limit", "verbosity", "job_slice_count"):
        if item[name] is not None and not template.get(f"ask_{name}_on_launch"):
            raise refused(**{name: "Field is not configured to prompt on launch."})
    questions = template.get("_survey", {}).get("spec", []) if template.get("survey_enabled") else []
    missing = [each["variable"] for each in questions if each["required"] and not each["default"]]
    if missing and "rrule" in item:
        raise refused(variables_needed_to_start=f"'{missing[0]}' value missing")
    return item


def _schedule(kept: Kept, before: Object, item: Object) -> Object:
    found = _RRULE.fullmatch(item["rrule"])
    if not found:
        raise refused(rrule="Valid DTSTART required in rrule. Value should start with: DTSTART:YYYYMMDDTHHMMSSZ")
    if bool(found[1]) is bool(found[2]):
        raise refused(rrule="DTSTART cannot be a naive datetime, and Z and TZID exclude each other.")
    if "INTERVAL=" not in found[3]:
        raise refused(rrule="INTERVAL required in rrule.")
    if re.search(r"BYDAY=\d", found[3]):
        raise refused(rrule="BYDAY with numeric prefix not supported.")
    return _prompted(kept, before, item)


def require_survey(survey: Object) -> None:
    """Refuse a survey as AWX does, with the number of the question."""
    for number, question in enumerate(survey["spec"]):
        for name in ("type", "question_name", "variable", "required"):
            if name not in question:
                raise RefusedError(400, {"error": f"'{name}' missing from survey question {number}."})
        choices = question.get("choices", "")
        if question["type"] == "multiplechoice" and not choices:
            raise RefusedError(400, {"error": f"survey question {number} has no choices."})
        default = question.get("default", "")
        if question["type"] == "multiplechoice" and default and default not in choices:
            raise RefusedError(400, {"error": f"Default choice must be answered from the choices listed: {default}."})
        if not isinstance(default, int if question["type"] == "integer" and default != "" else str):
            raise RefusedError(400, {"error": f"Value {default} for '{question['variable']}' expected to be a string."})


def require_association(kept: Kept, name: str, others: t.Iterable[int], new: int) -> None:
    """A template takes one credential of each type."""
    if name == "credentials":
        types = [kept["credentials"][each]["credential_type"] for each in (*others, new)]
        if len(set(types)) < len(types):
            raise RefusedError(400, {"error": "Cannot assign multiple credentials of one type."})


_RULES = {
    "credential_types": _credential_type,
    "credentials": _credential,
    "inventory_sources": _inventory_source,
    "job_templates": _job_template,
    "workflow_job_template_nodes": _prompted,
    "schedules": _schedule,
}
