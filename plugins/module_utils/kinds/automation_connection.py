# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of automations. Source: the published specification "workflows-automation-connections" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, acting
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Secret
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Action, Work


def _as_list(params: Object) -> list[Object]:
    return [{"name": name, "value": value} for name, value in params.items()]


def _put(work: Work) -> list[Request]:
    """A creation names parameters, and a change their ids."""
    body: Object = {"name": work.sent["name"]}
    if "params" in work.changed:
        params = work.sent["params"]
        body["params"] = _by_ids(params.reveal(), work.found) if isinstance(params, Secret) else params
    return [Request("PUT", work.at(), body)]


def _by_ids(params: list[Object], found: Object) -> Secret:
    ids = {each["name"]: each["id"] for each in found.get("params") or ()}
    unknown = sorted({each["name"] for each in params} - set(ids))
    if unknown:
        known = ", ".join(sorted(ids)) or "none"
        raise errors.ConfigurationError(f"The connector has no parameter {', '.join(unknown)}; it has {known}.")
    return Secret([{"id": ids[each["name"]], "value": each["value"]} for each in params])


AUTOMATION_CONNECTION = Kind(
    name="automation_connection",
    doc="Connections of automations to other systems.",
    path="/api/workflows/automation-connections",
    listing=Listing(query={"listAll": "true"}, find=scim("name", at_once=1), detail=""),
    update=_put,
    ownership=Ownership(query={"filter": 'ownerId eq "{user}"'}, give=acting("POST", "actions/change-owner", "userId")),
    advice={409: "Remove it from the automations that use it first."},
    needs="the role C(AutomationCreator); the scope C(admin.automations) alone is not enough",
    source="published specification of the API C(workflows/automation-connections), and the help page on managing "
    "automations",
    fields=(
        Field(name="name", doc="Name of the connection."),
        Field(
            name="connector",
            doc="Name of the connector that it is made from, such as V(Airtable).",
            wire="connectorId",
            required=True,
            immutable=True,
            reference="automation_connector",
        ),
        Field(
            name="params",
            doc="Values of the parameters of the connector, by their names. Those that are not given stay.",
            type="dict",
            secret=True,
            missing=[],
            write=_as_list,
        ),
        Field(
            name="space",
            doc="Shared space that the connection is in. Defaults to the personal space of the caller.",
            wire="spaceId",
            reference="space",
            changed_by=Action("POST", "actions/change-space", "spaceId"),
        ),
        Field(
            name="owner",
            doc="Subject or email of its owner. Defaults to the caller, who creates it.",
            wire="ownerId",
            reference="user",
            via=Action("POST", "actions/change-owner", "userId"),
        ),
    ),
    notes=(
        "A connection that asks a person to sign in has no parameters: its owner connects it in Qlik Automate.",
        "Qlik does not forbid two connections of one name; the module fails where it finds two.",
    ),
    examples="""
- name: Automations read from Airtable
  qlikfleet.cloud.automation_connection:
    name: Plans
    connector: Airtable
    params:
      API Key: "{{ airtable_key }}"

- name: Others of the team may use it
  qlikfleet.cloud.automation_connection:
    name: Plans
    owner: auth0|anna

- name: Remove the connection
  qlikfleet.cloud.automation_connection:
    name: Plans
    state: absent
""",
)
