# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings for code hosts. The schema has the facts of the published specification (OASIS, SARIF 2.1.0)."""

from __future__ import annotations

import typing as t

import jsonschema
import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Finding
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.sarif import as_sarif

pytestmark = pytest.mark.newest_core

Schema = dict[str, t.Any]


def _object(required: list[str], **properties: t.Any) -> Schema:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_TEXT = {"type": "string", "minLength": 1}
# 3.11: a message has a text or the id of one.
_MESSAGE = _object(["text"], text=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
# 3.4: the address of a file, and the name of what it is relative to.
_ARTIFACT = _object(["uri"], uri={"type": "string", "pattern": "^[^ ]+$"}, uriBaseId=_TEXT)
_REGION = _object([], startLine={"type": "integer", "minimum": 1})
_LOCATION = _object(
    [],
    physicalLocation=_object(["artifactLocation"], artifactLocation=_ARTIFACT, region=_REGION),
    logicalLocations=_list(_object([], fullyQualifiedName=_TEXT, kind=_TEXT)),
)
_RULE = _object(
    ["id"],
    id=_TEXT,
    shortDescription=_MESSAGE,
    helpUri={"type": "string", "pattern": "^https://"},
    help=_MESSAGE,
    defaultConfiguration=_object([], level=_LEVEL),
    properties={"type": "object"},
)
_RESULT = _object(
    ["message"],
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(_LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
)
_RUN = _object(
    ["tool"],
    tool=_object(["driver"], driver=_object(["name"], name=_TEXT, rules=_list(_RULE))),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=_list(_RESULT),
)
SARIF = _object(["version", "runs"], **{"$schema": _TEXT}, version={"const": "2.1.0"}, runs=_list(_RUN))


def _finding(**options: t.Any) -> Finding:
    given = {"rule": "r", "severity": "high", "tenant": "acme", "kind": "space", "object": "space A", "reason": "Why."}
    return Finding(**{**given, **options})


@pytest.mark.parametrize("findings", [[], [_finding(), _finding(rule="q", source="https://a.example"), _finding()]])
def test_logs_are_valid(findings: list[Finding]) -> None:
    log = as_sarif(findings, "/fleet")
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [finding.rule for finding in findings]


@pytest.mark.parametrize(
    ("place", "artifact", "line"),
    [
        ("/fleet/group_vars/all/my blueprint.yml:7", ("group_vars/all/my%20blueprint.yml", "%SRCROOT%"), 7),
        ("/fleet/fleet.yml", ("fleet.yml", "%SRCROOT%"), None),
        ("/fleeting/a.yml:1", ("file:///fleeting/a.yml", None), 1),
        ("host_vars/a.yml:1", ("host_vars/a.yml", None), 1),
    ],
)
def test_places_are_files_and_lines(place: str, artifact: tuple[str, str | None], line: int | None) -> None:
    log = as_sarif([_finding(place=place)], "/fleet/")
    jsonschema.validate(log, SARIF)
    found = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert (found["artifactLocation"]["uri"], found["artifactLocation"].get("uriBaseId")) == artifact
    assert found.get("region", {}).get("startLine") == line


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    prints = [
        as_sarif([_finding(**options)], "")["runs"][0]["results"][0]["partialFingerprints"]
        for options in ({"place": "a.yml:1"}, {"place": "a.yml:9"}, {"tenant": "birch"})
    ]
    assert prints[0] == prints[1] != prints[2]
