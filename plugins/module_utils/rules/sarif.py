# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write findings in the Static Analysis Results Interchange Format (SARIF) 2.1.0, which code hosts show."""

from __future__ import annotations

import hashlib
import typing as t
from urllib.parse import quote

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.rules.rule import Finding

_LEVELS = {"high": "error", "medium": "warning", "low": "note"}
# Code hosts sort by this score, which is like that of CVSS.
_SCORES = {"high": "8.0", "medium": "5.0", "low": "2.0"}


def as_sarif(findings: t.Sequence[Finding], folder: str) -> Object:
    """Return a log with one run. folder: of the fleet, which paths of files are relative to."""
    first = {each.rule: each for each in reversed(findings)}
    rules = sorted(first)
    driver = {"name": "qlikfleet.cloud", "rules": [_rule(first[each]) for each in rules]}
    results = [_result(each, rules.index(each.rule), folder) for each in findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}],
    }


def _rule(finding: Finding) -> Object:
    rule: Object = {
        "id": finding.rule,
        "shortDescription": {"text": finding.reason},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"security-severity": _SCORES[finding.severity], "tags": ["security"]},
    }
    if finding.source.startswith("https://"):
        rule["helpUri"] = finding.source
    elif finding.source:
        rule["help"] = {"text": finding.source}
    return rule


def _result(finding: Finding, index: int, folder: str) -> Object:
    identity = "\n".join((finding.rule, finding.tenant, finding.object))
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.tenant}: {finding.object}: {finding.reason}"},
        "locations": [_location(finding, folder)],
        "partialFingerprints": {"object/v1": hashlib.sha256(identity.encode()).hexdigest()},
    }


def _location(finding: Finding, folder: str) -> Object:
    name = f"{finding.tenant}/{finding.object}"
    location: Object = {"logicalLocations": [{"fullyQualifiedName": name, "kind": "resource"}]}
    file, _colon, line = finding.place.rpartition(":")
    if not line.isdigit():
        file, line = finding.place, ""
    if file:
        place: Object = {"artifactLocation": _artifact(file, folder)}
        location["physicalLocation"] = place | ({"region": {"startLine": int(line)}} if line else {})
    return location


def _artifact(file: str, folder: str) -> Object:
    prefix = f"{folder.rstrip('/')}/"
    if folder and file.startswith(prefix):
        return {"uri": quote(file.removeprefix(prefix)), "uriBaseId": "%SRCROOT%"}
    return {"uri": f"file://{quote(file)}" if file.startswith("/") else quote(file)}
