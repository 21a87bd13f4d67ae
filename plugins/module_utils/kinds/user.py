# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, as_references, ids_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_BOT = "qlikbot\\"
# Deleted users are not included. Without a condition on the status, a filter finds only active users.
_THERE = '(status eq "active" or status eq "disabled" or status eq "invited" or status eq "provisioned")'


def _names(found: Object) -> list[str]:
    """Return all names of a user: also its email, or for a bot the id and name of its client."""
    subject, names = str(found.get("subject", "")), [found["email"]] if found.get("email") else []
    if subject.startswith(_BOT):
        names += [subject[len(_BOT) :], *([found["name"]] if found.get("name") else [])]
    return names


def _guard(wanted: Object, _found: Object | None, client_id: str) -> str:
    """Refuse changes after which the bot of the run's client is not an active administrator."""
    if wanted["subject"] not in (f"{_BOT}{client_id}", client_id):
        return ""
    if wanted.get("state") == "absent":
        return "it would be deleted"
    if wanted.get("status") not in (None, "active"):
        return f"its status would be {wanted['status']}"
    roles = wanted.get("assigned_roles", ["TenantAdmin"])
    return "" if "TenantAdmin" in (roles or ()) else "it would lose the role TenantAdmin"


def _is_bot(found: Object) -> bool:
    return str(found.get("subject", "")).startswith(_BOT)


USER = Kind(
    name="user",
    doc="Users of the tenant.",
    path="/api/v1/users",
    key=("subject",),
    also_named=_names,
    listing=Listing(find=scim("subject", "email", "clientId", "name", also=_THERE), sort="id"),
    guard=_guard,
    protected=_is_bot,
    only_here=_is_bot,
    needs="the role C(TenantAdmin), or the scope C(admin.users)",
    source="published specification of the API C(users), and changelog 127 for the email",
    fields=(
        Field(
            name="subject",
            doc="The user's subject at the identity provider, unique in the tenant.",
            immutable=True,
        ),
        Field(name="name", doc="Display name."),
        Field(name="email", doc="Email address, unique among the users of the tenant."),
        Field(
            name="invite",
            doc="Whether to invite a new user, which needs O(email).",
            wire="status",
            type="bool",
            write_only=True,
            immutable=True,
            write=lambda wanted: "invited" if wanted else None,
        ),
        Field(
            name="status",
            doc="Whether the user may sign in. V(disabled) is the reversible step before a deletion. An invited or "
            "provisioned user becomes active by signing in.",
            choices=("active", "disabled"),
            after_create=True,
        ),
        Field(
            name="assigned_roles",
            doc="Names of the user's roles. The list is complete: other roles are removed.",
            type="list",
            elements="str",
            reference="role",
            read=ids_of,
            write=as_references,
        ),
        Field(name="preferred_locale", doc="Language, such as V(en).", after_create=True),
        Field(name="preferred_zoneinfo", doc="Time zone, such as V(Europe/Stockholm).", after_create=True),
    ),
    notes=(
        "If you delete a user, its content has no owner.",
        "Bot users of OAuth clients are never deleted by this module.",
    ),
    examples="""
- name: Make the operations mailbox a tenant administrator
  qlikfleet.cloud.user:
    subject: auth0|operations
    name: Operations
    email: operations@example.com
    assigned_roles:
      - TenantAdmin

- name: Invite Anna
  qlikfleet.cloud.user:
    subject: auth0|anna
    name: Anna
    email: anna@example.com
    invite: true

- name: Forbid the operations mailbox to sign in
  qlikfleet.cloud.user:
    subject: auth0|operations
    status: disabled
""",
)
