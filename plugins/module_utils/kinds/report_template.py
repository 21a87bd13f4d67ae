# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates of reports."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, patching
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import TEMPORARY, Patch, Work


def _uploaded(work: Work) -> tuple[Request, Pending]:
    """Return the upload of the file, and the id of the temporary content that it becomes."""
    file = work.sent["file"]
    if not isinstance(file, LocalFile):
        raise ConfigurationError("A template is a file: give one, or omit the option.")
    content = Pending("temporary content", (file.name, file.facts.get("sha256", "")))
    return Request("POST", (TEMPORARY,), file, makes=content, upload=True), content


def _texts(work: Work) -> Object:
    return {name: work.sent[name] for name in ("name", "description") if work.sent.get(name) is not None}


def _create(work: Work) -> list[Request]:
    first, content = _uploaded(work)
    source = {"sourceAppId": work.sent["app"], "sourceAppAction": "replace"} if work.sent.get("app") else {}
    body = {**_texts(work), **source, "temporaryContentId": content}
    return [first, Request("POST", work.path, body, makes=work.makes)]


def _update(work: Work) -> list[Request]:
    """Send all texts with a new file, and only changed texts without one."""
    if "file" not in work.changed:
        return Patch()(work)
    first, content = _uploaded(work)
    source = {"sourceAppAction": "replace"} if work.sent.get("app") else {}
    return [first, Request("PUT", work.at(), {**_texts(work), **source, "temporaryContentId": content})]


REPORT_TEMPLATE = Kind(
    name="report_template",
    doc="Templates for reports of an app.",
    path="/api/v1/report-templates",
    listing=Listing(
        find=Find(query=lambda names: {"name": names[0]}, can_ask=lambda name: not set("*?") & set(name)),
    ),
    create=_create,
    update=_update,
    ownership=Ownership(
        query={"ownerId": "{user}"},
        # The patch is free-form, and whether it accepts the owner is not documented. The list afterwards shows it.
        give=patching,
        unsure=True,
        advice="If Qlik does not accept the new owner, upload the template again.",
    ),
    needs="access to the app that the reports are made from",
    fields=(
        Field(name="name", doc="Name of the template, at most 255 characters."),
        Field(name="description", doc="Purpose of the template, at most 255 characters."),
        Field(
            name="file",
            doc="File with the template, in Excel, PowerPoint, Word, HTML or pixel-perfect format. A relative path is "
            "relative to the file that sets it, else to the fleet file, else searched as by C(ansible.builtin.copy).",
            type="path",
            required=True,
            write_only=True,
        ),
        Field(
            name="app",
            doc="App of the reports, as V(Space/App). Defaults to the app that the file names.",
            wire="sourceAppId",
            reference="app",
            immutable=True,
        ),
    ),
    notes=("Qlik does not forbid two templates of one name; the module fails where it finds two.",),
    examples="""
- name: Upload the monthly report
  qlikfleet.cloud.report_template:
    name: Sales by month
    app: Reports/Sales
    file: files/sales-by-month.xlsx

- name: Describe the template
  qlikfleet.cloud.report_template:
    name: Sales by month
    description: For the meeting of the first Monday

- name: Remove the template
  qlikfleet.cloud.report_template:
    name: Sales by month
    state: absent
""",
)
