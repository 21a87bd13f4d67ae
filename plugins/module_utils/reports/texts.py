# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as text: Markdown for a pull request, JUnit for CI."""

from __future__ import annotations

import json
import re
import typing as t
from xml.etree import ElementTree

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Characters that XML 1.0 does not allow.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_markdown(report: Object) -> str:
    """Return a table of tenants, then the findings of each tenant."""
    lines = [f"# {report['kind'].capitalize()}: {report['status']}", "", f"Made {report['made']}.", ""]
    lines += ["| Tenant | Status | Findings | Message |", "|---|---|---|---|"]
    for tenant in report["tenants"]:
        cells = (tenant["name"], tenant["status"], len(tenant["findings"]), tenant["message"])
        lines.append("| " + " | ".join(_escaped(cell) for cell in cells) + " |")
    if "trend" in report:
        trend = report["trend"]
        lines += [
            "",
            f"Since {trend['since']}: {trend['new']} new, {trend['still']} still there, {trend['gone']} gone.",
        ]
    for tenant in report["tenants"]:
        if tenant["findings"]:
            lines += ["", f"## {_escaped(tenant['name'])}", ""]
            lines += [f"- {_escaped(line)}" for finding in tenant["findings"] for line in [sentence(finding)]]
    # A name may have half of a character, which no file can have.
    return "\n".join(lines).encode("utf-8", "replace").decode("utf-8") + "\n"


def as_junit(report: Object) -> str:
    """Return a test case for each tenant: drift is a failure; a tenant that was not read in full is an error."""
    suite = ElementTree.Element("testsuite", name=report["kind"], tests=str(len(report["tenants"])))
    for attribute, statuses in (("failures", ("drift",)), ("errors", ("incomplete", "error"))):
        suite.set(attribute, str(sum(tenant["status"] in statuses for tenant in report["tenants"])))
    for tenant in report["tenants"]:
        case = ElementTree.SubElement(suite, "testcase", classname=report["kind"], name=_xml(tenant["name"]))
        if tenant["status"] != "clean":
            tag = "failure" if tenant["status"] == "drift" else "error"
            outcome = ElementTree.SubElement(case, tag, message=_xml(tenant["message"] or tenant["status"]))
            outcome.text = _xml("\n".join(sentence(finding) for finding in tenant["findings"]))
    return ElementTree.tostring(suite, encoding="unicode") + "\n"


def sentence(finding: Object) -> str:
    """Return a finding in one line: what would change, in which options, and since when it is reported."""
    fields = [f"{each['name']}: {_value(each['before'])} -> {_value(each['after'])}" for each in finding["fields"]]
    text = f"{finding['action']} {finding['title']}"
    return f"{text} ({'; '.join(fields)}), since {finding['since']}" if fields else f"{text}, since {finding['since']}"


def _value(value: t.Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _escaped(cell: t.Any) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    text = " ".join(str(cell).split()).replace("&", "&amp;")
    return re.sub(r"([\\`*_~\[\]<>|#])", r"\\\1", text)


def _xml(text: str) -> str:
    return _NOT_XML.sub("?", text)
