# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invitations, the state of the licence, and the token that browsers need for writes."""

from __future__ import annotations

from answers import Answer
from collections_ import COLLECTIONS, settle
from operations import Call, behaves
from world import Object, now


@behaves("POST", "/api/v1/users/actions/invite")
def _invite(call: Call) -> Answer:
    """Each invitation has its own answer; who is there already is told so."""
    users = call.tenant.objects("users")
    answers: list[Object] = []
    for invitee in (call.body or {}).get("invitees", []):
        email = invitee["email"]
        if "@" not in email:
            title = "the email is not valid"
            answers.append({"email": email, "status": "error", "code": "HTTP-400", "title": title})
            continue
        there = next((user for user in users.values() if str(user.get("email", "")).lower() == email.lower()), None)
        status = "exists" if there else "ok"
        user = there or _invited(call, invitee)
        answers.append({"email": email, "status": status, "subject": user["subject"], "userId": user["id"]})
    return 207, {}, {"data": answers}


def _invited(call: Call, invitee: Object) -> Object:
    identifier = call.world.hexadecimal(24)
    user: Object = {
        "id": identifier,
        "tenantId": call.tenant.id,
        "subject": f"invited|{call.world.hexadecimal(24)}",
        "name": invitee.get("name", ""),
        "email": invitee["email"],
        "status": "invited",
        "inviteExpiry": 0,
        "createdAt": now(),
        "assignedRoles": [],
    }
    users = call.tenant.objects("users")
    settle(call.world, call.tenant, COLLECTIONS["users"], users, user, call.caller)
    users[identifier] = user
    return user


@behaves("GET", "/api/v1/licenses/status")
def _licence(call: Call) -> Answer:
    status = {"deactivated": False, "extensionStatus": "Unavailable", "origin": "External", "product": "Qlik Sense"}
    return 200, {}, {**status, "status": "Ok", "trial": False, "type": "Signed", "valid": "2035-01-01/"}


@behaves("GET", "/api/v1/csrf-token")
def _csrf(call: Call) -> Answer:
    return 204, {"qlik-csrf-token": call.world.hexadecimal(32)}, None
