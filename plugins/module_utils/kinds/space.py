# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spaces and their members."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.space_content import (
    HOLDS,
    content_fields,
    delete_space,
    faults_of_content,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, Reference
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Find, Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import (
    Owned,
    Ownership,
    Receiver,
    Tenant,
    patching,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Put

# Roles that a space of each type can give (published page "Space roles").
_ROLES = {
    "shared": ("consumer", "dataconsumer", "facilitator", "producer", "codeveloper"),
    "managed": ("consumer", "contributor", "dataconsumer", "facilitator", "operator", "publisher", "basicconsumer"),
    "data": ("consumer", "dataconsumer", "facilitator", "operator", "producer", "publisher", "datapreview"),
}


def _faults(wanted: Object) -> list[str]:
    """Refuse roles that spaces of this type do not have."""
    type_ = wanted.get("type")
    return [
        f"a {type_} space has no role {role} (member {member['name']}); it has {', '.join(_ROLES[type_])}"
        for member in wanted.get("members") or ()
        for role in member.get("roles") or ()
        if type_ in _ROLES and role not in _ROLES[type_]
    ]


def _give_membership(client: Tenant, each: Owned, receiver: Receiver) -> None:
    """Give the receiver the roles of both, since a user has one membership of a space. An owner needs none."""
    if client.get(each.path.removesuffix("/assignments"))["ownerId"] == receiver.id:
        return
    existing = next(iter(client.list(each.path, assigneeId=receiver.id, limit=100)), None)
    if existing:
        roles = sorted({*existing["roles"], *each.found["roles"]})
        if roles != sorted(existing["roles"]):
            client.request("PUT", f"{each.path}/{existing['id']}", json={"roles": roles})
    else:
        body = {"type": "bot" if receiver.is_bot else "user", "assigneeId": receiver.id, "roles": each.found["roles"]}
        client.request("POST", each.path, json=body)


def _end_membership(client: Tenant, each: Owned, _receiver: Receiver) -> None:
    client.delete(each.at)


SPACE_MEMBER = Kind(
    name="space member",
    doc="Who may do what in a space.",
    path="/api/v1/spaces/{parent}/assignments",
    key=("type", "name"),
    ownership=Ownership(
        doc="Roles in spaces of others.",
        query={"assigneeId": "{user}"},
        above="space",
        owner="assigneeId",
        give=_give_membership,
        release=_end_membership,
    ),
    update=Put(),
    fields=(
        Field(
            name="type",
            doc="Type of the member. V(bot) is the user of an OAuth client, which can also be added as V(user).",
            choices=("user", "group", "bot"),
            default="user",
            immutable=True,
            same=lambda type_: "user" if type_ == "bot" else type_,
        ),
        Field(
            name="name",
            doc="Subject or email of a user, name of a group, client id or client name of a bot.",
            wire="assigneeId",
            immutable=True,
            reference=Reference(("user", "group"), lambda member: "group" if member["type"] == "group" else "user"),
        ),
        Field(
            name="roles",
            doc="All roles of the member in the space. "
            + " ".join(
                f"A {type_} space has {', '.join(f'V({role})' for role in roles)}." for type_, roles in _ROLES.items()
            ),
            choices=tuple(sorted({role for roles in _ROLES.values() for role in roles})),
            type="list",
            elements="str",
        ),
    ),
)

SPACE = Kind(
    name="space",
    doc="Spaces, where apps and data are shared, and their members.",
    path="/api/v1/spaces",
    creator="createdBy",
    # The parameter searches for a part of the name, so it does not help with a name that is part of many others.
    listing=Listing(
        find=Find(query=lambda names: {"name": names[0]}, can_ask=lambda name: len(name) > 3 and not {*name} & {*"*?"})
    ),
    ownership=Ownership(query={"ownerId": "{user}"}, give=patching),
    advice={412: "Set content to delete or move what is in the space, or empty it first."},
    faults=lambda wanted: [*_faults(wanted), *faults_of_content(wanted)],
    delete=delete_space,
    holds=HOLDS,
    needs="the role C(TenantAdmin), or the scope C(admin.spaces)",
    source="published specification of the API C(spaces), and the page C(Space roles)",
    fields=(
        Field(name="name", doc="Name of the space, unique in the tenant, case-sensitive."),
        Field(
            name="type",
            doc="Type of the space; required to create it.",
            required=True,
            choices=("shared", "managed", "data"),
            immutable=True,
        ),
        Field(name="description", doc="Purpose of the space."),
        Field(
            name="owner",
            doc="Subject or email of the owner. Defaults to the bot user of the OAuth client, which creates the space.",
            wire="ownerId",
            reference="user",
            after_create=True,
        ),
        Field(
            name="members",
            doc="Members of the space. Other members are kept, unless O(purge_members) is set.",
            type="list",
            elements="dict",
            children=SPACE_MEMBER,
        ),
        *content_fields(),
    ),
    notes=("The owner of a space is not one of its members.",),
    examples="""
- name: Create a space for the finance apps
  qlikfleet.cloud.space:
    name: Finance
    type: shared
    description: Apps of the finance department
    members:
      - type: group
        name: Analysts
        roles: [consumer]

- name: Allow analysts to edit apps there, and remove other members
  qlikfleet.cloud.space:
    name: Finance
    members:
      - type: group
        name: Analysts
        roles: [consumer, producer]
    purge_members: true

- name: Remove the space, and move its content to another one
  qlikfleet.cloud.space:
    name: Finance
    state: absent
    content: move
    content_to: Reports
""",
)
