# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the collections of a tenant behave: what is unique, what can change, what is made by the server."""

from __future__ import annotations

import time
import typing as t
from dataclasses import dataclass

import variations
from answers import Refused
from ownership import owner_gone
from world import Object, Tenant, World, now

Hook = t.Callable[[World, Tenant, Object, str], None]


def _nothing(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    """Most collections need no special rule."""


@dataclass(frozen=True)
class Collection:
    """One collection of the API.

    unique: fields of which no two objects may share the value; filterable: what a filter may compare, and how.
    """

    name: str
    unique: tuple[str, ...] = ()
    largest_page: int = 100
    page: int = 20
    id_field: str = "id"
    created: tuple[str, ...] = ("createdAt",)
    updated: tuple[str, ...] = ("lastUpdatedAt",)
    defaults: tuple[tuple[str, t.Any], ...] = ()
    check: Hook = _nothing
    on_delete: Hook = _nothing
    bodiless_patch: bool = True
    filterable: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _references(tenant: Tenant, collection: str, given: list[Object] | None) -> list[Object]:
    """References by id or by name, both of which the API takes, as it stores them."""
    known = tenant.objects(collection)
    by_name = {thing["name"]: identifier for identifier, thing in known.items()}
    resolved = []
    for reference in given or []:
        identifier = reference.get("id") or by_name.get(reference.get("name"))
        if identifier not in known:
            raise Refused(400, "HTTP-400", f"{collection}: {reference} does not exist")
        resolved.append({"id": identifier})
    return resolved


def named(tenant: Tenant, thing: Object) -> Object:
    """An object whose roles and groups have their names too, by which a patch may mean them."""
    references = (("assignedRoles", "roles"), ("assignedGroups", "groups"))
    return thing | {
        field: [{**each, "name": tenant.objects(collection).get(each["id"], {}).get("name")} for each in thing[field]]
        for field, collection in references
        if field in thing
    }


def _with_roles(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    thing["assignedRoles"] = _references(tenant, "roles", thing.get("assignedRoles"))
    if "assignedGroups" in thing:
        thing["assignedGroups"] = _references(tenant, "groups", thing["assignedGroups"])


def _group_settled(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    _with_roles(world, tenant, thing, caller)


def _role_deleted(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    if thing["type"] == "default":
        raise Refused(403, "HTTP-403", "a default role cannot be deleted")
    for holder in [*tenant.objects("users").values(), *tenant.objects("groups").values()]:
        if {"id": thing["id"]} in holder.get("assignedRoles", []):
            raise Refused(403, "HTTP-403", "the role is still assigned")


def _user_deleted(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    if thing["id"] == caller:
        raise Refused(400, "HTTP-400", "a user cannot delete itself")
    owner_gone(tenant, thing["id"], "OWNER-DELETED")
    for key in tenant.objects("api-keys").values():
        if key["sub"] == thing["id"]:
            key["status"] = "revoked"


def _user_settled(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    _with_roles(world, tenant, thing, caller)
    if thing["status"] == "invited":
        if not thing.get("email"):
            raise Refused(400, "HTTP-400", "an invited user needs an email address")
        thing.setdefault("inviteExpiry", int(time.time()) + 7 * 86400)
    if thing["status"] == "disabled":
        owner_gone(tenant, thing["id"], "OWNER-DISABLED")


# Which roles a space of each type gives (published page "Space roles").
SPACE_ROLES = {
    "shared": ["consumer", "dataconsumer", "facilitator", "producer", "codeveloper"],
    "managed": ["consumer", "contributor", "dataconsumer", "facilitator", "operator", "publisher", "basicconsumer"],
    "data": ["consumer", "dataconsumer", "facilitator", "operator", "producer", "publisher", "datapreview"],
}


def _space_settled(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    if not thing["name"] or len(thing["name"]) > 256 or set(thing["name"]) & set('"*?<>/|\\:'):
        raise Refused(400, "HTTP-400", "the name of the space is not valid")
    thing.setdefault("ownerId", caller)
    thing.setdefault("createdBy", caller)
    if thing["ownerId"] not in tenant.objects("users"):
        raise Refused(400, "HTTP-400", "the owner does not exist")


# Collections whose objects are in spaces.
_IN_SPACES = ("items", "apps", "automations", "data-files", "data-sets", "glossaries", "ml/experiments")


def _space_deleted(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    inside = (each for name in _IN_SPACES for each in tenant.objects(name).values())
    if any(each.get("space") == thing["id"] for each in tenant.objects("data-connections").values()):
        raise Refused(412, "HTTP-412", "the space is not empty")
    if any(thing["id"] in (each.get("spaceId"), each.get("attributes", {}).get("spaceId")) for each in inside):
        raise Refused(412, "HTTP-412", "the space is not empty")
    tenant.collections.pop(f"spaces/{thing['id']}/assignments", None)


def _assignment_settled(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    space = tenant.objects("spaces")[thing["spaceId"]]
    holders = tenant.objects("groups" if thing["type"] == "group" else "users")
    if thing["assigneeId"] not in holders:
        raise Refused(404, "HTTP-404", "the assignee does not exist")
    is_bot = str(holders[thing["assigneeId"]].get("subject", "")).startswith("qlikbot\\")
    # Bots are members of either type: Qlik's examples, which are older than bot, make them users.
    if thing["type"] == "bot" and not is_bot:
        raise Refused(400, "HTTP-400", "a person is a member of the type user")
    if not set(thing["roles"]) <= set(SPACE_ROLES[space["type"]]):
        raise Refused(400, "HTTP-400", f"a {space['type']} space does not give the roles {thing['roles']}")


def _origin_settled(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    # The scheme is not stored: each directive has its own.
    thing["origin"] = thing["origin"].removeprefix("https://")
    if len(thing["origin"]) > 256:
        raise Refused(400, "HTTP-400", "the origin is too long")


def _client_settled(world: World, tenant: Tenant, thing: Object, caller: str) -> None:
    thing.setdefault("createdByType", "user")


_EQUAL = ("eq", "ne")
_TEXT = ("eq", "ne", "co", "sw")
_USER_FILTER = (
    *((name, _TEXT) for name in ("name", "email", "subject")),
    *(
        (name, _EQUAL)
        for name in ("id", "status", "clientId", "assignedRoles.id", "assignedRoles.name", "assignedGroups.id")
    ),
)
_GROUP_FILTER = (("name", _TEXT), *((name, _EQUAL) for name in ("id", "status", "providerType", "assignedRoles.name")))
_ROLE_FILTER = (("name", _TEXT), *((name, _EQUAL) for name in ("id", "type", "level")))
_CLIENT_FILTER = tuple((name, _EQUAL) for name in ("clientId", "clientName", "appType", "createdByType"))


COLLECTIONS = {
    collection.name: collection
    for collection in (
        Collection(
            "users",
            ("subject", "email"),
            check=_user_settled,
            on_delete=_user_deleted,
            defaults=(("status", "active"), ("name", "")),
            filterable=_USER_FILTER,
        ),
        Collection(
            "groups",
            ("name",),
            check=_group_settled,
            defaults=(("status", "active"), ("providerType", "idp")),
            filterable=_GROUP_FILTER,
        ),
        Collection(
            "roles",
            ("name",),
            on_delete=_role_deleted,
            defaults=(
                ("type", "custom"),
                ("level", "user"),
                ("description", ""),
                ("canEdit", True),
                ("canDelete", True),
            ),
            filterable=_ROLE_FILTER,
        ),
        Collection(
            "spaces",
            ("name",),
            page=10,
            updated=("updatedAt",),
            check=_space_settled,
            on_delete=_space_deleted,
            bodiless_patch=False,
        ),
        Collection("web-integrations", page=10, created=("created",), updated=("lastUpdated",)),
        Collection("csp-origins", created=("createdDate",), updated=("modifiedDate",), check=_origin_settled),
        Collection(
            "oauth-clients",
            id_field="clientId",
            check=_client_settled,
            updated=("updatedAt",),
            filterable=_CLIENT_FILTER,
        ),
        Collection("assignments", ("assigneeId",), page=10, updated=("updatedAt",), check=_assignment_settled),
    )
}


def _taken(collection: Collection, field: str, value: str) -> Refused:
    """A conflict; spaces tell theirs a second time, in the fields of an older form that their users still read."""
    if collection.name != "assignments":
        return Refused(409, "HTTP-409", f"{collection.name}: {field} {value!r} exists already")
    refused = Refused(409, "AssignmentConflict", "Conflict")
    refused.body |= {"code": "AssignmentConflict", "detail": "assignment of assignee already exists in space"}
    return refused


def settle(
    world: World, tenant: Tenant, collection: Collection, store: dict[str, Object], thing: Object, caller: str
) -> None:
    """The rules that an object obeys after a creation or a change."""
    identifier = thing[collection.id_field]
    for field in collection.unique:
        for other_id, other in store.items():
            if other_id != identifier and thing.get(field) and other.get(field) == thing[field]:
                raise _taken(collection, field, thing[field])
    collection.check(world, tenant, thing, caller)
    for field in collection.updated:
        thing[field] = now()


def shown(world: World, tenant: Tenant, collection: Collection, thing: Object, base: str) -> Object:
    """An object as an answer shows it: with names of references and links."""
    result = {name: value for name, value in thing.items() if not name.startswith("_")}
    if "assignedRoles" in thing:
        roles = tenant.objects("roles")
        result["assignedRoles"] = [
            {key: roles[each["id"]][key] for key in ("id", "name", "type", "level")}
            for each in thing["assignedRoles"]
            if each["id"] in roles
        ]
    if collection.name == "users":
        # Not in the contract any more; Qlik's published examples read it.
        result["roles"] = [role["name"] for role in result["assignedRoles"]]
    if "assignedGroups" in thing:
        groups = tenant.objects("groups")
        result["assignedGroups"] = [
            {"id": each["id"], "name": groups[each["id"]]["name"]}
            for each in thing["assignedGroups"]
            if each["id"] in groups
        ]
    link = f"{base}/{thing[collection.id_field]}"
    if collection.name not in ("csp-origins", "oauth-clients", "web-integrations"):
        result["links"] = {"self": {"href": link}}
    if collection.name == "oauth-clients" and variations.has("no-creator"):
        del result["ownerId"]
    if collection.name == "spaces":
        result["links"]["assignments"] = {"href": f"{link}/assignments"}
        # Clients that are older than change_owner refuse an action that they do not know.
        actions = ["read", "update", "delete"]
        result["meta"] = {"roles": [], "actions": actions, "assignableRoles": SPACE_ROLES[thing["type"]]}
    return result
